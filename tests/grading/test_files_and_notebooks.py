"""A notebook and a Python file with the same answers get the same verdict, all questions at once.

`autograder validate` asks it of every known answer to every exercise, one after the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from gradings import graded_by

from autograder.course import Exercise, load_course
from autograder.course.solution import read_solution
from autograder.engine.engine import Engine
from autograder.grading import Graded, Submission
from autograder.notebooks.fill import fill
from autograder.validation.answers import alternatives_of, mistakes_of
from autograder.validation.as_file import files_of
from autograder.validation.candidates import reference_answers

COURSE = load_course(Path(__file__).parents[2])
SECRET = b"the same luck for both"


def answers_of(exercise: Exercise) -> Iterator[dict[str, str]]:
    """Right answers to all questions at once, and wrong ones: the first alternative of each, and
    the first mistake."""
    solution = read_solution(exercise.file("solution.py"))
    cells = reference_answers(exercise)
    right = {each.name: cells[each.name] for each in solution.questions}  # no answers in words
    for read in (alternatives_of, mistakes_of):
        first: dict[str, str] = {}
        for _name, question, source in read(exercise, solution):
            first.setdefault(question, source)
        yield {**right, **first}


def verdicts(graded: Graded) -> dict[str, tuple[str, float, list[tuple[str, str, str]]]]:
    """By question: its status, its points, and what is said about each of its checks."""
    return {
        each.name: (
            each.status,
            each.score,
            [(check.status, check.mistake, check.message) for check in each.checks],
        )
        for each in graded.report.questions
    }


@pytest.mark.parametrize("name", ["ex02_activations", "ex01_forward_pass"])
def test_the_same_verdict(name: str, engine: Engine) -> None:
    exercise = COURSE.exercise(name)
    notebook, file_of = exercise.release_notebook.read_bytes(), files_of(exercise)
    submissions = []
    for number, answers in enumerate(answers_of(exercise)):
        student = f"student {number}"
        for content, is_python in (
            (fill(notebook, answers, student), False),
            (file_of(answers, student), True),
        ):
            each = Submission(
                student, name, content, is_python, visible_checks=False, secret=SECRET
            )
            submissions.append(each)
    found: dict[str, list[Graded]] = defaultdict(list)
    for graded in graded_by(engine, exercise, submissions):
        found[graded.report.student].append(graded)
    assert len(found) == 2
    for one, other in found.values():
        assert verdicts(one) == verdicts(other)
