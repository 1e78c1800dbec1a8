"""What a proof grades, by verdicts that are made up: at which setting, and whether all of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import toy_course as toy
from toy_course import MakeCourse

from autograder.course import Exercise
from autograder.engine.fake import FakeEngine
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, Report, ReportStatus, Status
from autograder.validation.candidates import Sort, candidates
from autograder.validation.exercise import Wanted, _proved
from autograder.validation.grader import Again, Grader
from autograder.validation.outcomes import Outcomes
from autograder.validation.prove import Proof

DEMO = toy.MANIFEST + "[exercises.settings.cpu]\nbar = 0.9\n[exercises.demo]\nbar = 0.5\n"


def at_its_setting(exercise: Exercise, submission: Submission) -> Graded:
    """Every question that is asked for gets the number of the setting as its score."""
    names = submission.questions or tuple(toy.ANSWERS)
    bar = cast(float, exercise.setting["bar"])
    questions = tuple(
        QuestionResult(name=each, status=Status.PASSED, score=bar, max_score=1.0) for each in names
    )
    graded = ReportStatus.GRADED
    report = Report(
        exercise="toy", student="", status=graded, score=bar, max_score=1.0, questions=questions
    )
    return Graded(report, b'{"cells": []}')


def test_of_two_settings_every_mistake_is_asked_again_at_the_small_one(tmp_path: Path) -> None:
    """Those of the other have the same ids: some were asked at the one and compared at the other,
    and some were not asked at all."""
    checks = toy.CHECKS.replace("def test_total(student", "def test_total(setting, student")
    checks = checks.replace('"""adds a row up"""', '"""adds a row up"""\n    assert setting["bar"]')
    exercise = toy.write_course(tmp_path, checks=checks, manifest=DEMO).exercise("toy")
    known = [each for each in candidates(exercise) if each.sort is Sort.MISTAKE]
    with FakeEngine(at_its_setting) as runner:
        grader = Grader(exercise, runner)
        proofs = grader.graded(known)
        assert {proof.report.score for proof in proofs} == {0.5, 0.9}
        runner.tries.clear()
        asked = (len(known), [])
        assert grader.again(proofs, every=True) == {"alone": asked, "file": asked}
        again = [each.is_python for each in runner.tries if each.questions]
        assert again == [False] * len(known) + [True] * len(known)


@pytest.mark.parametrize(
    ("wanted", "every"),
    [
        (Wanted(), False),
        (Wanted(mutants=True), True),
        (Wanted(keep=True), True),
    ],
)
def test_a_whole_proof_asks_every_mistake_again(
    make_toy: MakeCourse, wanted: Wanted, every: bool
) -> None:
    asked: list[bool] = []

    def again(_proofs: Sequence[Proof], *, every: bool) -> dict[str, Again]:
        asked.append(every)
        return {}

    grader = cast(Grader, SimpleNamespace(graded=lambda _known: [], again=again))
    exercise = make_toy().exercise("toy")
    _proved(exercise, grader, wanted, None, Outcomes([], []), "")
    assert asked == [every]
