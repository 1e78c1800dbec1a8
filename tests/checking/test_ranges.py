"""Checks over a whole range find what a few inputs miss, in one message to the student's code."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from toy_course import OpenSession

from autograder.checking.answers import CheckFailed
from autograder.checking.draws import drawing
from autograder.checking.ranges import Case, as_table, numbers_between, require_right
from autograder.checking.words import CheckNote, Kind
from autograder.errors import CourseError
from autograder.responder import StudentFailure
from autograder.student import Student

NOTE = CheckNote("half", Kind.RANGE, 1.0)
REFERENCE = ModuleType("solution")
REFERENCE.half = lambda x: np.asarray(x) / 2  # type: ignore[attr-defined]
RIGHT = "import numpy as np\ndef half(x):\n    return np.asarray(x) / 2\n"


def tried(open_session: OpenSession, source: str, made: Any, note: CheckNote = NOTE) -> Student:
    session = open_session()
    session.run_cell(source)
    student = Student(session)
    require_right(student, note, REFERENCE, made)
    return student


def some_numbers(seed: int, low: float, high: float, **options: Any) -> np.ndarray[Any, Any]:
    with drawing(np.random.default_rng(seed)):
        return numbers_between(low, high, **options)


@pytest.mark.parametrize(("low", "high"), [(-1000.0, 1000.0), (0.001, 0.999), (0.0, 1.0), (-3, 7)])
def test_the_ends_and_what_is_close_to_them_are_always_tried(low: float, high: float) -> None:
    for seed in range(20):
        found = some_numbers(seed, low, high)
        assert found.min() == low and found.max() == high
        for share in (0.1, 0.01, 0.001):
            assert np.sum(found > high - share * (high - low)) > 1
            assert np.sum(found < low + share * (high - low)) > 1
        whole = [number for number in range(-12, 13) if low <= number <= high]
        assert set(whole) <= set(found)
    assert not np.array_equal(some_numbers(1, low, high), some_numbers(2, low, high))


def test_whole_numbers_are_all_there_where_they_are_few() -> None:
    assert sorted(some_numbers(0, 2, 9, whole=True)) == [2, 3, 4, 5, 6, 7, 8, 9]
    assert some_numbers(0, 1, 4000, whole=True).dtype.kind == "i"


def test_rows_of_numbers() -> None:
    assert as_table(np.arange(5.0), 2).tolist() == [[0, 1], [2, 3], [4, 0]]


def test_a_right_answer_is_asked_once(open_session: OpenSession) -> None:
    x = some_numbers(0, -10, 10)
    student = tried(open_session, RIGHT, [(x,), (x[:3],)])
    assert [call.function for call in student.seen.calls] == ["half", "half"]


@pytest.mark.parametrize("branch", ["x > 9.99", "x == -10", "x == 3", "abs(x) < 0.002"])
def test_a_branch_somewhere_is_found_and_shown(open_session: OpenSession, branch: str) -> None:
    source = f"{RIGHT}right = half\ndef half(x):\n    return np.where({branch}, 77, right(x))\n"
    x = some_numbers(0, -10, 10)
    with pytest.raises(CheckFailed, match=r"half\(\[.*\]\)\[0\] is 77; .* is right") as caught:
        tried(open_session, source, [(x,)])
    assert len(caught.value.actual) == 1  # of one number alone


def test_the_first_exception_ends_the_calls(open_session: OpenSession) -> None:
    source = "def half(x):\n    return x / 2 if x < 3 else 1 / 0\n"
    with pytest.raises(StudentFailure, match="ZeroDivisionError"):
        tried(open_session, source, [(1.0,), (5.0,), (2.0,)])


def test_a_right_answer_of_a_checks_own(open_session: OpenSession) -> None:
    case = Case((2.0,), 4.0, read=lambda value: value * 4)
    tried(open_session, RIGHT, [case])
    with pytest.raises(CheckFailed):
        tried(open_session, RIGHT, [Case((2.0,), 4.0)])


def test_nothing_to_ask_is_right(open_session: OpenSession) -> None:
    assert tried(open_session, RIGHT, []).seen.calls == []


def test_own_tolerances(open_session: OpenSession) -> None:
    source = "def half(x):\n    return x / 2 + 0.001\n"
    tried(open_session, source, [(1.0,)], CheckNote("half", Kind.RANGE, 1.0, atol=0.01))
    with pytest.raises(CheckFailed):
        tried(open_session, source, [(1.0,)])


@pytest.mark.parametrize("made", [None, "text", [(np.zeros(100),)] * 4, [(1.0,)] * 201])
def test_an_authors_fault(open_session: OpenSession, made: Any) -> None:
    with pytest.raises(CourseError):
        tried(open_session, RIGHT, made)
