"""What an answer does on inputs that are the same for all, and that nobody is scored by."""

from __future__ import annotations

from typing import Any

import numpy as np
import toy_course as toy
from fake_responder import Ends, FakeResponder
from toy_course import MakeCourse

from autograder.checking.collect import Checks, collect_one
from autograder.checking.deeds import Deeds
from autograder.checking.examine import Examiner
from autograder.checking.fixed_inputs import deeds_of
from autograder.results import Status
from autograder.student import Student

FRESH = toy.CHECKS.replace("import same", "import near, same").replace(
    "np.array([1.5, -3.0, 0.25])", "near(np.array([1.5, -3.0, 0.25]))"
)


def checks_of(make_toy: MakeCourse, **files: str) -> Checks:
    return collect_one(make_toy(**files).exercise("toy"))


def deeds(checks: Checks, question: str = "double", secret: bytes = b"", **names: Any) -> Deeds:
    return deeds_of(checks, question, Student(FakeResponder(**names), secret=secret))


def test_all_are_asked_the_same_whatever_their_secret(make_toy: MakeCourse) -> None:
    checks = checks_of(make_toy, checks=FRESH)
    one = deeds(checks, secret=b"one", double=lambda x: 3 * x)
    other = deeds(checks, secret=b"other", double=lambda x: x + x + x)
    assert one == other
    assert len(one) == 4 and all(each.is_wrong for each in one)


def test_what_is_scored_is_not_asked(make_toy: MakeCourse) -> None:
    checks = checks_of(make_toy, checks=FRESH)
    student = Student(FakeResponder(double=lambda x: 3 * x), secret=b"one")
    Examiner(checks, list).examine("double", student)
    scored = student.seen.calls[0].arguments
    student.seen.calls.clear()
    first = deeds_of(checks, "double", student)[0]
    assert first.asked.startswith("double([") and str(float(scored[0][0])) not in first.asked
    assert student.seen.calls == []  # and the diagnosis does not see it


def test_an_answer_that_stops_is_asked_all_the_same(make_toy: MakeCourse) -> None:
    def stops_at_tables(x: Any) -> Any:
        if x.ndim == 2:
            raise ValueError(f"operands could not be broadcast together: {x.shape}")
        return x

    found = deeds(checks_of(make_toy), double=stops_at_tables)
    assert [each.kind for each in found] == ["numbers", "error", "numbers", "numbers"]
    assert found[1].actual == "ValueError: operands could not be broadcast together: (2, 2)"
    assert "2" not in found[1].said  # by which it is compared


def test_what_an_answer_does_to_its_argument_tells_it_from_others(make_toy: MakeCourse) -> None:
    def changes(x: Any) -> Any:
        x *= 2
        return x

    checks = checks_of(make_toy)
    one, other = deeds(checks, double=changes), deeds(checks, double=lambda x: 2 * x)
    assert all(each.changed for each in one) and not any(each.changed for each in other)
    assert [each.numbers for each in one] == [each.numbers for each in other]


def test_of_values_they_are_what_is_asked(make_toy: MakeCourse) -> None:
    checks = checks_of(make_toy)
    (right,) = deeds(checks, "by_hand", A=checks.reference.A)
    (wrong,) = deeds(checks, "by_hand", A=(1, 8263))
    assert (right.asked, right.is_wrong, right.off) == ("A", False, 0)
    assert (wrong.kind, wrong.said, wrong.shape, wrong.is_wrong) == ("numbers", "tuple", (2,), True)


def test_of_an_array_too_long_to_be_shown_one_number_is(make_toy: MakeCourse) -> None:
    checks = checks_of(
        make_toy, checks=toy.CHECKS.replace("np.array([1e6, -1e6])", "np.arange(100.0)")
    )
    last = deeds(checks, double=lambda x: np.where(x > 70, 0.5, 2 * x))[-1]
    assert (last.expected, last.actual) == ("number 72, for 71: 142", "number 72, for 71: 0.5")


def test_an_answer_that_ends_python_says_what_it_has_done_before(make_toy: MakeCourse) -> None:
    def ends_at_tables(x: Any) -> Any:
        if x.ndim == 2:
            raise Ends(Status.CRASHED)
        return x

    assert len(deeds(checks_of(make_toy), double=ends_at_tables)) == 1
