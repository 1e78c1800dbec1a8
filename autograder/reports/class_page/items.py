"""How hard questions and checks are, and whether they tell who knows more from who knows less."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from autograder.reports.statuses import OPEN
from autograder.results import CheckResult, QuestionResult, Report, Status

FEWEST = 10  # answers of which anything can be said
WEAK = 0.15  # a discrimination below tells little
AGAINST = -0.3  # a little below 0 is usual where everybody stumbles once, here or there
NOTHING = (Status.MISSING, Status.SKIPPED)


class Item(NamedTuple):
    """A question, or a check of one (`check` is its description): the share of its points that was
    earned, from 0 to 1, by so many `answers`. `unanswered` of them were none at all, and `open`
    more wait for a person.

    `discrimination` is the correlation of that share with what the same students have earned in
    everything else, of those who have tried anything at all: whoever has not would make every
    question look good. It is from -1 to 1, and None where it cannot be told.
    """

    question: str
    check: str
    max_points: float
    answers: int
    share: float
    discrimination: float | None
    unanswered: int = 0
    open: int = 0

    @property
    def is_against(self) -> bool:
        """Whether those who are better elsewhere are worse here."""
        return self.discrimination is not None and self.discrimination < AGAINST

    @property
    def is_weak(self) -> bool:
        """Whether it hardly tells who knows more."""
        return self.discrimination is not None and AGAINST <= self.discrimination < WEAK


class _Answer(NamedTuple):
    share: float
    elsewhere: float
    missing: bool
    tried: bool  # anything at all


def question_items(reports: Iterable[Report]) -> list[Item]:
    """The questions, hardest first."""
    found = defaultdict[tuple[str, str], list[_Answer]](list)
    most, waiting = dict[str, float](), defaultdict[str, int](int)
    for report in reports:
        earned, tried = _earned(report), has_tried(report)
        for question in report.questions:
            if question.status in OPEN:
                waiting[question.name] += 1
            elif question.max_score > 0:
                most[question.name] = question.max_score
                share = question.score / question.max_score
                is_missing = question.status is Status.MISSING
                answer = _Answer(share, earned - question.score, is_missing, tried)
                found[question.name, ""].append(answer)
    return _hardest_first(
        _item(question, "", most[question], answers)._replace(open=waiting[question])
        for (question, _check), answers in found.items()
    )


def check_items(reports: Iterable[Report]) -> list[Item]:
    """The checks, hardest first; what a person decides is none."""
    found = defaultdict[tuple[str, str], list[_Answer]](list)
    said, most = dict[tuple[str, str], str](), dict[tuple[str, str], float]()
    for report in reports:
        earned, tried = _earned(report), has_tried(report)
        for question, check in _checks(report):
            key = question.name, check.name
            said[key], most[key] = check.description, check.max_points
            share = float(check.status is Status.PASSED)
            if check.max_points:
                share = check.points / check.max_points
            is_missing = check.status is Status.MISSING
            found[key].append(_Answer(share, earned - check.points, is_missing, tried))
    return _hardest_first(
        _item(key[0], said[key] or key[1], most[key], answers) for key, answers in found.items()
    )


def has_tried(report: Report) -> bool:
    """Whether any question has an answer."""
    return any(each.status not in NOTHING for each in report.questions)


def _checks(report: Report) -> Iterator[tuple[QuestionResult, CheckResult]]:
    for question in report.questions:
        for check in question.checks:
            if check.status not in OPEN:
                yield question, check


def _earned(report: Report) -> float:
    """Before anything is taken off for late work: that says nothing of a question."""
    return sum(each.score for each in report.questions if each.status not in OPEN)


def _item(question: str, check: str, max_points: float, answers: list[_Answer]) -> Item:
    return Item(
        question,
        check,
        max_points,
        len(answers),
        statistics.fmean(each.share for each in answers),
        _correlation(answers),
        sum(each.missing for each in answers),
    )


def _correlation(everybody: list[_Answer]) -> float | None:
    answers = [each for each in everybody if each.tried]
    if len(answers) < FEWEST:
        return None
    try:
        return statistics.correlation(
            [each.share for each in answers], [each.elsewhere for each in answers]
        )
    except statistics.StatisticsError:  # everybody has the same
        return None


def _hardest_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.share)
