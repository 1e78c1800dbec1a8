"""The rules for hand-ins are read beside the questions that there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder.classroom.build import build
from autograder.course import Course, load_course
from autograder.errors import CourseError

Make = Callable[[str], Course]


def with_rules(course: Course, rules: str) -> Course:
    manifest = course.folder / "course.toml"
    manifest.write_text(f"{rules}\n{manifest.read_text()}")
    return load_course(course.folder)


def test_what_is_not_checked_beforehand_is_a_question(make_course: Make) -> None:
    rules = 'policies = {checks = {without = ["double", "dubble"]}}'
    with pytest.raises(CourseError, match="'dubble'") as caught:
        build(with_rules(make_course("en"), rules))
    assert caught.value.todo == "Did you mean 'double'?"


def test_where_all_are_questions_it_is_built(make_course: Make) -> None:
    course = with_rules(make_course("en"), 'policies = {checks = {without = ["double"]}}')
    assert build(course).files
