"""A class is graded by one version of the libraries, and by one that was proved."""

from __future__ import annotations

import json

import numpy as np
import pytest
import toy_course as toy

from autograder.classroom.versions import FILE, pin_versions, see_that_versions_fit
from autograder.course import Course
from autograder.errors import UsageError


def with_numpy(course: Course, version: str) -> None:
    path = course.folder / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"toy": {"numpy": version}}))


def proved_with(course: Course, **versions: str) -> None:
    path = course.folder / "solutions" / "toy" / "proved.json"
    path.write_text(json.dumps({"libraries": versions}))


def test_what_was_graded_with_another_version_stops_it(make_toy: toy.MakeCourse) -> None:
    course = make_toy()
    exercise = course.exercise("toy")
    see_that_versions_fit(course, exercise)
    with_numpy(course, "1.0")
    with pytest.raises(UsageError, match=r"numpy 1\.0 so far, and here is numpy") as told:
        see_that_versions_fit(course, exercise)
    assert "pip install numpy==1.0" in str(told.value)
    assert "autograder regrade toy" in str(told.value)
    see_that_versions_fit(course, exercise, anew=True)
    pin_versions(course, exercise)
    with pytest.raises(UsageError):
        see_that_versions_fit(course, exercise)
    pin_versions(course, exercise, anew=True)
    see_that_versions_fit(course, exercise)


def test_what_was_proved_with_another_version_stops_it(make_toy: toy.MakeCourse) -> None:
    course = make_toy()
    exercise = course.exercise("toy")
    proved_with(course, numpy=np.__version__, IPython="0.1", keras="1.0")
    see_that_versions_fit(course, exercise)  # of IPython nothing hangs on, and keras is not taught
    proved_with(course, numpy="1.0")
    with pytest.raises(UsageError, match=r"were proved with numpy 1\.0") as told:
        see_that_versions_fit(course, exercise, anew=True)
    assert "autograder validate toy" in str(told.value)
    see_that_versions_fit(course, exercise, unproved=True)


def test_a_damaged_file_stops_nothing(make_toy: toy.MakeCourse) -> None:
    course = make_toy()
    with_numpy(course, "1.0")
    (course.folder / FILE).write_text("{")
    (course.folder / "solutions" / "toy" / "proved.json").write_text("[")
    see_that_versions_fit(course, course.exercise("toy"))
