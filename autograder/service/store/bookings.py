"""What has to be brought into the gradebook: which exercise of which student."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from autograder.service.store.jobs import TAKEN_FOR
from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.tables import BOOKINGS

TAKING = " takes bookings"  # what a transaction is about that takes some; no person is called so


class Booking(msgspec.Struct, frozen=True):
    """The attempt that counts may be another one now, or the points for it."""

    exercise: str
    person: str
    version: int


def put_booking(connection: Connection, exercise: str, person: str, now: datetime) -> None:
    """Let the gradebook be brought up to date."""
    own = _own(exercise, person)
    more = {"version": BOOKINGS.c.version + 1, "not_before": None}
    if not connection.execute(update(BOOKINGS).where(*own).values(more)).rowcount:
        row = {"exercise": exercise, "person": person, "version": 1, "queued_at": now}
        connection.execute(insert(BOOKINGS).values(**row, trouble=""))


def take_bookings(connection: Connection, who: str, now: datetime, most: int) -> list[Booking]:
    """Take the oldest ones, all of one exercise. To be called in a transaction about TAKING."""
    free = or_(BOOKINGS.c.taken_by.is_(None), BOOKINGS.c.taken_until < now)
    due = or_(BOOKINGS.c.not_before.is_(None), BOOKINGS.c.not_before <= now)
    columns = columns_of(BOOKINGS, Booking)
    asked = select(*columns).where(free, due).order_by(BOOKINGS.c.queued_at)
    some = asked.limit(most).with_for_update(skip_locked=True)
    found = [made_of(row, Booking) for row in connection.execute(some).mappings()]
    taken = [each for each in found if each.exercise == found[0].exercise]
    by = {"taken_by": who, "taken_until": now + TAKEN_FOR}
    for each in taken:
        own = _own(each.exercise, each.person)
        connection.execute(update(BOOKINGS).where(*own).values(by))
    return taken


def keep_bookings(connection: Connection, who: str, now: datetime, some: Iterable[Booking]) -> None:
    """Whoever has taken bookings still lives, and works at `some` of them."""
    for each in some:
        own = (*_own(each.exercise, each.person), BOOKINGS.c.taken_by == who)
        connection.execute(update(BOOKINGS).where(*own).values(taken_until=now + TAKEN_FOR))


def free_bookings(connection: Connection, who: str = "") -> None:
    """Nobody has taken anything: for who is alone, and has just been started; or `who` has not,
    who ends."""
    freed = update(BOOKINGS).values(taken_by=None, taken_until=None)
    connection.execute(freed.where(BOOKINGS.c.taken_by == who) if who else freed)


def booking_is_done(connection: Connection, booking: Booking) -> None:
    """It goes, unless there is a new reason for it."""
    own = _own(booking.exercise, booking.person)
    done = delete(BOOKINGS).where(*own, BOOKINGS.c.version == booking.version)
    if not connection.execute(done).rowcount:
        free = {"taken_by": None, "taken_until": None}
        connection.execute(update(BOOKINGS).where(*own).values(free))


def booking_waits(connection: Connection, booking: Booking, until: datetime, trouble: str) -> None:
    """It could not be done: it is tried again later."""
    own = _own(booking.exercise, booking.person)
    later = {"taken_by": None, "taken_until": None, "not_before": until, "trouble": trouble}
    connection.execute(update(BOOKINGS).where(*own).values(later))


def waits_for_booking(connection: Connection, exercise: str, person: str) -> bool:
    """Whether the gradebook is behind for this exercise of this person."""
    own = _own(exercise, person)
    return connection.scalar(select(BOOKINGS.c.version).where(*own)) is not None


def booking_troubles(connection: Connection) -> list[str]:
    """Why the gradebook is behind, each reason once."""
    asked = select(BOOKINGS.c.trouble).where(BOOKINGS.c.trouble != "").distinct()
    return sorted(connection.scalars(asked))


def _own(exercise: str, person: str) -> tuple[ColumnElement[bool], ...]:
    return (BOOKINGS.c.exercise == exercise, BOOKINGS.c.person == person)
