"""Verdicts as a student may see them, by the rules of the course."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.course import Exercise
from autograder.errors import CourseError
from autograder.history import KeptGrading, KeptSubmission
from autograder.notebooks.built import read_built
from autograder.notebooks.kinds import CHECKS_SUFFIX
from autograder.policies import Tells
from autograder.reports.page import question_part
from autograder.reports.told import told
from autograder.reports.view import ReportView, view
from autograder.results import QuestionResult, Report
from autograder.service.queue.versions import SHOWN, is_older, version_lately
from autograder.service.store.marks import review_of
from autograder.service.web.state import State


class Shown(NamedTuple):
    """A grading that is shown: its record, and the parts on its questions as HTML. `points` says
    whether scores are told, `is_older` whether the exercise has changed since."""

    grading: KeptGrading
    report: Report
    view: ReportView
    parts: list[str]
    points: bool
    is_older: bool

    @property
    def costs(self) -> bool:
        """Whether dates have made other points of it than the questions have."""
        return not math.isclose(self.grading.points, self.report.score, abs_tol=1e-6)

    @property
    def version(self) -> str:
        """What the version of the exercise is called that has graded it."""
        return self.grading.exercise_digest[:SHOWN]


def shown_grading(state: State, kept: KeptSubmission) -> Shown | None:
    """The newest grading of a hand-in; None where there is none yet."""
    entries = state.history.entries(exercise=kept.exercise, student=kept.student)
    gradings = [each.grading for each in entries if each.submission.id == kept.id]
    newest = gradings[-1] if gradings else None
    record = state.history.report(newest.id) if newest is not None else None
    if newest is None or record is None:
        return None
    with state.history.database.reading() as connection:
        record = laid_over(record, review_of(connection, kept.id))
    exercise = state.course.exercise(kept.exercise)
    tells = state.course.policies[kept.exercise].hand_in
    report = told(record, tells)
    parts = [part_of(exercise, each) for each in report.questions]
    older = is_older(newest, version_lately(exercise))
    return Shown(newest, report, view(report), parts, tells is Tells.FULL, older)


def laid_over(record: Report, changed: Sequence[QuestionResult]) -> Report:
    """The record with the questions in which people have changed something."""
    if not changed:
        return record
    by_name = {each.name: each for each in changed}
    questions = tuple(by_name.get(each.name, each) for each in record.questions)
    score = round(sum(each.score for each in questions), 6)
    done: Report = msgspec.structs.replace(record, questions=questions, score=score)
    return done


def part_of(exercise: Exercise, result: QuestionResult) -> str:
    """The part of a page on one question, which was told already as far as it may be."""
    return question_part(
        result,
        place=result.name,
        language=exercise.language,
        in_words=result.name in exercise.written,
    )


@lru_cache(maxsize=256)
def _questions(path: Path, _changed: int) -> tuple[str, ...]:
    cells = read_built(path).cells
    return tuple(cell.grade_id.removesuffix(CHECKS_SUFFIX) for cell in cells if cell.is_grade)


def questions_of(exercise: Exercise) -> tuple[str, ...]:
    """The names of the questions of an exercise, in the order of its notebook. Raises CourseError
    where that is gone."""
    path = exercise.release_notebook
    try:
        return _questions(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise CourseError(
            f"The notebook for students cannot be read: {error.strerror or error}.",
            where=path,
            todo="Run `autograder build`.",
        ) from error
