"""Where no known mistake explains an answer: the smallest input on which it is wrong."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import toy_course as toy
from fake_responder import FakeResponder
from hypothesis import strategies as st
from toy_course import Examine, MakeCourse, OpenSession

from autograder.checking import counterexample, show
from autograder.checking.counterexample import find_counterexample
from autograder.checking.load import load
from autograder.results import QuestionResult, Status
from autograder.student import Student

CUBE = "def double(x):\n    return x**3"


def found(result: QuestionResult) -> object:
    """The counterexample, which stands at the first check that lost points."""
    first, *others = [check for check in result.checks if check.points == 0]
    assert all(check.counterexample is None for check in others)
    return first.counterexample


def test_the_smallest_one(examine: Examine) -> None:
    assert found(examine("double", CUBE)) == {"x": [1]}


def test_it_is_small_in_length_and_in_size(examine: Examine) -> None:
    source = "def double(x):\n    return 2 * x if len(x) < 2 else x"
    counterexample = found(examine("double", source))
    assert counterexample in ({"x": [0, 1]}, {"x": [1, 0]})


def test_it_is_none_of_the_scored_inputs(examine: Examine) -> None:
    checks = toy.CHECKS.replace("[1.5, -3.0, 0.25]", "[1.0]")
    counterexample = found(examine("double", CUBE, checks=checks))
    assert counterexample != {"x": [1]}
    assert counterexample in ({"x": [-1]}, {"x": [2]}, {"x": [0, 1]}, {"x": [1, 0]})


def test_an_exception_counts_as_wrong(examine: Examine) -> None:
    source = "def double(x):\n    if -1 in x or 1.5 in x: raise ValueError('no')\n    return 2 * x"
    assert found(examine("double", source)) == {"x": [-1]}


def test_none_where_only_the_scored_inputs_are_wrong(examine: Examine) -> None:
    assert found(examine("double", "def double(x):\n    return x if 1.5 in x else 2 * x")) is None


def test_none_where_there_are_no_inputs(examine: Examine) -> None:
    assert found(examine("total", "def total(x):\n    return 7")) is None


def test_a_hang_in_the_search_ends_it(examine: Examine) -> None:
    source = "def double(x):\n    while x.ravel()[0] == 0: pass\n    return x"
    result = examine("double", source, cell_seconds=0.4)
    assert result.status is Status.FAILED
    assert result.checks[0].counterexample in (None, {"x": [1]})


def test_one_search_is_like_another(make_toy: MakeCourse, open_session: OpenSession) -> None:
    reference = load(make_toy().exercise("toy"), "solution.py")
    session = open_session()
    session.run_cell("def double(x):\n    return x + len(x) if max(x) > 2 else 2 * x")
    asked = []
    for _time in range(2):
        student = Student(session)
        find_counterexample(student, "double", reference.double, strategy)
        asked.append([show.call("double", call.arguments) for call in student.seen.calls])
    assert asked[0] == asked[1]
    assert len(asked[0]) >= 5


def test_a_search_ends_after_so_many_calls_however_long_they_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So a busy machine finds what a quiet one finds."""
    wrong_for_long_rows = FakeResponder(f=lambda x: x * (2 if len(x) < 3 else 3))
    rows = st.tuples(st.lists(st.integers(0, 99).map(float), min_size=1, max_size=9).map(np.array))
    found = []
    for seconds in (0.0, 0.25):
        ticks = itertools.count(step=seconds)
        clock = SimpleNamespace(monotonic=lambda ticks=ticks: next(ticks))
        monkeypatch.setattr(counterexample, "time", clock)
        monkeypatch.setattr(counterexample, "MAX_CALLS", 20)
        student = Student(wrong_for_long_rows)
        smallest = find_counterexample(student, "f", lambda x: 2 * x, lambda: rows)
        found.append((smallest, len(student.seen.calls)))
    assert found[0] == found[1]
    assert found[0][0] and found[0][1] == 20


def strategy() -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=3).map(np.array))
