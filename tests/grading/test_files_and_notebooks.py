"""A notebook and a Python file with the same code get the same verdict."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

import pytest
from gradings import graded_by

from autograder.classroom.devices import choose_device
from autograder.course import Course, Exercise, load_course
from autograder.course.questions import Solution
from autograder.course.solution import read_solution
from autograder.engine.engine import Engine
from autograder.grading import Graded, Submission
from autograder.notebooks.fill import fill
from autograder.personal import with_id
from autograder.validation.answers import alternatives_of, mistakes_of
from autograder.validation.candidates import reference_answers
from autograder.validation.related import is_slow

COURSE = load_course(Path(__file__).parents[2])
SECRET = b"the same luck for both"
NUMPY = [each.name for each in COURSE.exercises if not is_slow(each)]
KERAS = [each.name for each in COURSE.exercises if is_slow(each)]


def answers_of(exercise: Exercise, most: int | None) -> Iterator[dict[str, str]]:
    """Right and wrong answers to all questions at once, each of them in one place; of each question
    `most` alternatives and as many mistakes, from all over the catalogue."""
    solution = read_solution(exercise.file("solution.py"))
    cells = reference_answers(exercise)
    right = {each.name: cells[each.name] for each in solution.questions}  # no answers in words
    known: dict[str, list[str]] = defaultdict(list)
    for read in (alternatives_of, mistakes_of):
        found: dict[str, list[str]] = defaultdict(list)
        for _name, question, source in read(exercise, solution):
            found[question].append(source)
        for question, sources in found.items():
            known[question] += sources[:: -(-len(sources) // (most or len(sources)))]
    for sources in zip_longest(*known.values()):
        chosen = {name: source for name, source in zip(known, sources, strict=True) if source}
        yield {**right, **chosen}


def as_file(stub: str, solution: Solution, answers: Mapping[str, str], student: str) -> bytes:
    """The exercise's Python file with the answers in place of the stubs."""
    lines = stub.split("\n")
    places = {}
    for node in ast.parse(stub).body:
        names = [node.name] if isinstance(node, ast.FunctionDef) else []
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        places.update(dict.fromkeys(names, node))
    for question in solution.questions:
        nodes = [places[name] for name in question.names]
        for node in nodes:
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
        lines[nodes[0].lineno - 1] = answers[question.name]
    return with_id("\n".join(lines), student).encode()


def both_verdicts(
    course: Course, exercise: Exercise, engine: Engine, most: int | None
) -> Iterator[tuple[Graded, Graded]]:
    """What the same answers get as a notebook and as a file."""
    solution = read_solution(exercise.file("solution.py"))
    notebook = exercise.release_notebook.read_bytes()
    stub = (course.folder / "exercises" / f"{exercise.name}.py").read_text(encoding="utf-8")
    submissions = []
    for number, answers in enumerate(answers_of(exercise, most)):
        contents = {
            False: fill(notebook, answers, f"student {number}"),
            True: as_file(stub, solution, answers, f"student {number}"),
        }
        for is_python, content in contents.items():
            submissions.append(
                Submission(
                    f"student {number}", exercise.name, content, is_python,
                    visible_checks=False, secret=SECRET,
                )
            )  # fmt: skip
    found: dict[str, list[Graded]] = defaultdict(list)
    for graded in graded_by(engine, exercise, submissions):
        found[graded.report.student].append(graded)
    yield from ((one, other) for one, other in found.values())


def verdicts(graded: Graded) -> dict[str, tuple[str, float, list[tuple[str, str, str]]]]:
    """By question: its status, its points, and what is said about each of its checks."""
    return {
        each.name: (
            each.status,
            each.score,
            [(check.status, check.mistake, check.message) for check in each.checks],
        )
        for each in graded.report.questions
    }


@pytest.fixture
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether all answers are to be graded, and no sample."""
    return bool(request.config.getoption("--thorough"))


@pytest.mark.parametrize("name", NUMPY)
def test_the_same_verdict(name: str, engine: Engine, *, thorough: bool) -> None:
    exercise = COURSE.exercise(name)
    for one, other in both_verdicts(COURSE, exercise, engine, None if thorough else 3):
        assert verdicts(one) == verdicts(other)


@pytest.mark.parametrize("name", KERAS)
def test_the_same_verdict_where_keras_is_taught(
    name: str, engine: Engine, *, thorough: bool
) -> None:
    exercise = choose_device(COURSE.exercise(name), "cpu")
    if exercise.demo_setting:
        exercise = exercise.at(exercise.device, exercise.demo_setting)
    for one, other in both_verdicts(COURSE, exercise, engine, None if thorough else 1):
        assert verdicts(one) == verdicts(other)
