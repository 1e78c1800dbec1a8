"""Grades that learning platforms have to be told, and what they were told last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from autograder.service.store.lti import OF_A_LINK, Link
from autograder.service.store.lti_tables import LTI_GRADES, LTI_LINKS, PASSBACKS
from autograder.service.store.rows import columns_of, made_of

TAKEN_FOR = timedelta(minutes=10)  # until it is sent again, where nothing was heard of it
TAKING = " takes passbacks"  # what a transaction is about that takes some; no person is called so
NOT_READY, PENDING, DONE = "NotReady", "PendingManual", "FullyGraded"  # as the standard calls them
UNKNOWN = ""  # the progress where it is not known what a platform was told: it is told anew


class Passback(msgspec.Struct, frozen=True):
    """The grade of a person for an exercise may be another one than platforms know."""

    exercise: str
    person: str
    version: int
    tries: int
    not_before: datetime
    trouble: str


class Score(msgspec.Struct, frozen=True):
    """What a platform is told: `points` is None where there is no grade, or none any more.
    `progress` is PENDING while a person has to grade something. `hand_in` is the attempt that
    counts, and `handed_in_at` is when it came."""

    points: float | None
    possible: float
    progress: str
    hand_in: str = ""
    handed_in_at: datetime | None = None


NONE = Score(None, 0.0, NOT_READY)


def put_passbacks(
    connection: Connection, exercise: str, people: Iterable[str], now: datetime
) -> None:
    """Let platforms be told the grades of these people, where any of them has the exercise."""
    if not exercise:  # a place that leads to all of them
        return
    known = select(LTI_LINKS.c.link).where(LTI_LINKS.c.exercise == exercise).limit(1)
    if connection.scalar(known) is None:
        return
    for person in people:
        own = _own(exercise, person)
        more = {"version": PASSBACKS.c.version + 1, "not_before": now, "tries": 0}
        if not connection.execute(update(PASSBACKS).where(*own).values(more)).rowcount:
            row = {"exercise": exercise, "person": person, "version": 1, "queued_at": now}
            connection.execute(insert(PASSBACKS).values(**row, not_before=now, tries=0, trouble=""))


def take_passbacks(connection: Connection, now: datetime, most: int) -> list[Passback]:
    """Take the oldest ones that are due, all of one exercise. To be called in a transaction about
    TAKING."""
    due = PASSBACKS.c.not_before <= now
    asked = select(*columns_of(PASSBACKS, Passback)).where(due).order_by(PASSBACKS.c.queued_at)
    some = asked.limit(most).with_for_update(skip_locked=True)
    found = [made_of(row, Passback) for row in connection.execute(some).mappings()]
    taken = [each for each in found if each.exercise == found[0].exercise]
    for each in taken:
        own = _own(each.exercise, each.person)
        later = {"not_before": now + TAKEN_FOR, "tries": each.tries + 1}
        connection.execute(update(PASSBACKS).where(*own).values(later))
    return taken


def passback_is_done(connection: Connection, passback: Passback) -> None:
    """It goes, unless there is a new reason for it."""
    own = (*_own(passback.exercise, passback.person), PASSBACKS.c.version == passback.version)
    connection.execute(delete(PASSBACKS).where(*own))


def passback_waits(
    connection: Connection, passback: Passback, until: datetime, trouble: str
) -> None:
    """It could not be sent: it is tried again later, or at once where there is a new reason."""
    own = (*_own(passback.exercise, passback.person), PASSBACKS.c.version == passback.version)
    later = {"not_before": until, "trouble": trouble}
    connection.execute(update(PASSBACKS).where(*own).values(later))


def waiting_passbacks(connection: Connection) -> list[Passback]:
    """All that wait, those in trouble first."""
    asked = select(*columns_of(PASSBACKS, Passback))
    found = [made_of(row, Passback) for row in connection.execute(asked).mappings()]
    return sorted(found, key=lambda each: (not each.trouble, each.exercise, each.person))


def told(connection: Connection, link: Link, subject: str) -> Score | None:
    """What the column of a place was told last of somebody; None where that is nothing."""
    own = (*_at(link, subject), LTI_GRADES.c.line_item == link.line_item)
    asked = select(*columns_of(LTI_GRADES, Score)).where(*own)
    row = connection.execute(asked).mappings().first()
    return None if row is None else made_of(row, Score)


def was_told(
    connection: Connection, link: Link, subject: str, person: str, score: Score, now: datetime
) -> None:
    """A platform was told a grade."""
    connection.execute(delete(LTI_GRADES).where(*_at(link, subject)))
    row = {
        **{name: getattr(link, name) for name in OF_A_LINK},
        "subject": subject,
        "person": person,
        "exercise": link.exercise,
        "line_item": link.line_item,
        "sent_at": now,
    }
    connection.execute(insert(LTI_GRADES).values(**row, **msgspec.structs.asdict(score)))


def grades_told(connection: Connection) -> dict[tuple[str, ...], int]:
    """How many grades the column of each place was told, by all that names it."""
    names = (*OF_A_LINK, "line_item")
    place = [LTI_GRADES.c[name] for name in names]
    asked = select(*place, func.count()).where(LTI_GRADES.c.points.is_not(None)).group_by(*place)
    return {tuple(row[:-1]): row[-1] for row in connection.execute(asked)}


def stays_at(connection: Connection, person: str) -> list[tuple[str, str]]:
    """The platforms that have a grade of somebody, and for which exercise."""
    asked = (
        select(LTI_GRADES.c.issuer, LTI_GRADES.c.exercise)
        .where(LTI_GRADES.c.person == person, LTI_GRADES.c.points.is_not(None))
        .distinct()
        .order_by(LTI_GRADES.c.issuer, LTI_GRADES.c.exercise)
    )
    return [(row[0], row[1]) for row in connection.execute(asked)]


def _own(exercise: str, person: str) -> tuple[ColumnElement[bool], ...]:
    return (PASSBACKS.c.exercise == exercise, PASSBACKS.c.person == person)


def _at(link: Link, subject: str) -> tuple[ColumnElement[bool], ...]:
    own = (LTI_GRADES.c[name] == getattr(link, name) for name in OF_A_LINK)
    return (*own, LTI_GRADES.c.subject == subject)
