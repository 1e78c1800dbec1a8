"""Checks ask a responder, whatever it is: here functions of the test's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from fake_responder import Ends, FakeResponder
from toy_course import MakeCourse

from autograder.checking.collect import collect_one
from autograder.checking.examine import Examiner
from autograder.checking.mistakes import load_mistakes
from autograder.checking.stand_ins import passes_with
from autograder.responder import ChildDied, Responder
from autograder.results import QuestionResult, Status
from autograder.student import NoSecondChild, Student


def examine(make_toy: MakeCourse, question: str, session: Responder) -> QuestionResult:
    exercise = make_toy().exercise("toy")
    examiner = Examiner(collect_one(exercise), lambda: load_mistakes(exercise))
    return examiner.examine(question, Student(session))


def times(factor: float) -> Any:
    return lambda x: factor * x


def never(_x: Any) -> Any:
    raise Ends(Status.TIMEOUT)


def changing(x: Any) -> Any:
    x *= 2
    return x


def test_right_answers_have_all_points(make_toy: MakeCourse) -> None:
    result = examine(make_toy, "double", FakeResponder(double=times(2.0)))
    assert result.status is Status.PASSED and result.score == result.max_score


@pytest.mark.parametrize(
    ("names", "status"),
    [
        ({"double": times(3.0)}, Status.FAILED),
        ({"double": lambda x: x.nothing}, Status.ERROR),
        ({"double": never}, Status.TIMEOUT),
        ({}, Status.MISSING),
    ],
)
def test_other_answers_have_not(
    make_toy: MakeCourse, names: dict[str, Any], status: Status
) -> None:
    result = examine(make_toy, "double", FakeResponder(**names))
    assert (result.status, result.score) == (status, 0.0)


def test_where_nothing_can_stand_in_it_is_no_answer_that_fails() -> None:
    student = Student(FakeResponder(f=times(1.0)))
    with pytest.raises(NoSecondChild):
        passes_with(student, "def g(): pass", lambda _other: None)


def test_a_changed_argument_is_seen() -> None:
    before = np.array([1.0, 2.0])
    seen = Student(FakeResponder(f=changing)).call("f", (before,))
    assert before.tolist() == [1.0, 2.0] and seen.after[0].tolist() == [2.0, 4.0]


def test_large_arrays_are_handed_over_once() -> None:
    large = np.ones(10**6)
    session = FakeResponder(total=np.sum)
    assert Student(session).call("total", (large,)).value == 10**6
    assert session._shared[0] is large


def test_a_child_that_has_died_answers_nothing_more() -> None:
    session = FakeResponder(f=never, x=1)
    student = Student(session)
    with pytest.raises(ChildDied):
        student.call("f", (1,))
    with pytest.raises(ChildDied):
        student.value("x")
    assert len(session.asked) == 1
