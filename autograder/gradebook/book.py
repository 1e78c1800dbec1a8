"""Gradings go into nbgrader's gradebook. What a person wrote there is never overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from autograder.classroom.marking.marks import Given, InGradebook
from autograder.classroom.sink import OutdatedMark
from autograder.closing import Closing
from autograder.course import Course, Exercise
from autograder.errors import CourseError, GradebookError
from autograder.gradebook import cells
from autograder.gradebook.create import database_file, database_place, open_database
from autograder.gradebook.late import LateRule, lateness, parsed_date
from autograder.gradebook.marks import give, marks_on
from autograder.gradebook.names import name_students
from autograder.gradebook.person import marks_of, pseudonymise
from autograder.gradebook.review import Review, reviewed
from autograder.gradebook.rows import known_notebooks, notebooks_of, students_of
from autograder.gradebook.scores import (
    changed,
    is_marked,
    marked_students,
    outdated_marks,
    reviews_of,
    write_scores,
)
from autograder.gradebook.server import alone, write_anew
from autograder.gradebook.trouble import database_trouble
from autograder.grading import Graded
from autograder.language import speaking
from autograder.nbgrader_config import database_url, nbgrader_settings
from autograder.notebooks.built import read_built
from autograder.notebooks.quick_nbformat import import_quickly
from autograder.outputs import lacks_work, shown_before, shown_in
from autograder.results import Report
from autograder.roster import Person, load_roster

Seen = Callable[[str, str], Mapping[str, str] | None]  # of an exercise and a student


class Gradebook(Closing):
    """nbgrader's database of one course, opened inside a `with` block.

    The first one in a process takes a second: that is how long nbgrader is imported.
    """

    def __init__(self, course: Course, url: str = "", seen: Seen | None = None) -> None:
        """Without `url`, the database is the one that nbgrader_config.py names, as a rule
        gradebook.db in the course's folder.

        `seen` tells what a person can have seen of the answers of a student to an exercise; without
        it, that is what lies in autograded/.
        """
        self._course = course
        self._seen = seen or partial(shown_before, course)
        import_quickly()
        settings = nbgrader_settings(course)
        self._url = url or database_url(course, settings)
        self.where = database_place(self._url)
        self._late = LateRule(course, settings)
        with database_trouble(self.where):
            self._book = open_database(self._url, course.id)

    @staticmethod
    def exists(course: Course) -> bool:
        """Whether there is one already: opening it makes it."""
        import_quickly()
        file = database_file(database_url(course, nbgrader_settings(course)))
        return file is None or file.exists()

    @staticmethod
    def place(course: Course) -> str:
        """Where it is, for a person."""
        import_quickly()
        return database_place(database_url(course, nbgrader_settings(course)))

    def close(self) -> None:
        """Close the database."""
        self._book.close()

    def ensure_exercise(self, exercise: Exercise, *, points_may_change: bool = False) -> None:
        """See that the gradebook knows the exercise as it is released now.

        Raises GradebookError where it holds grades for other questions or points; but these
        `points_may_change` where all that is there is graded again.
        """
        release = cells.released(read_built(exercise.release_notebook))
        with self._session() as book, alone(book.engine):
            known = cells.stored(book, exercise.name)
            if known != release:
                graded = known is not None and cells.has_submissions(book, exercise.name)
                if (
                    graded
                    and known is not None
                    and not known.fits(release, points=not points_may_change)
                ):
                    raise cells.other_exercise(
                        exercise, self.where, only_points=known.fits(release, points=False)
                    )
                cells.save(book, self._url, exercise)
            cells.give_nobodys_kernel(book, exercise.name)

    def record(self, graded: Graded, timestamp: str | None = None) -> Report:
        """Write the scores and comments of one grading, all of them or none.

        `timestamp` is when it was handed in, as nbgrader writes it; with None, nobody knows that,
        and nothing is late. A text without a date in it leaves what is there.
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
                for graded, timestamp in gradings:
                    report = graded.report
                    notebook = notebooks[report.student]
                    date = parsed_date(timestamp) if timestamp is not None else None
                    if date is not None or timestamp is None:
                        notebook.assignment.timestamp = date
                    write_scores(notebook, report, self.where, self._changed(notebook, graded))
            book.db.flush()
            name_students(book, self._people(notebooks))
            for report in reports:
                self._late.apply(notebooks[report.student], report)
            return [_reviewed(report, notebooks[report.student]) for report in reports]

    def mark_all(self, marked: Sequence[tuple[Report, Sequence[Given]]]) -> list[Report]:
        """Write what people give for answers to one exercise, as formgrader does, in one
        transaction; each with the record of the work. Gives the reports as they are now; who has
        left the gradebook meanwhile is passed over, and their report stays as it is.
        """
        (exercise,) = {report.exercise for report, _given in marked}
        with self._transaction() as book, speaking(self._course.language):
            known = known_notebooks(book, exercise, [report.student for report, _ in marked])
            for report, given in marked:
                if report.student in known:
                    give(known[report.student], given)
            book.db.flush()
            for report, _given in marked:
                if report.student in known:
                    self._late.apply(known[report.student], report)
            return [
                _reviewed(report, known[report.student]) if report.student in known else report
                for report, _given in marked
            ]

    def marks(self, exercise: Exercise) -> list[InGradebook]:
        """All points of an exercise, by hand and by themselves."""
        with self._session() as book:
            return marks_on(book, exercise.name)

    def _people(self, students: Iterable[str]) -> list[Person]:
        """Those of the class list; nobody, where that cannot be read, which others say."""
        try:
            roster = load_roster(self._course)
        except CourseError:
            return []
        found = (roster.person(student) for student in students)
        return [each for each in found if each is not None]

    def _changed(self, notebook: Any, graded: Graded) -> set[str]:
        """The questions whose answers are others than those that a person has given points for."""
        report = graded.report
        if not is_marked(notebook) or lacks_work(report):
            return set()
        seen = self._seen(report.exercise, report.student)
        return set() if seen is None else changed(seen, shown_in(graded.notebook))

    def reviewed(self, report: Report) -> Report:
        """The report with what people and rules changed in the gradebook: its score is the one
        that nbgrader exports. What the gradebook does not know stays as it is."""
        (shown,) = self.reviewed_all([report])
        return shown

    def reviewed_all(self, reports: Sequence[Report]) -> list[Report]:
        """The same for several reports on one exercise."""
        students = [report.student for report in reports]
        with self._session() as book, speaking(self._course.language):
            found = known_notebooks(book, reports[0].exercise, students) if reports else {}
            return [
                _reviewed(report, found[report.student]) if report.student in found else report
                for report in reports
            ]

    def outdated_marks(
        self, exercise: Exercise, students: Sequence[str]
    ) -> list[tuple[str, OutdatedMark]]:
        """Each student's marks by hand that are from before the work has changed."""
        with self._session() as book:
            found = [each for each in outdated_marks(book, exercise.name) if each[0] in students]
            return sorted(found)

    def marked_students(self, exercise: Exercise) -> set[str]:
        """Whose work on an exercise has points from a person."""
        with self._session() as book:
            return marked_students(book, exercise.name)

    def class_list(self) -> list[str]:
        """All students whom the gradebook knows, whatever they have handed in."""
        with self._session() as book:
            return sorted(student.id for student in book.students)

    def students(self, exercise: Exercise) -> list[str]:
        """Who has a submission of the exercise in the gradebook."""
        with self._session() as book:
            return sorted(students_of(book, exercise.name))

    def decided_by_hand(self, exercise: Exercise, student: str) -> list[str]:
        """The questions of one submission on which a person has left a score or a comment."""
        with self._session() as book:
            notebook = known_notebooks(book, exercise.name, [student]).get(student)
            reviews = reviews_of(notebook) if notebook is not None else {}
            return [name for name, review in reviews.items() if review != Review()]

    def forget(self, exercise: Exercise, student: str) -> None:
        """Remove one submission, with its scores and comments; the student stays."""
        with self._transaction() as book:
            book.remove_submission(exercise.name, student)

    def marks_of(self, student: str) -> list[dict[str, Any]]:
        """The points and comments of one student in all exercises, as plain data."""
        with self._session() as book:
            return marks_of(book, student)

    def pseudonymise(self, student: str, pseudonym: str) -> None:
        """Let a student's points stand under another name, without comments; nothing of the old
        name is left in the database."""
        with self._session() as book:
            pseudonymise(book, student, pseudonym)
            write_anew(book.engine)

    @contextmanager
    def _session(self) -> Iterator[Any]:
        """nbgrader's own way: every step is a transaction. Nothing that was read is kept."""
        with database_trouble(self.where):
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
            database_trouble(self.where),
            alone(book.engine),
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


def _reviewed(report: Report, notebook: Any) -> Report:
    return reviewed(report, reviews_of(notebook), lateness(notebook))
