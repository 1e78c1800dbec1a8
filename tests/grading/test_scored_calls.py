"""The calls that decided about points, for a person who looks at a verdict once more."""

from __future__ import annotations

import toy_course as toy
from msgspec.structs import replace
from toy_course import MakeCourse

from autograder.engine.engine import Engine
from autograder.grading import Submission
from autograder.validation.again import differences

STOPS = "def double(x):\n    return 1 / 0"


def test_the_calls_that_decided_are_told_where_that_is_asked(
    make_toy: MakeCourse, engine: Engine
) -> None:
    exercise = make_toy().exercise("toy")
    content = toy.notebook(**{**toy.ANSWERS, "double": STOPS})
    work = Submission("ann", "toy", content, secret=b"the same luck")
    plain = engine.submit(exercise, work).result()
    first = engine.submit(exercise, replace(work, recording=True)).result()
    again = engine.submit(exercise, replace(work, recording=True)).result()
    assert not plain.scored
    assert first.scored == again.scored
    for one, other in zip(plain.report.questions, first.report.questions, strict=True):
        assert [*differences(one, other, "recorded")] == []
    (value,) = first.scored["by_hand"]
    assert (value.check, value.call, value.answer) == ("", "A", "2.5")
    assert {each.call.partition("(")[0] for each in first.scored["double"]} == {"double"}
    assert all("ZeroDivisionError" in each.answer for each in first.scored["double"])
    (call,) = first.scored["total"]
    assert (call.check, call.call, call.answer) == ("total", "total([1.5, 2, -0.25])", "3.25")
