"""nbgrader's settings for this course: only what differs from nbgrader's defaults.

`nbgrader autograde` and the button in formgrader run the same engine as `autograder grade` and
fill the same gradebook. Your own settings belong at the end of this file.
"""

from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader puts it here)

# Grading. nbgrader converts a submission twice; the first time grades it, the second only copies.
# These are names, not imports: where this engine is not installed, nbgrader has to refuse, and not
# to run students' code itself.
c.Autograde.exporter_class = "autograder.nbgrader_plugins.grading.GradingExporter"
c.Autograde.sanitize_preprocessors = ["autograder.nbgrader_plugins.grading.LatePenalties"]
c.Autograde.autograde_preprocessors = []

# A teacher's notebook names a kernel that exists nowhere, so that nothing else runs it.
student_kernel = "autograder.nbgrader_plugins.student_kernel.StudentKernel"
c.GenerateAssignment.preprocessors.append(student_kernel)
c.GenerateSolution.preprocessors.insert(0, student_kernel)

# The student's page is made from the record of the grading, which itself is not for students.
c.GenerateFeedback.exporter_class = "autograder.nbgrader_plugins.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = []
c.CourseDirectory.ignore.append("report.json")

# `nbgrader zip_collect EXERCISE`: put the zip that Moodle gives ("Download all submissions") into
# downloaded/EXERCISE/archive/. Its files are called, with or without a folder for each student,
#     Ivanova Anna_12345_assignsubmission_file_ex02_activations.ipynb
# The number is another one in every exercise, so the student is known by the full name.
c.ZipCollectApp.collector_plugin = "autograder.nbgrader_plugins.moodle.MoodleCollector"

# The course's name, and the stub in its language, come from course.toml.
try:
    from autograder.nbgrader_plugins.settings import settings_of_course
except ImportError:
    pass  # every command that needs the engine says so
else:
    c.merge(settings_of_course(Path(__file__).parent))
