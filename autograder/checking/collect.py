"""Collect the checks of exercises, as data: every `test_…` function of checks.py with its notes.

`checks.py` is a pytest file, and can be run as one (`autograder.pytest_plugin`); here it is loaded
as a module, and nothing of it is run before a submission comes.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.checking.drawings import Drawing, collect_drawings
from autograder.checking.load import forget_modules, load
from autograder.checking.words import CHECK_MARK, INPUTS_MARK, CheckNote, Kind
from autograder.course import Exercise
from autograder.course.choices import FILE as CHOICES
from autograder.course.choices import Choice
from autograder.course.questions import FunctionQuestion, Solution
from autograder.course.solution import read_solution
from autograder.course.written import FILE as WRITTEN
from autograder.course.written import MOST_POINTS, Written
from autograder.course.wrong_answers import two_functions
from autograder.errors import CourseError
from autograder.kits.registry import words
from autograder.pysource.parse import parse_file
from autograder.student import Student

FILE = "checks.py"
PREFIX = "test_"
MAX_EDGE_SHARE = 0.25
# What `student.NAME` means already.
TAKEN = {name for name in (*dir(Student), *Student.__annotations__) if not name.startswith("_")}
# What a check may ask for by the name of an argument.
GIVEN = ("student", "reference", "setting", "datasets", "secret_rng")


@dataclass(frozen=True)
class Check:
    """One collected check: its function, and the names of what that asks for."""

    name: str
    description: str
    note: CheckNote
    function: Callable[..., Any]
    asks_for: tuple[str, ...]


@dataclass(frozen=True)
class Checks:
    """The collected checks of one exercise, by question in the order of the file."""

    exercise: Exercise
    reference: ModuleType
    questions: dict[str, list[Check]]
    inputs: dict[str, Callable[[], Any]]
    drawings: dict[str, list[Drawing]]

    @property
    def points(self) -> dict[str, float]:
        """The points of each question: the sum of its checks."""
        return {
            name: round(sum(check.note.points for check in checks), 6)
            for name, checks in self.questions.items()
        }


def collect_one(exercise: Exercise) -> Checks:
    """The checks of one exercise; raises CourseError where a file is wrong."""
    forget_modules(exercise)
    module, reference = load(exercise, FILE), load(exercise, "solution.py")
    solution = read_solution(exercise.file("solution.py"))
    _check_names(exercise.file(FILE))
    questions: dict[str, list[Check]] = {}
    for name, function in _functions(module, exercise):
        check = _read(name, function, exercise, solution)
        questions.setdefault(check.note.question, []).append(check)
    inputs: dict[str, Callable[[], Any]] = {
        solution.named(getattr(thing, INPUTS_MARK), f"{exercise.folder / FILE}:{name}").name: thing
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and hasattr(thing, INPUTS_MARK)
    }
    drawings = collect_drawings(exercise, solution)
    checks = Checks(exercise, reference, questions, inputs, drawings)
    _check_points(checks)
    return checks


def points_of(exercise: Exercise) -> dict[str, float]:
    """The points of each question of an exercise, from its checks, written.toml, choices.toml."""
    others = {name: each.points for name, each in unchecked(exercise).items()}
    return others | collect_one(exercise).points


def unchecked(exercise: Exercise) -> dict[str, Written | Choice]:
    """The questions that no check judges, by name: those in words, and the choices."""
    return {**exercise.written, **exercise.choices}


def _check_names(path: Path) -> None:
    """No function takes the place of another one, which would never be run."""
    seen: set[str] = set()
    for node in parse_file(path).body:
        if isinstance(node, ast.FunctionDef):
            if node.name in seen:
                raise two_functions(node.name, f"{path}:{node.lineno}")
            seen.add(node.name)


def _functions(module: ModuleType, exercise: Exercise) -> Iterator[tuple[str, Callable[..., Any]]]:
    path = exercise.folder / FILE
    for name, thing in vars(module).items():
        if name.startswith(PREFIX) and callable(thing):
            yield name, thing
        elif (
            inspect.isclass(thing)
            and thing.__module__ == module.__name__
            and any(each.startswith(PREFIX) for each in vars(thing))
        ):
            raise CourseError(
                f"The checks in the class {name} would never be run.",
                where=path,
                todo="Write each check as a function of its own.",
            )
        elif inspect.isfunction(thing) and hasattr(thing, CHECK_MARK):
            raise CourseError(
                f"The check {name} would never be run: its name does not begin with {PREFIX}.",
                where=f"{path}:{name}",
                todo=f"Call it {PREFIX}{name}.",
            )


def _read(name: str, function: Any, exercise: Exercise, solution: Solution) -> Check:
    where = f"{exercise.folder / FILE}:{name}"
    note = getattr(function, CHECK_MARK, None)
    if note is None:
        raise CourseError(
            "This check does not say which question it belongs to.",
            where=where,
            todo="Put @value_check, @range_check, @property_check or @edge_check above it.",
        )
    question = solution.named(note.question, where)
    if note.kind is Kind.RANGE and not isinstance(question, FunctionQuestion):
        raise CourseError(
            f"'{question.name}' is no function, so there is no range of arguments to try.",
            where=where,
            todo="Put @value_check above it instead, and compare the values.",
        )
    if not _is_worth(note.points):
        raise CourseError(
            f"{note.points!r} is no number of points.",
            where=where,
            todo=f"Write a number from 0 to {MOST_POINTS:.0f}, such as points=2.",
        )
    if getattr(function, "pytestmark", None) or "pytestmark" in function.__globals__:
        raise CourseError(
            "A check cannot be parametrised, nor marked for pytest.",
            where=where,
            todo="Use a loop in it.",
        )
    asks_for = tuple(inspect.signature(function).parameters)
    others = [each for each in asks_for if each not in GIVEN]
    if others:
        raise CourseError(
            f"A check cannot ask for {', '.join(others)}: it has no fixtures of its own.",
            where=where,
            todo=f"It may take {', '.join(GIVEN)}; make what else it needs inside it.",
        )
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
        raise CourseError(
            "A check is a plain function, without async and yield: this one would never be run.",
            where=where,
            todo="Write it with def, assert and return alone.",
        )
    description = inspect.getdoc(function)
    if not description:
        raise CourseError(
            "This check has no docstring for the student to read.",
            where=where,
            todo="Say in it what is checked, such as: computes the mean of a row.",
        )
    text = exercise.translate(description)
    return Check(name.removeprefix(PREFIX), text, note, function, asks_for)


def _is_worth(points: object) -> bool:
    return isinstance(points, int | float) and 0 <= points <= MOST_POINTS


def _check_points(checks: Checks) -> None:
    path = checks.exercise.folder / FILE
    exercise = checks.exercise
    others = unchecked(exercise).values()
    total = sum(checks.points.values()) + sum(each.points for each in others)
    if abs(total - checks.exercise.points) > 1e-6:
        files = [FILE, *[WRITTEN] * bool(exercise.written), *[CHOICES] * bool(exercise.choices)]
        raise CourseError(
            f"{' and '.join(files)} give {total:g} points; "
            f"course.toml says {checks.exercise.points:g}.",
            where=path,
            todo="Make them equal.",
        )
    for question, its_checks in checks.questions.items():
        if question in TAKEN or question in words():
            raise CourseError(
                f"A question cannot be called '{question}': it means another thing here.",
                where=path,
                todo="Give it another name.",
            )
        if not any(check.note.kind is Kind.VALUE for check in its_checks):
            raise CourseError(
                f"The question '{question}' has no @value_check.",
                where=path,
                todo="Write one: all other checks pay only where the values are right.",
            )
        edges = sum(check.note.points for check in its_checks if check.note.kind is Kind.EDGE)
        if edges > MAX_EDGE_SHARE * checks.points[question] + 1e-9:
            raise CourseError(
                f"The edges of '{question}' are worth more than a quarter of its points.",
                where=path,
                todo="Give points of its @edge_check functions to the others.",
            )
