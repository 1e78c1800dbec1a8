"""Collect the checks of exercises with pytest, once; then run them for one student after another.

pytest collects the functions of `checks.py`, gives them their fixtures and runs them; this plugin
adds the fixtures `student`, `reference` and the like, keeps what each check raised, and hands over
control when the collection is done.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.checking.load import load, student_side_only
from autograder.checking.ranges import require_right
from autograder.checking.words import CHECK_MARK, INPUTS_MARK, CheckNote, Kind
from autograder.course import Exercise, Mnist, Setting
from autograder.errors import CourseError
from autograder.student import Student

MAX_EDGE_SHARE = 0.25
TAKEN = {name for name in dir(Student) if not name.startswith("_")} | {"seen"}
PYTEST_VARIABLES = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DEBUG")
OPTIONS = (
    "--import-mode=importlib",
    "--assert=plain",  # pytest's own explanation would show hidden code to the student
    "--noconftest",
    "--disable-plugin-autoload",
    "-p", "no:cacheprovider",
    "-p", "no:capture",
    "-p", "no:debugging",
    "-p", "no:doctest",
    "-p", "no:junitxml",
    "-p", "no:logging",
    "-p", "no:pastebin",
    "-p", "no:setuponly",
    "-p", "no:setupplan",
    "-p", "no:stepwise",
    "-p", "no:terminal",
    "-p", "no:faulthandler",
    "-p", "no:unraisableexception",
    "-p", "no:threadexception",
    "-c", os.devnull,
)  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One collected check."""

    name: str
    description: str
    note: CheckNote
    item: pytest.Item

    @property
    def is_plain(self) -> bool:
        """Whether it wants nothing of pytest but what we give it.

        Then it is called as it is: what pytest does around a call takes longer than most checks.
        """
        item: Any = self.item
        return GIVEN.keys() >= set(item.fixturenames) and next(item.iter_markers(), None) is None


@dataclass(frozen=True)
class Checks:
    """The collected checks of one exercise, by question in the order of the file."""

    exercise: Exercise
    reference: ModuleType
    questions: dict[str, list[Check]]
    inputs: dict[str, Callable[[], Any]]

    @property
    def points(self) -> dict[str, float]:
        """The points of each question: the sum of its checks."""
        return {
            name: round(sum(check.note.points for check in checks), 6)
            for name, checks in self.questions.items()
        }


# What a check may ask for by the name of an argument; only that is made.
GIVEN: dict[str, Callable[[Student, Checks, Check], Any]] = {
    "student": lambda student, _checks, _check: student,
    "reference": lambda _student, checks, _check: checks.reference,
    "setting": lambda _student, checks, _check: checks.exercise.setting,
    "datasets": lambda _student, checks, _check: checks.exercise.datasets,
    "secret_rng": lambda student, _checks, check: student.secret_rng(check.name),
}


class Collector:
    """The pytest plugin."""

    def __init__(self, exercises: Iterable[Exercise], body: Callable[[Collector], None]) -> None:
        self._by_path = {exercise.file("checks.py").resolve(): exercise for exercise in exercises}
        self._body = body
        self._at_hand: tuple[Student, Checks, Check] | None = None
        self.checks: dict[str, Checks] = {}
        self.failure: BaseException | None = None

    def collect(self) -> None:
        """Collect, and call `body` with the collection done; raises what body raises."""
        paths = [str(path) for path in self._by_path]
        root = Path(paths[0]).parent.parent
        with student_side_only(), _quiet(), _no_options_from_outside():
            _forget_modules(self._by_path)
            # pytest lists all folders from the second one down: others may be closed, or huge.
            pytest.main(
                [*OPTIONS, f"--rootdir={root}", f"--confcutdir={root}", *paths], plugins=[self]
            )
        if self.failure is not None:
            raise self.failure
        if not self.checks:
            raise CourseError("pytest has not collected the checks.", where=paths[0])

    def run(self, check: Check, student: Student, checks: Checks) -> BaseException | None:
        """Run one check for one student: what it raised, or None if it passed."""
        item: Any = check.item
        self._at_hand = student, checks, check
        if check.is_plain:

            def step() -> None:
                made = self.made(check, student, checks)
                if check.note.kind is Kind.RANGE:
                    require_right(student, check.note, checks.reference, made)

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _raised_by(step)
        return self._run_with_fixtures(item)

    def made(self, check: Check, student: Student, checks: Checks) -> Any:
        """What the function of a plain check gives back: for a check of a range, the calls."""
        item: Any = check.item
        self._at_hand = student, checks, check
        return item.obj(**{name: self._give(name) for name in item.fixturenames})

    def _give(self, name: str) -> Any:
        assert self._at_hand is not None
        return GIVEN[name](*self._at_hand)

    def _run_with_fixtures(self, item: Any) -> BaseException | None:
        hook = item.ihook
        item._initrequest()  # fixtures are made anew, as pytest does before each run

        def steps() -> None:
            hook.pytest_runtest_setup(item=item)
            hook.pytest_runtest_call(item=item)

        # pytest's own protocol without the reports on each step: nobody reads them, making them
        # takes most of the time, and a report on a failure would show hidden code. What comes next
        # is another check of the file, so the file stays set up.
        raised = _raised_by(steps)
        left = _raised_by(lambda: hook.pytest_runtest_teardown(item=item, nextitem=item.parent))
        return raised or left

    @pytest.fixture
    def student(self) -> Student:
        """The student's functions and variables."""
        student: Student = self._give("student")
        return student

    @pytest.fixture
    def reference(self) -> ModuleType:
        """The module solution.py, with the numbers of this student where they are personal."""
        reference: ModuleType = self._give("reference")
        return reference

    @pytest.fixture
    def setting(self) -> Setting:
        """What course.toml says for the device on which the exercise is graded."""
        setting: Setting = self._give("setting")
        return setting

    @pytest.fixture
    def datasets(self) -> Mapping[str, Mnist]:
        """The sets of data that the exercise names, by name; the test part stays on this side."""
        datasets: Mapping[str, Mnist] = self._give("datasets")
        return datasets

    @pytest.fixture
    def secret_rng(self) -> np.random.Generator:
        """Random numbers that no student can know; the same whenever the same is graded again."""
        rng: np.random.Generator = self._give("secret_rng")
        return rng

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be collected is its author's fault."""
        if report.failed and self.failure is None:
            last = str(report.longrepr).strip().splitlines()[-1].removeprefix("E").strip()
            self.failure = CourseError(f"The checks cannot be read: {last}", where=report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running everything once: sort what was collected, and hand over."""
        if self.failure is not None:
            return True
        try:
            for path, exercise in self._by_path.items():
                items = [item for item in session.items if item.path.resolve() == path]
                self.checks[exercise.name] = self._sort(exercise, items)
            self._body(self)
        except BaseException as error:  # pytest would turn it into an exit status
            self.failure = error
        return True

    def _sort(self, exercise: Exercise, items: list[pytest.Item]) -> Checks:
        questions: dict[str, list[Check]] = {}
        inputs: dict[str, Callable[[], Any]] = {}
        for item in items:
            check = _read(item, exercise)
            questions.setdefault(check.note.question, []).append(check)
        if items:
            for thing in vars(items[0].module).values():  # type: ignore[attr-defined]
                if inspect.isfunction(thing) and hasattr(thing, INPUTS_MARK):
                    inputs[getattr(thing, INPUTS_MARK)] = thing
        checks = Checks(exercise, load(exercise, "solution.py"), questions, inputs)
        _check_points(checks)
        return checks


def _read(item: pytest.Item, exercise: Exercise) -> Check:
    function = item.function  # type: ignore[attr-defined]
    where = f"{item.path}:{item.name}"
    note = getattr(function, CHECK_MARK, None)
    if note is None:
        raise CourseError(
            "This check does not say which question it belongs to.",
            where=where,
            todo="Put @value_check, @property_check or @edge_check above it.",
        )
    if item.name != item.originalname:  # type: ignore[attr-defined]
        raise CourseError("A check cannot be parametrised.", where=where, todo="Use a loop in it.")
    description = inspect.getdoc(function)
    if not description:
        raise CourseError("This check has no docstring for the student to read.", where=where)
    name = item.name.removeprefix("test_")
    check = Check(name, exercise.translate(description), note, item)
    if note.kind is Kind.RANGE and not check.is_plain:
        raise CourseError(
            "A check of a range can ask for no fixtures of its own.",
            where=where,
            todo=f"It may take {', '.join(GIVEN)}.",
        )
    return check


def _check_points(checks: Checks) -> None:
    path = checks.exercise.folder / "checks.py"
    written = checks.exercise.written
    total = sum(checks.points.values()) + sum(each.points for each in written.values())
    if abs(total - checks.exercise.points) > 1e-6:
        with_written = " and written.toml" if written else ""
        raise CourseError(
            f"checks.py{with_written} give {total:g} points; "
            f"course.toml says {checks.exercise.points:g}.",
            where=path,
            todo="Make them equal.",
        )
    for question, its_checks in checks.questions.items():
        if question in TAKEN:
            raise CourseError(
                f"A question cannot be called '{question}': it means another thing here.",
                where=path,
                todo="Give it another name.",
            )
        if not any(check.note.kind is Kind.VALUE for check in its_checks):
            raise CourseError(f"The question '{question}' has no @value_check.", where=path)
        edges = sum(check.note.points for check in its_checks if check.note.kind is Kind.EDGE)
        if edges > MAX_EDGE_SHARE * checks.points[question] + 1e-9:
            raise CourseError(
                f"The edges of '{question}' are worth more than a quarter of its points.",
                where=path,
            )


def _raised_by(step: Callable[[], None]) -> BaseException | None:
    try:
        step()
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as error:  # whatever it is, it is the check's answer
        return error
    return None


def _forget_modules(paths: Iterable[Path]) -> None:
    """pytest would take a module of that name from another course for this one."""
    for path in paths:
        sys.modules.pop(f"{path.parent.name}.{path.stem}", None)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """pytest has nothing to say to the people who use us."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


@contextlib.contextmanager
def _no_options_from_outside() -> Iterator[None]:
    """Options that a developer has set for their own tests are not for the checks."""
    kept = {name: os.environ.pop(name) for name in PYTEST_VARIABLES if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def points_of(exercise: Exercise) -> dict[str, float]:
    """The points of each question of an exercise, from its checks and from written.toml."""
    found = {name: written.points for name, written in exercise.written.items()}

    def look(collector: Collector) -> None:
        found.update(collector.checks[exercise.name].points)

    Collector([exercise], look).collect()
    return found
