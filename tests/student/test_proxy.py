"""Checks call the student's functions through a proxy: data goes there and comes back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from asked import failure, student_with

from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import SeenCall, Student, StudentFailure
from autograder.wire.channel import MessageTooLarge
from autograder.wire.values import Opaque


def test_a_function_gets_the_arguments_and_gives_its_result(session: Session) -> None:
    student = student_with(session, "def f(x, y, names):\n    return [x * y, names, (1.5, None)]")
    x, y, names = student.f(np.array([1.0, 2.0]), 3, ["a"])[0], 3, ["a"]
    np.testing.assert_array_equal(x, [3.0, 6.0])
    assert student.f(2, y, names) == [6, ["a"], (1.5, None)]


@pytest.mark.parametrize(
    "argument",
    [1, 2.5, True, "text", None, [1, [2.0]], (1, 2), {"key": [1]}, np.float32(2.5), np.arange(3)],
    ids=repr,
)
def test_arguments_keep_their_types(session: Session, argument: Any) -> None:
    student = student_with(session, "def f(x):\n    return x, type(x).__name__")
    back, name = student.f(argument)
    assert type(back) is type(argument)
    assert name == type(argument).__name__
    np.testing.assert_equal(back, argument)


def test_each_call_gets_fresh_copies(session: Session) -> None:
    student = student_with(session, "def f(x):\n    x *= 2\n    return x")
    x = np.array([1.0])
    assert student.f(x) == student.f(x) == [2.0]
    assert x == [1.0]


def test_a_look_at_the_arguments_afterwards(session: Session) -> None:
    student = student_with(session, "def f(x, y):\n    x *= 2\n    y.append(3)")
    seen = student.call("f", (np.array([1.0]), [1]))
    assert seen.after == (np.array([2.0]), [1, 3])
    assert seen.arguments == (np.array([1.0]), [1])
    assert seen.changed


LARGE = "['x' * 4_000] * 20_000"
TOO_LARGE = {
    "a value": f"def f(x):\n    return {LARGE}",
    "an argument": f"def f(x):\n    x[:] = {LARGE}",
    "all calls together": f"def f(x):\n    return ({LARGE})[:10_000]",
}


@pytest.mark.parametrize("source", TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_is_too_large_to_be_sent_is_said(session: Session, source: str) -> None:
    student = student_with(session, source)
    with pytest.raises(StudentFailure) as caught:
        student.call_each("f", [([1],)] * 2)
    assert caught.value.message == "Your code gave back something that is too large to be read."
    assert session.alive


def test_a_question_that_is_too_large_is_not_the_students_fault(session: Session) -> None:
    student = student_with(session, "def f(x):\n    return 3")
    with pytest.raises(MessageTooLarge):
        student.f(["x" * 4_000] * 20_000)
    assert student.f(1) == 3


def test_what_is_left_alone_is_the_same_object(session: Session) -> None:
    student = student_with(session, "def f(x, y):\n    return len(x) + y")
    x = np.array([1.0, np.nan])
    seen = student.call("f", (x, 3))
    assert seen.after is not None and seen.after[0] is x and not seen.changed


def test_variables(session: Session) -> None:
    student = student_with(session, "x = 2.5\nempty = None\nlate = np.float32(1)")
    assert student.value("x") == 2.5
    assert type(student.value("late")) is np.float32
    assert student.seen.values == {"x": 2.5, "late": 1.0}
    for name in ("empty", "unknown"):
        with pytest.raises(StudentFailure, match=f"{name} is not there yet") as caught:
            student.value(name)
        assert caught.value.status is Status.MISSING


def test_a_product_without_its_end_is_no_import_of_everything(session: Session) -> None:
    student = student_with(session, "def f(x):\n    return 2 *")
    failed = failure(student, "f", 1)
    assert failed.message.startswith(
        "f is not there, because Python cannot read the line `return 2 *`: SyntaxError"
    )
    assert (failed.status, failed.exception) == (Status.ERROR, "SyntaxError")


@pytest.mark.parametrize(
    ("source", "status", "message", "exception"),
    [
        (
            "def f(x):\n    y = x\n    return y / 0  # here",
            Status.ERROR,
            "f stopped with an error in the line `return y / 0  # here`: "
            "ZeroDivisionError: division by zero",
            "ZeroDivisionError",
        ),
        (
            "def g(x):\n    return x.shape[7]\ndef f(x):\n    return g(np.ones(2))",
            Status.ERROR,
            "f calls g, which stopped in the line `return x.shape[7]`: "
            "IndexError: tuple index out of range",
            "IndexError",
        ),
        (
            "import numbers\ndef f(x):\n    return numbers.Complex.__neg__(x)",
            Status.ERROR,
            "f stopped with an error in the line `return numbers.Complex.__neg__(x)`: "
            "NotImplementedError",
            "NotImplementedError",
        ),
        (
            "def f():\n    return 1",
            Status.ERROR,
            "f stopped with an error: TypeError: f() takes 0 positional arguments but 1 was given",
            "TypeError",
        ),
        (
            "def f(x):\n    raise MemoryError",
            Status.MEMORY,
            "f needs more memory than there is.",
            "",
        ),
        (
            "def f(x):\n    assert False",
            Status.ERROR,
            "f stopped with an error in the line `assert False`: AssertionError",
            "AssertionError",
        ),
    ],
)
def test_exceptions(
    session: Session, source: str, status: Status, message: str, exception: str
) -> None:
    failed = failure(student_with(session, source), "f", 1)
    assert (failed.status, failed.message, failed.exception) == (status, message, exception)


def test_a_long_message_is_cut(session: Session) -> None:
    failed = failure(student_with(session, "def f(x):\n    raise KeyError('x' * 5000)"), "f", 1)
    assert len(failed.message) < 500


def test_only_stdout_counts_as_printing(session: Session) -> None:
    student = student_with(
        session,
        "import warnings\n"
        "def printing(x):\n    print(x)\n"
        "def warning(x):\n    warnings.warn('careful')\n",
    )
    assert student.call("printing", (1,)).printed
    assert not student.call("warning", (1,)).printed


@pytest.mark.parametrize(
    ("returned", "opaque"),
    [
        ("object", Opaque("type", "<class 'object'>")),
        ("(x for x in [])", Opaque("generator", "<generator object f.<locals>.<genexpr>>")),
        ("type('Odd', (), {'__repr__': lambda self: 1 / 0})()", Opaque("Odd")),
        ("type('Symbol', (), {'__array__': lambda self: 1 / 0})()", Opaque("Symbol")),
    ],
)
def test_what_is_no_plain_data(session: Session, returned: str, opaque: Opaque) -> None:
    student = student_with(session, f"def f():\n    return {returned}")
    assert student.f() == opaque
    session.run_cell("x = f()")
    assert student.value("x") == opaque


def test_what_acts_as_an_array_is_one(session: Session) -> None:
    student = student_with(
        session,
        "class Like:\n    def __array__(self, dtype=None, copy=None): return np.ones(2)\n"
        "def f():\n    return Like()",
    )
    np.testing.assert_array_equal(student.f(), [1.0, 1.0])


def test_everything_is_remembered(session: Session) -> None:
    student = student_with(session, "def f(x):\n    return 1 / x")
    student.f(2)
    failed = failure(student, "f", 0)
    right, wrong = student.seen.calls
    assert right == SeenCall("f", (2,), 0.5, after=(2,)) and not right.changed
    assert wrong == SeenCall("f", (0,), failure=failed)


def test_names_of_python_are_no_functions_of_the_student(session: Session) -> None:
    with pytest.raises(AttributeError):
        Student(session).__wrapped__  # noqa: B018
