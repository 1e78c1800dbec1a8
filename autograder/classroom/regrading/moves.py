"""Whose points move, by how much and by which check: plain data, and pure functions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from autograder.classroom.regrading.merging import CLOSE
from autograder.results import QuestionResult, Report


class CheckMove(msgspec.Struct, frozen=True):
    """A check that gives one student other points than before."""

    question: str
    check: str
    description: str
    before: float
    after: float

    @property
    def by(self) -> float:
        """How many points are gained, or below zero lost."""
        return round(self.after - self.before, 6)


class Move(msgspec.Struct, frozen=True):
    """One student's points before and after, as they count, and the checks that move them. Points
    that a person has given stay: `by_hand` names the questions in which the checks say something
    else now."""

    student: str
    before: float
    after: float
    max_score: float
    checks: tuple[CheckMove, ...] = ()
    by_hand: tuple[str, ...] = ()

    @property
    def by(self) -> float:
        """How many points are gained, or below zero lost."""
        return round(self.after - self.before, 6)


class CheckSum(msgspec.Struct, frozen=True):
    """A check, and how many students gain and lose how many points by it."""

    question: str
    description: str
    gains: dict[float, int]
    losses: dict[float, int]


def move_of(shown: Report, before: Report, after: Report) -> Move | None:
    """What changes for one student; None where nothing does. `shown` is the record before with the
    points that count: those of people, and what late work costs."""
    by_hand = {each.name for each in shown.questions if each.by_hand}
    old = {each.name: each for each in before.questions}
    checks, hands, gained = list[CheckMove](), list[str](), 0.0
    for question in after.questions:
        was = old.get(question.name)
        difference = question.score - (was.score if was is not None else 0.0)
        if abs(difference) <= CLOSE:
            continue
        if question.name in by_hand:
            hands.append(question.name)
            continue
        gained += difference
        checks += _checks(was, question)
    if not checks and not hands and abs(gained) <= CLOSE:
        return None
    earned = sum(each.score for each in shown.questions)
    left = shown.score / earned if earned > CLOSE else 1.0  # after what late work costs
    counts = round(shown.score + gained * left, 6)
    return Move(
        shown.student, shown.score, max(counts, 0.0), after.max_score, tuple(checks), tuple(hands)
    )


def by_check(moves: Iterable[Move]) -> list[CheckSum]:
    """The checks that move points, the one that moves most students first."""
    steps = defaultdict[tuple[str, str], Counter[float]](Counter)
    for move in moves:
        for each in move.checks:
            steps[each.question, each.description][each.by] += 1
    found = [
        CheckSum(
            question,
            description,
            {by: number for by, number in sorted(counts.items()) if by > 0},
            {-by: number for by, number in sorted(counts.items()) if by < 0},
        )
        for (question, description), counts in steps.items()
    ]
    return sorted(found, key=lambda each: -sum(steps[each.question, each.description].values()))


def counted(moves: Iterable[Move]) -> tuple[dict[float, int], dict[float, int]]:
    """How many students gain how many points, and how many lose how many; the most first."""
    steps = Counter(move.by for move in moves)
    gains = {by: steps[by] for by in sorted(steps, reverse=True) if by > CLOSE}
    losses = {-by: steps[by] for by in sorted(steps) if by < -CLOSE}
    return gains, losses


def _checks(was: QuestionResult | None, question: QuestionResult) -> list[CheckMove]:
    """The checks whose points differ; where no check does, as in a question that was withdrawn or
    in which a check is gone, the question itself."""
    before = {each.name: each for each in (was.checks if was is not None else ())}
    after = {each.name: each for each in question.checks}
    found = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        said = new or old
        points = [each.points if each is not None else 0.0 for each in (old, new)]
        if said is not None and abs(points[1] - points[0]) > CLOSE:
            found.append(CheckMove(question.name, name, said.description, *points))
    score = was.score if was is not None else 0.0
    if abs(sum(each.by for each in found) - (question.score - score)) > CLOSE:
        return [CheckMove(question.name, "", "", score, question.score)]
    return found
