"""The course as a whole: a line for each exercise, and one for each section."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple

from autograder.reports.class_page.facts import CourseFacts, ExerciseFacts, InTotal
from autograder.reports.class_page.items import Item, question_items
from autograder.reports.statistics import is_decided


class OfExercise(NamedTuple):
    """A class at one exercise: the mean and the median share of its points, of what was handed in;
    how many handed in, were late and wait for a person; and its hardest question."""

    facts: ExerciseFacts
    mean: float | None
    median: float | None
    handed_in: int
    late: int
    waits: int
    hardest: Item | None


class OfSection(NamedTuple):
    """A section: its students, the mean share of each exercise of what they handed in, and that of
    their totals, in which what was not handed in counts as nothing."""

    name: str
    students: int
    means: tuple[float | None, ...]
    total: float | None


def over_exercises(facts: CourseFacts) -> list[OfExercise]:
    """A line for each exercise."""
    return [_of_exercise(each) for each in facts.exercises]


def over_sections(facts: CourseFacts) -> list[OfSection]:
    """A line for each section; somebody in two of them counts in both."""
    names = sorted({section for each in facts.totals for section in each.pupil.sections})
    return [_of_section(facts, name) for name in names]


def total_shares(totals: Sequence[InTotal]) -> list[float]:
    """The shares of the totals, where something can be reached."""
    return [each.share for each in totals if each.share is not None]


def _of_exercise(facts: ExerciseFacts) -> OfExercise:
    shares = [share for work in facts.works for share in _shares(facts, work.points)]
    hardest = question_items(each for each in facts.reports if is_decided(each))
    return OfExercise(
        facts,
        statistics.fmean(shares) if shares else None,
        statistics.median(shares) if shares else None,
        len(facts.reports),
        sum(work.late for work in facts.works),
        sum(work.is_open for work in facts.works),
        hardest[0] if hardest else None,
    )


def _of_section(facts: CourseFacts, name: str) -> OfSection:
    inside = [place for place, each in enumerate(facts.totals) if name in each.pupil.sections]
    means = tuple(
        _mean(
            [share for place in inside for share in _shares(exercise, exercise.works[place].points)]
        )
        for exercise in facts.exercises
    )
    total = _mean(total_shares([facts.totals[place] for place in inside]))
    return OfSection(name, len(inside), means, total)


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None


def _shares(facts: ExerciseFacts, points: float | None) -> list[float]:
    return [] if points is None or not facts.max_points else [points / facts.max_points]
