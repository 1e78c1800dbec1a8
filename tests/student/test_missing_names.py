"""What is said of a name that is not there, or is something else than a function."""

from __future__ import annotations

import pytest
from asked import failure, student_with
from fake_responder import FakeResponder

from autograder.responder import Expected
from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student, StudentFailure
from autograder.wire.requests import Request
from autograder.wire.responses import Absent

# It may be that the answer is there already, below the line.
STOPS = (
    "Python stops at the line with `raise`. Write your answer in its place; if it stands below "
    "already, take that line away."
)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "f is not there yet."),
        ("f = None", "f is not there yet."),
        ("def f(x):\n    raise NotImplementedError", STOPS),
        ("def f(x):\n    raise NotImplementedError('later')", STOPS),
        (
            "def f(x):\n    raise NotImplementedError()\n    return x",
            STOPS,
        ),
        ("def f(x): raise NotImplementedError", STOPS),
        (
            "def g():\n    raise NotImplementedError\n\ndef f(x):\n    return [g() for _ in '1']",
            "f calls g, and there Python stops at the line with `raise`. Write g in its place; if "
            "it stands below already, take that line away.",
        ),
    ],
)
def test_what_is_missing(session: Session, source: str, message: str) -> None:
    failed = failure(student_with(session, source), "f", 1)
    assert (failed.status, failed.message) == (Status.MISSING, message)


@pytest.mark.parametrize(("source", "kind"), [("f = 3", "int"), ("f = np.ones(2)", "ndarray")])
def test_a_value_in_place_of_a_function_is_an_answer_that_is_wrong(
    session: Session, source: str, kind: str
) -> None:
    failed = failure(student_with(session, source), "f", 1)
    said = f"f should be a function, but it is of type {kind}."
    assert (failed.status, failed.message) == (Status.FAILED, said)


@pytest.mark.parametrize(
    ("source", "asked", "message"),
    [
        (
            "def ReLU(x): return x",
            "relu",
            "relu is not there yet, but there is ReLU: Python tells large letters from small ones. "
            "Give it the name relu.",
        ),
        (
            "def sofmax(x): return x",
            "softmax",
            "softmax is not there yet, but there is sofmax: is it spelled as in the task?",
        ),
        (
            "def r\u0435lu(x): return x",
            "relu",
            "relu is not there yet, but there is r\u0435lu, whose letter \u0435 (number 2) is a "
            "Cyrillic one: type it on the English keyboard.",
        ),
        ("softmaxx = 3", "softmax", "softmax is not there yet."),  # no function
        ("def tanh(x): return x", "softmax", "softmax is not there yet."),
        ("def mae(x): return x", "mse", "mse is not there yet."),  # another question
        ("def _relu(x): return x", "relu", "relu is not there yet."),
    ],
)
def test_a_name_that_is_nearly_right(
    session: Session, source: str, asked: str, message: str
) -> None:
    student = student_with(session, source)
    student.other_names = ("mae", "mse")
    assert failure(student, asked, 1).message == message


def test_a_variable_whose_name_is_nearly_right(session: Session) -> None:
    student = student_with(session, "y = 3\nx2 = 1")
    with pytest.raises(StudentFailure, match="Y is not there yet, but there is y: Python tells"):
        student.value("Y")
    with pytest.raises(StudentFailure, match=r"^x1 is not there yet\.$"):
        student.value("x1")


class Claims(FakeResponder):
    """A child that says of these names that they are near."""

    def __init__(self, *close: str) -> None:
        super().__init__()
        self._close = close

    def ask(self, request: Request, expected: type[Expected]) -> Expected:
        answer = Absent(request.number, close=self._close)
        assert isinstance(answer, expected)
        return answer


def test_a_name_that_the_child_only_claims_to_be_near() -> None:
    student = Student(Claims("<b>", "sigmoid", "re lu", "Relu"))
    with pytest.raises(StudentFailure, match="but there is Relu"):
        student.call("relu", ())
    with pytest.raises(StudentFailure, match=r"^relu is not there yet\.$"):
        Student(Claims("sigmoid")).call("relu", ())
