"""nbgrader's settings for this course: only what differs from nbgrader's defaults.

The course's name and language come from course.toml. `nbgrader autograde` and the button in
formgrader run the same engine as `autograder grade` and fill the same gradebook.
"""

from pathlib import Path

from autograder.course import load_course
from autograder.gradebook.create import find_alembic
from autograder.notebooks.build import code_stub

find_alembic()
course = load_course(Path(__file__).parent)
c = get_config()  # noqa: F821  (nbgrader puts it here)

c.CourseDirectory.course_id = course.id
c.ClearSolutions.code_stub = {"python": code_stub(course.language)}
c.ClearSolutions.text_stub = ""  # a written question brings its own text to be replaced

# Grading. nbgrader converts a submission twice; the first time grades it, the second only copies.
c.Autograde.exporter_class = "autograder.nbgrader_plugins.grading.GradingExporter"
c.Autograde.sanitize_preprocessors = ["nbgrader.preprocessors.AssignLatePenalties"]
c.Autograde.autograde_preprocessors = []

# The student's page is made from the record of the grading, which itself is not for students.
c.GenerateFeedback.exporter_class = "autograder.nbgrader_plugins.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = []
c.CourseDirectory.ignore.append("report.json")

# `nbgrader zip_collect EXERCISE`: put the zip that Moodle gives ("Download all submissions") into
# downloaded/EXERCISE/archive/. Its files are called, with or without a folder for each student,
#     Ivanova Anna_12345_assignsubmission_file_ex02_activations.ipynb
# The number is another one in every exercise, so the student is known by the full name.
c.ZipCollectApp.collector_plugin = "autograder.nbgrader_plugins.moodle.MoodleCollector"
