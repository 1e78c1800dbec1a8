"""Gradings go into nbgrader's gradebook. What a person wrote there is never overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.closing import Closing
from autograder.course import Course, Exercise
from autograder.errors import GradebookError
from autograder.gradebook import cells
from autograder.gradebook.comments import comment
from autograder.gradebook.create import database_file, open_database
from autograder.gradebook.review import Review, reviewed
from autograder.gradebook.rows import notebooks_of
from autograder.gradebook.settings import database_url, late_penalties, nbgrader_settings
from autograder.gradebook.trouble import database_trouble
from autograder.grading import Graded
from autograder.language import speaking
from autograder.notebooks.submitted import CHECKS_SUFFIX
from autograder.reports.statuses import OPEN
from autograder.results import QuestionResult, Report
from autograder.runners.bench import read_release


class Gradebook(Closing):
    """nbgrader's database of one course, opened inside a `with` block.

    The first one in a process takes two seconds: that is how long nbgrader is imported.
    """

    def __init__(self, course: Course, url: str = "") -> None:
        """Without `url`, the database is the one that nbgrader_config.py names, as a rule
        gradebook.db in the course's folder."""
        self._course = course
        settings = nbgrader_settings(course)
        self._url = url or database_url(course, settings)
        self._where = str(database_file(self._url) or "the gradebook")
        self._late = late_penalties(settings)
        with database_trouble(self._where):
            self._book = open_database(self._url, course.id)

    def close(self) -> None:
        """Close the database."""
        self._book.close()

    def ensure_exercise(self, exercise: Exercise) -> None:
        """See that the gradebook knows the exercise as it is released now.

        Raises GradebookError where it holds grades for other questions or points.
        """
        release = cells.released(read_release(exercise))
        with self._session() as book:
            known = cells.stored(book, exercise.name)
            if known == release:
                return
            graded = known is not None and cells.has_submissions(book, exercise.name)
            if graded and known is not None and not known.fits(release):
                raise cells.other_exercise(exercise, self._where)
            cells.save(book, self._url, exercise)

    def record(self, graded: Graded, timestamp: str | None = None) -> Report:
        """Write the scores and comments of one grading, all of them or none.

        `timestamp` is when it was handed in, as nbgrader writes it; None leaves what is there.
        Returns the report with what people changed in the gradebook, for the student's page.
        """
        (report,) = self.record_all([(graded, timestamp)])
        return report

    def record_all(self, gradings: Sequence[tuple[Graded, str | None]]) -> list[Report]:
        """Write several gradings of one exercise, of one student each, in one transaction.

        Where one of them cannot be written, those before it are.
        """
        try:
            return self._record_all(gradings)
        except GradebookError:
            if len(gradings) == 1:
                raise
            return [self.record(*each) for each in gradings]

    def _record_all(self, gradings: Sequence[tuple[Graded, str | None]]) -> list[Report]:
        reports = [graded.report for graded, _timestamp in gradings]
        (exercise,) = {report.exercise for report in reports}
        with self._transaction() as book, speaking(self._course.language):
            notebooks = notebooks_of(book, exercise, [report.student for report in reports])
            with book.db.no_autoflush:  # all scores in one statement
                for report, (_graded, timestamp) in zip(reports, gradings, strict=True):
                    notebook = notebooks[report.student]
                    if timestamp is not None:
                        notebook.assignment.timestamp = self._parsed(timestamp, report)
                    self._write(notebook, report)
            book.db.flush()
            for report in reports:
                self._penalise(notebooks[report.student])
            return [_reviewed(report, notebooks[report.student]) for report in reports]

    def reviewed(self, report: Report) -> Report:
        """The report with what people changed in the gradebook, for the student's page."""
        from nbgrader.api import MissingEntry

        with self._session() as book, speaking(self._course.language):
            try:
                notebook = book.find_submission_notebook(
                    report.exercise, report.exercise, report.student
                )
            except MissingEntry:
                return report
            return _reviewed(report, notebook)

    def class_list(self) -> list[str]:
        """All students whom the gradebook knows, whatever they have handed in."""
        with self._session() as book:
            return sorted(student.id for student in book.students)

    def _write(self, notebook: Any, report: Report) -> None:
        results = {question.name: question for question in report.questions}
        grades = {_question(grade.name): grade for grade in notebook.grades}
        for name in results.keys() - grades.keys():
            raise self._stale(report, f"the question '{name}'")
        for name, grade in grades.items():
            self._write_score(grade, results.get(name), report)
        for each in notebook.comments:
            result = results.get(each.name)
            each.auto_comment = comment(report, result) if result is not None else None

    def _write_score(self, grade: Any, result: QuestionResult | None, report: Report) -> None:
        if result is not None and abs(result.max_score - grade.cell.max_score) > 1e-6:
            raise self._stale(report, f"the points of '{result.name}'")
        decided = result is not None and result.status not in OPEN
        grade.auto_score = result.score if result is not None and decided else None
        if grade.manual_score is None:  # else a person has looked at it, and that mark stays
            grade.needs_manual_grade = not decided

    def _penalise(self, notebook: Any) -> None:
        """Ask nbgrader's rule for late work, as its AssignLatePenalties does."""
        submission = notebook.assignment
        notebook.late_submission_penalty = None
        if submission.total_seconds_late > 0:
            penalty = self._late.plugin_inst.late_submission_penalty(
                submission.student.id, notebook.score, submission.total_seconds_late
            )
            if penalty is not None:
                notebook.late_submission_penalty = self._late._check_late_penalty(notebook, penalty)

    @contextmanager
    def _session(self) -> Iterator[Any]:
        """nbgrader's own way: every step is a transaction. Nothing that was read is kept."""
        with database_trouble(self._where):
            try:
                yield self._book
            finally:
                self._book.db.remove()

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        """nbgrader commits at every step; here its commits join a transaction around them all."""
        from sqlalchemy.orm import scoped_session, sessionmaker

        book, before = self._book, self._book.db
        with (
            database_trouble(self._where),
            book.engine.connect() as connection,
            connection.begin(),
        ):
            book.db = scoped_session(
                sessionmaker(
                    bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False
                )
            )
            try:
                yield book
                book.db.commit()
            finally:
                book.db.remove()
                book.db = before

    def _parsed(self, timestamp: str, report: Report) -> Any:
        from nbgrader.utils import parse_utc

        try:
            return parse_utc(timestamp)
        except (ValueError, OverflowError) as error:
            place = Path(report.student) / report.exercise / "timestamp.txt"
            raise GradebookError(
                f"This is no date: {timestamp[:80]!r}.",
                where=self._course.submitted / place,
                todo="Write it like 2030-09-01 12:00:00 UTC, or remove the file.",
            ) from error

    def _stale(self, report: Report, what: str) -> GradebookError:
        return GradebookError(
            f"The gradebook and checks.py of '{report.exercise}' do not agree about {what}.",
            where=self._where,
            todo="Run `autograder build`, and grade again.",
        )


def _reviewed(report: Report, notebook: Any) -> Report:
    said = {each.name: each.manual_comment for each in notebook.comments}
    reviews = {
        name: Review(grade.manual_score, grade.extra_credit, said.get(name))
        for name, grade in ((_question(grade.name), grade) for grade in notebook.grades)
    }
    return reviewed(report, reviews, notebook.late_submission_penalty or 0.0)


def _question(grade_cell: str) -> str:
    return grade_cell.removesuffix(CHECKS_SUFFIX)
