"""`nbgrader generate_feedback`: the same page as from `autograder grade`, with the teacher's word.

Nothing is run or graded again: the page is made from the record beside the autograded notebook.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from traitlets import default

from autograder.classroom.attempt_before import AttemptsBefore
from autograder.course import load_course
from autograder.errors import AutograderError, GradebookError, SubmissionError
from autograder.files import read_regular
from autograder.gradebook import Gradebook
from autograder.nbgrader_plugins.disk import see_that_it_can_be_written
from autograder.notebooks.raw import MAX_BYTES
from autograder.outputs import RECORD, answers_in, complete_for_exchange, student_page
from autograder.results import Report, from_json


class FeedbackExporter(Exporter):
    """Turns an autograded notebook into the student's page.

    nbgrader makes one exporter for each run, and removes each earlier page before it asks for the
    new one: so all records are looked at first.
    """

    output_mimetype = "text/html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if isinstance(self.parent, GenerateFeedback):
            coursedir = self.parent.coursedir
            try:
                see_that_it_can_be_written(coursedir, coursedir.feedback_directory)
                for notebooks in self.parent.assignments.values():
                    for notebook in notebooks:
                        _record_beside(Path(notebook))
            except AutograderError as error:
                self.log.error("%s", error)
                raise NbGraderException(str(error)) from error

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Any:
        """The page on the submission that this autograded notebook belongs to."""
        resources = self._init_resources(resources)
        converter: Any = self.parent
        notebook = Path(filename)
        report = _record_beside(notebook)
        course = load_course(Path(converter.coursedir.root))
        with Gradebook(course, converter.coursedir.db_url) as gradebook:
            report = gradebook.reviewed(report)
        content = read_regular(notebook, MAX_BYTES) or b""
        try:
            answers = answers_in(content)
        except SubmissionError:  # longer than any that is handed in: the page does without
            answers = {}
        names = resources["nbgrader"]
        complete_for_exchange(Path(converter._format_dest(names["assignment"], names["student"])))
        with AttemptsBefore(course) as earlier:
            page = student_page(course, report, answers, content, earlier.of(report))
        return page, resources


def _record_beside(notebook: Path) -> Report:
    """The record of the grading that has made a notebook; raises GradebookError or
    SubmissionError."""
    place = notebook.with_name(RECORD)
    record = read_regular(place, MAX_BYTES)
    if record is None:
        raise GradebookError(
            "There is no record of this grading.",
            where=place,
            todo="Run `nbgrader autograde` with --force first.",
        )
    return from_json(record, place)
