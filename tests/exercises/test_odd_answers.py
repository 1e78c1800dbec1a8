"""Whatever is answered to whatever question: it is a wrong answer, and never a fault of ours.

The functions of a student are made once for each exercise; what they give is set for each answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from odd_answers import CLASSES, DEEDS, MODELS, ODD, ODD_MODELS

from autograder.checking.collect import collect_one
from autograder.checking.examine import Examiner
from autograder.course import Exercise, load_course
from autograder.results import QuestionResult, Status
from autograder.sandbox.clock import Clock
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student

COURSE = load_course(Path(__file__).parents[2])
BY_HAND = {"by_hand": ("N1", "N2", "Y")}  # the variables of a question without a function
OF_NUMPY = ("ex02_activations", "ex03_losses", "ex04_gradient_step", "ex08_images")
OF_KERAS = (
    "ex01_forward_pass", "ex05_linear_regression", "ex06_logistic_regression",
    "ex07_dense_networks", "ex09_multiclass",
)  # fmt: skip
# A question for which models are built beside the student's code costs more: it gets some answers.
SOME = ("none", "no bytes", "ragged", "no columns", "one long text", "table of true", "pair",
        "hostile array")  # fmt: skip
QUICK = {"by_hand", "neuron", "pack_weights", "forward", "count_parameters", "collapse", "one_hot"}
MODEL_MAKERS = {"build_network", "build_model", "build_hidden", "build_deep"}

Outcome = tuple[str, str, QuestionResult]


class Answerer:
    """A student whose functions all give the same, which is set before each question."""

    def __init__(self, side: StudentSide, questions: Iterable[str], before: str) -> None:
        self._side = side
        self._source = before + "".join(
            f"\ndef {name}(model=None, *given): return odd(model)" for name in questions
        )
        self._session: Session | None = None
        self._open: list[Session] = []

    def give(self, source: str, question: str) -> Student:
        """A student who answers this to the question, in the words of Python."""
        names = "".join(f"\n{name} = odd(None)" for name in BY_HAND.get(question, ()))
        answer = f"def odd(model):\n    {source}{names}"
        if self._session is None or not self._session.alive:
            self.close()
            self._session = self._new()
        self._session.run_cell(answer)
        return Student(self._session, another=lambda: self._another(answer))

    def close(self) -> None:
        """End the children."""
        for session in self._open:
            session.close()
        self._open.clear()

    def _new(self) -> Session:
        session = Session(self._side.control, Clock(30, 900), 10_000, {})
        self._open.append(session)
        assert not session.run_cell(self._source).failed
        return session

    def _another(self, answer: str) -> Session:
        """A second child, in which other functions stand in for those of the student."""
        session = self._new()
        session.run_cell(answer)
        return session


def outcomes(
    exercise: Exercise, side: StudentSide, cases: Callable[[str], dict[str, str]], before: str
) -> Iterator[Outcome]:
    """The verdict on every answer to every question. Hints and counterexamples are left out."""
    checks = replace(collect_one(exercise), inputs={})
    examiner = Examiner(checks, list)
    with closing(Answerer(side, checks.questions, before)) as answerer:
        for question in checks.questions:
            for name, source in cases(question).items():
                student = answerer.give(source, question)
                yield question, name, examiner.examine(question, student)


def returning(answers: dict[str, str]) -> dict[str, str]:
    return {name: f"return {source}" for name, source in answers.items()}


def assert_all_are_wrong(found: Iterator[Outcome]) -> None:
    """A model that is right in one way keeps the points for that; nothing else has any."""
    odd = []
    for question, name, result in found:
        statuses = {result.status, *(each.status for each in result.checks)}
        earned = result.score == result.max_score if name in ODD_MODELS else result.score > 0
        if earned or Status.INTERNAL in statuses:
            odd.append((question, name, statuses, [each.message for each in result.checks]))
    assert odd == []


@pytest.mark.parametrize("name", OF_NUMPY)
def test_where_numpy_is_taught(side: StudentSide, name: str) -> None:
    everything = returning(ODD)
    found = outcomes(COURSE.exercise(name), side, lambda _question: everything, CLASSES)
    assert_all_are_wrong(found)


@pytest.mark.parametrize("name", OF_KERAS)
def test_where_keras_is_taught(keras_side: StudentSide, name: str) -> None:
    some = returning({key: ODD[key] for key in SOME})

    def cases(question: str) -> dict[str, str]:
        if question in QUICK:
            return returning(ODD)
        if question in MODEL_MAKERS:
            return {**some, **returning(ODD_MODELS)}
        return {**some, **DEEDS} if question == "train" else some

    found = outcomes(COURSE.exercise(name), keras_side, cases, CLASSES + MODELS)
    assert_all_are_wrong(found)


def test_digits(keras_side: StudentSide) -> None:
    """Ten thousand digits are recognised for each answer to `train`: so it gets a few."""
    some = returning({key: ODD[key] for key in SOME})
    few = {key: DEEDS[key] for key in ("takes all layers away", "flattens the weights")}
    given = {
        "prepare": returning(ODD),
        "build_model": {**some, **returning(ODD_MODELS)},
        "train": few,
        "recognise": some,
    }
    exercise = COURSE.exercise("ex10_mnist")
    assert_all_are_wrong(outcomes(exercise, keras_side, given.__getitem__, CLASSES + MODELS))
