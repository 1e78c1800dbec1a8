"""What has changed since the attempt before: question by question, in points."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.reports.plain import one_line
from autograder.reports.statuses import OPEN
from autograder.reports.values import points, points_of
from autograder.results import Report, ReportStatus

NAME_LIMIT = 80
SAME = 1e-6


@dataclass(frozen=True)
class Change:
    """A question with other points than before: where it stands on the page, the points that it has
    now, and how many more (or fewer) these are."""

    place: int
    question: str
    points: str
    difference: str
    is_more: bool


@dataclass(frozen=True)
class Changes:
    """All of them, and the points of both attempts together; `number` is that of the one before."""

    number: int
    before: str
    now: str
    questions: tuple[Change, ...]


def changes(before: Report | None, now: Report) -> Changes | None:
    """What has changed; None where there is nothing to compare: no other attempt, or one that was
    not graded. A question that a person has still to decide about is left out."""
    if before is None or before.attempt is None:
        return None
    if {before.status, now.status} != {ReportStatus.GRADED}:
        return None
    earlier = {each.name: each for each in before.questions}
    found = []
    for place, question in enumerate(now.questions):
        old = earlier.get(question.name)
        if old is None or question.status in OPEN or old.status in OPEN:
            continue
        difference = question.score - old.score
        if abs(difference) > SAME:
            found.append(
                Change(
                    place,
                    one_line(question.name, NAME_LIMIT),
                    points_of(question.score, question.max_score),
                    ("+" if difference > 0 else "−") + points(abs(difference)),
                    difference > 0,
                )
            )
    return Changes(before.attempt.number, points(before.score), points(now.score), tuple(found))
