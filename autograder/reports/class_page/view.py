"""What the templates of the class page need beside the facts: words, numbers, and who is who."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from autograder.language import _, decimal
from autograder.policies import shown_moment
from autograder.reports.class_page.facts import Pupil, Work
from autograder.reports.class_page.items import Item
from autograder.reports.plain import one_line
from autograder.reports.statistics import CommonMistake
from autograder.results import ReportStatus

NAME_LIMIT = 80
HINT_LIMIT = 600
EASY = 0.995  # a share above which nobody has lost anything to speak of
MISSING, LATE, CHANGED, WAITS, UNREADABLE = "missing", "late", "changed", "waits", "unreadable"


class Named(NamedTuple):
    """A student as the page shows one: by name, or by a number that tells nothing of the name."""

    id: str
    name: str
    number: int
    listed: bool
    sections: tuple[str, ...]


class Mistaken(NamedTuple):
    """A common mistake, with those who made it."""

    question: str
    hint: str
    who: list[Named]


def numbered(pupils: Iterable[Pupil]) -> dict[str, Named]:
    """By id. Numbers are in no order of names, and the same from page to page of one class."""
    everyone = sorted(pupils, key=lambda each: hashlib.sha256(each.id.encode()).digest())
    return {
        each.id: Named(
            one_line(each.id, NAME_LIMIT),
            one_line(each.name, NAME_LIMIT),
            number,
            each.listed,
            tuple(one_line(section, NAME_LIMIT) for section in each.sections),
        )
        for number, each in enumerate(everyone, 1)
    }


def by_name(some: Iterable[Named], *, shows_names: bool) -> list[Named]:
    """In the order of what is shown of them."""
    if not shows_names:
        return sorted(some, key=lambda each: each.number)
    return sorted(some, key=lambda each: (each.name or each.id).casefold())


def mistaken(
    mistakes: Iterable[CommonMistake],
    people: Mapping[str, Named],
    in_order: Callable[[Iterable[Named]], list[Named]],
) -> list[Mistaken]:
    """The mistakes, with those who made them `in_order`."""
    return [
        Mistaken(
            one_line(each.question, NAME_LIMIT),
            one_line(each.hint, HINT_LIMIT),
            in_order(people[student] for student in each.who),
        )
        for each in mistakes
    ]


def marks(work: Work) -> list[str]:
    """By what a row of the table can be found: the values of its filter."""
    if work.report is None:
        return [MISSING]
    told = {
        LATE: work.late,
        CHANGED: bool(work.changed),
        WAITS: work.is_open,
        UNREADABLE: work.report.status is ReportStatus.UNREADABLE,
    }
    return [mark for mark, holds in told.items() if holds]


def mark_words() -> dict[str, str]:
    """What these mean, in the current language."""
    return {
        MISSING: _("nothing handed in"),
        LATE: _("late"),
        CHANGED: _("changed given cells"),
        WAITS: _("waits for a person"),
        UNREADABLE: _("nothing to grade"),
    }


def status_of(work: Work) -> str:
    """All that is to be said of a work beside its points, in words."""
    words = mark_words()
    said = [words[mark] for mark in marks(work)]
    if work.days_late:
        text = _("days late: {number}").format(number=work.days_late)
        if work.days_in_hand:
            text += ", " + _("of these in hand: {number}").format(number=work.days_in_hand)
        said = [text if each == words[LATE] else each for each in said]
    return ", ".join(said)


def advice(item: Item) -> str:
    """What a teacher may look at, if anything stands out."""
    if item.is_against:
        return _("Who is better elsewhere is worse here: read what it asks and checks.")
    if item.share == 0 and item.answers > 1:
        return _("Nobody has any points here.")
    if item.share >= EASY and item.answers > 1:
        return _("Nearly everybody has all points.")
    if item.is_weak:
        return _("It hardly tells who knows more.")
    return ""


def figure(value: float | None) -> str:
    """A correlation: -0.12, or a dash where there is none."""
    return "–" if value is None else decimal(f"{value:+.2f}").replace("-", "−")


def moment_words(moment: datetime | None, zone: str) -> str:
    """When something came, on the clocks of the course."""
    return "" if moment is None else shown_moment(moment, zone)
