"""A hint that a wrong answer gets is true of it, also where it is no answer from the catalogue.

The mutants of the course's references are wrong in ways that nobody has listed. Where one gets the
hint of a known mistake, it has to do the same as that mistake on fresh inputs too, not only on
those of the checks. Where a hint is true of more, `reviewed.toml` says why.

Mistakes that a predicate finds are not compared: they are wider than the function that shows them.
`autograder validate --hints` lists them for the author to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import toy_course as toy
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import NoSuchExample
from toy_course import MakeCourse

from autograder.checking.collect import Checks, collect_one
from autograder.checking.examine import Examiner
from autograder.checking.mistakes import Mistake, load_mistakes, recognise
from autograder.course import Course, Exercise, load_course
from autograder.course.questions import FunctionQuestion, Question, Solution
from autograder.course.solution import read_solution
from autograder.kits.registry import libraries
from autograder.responder import StudentFailure
from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.validation.mutants import Mutant, mutants
from autograder.validation.reviewed import read_reviewed

COURSE = load_course(Path(__file__).parents[2])
FRESH = settings(
    max_examples=25,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
    deadline=None,
)


@pytest.mark.parametrize("name", [exercise.name for exercise in COURSE.exercises])
def test_hints_hold_on_fresh_inputs(side: StudentSide, name: str) -> None:
    found = untrue_hints(COURSE, name, side)
    hints = read_reviewed(COURSE.exercise(name)).hints
    wide = {(each.question, each.mistake) for each in hints if not each.of}
    untrue = {who: shown for who, shown in found.items() if who[:2] not in wide}
    assert not untrue, "look at these hints: change checks.py or the mistakes, or see reviewed.toml"
    assert wide == {who[:2] for who in found}, "a hint in reviewed.toml is not wide any more"


def test_a_hint_that_holds_only_on_the_inputs_of_the_checks(
    side: StudentSide, make_toy: MakeCourse
) -> None:
    """3 x is x + 2 for x = 1 alone."""
    checks = toy.CHECKS
    for values in ("[1.5, -3.0, 0.25]", "[[1.0, 2.5], [4.0, -8.0]]", "[1e6, -1e6]"):
        assert values in checks
        checks = checks.replace(values, "[1.0]")
    adds_two = '\n\n@mistake(hint="You add 2.")\ndef double_adds_two(x):\n    return x + 2\n'
    mistakes = toy.more_mistakes("double", adds_two)
    found = untrue_hints(make_toy(checks=checks, mistakes=mistakes), "toy", side)
    change = "- return 2.0 * x\n+ return 3.0 * x"
    assert found.keys() == {("double", "double_adds_two", change)}


def untrue_hints(course: Course, name: str, side: StudentSide) -> dict[tuple[str, str, str], Any]:
    """The hints that mutants get and that do not hold on fresh inputs: the question, the mistake,
    and what the mutant changes, each with an input that shows it."""
    exercise = course.exercise(name)
    solution = read_solution(exercise.file("solution.py"))
    found: dict[tuple[str, str, str], Any] = {}

    checks = collect_one(exercise)
    known = load_mistakes(exercise)

    def compare(mutant: Mutant) -> Callable[[Student], None]:
        def run(student: Student) -> None:
            Examiner(checks, list)._run(mutant.question, student)
            explains = recognise(known, mutant.question, student.seen, checks.reference)
            if explains is not None and not explains.mistake.has_predicate:
                mistake = explains.mistake
                shown = fresh_input(student, mistake, mutant.question, checks)
                if shown is not None:
                    found[mutant.question, mistake.name, mutant.change] = shown

        return run

    for question in computable(solution, checks):
        for mutant in mutants(question):
            with_student(exercise, solution, mutant, side, compare(mutant))
    return found


def computable(solution: Solution, checks: Checks) -> Iterator[Question]:
    """The functions with fresh inputs that need no Keras."""
    for question in solution.questions:
        needs_keras = any(f"{module}." in question.body for module in libraries())
        if question.name in checks.inputs and not needs_keras:
            yield question


def with_student(
    exercise: Exercise,
    solution: Solution,
    mutant: Mutant,
    side: StudentSide,
    run: Callable[[Student], None],
) -> None:
    imports = [
        line for line in solution.imports if line.split()[1].split(".")[0] not in libraries()
    ]
    control: ControlChannel = side.control.open_control()
    session = Session(control, Clock(20.0, 60.0, idle_seconds=120.0), 10_000, dict(exercise.data))
    try:
        session.run_cell("\n".join([*imports, solution.given]))
        for question in solution.questions:
            source = question.body
            if isinstance(question, FunctionQuestion):
                source = f"{question.signature}\n{source}"
            session.run_cell(mutant.source if question.name == mutant.question else source)
        run(Student(session))
    finally:
        session.close()
        control.close()


def fresh_input(
    student: Student, mistake: Mistake, question: str, checks: Checks
) -> tuple[Any, ...] | None:
    """An input on which the answer does something else than the mistake that it is taken for."""

    def differs(arguments: tuple[Any, ...]) -> bool:
        del student.seen.calls[:]
        try:
            student.call(question, arguments)
        except StudentFailure:
            pass  # it is seen all the same
        return recognise([mistake], question, student.seen, checks.reference) is None

    try:
        return find(checks.inputs[question](), differs, settings=FRESH, random=Random(0))
    except NoSuchExample:
        return None
