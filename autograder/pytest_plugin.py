"""Run a checks.py with pytest, against the reference.

Each check becomes a test. The student is the reference itself: the notebook with its answers, which
`autograder build` has made, runs in the sandbox as one that was handed in would. pytest finds this
plug-in by its entry point; it does nothing but for a checks.py in a course.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr

    from autograder.checking.collect import Check, Checks
    from autograder.course import Exercise
    from autograder.sandbox.session import Session
    from autograder.student import Student

SECRET = b"of pytest"  # the same numbers in every run
MOST_OUTPUT = 1_000_000  # bytes that the reference may print


class ChecksFile(pytest.File):
    """The checks of one exercise, and the reference in a sandbox of its own."""

    def collect(self) -> Iterator[pytest.Item]:
        """Every check of the file; raises what its author has to mend."""
        from autograder.checking.collect import collect_one
        from autograder.errors import AutograderError

        try:
            exercise = _exercise_of(self.path)
            assert exercise is not None
            checks = collect_one(exercise)
        except AutograderError as error:
            raise self.CollectError(str(error)) from error
        for its_checks in checks.questions.values():
            for check in its_checks:
                name = f"{check.note.question}: {check.description}"
                item: pytest.Item = CheckItem.from_parent(self, name=name)
                item.check, item.checks = check, checks  # type: ignore[attr-defined]
                yield item

    def setup(self) -> None:
        """Start the sandbox, and run the reference in it."""
        from autograder.errors import AutograderError

        exercise = _exercise_of(self.path)
        assert exercise is not None
        self._opened = ExitStack()
        try:
            self._another = self._opened.enter_context(_reference_in_a_sandbox(exercise))
            self._session = self._opened.enter_context(closing(self._another()))
        except AutograderError as error:
            raise pytest.fail.Exception(str(error), pytrace=False) from None

    def teardown(self) -> None:
        """End the sandbox."""
        self._opened.close()

    def reference_as_student(self, checks: Checks) -> Student:
        """The reference as a check meets it."""
        from autograder.student import Student

        student = Student(self._session, frozenset(checks.questions), SECRET, self._another)
        student.other_names = vars(checks.reference).keys()
        return student


class CheckItem(pytest.Item):
    """One check as a test."""

    check: Check
    checks: Checks

    def runtest(self) -> None:
        """Run it for the reference."""
        from autograder.checking.run import Checker

        parent: Any = self.parent
        with closing(parent.reference_as_student(self.checks)) as student:
            raised = Checker(self.checks).scored(self.check, student)
        if raised is not None:
            raise raised

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> str | TerminalRepr:
        """The sentence, and the author's own lines that have led to it; with --full-trace, all."""
        from autograder.checking.answers import CheckFailed
        from autograder.responder import StudentFailure

        folder = self.path.parent
        theirs = excinfo.traceback.filter(lambda entry: folder in Path(entry.path).parents)
        if not self.config.getoption("fulltrace"):
            if theirs:
                excinfo.traceback = theirs
            elif isinstance(excinfo.value, (CheckFailed, StudentFailure)):
                return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the check stands."""
        return self.path, self.check.function.__code__.co_firstlineno - 1, self.name


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """A checks.py of a course is read as autograder reads it."""
    from autograder.errors import AutograderError

    if module_path.name != "checks.py":
        return None
    try:
        if _exercise_of(module_path) is None:
            return None
    except AutograderError:
        pass  # `collect` says what is wrong in the course
    file: pytest.Collector = ChecksFile.from_parent(parent, path=module_path)
    return file


def _exercise_of(path: Path) -> Exercise | None:
    """The exercise in whose folder a file lies; None where it is no course's. Raises what is wrong
    in course.toml."""
    from autograder.course import find_course, load_course
    from autograder.errors import UsageError

    try:
        folder = find_course(path.parent)
    except UsageError:
        return None
    course = load_course(folder)
    ours = (each for each in course.exercises if each.folder.resolve() == path.parent.resolve())
    return next(ours, None)


@contextmanager
def _reference_in_a_sandbox(exercise: Exercise) -> Iterator[Callable[[], Session]]:
    """What opens a child in which the reference's notebook has run."""
    from autograder.engine.context import student_side_of
    from autograder.kits.registry import still_seconds_of
    from autograder.sandbox.clock import Clock
    from autograder.sandbox.session import Session

    limits, cells = exercise.limits, _cells_of_reference(exercise)
    with student_side_of(exercise) as side:
        side.wait_until_warm()
        clock = Clock(
            limits.cell_seconds,
            limits.submission_seconds,
            limits.idle_seconds,
            still_seconds=still_seconds_of(exercise.warm),
        )

        def open_session() -> Session:
            session = Session(side.control, clock, MOST_OUTPUT, exercise.data)
            for source in cells:
                session.run_cell(source)
            return session

        yield open_session


def _cells_of_reference(exercise: Exercise) -> list[str]:
    """The code of the notebook with the reference's answers, without the visible checks."""
    from autograder.checking.collect import points_of
    from autograder.lessons.build import build_exercise, see_that_it_is_built
    from autograder.notebooks.built import read_built
    from autograder.notebooks.kinds import CHECKS_SUFFIX

    if exercise.lesson(exercise.source_language).is_file():
        see_that_it_is_built(exercise, build_exercise(exercise, points_of(exercise)))
    code = [cell for cell in read_built(exercise.source_notebook).cells if cell.type == "code"]
    return [cell.source for cell in code if not cell.grade_id.endswith(CHECKS_SUFFIX)]
