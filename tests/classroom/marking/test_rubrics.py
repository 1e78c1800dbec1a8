"""The parts of a rubric, read out of its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.marking.rubrics import Part, parts_of, plain
from autograder.course import load_course

REPOSITORY = Path(__file__).resolve().parents[3]


def test_points_in_front_or_in_brackets() -> None:
    rubric = """A full answer says:

- 0.5: one step goes **past the minimum**
  and up the other side.
- it is larger there (0,25).
* nothing is said of points here

No points (0.5) for a guess."""
    assert parts_of(rubric, 1.0) == (
        Part(0.5, "one step goes past the minimum and up the other side."),
        Part(0.25, "it is larger there"),
    )


def test_more_than_there_is_to_be_had_is_no_list_of_parts() -> None:
    assert parts_of("- 0.5: one\n- 0.5: two\n- 0.5: three", 1.0) == ()
    assert len(parts_of("- 0.5: one\n- 0.5: two", 1.0)) == 2


def test_the_text_for_reading_has_no_marks() -> None:
    assert plain('Say **this**: `\\"x\\"`\n') == 'Say this: "x"'


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_rubrics_of_this_course_have_parts_that_come_to_all_points(language: str) -> None:
    written = [
        (each.points, each.rubric[language])
        for exercise in load_course(REPOSITORY).exercises
        for each in exercise.written.values()
    ]
    assert written
    for points, rubric in written:
        assert sum(part.points for part in parts_of(rubric, points)) == pytest.approx(points)
