"""Functions that stand in for others of the student's run in a child of their own."""

from __future__ import annotations

import pytest
from asked import failure
from toy_course import OpenSession

from autograder.checking import require
from autograder.checking.stand_ins import passes_with
from autograder.responder import ChildDied
from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student, StudentFailure

OWN = "def g():\n    return 1\n\ndef f():\n    return g() + h()\n"
OTHERS = """
def g():
    'Ten.'
    return 10  # ten

def h():
    return 100
"""
# A student's function that looks for whatever stands in for the others.
SPY = """
import linecache
kept = []
def f():
    kept.append(g)
    texts = [*In, *map(str, linecache.cache.values()), *map(str, globals().values())]
    texts = [text for text in texts if "return " + "10" in text]
    return [g(), g.__doc__, g.__code__.co_filename, texts]
def g():
    return 1
def stolen():
    return [function() for function in kept]
"""

ENDS = "import os\ndef g():\n    os._exit(3)\ndef h():\n    pass"


def two_of(open_session: OpenSession, source: str) -> Student:
    """A student who can be seen in a second child."""

    def start() -> Session:
        session = open_session()
        session.run_cell(source)
        return session

    return Student(start(), another=start)


def test_other_functions_stand_in_for_the_students(open_session: OpenSession) -> None:
    student = two_of(open_session, OWN)
    other = student.with_stand_ins(OTHERS)
    assert other.f() == 110
    assert student.g() == 1
    assert "h" in failure(student, "f").message
    assert [call.function for call in student.seen.calls] == ["g", "f"]
    assert student.with_stand_ins(OTHERS) is other
    student.close()
    assert "had ended" in failure(other, "f").message


TABLE = """
def g(x=1):
    return x
def wrap(function):
    def inner():
        return function() + 1000
    return inner
@wrap
def h():
    return 1
table = {"g": g, "h": h, "p": abs}
def f():
    return table["g"]() + table["h"]() + table["p"](-5)
"""


def test_they_also_stand_in_where_functions_were_kept(open_session: OpenSession) -> None:
    """In a table outside; what was made of a function is the student's own."""
    student = two_of(open_session, TABLE)
    assert student.with_stand_ins(OTHERS).f() == 10 + 1001 + 5
    assert student.f() == 1 + 1001 + 5


def test_stand_ins_leave_no_trace(open_session: OpenSession) -> None:
    student = two_of(open_session, SPY)
    other = student.with_stand_ins(OTHERS)
    assert other.f() == [10, None, "<given>", []]
    assert other.stolen() == [10]
    assert student.stolen() == []
    assert student.f()[0] == 1


def test_only_one_answer_comes_out_of_the_other_child(open_session: OpenSession) -> None:
    student = two_of(open_session, OWN)

    def is_sum(other: Student) -> None:
        require(other.f() == 110, "that is no sum")

    def is_zero(other: Student) -> None:
        require(other.f() == 0, "that is not zero")

    assert passes_with(student, OTHERS, is_sum)
    assert not passes_with(student, OTHERS, is_zero)
    assert not passes_with(student, OTHERS, lambda other: other.unknown())
    assert student.seen.calls == []


def test_the_end_of_the_other_child_is_not_the_end_of_this_one(open_session: OpenSession) -> None:
    student = two_of(open_session, "def f():\n    g()\ndef g():\n    pass\n")
    with pytest.raises(StudentFailure) as caught:
        passes_with(student, ENDS, lambda other: other.f())
    assert caught.value.status is Status.CRASHED
    assert not isinstance(caught.value, ChildDied)
    assert student.f() is None
    assert passes_with(student, ENDS, lambda other: other.h())
