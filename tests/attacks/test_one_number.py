"""Answers that are one number each, in the shape of what is right: they agree with each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from gradings import graded_by

import autograder
from autograder.course import load_course
from autograder.course.solution import read_solution
from autograder.engine.engine import Engine
from autograder.grading import Submission
from autograder.kits.registry import kits_of
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers
from autograder.validation.liars import in_the_right_shape

COURSE = load_course(Path(autograder.__file__).parents[1])
WITHOUT_KERAS = [each.name for each in COURSE.exercises if not kits_of(each.warm)]


@pytest.mark.parametrize("name", WITHOUT_KERAS)
def test_one_number_everywhere_earns_nothing(engine: Engine, name: str) -> None:
    exercise = COURSE.exercise(name)
    questions = read_solution(exercise.file("solution.py")).questions
    submissions = [
        Submission(
            str(number),
            name,
            fill(exercise.release_notebook.read_bytes(), answers, str(number)),
            visible_checks=False,
        )
        for number, (_name, answers, _again) in enumerate(
            in_the_right_shape(questions, reference_answers(exercise))
        )
    ]
    assert submissions
    for graded in graded_by(engine, exercise, submissions):
        earned = {each.name: each.score for each in graded.report.questions if each.score}
        assert not earned
