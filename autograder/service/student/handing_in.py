"""A file is handed in: on disk with its receipt before anybody is told that it has arrived."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from autograder.classroom.dates import NOTHING, attempts_of
from autograder.course import Course
from autograder.files import is_plain
from autograder.history import Clock, HandIn, KeptSubmission
from autograder.history.writing import Writing
from autograder.policies import Decision, Policy, decisions
from autograder.roster import Roster
from autograder.service.store.jobs import Job, put_job, waiting
from autograder.service.store.receipts import Receipt, receipt_by_key, receipt_of, write_receipt

MOST_WAITING = 50  # hand-ins of one person that are not graded yet


class Upload(NamedTuple):
    """A file as it came; `key` is the same where the same form was sent twice. A browser that goes
    back to a form may send it with another file: that is another hand-in."""

    person: str
    exercise: str
    file_name: str
    content: bytes
    arrived_at: datetime
    key: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        return hashlib.sha256(self.content).hexdigest()


class Taken(NamedTuple):
    """It is kept. `again` says that this very file was the newest before, so it is that hand-in;
    `decision` is what the dates of the course make of it."""

    receipt: Receipt
    decision: Decision
    again: bool


class TooSoon(NamedTuple):
    """It was not taken: one attempt follows another too fast."""

    again_at: datetime


class TooMany(NamedTuple):
    """It was not taken: so many of this person's wait already that others would wait for them."""


def take(
    connection: Connection, course: Course, roster: Roster, upload: Upload
) -> Taken | TooSoon | TooMany:
    """Write down what came, inside the transaction of `connection`, and let it be graded. The
    transaction is about the person, and about the digest of the file: it is kept once.

    What comes after it has closed, or beyond the number of attempts, is kept and graded as well: it
    counts as soon as an extension says so.
    """
    digest = upload.digest
    key = _key(upload, digest)
    sent_before = receipt_by_key(connection, upload.person, key)
    writing = Writing(connection)
    before = writing.attempts(upload.exercise, upload.person)
    if sent_before is not None:
        return Taken(sent_before, _decided(course, roster, before, sent_before.submission), True)
    newest = before[-1] if before else None
    if newest is None or newest.digest != digest:
        policy = course.policies[upload.exercise]
        again_at = next_taken_at(policy, before, upload.arrived_at)
        if again_at is not None:
            return TooSoon(again_at)
        if waiting(connection, upload.person) >= MOST_WAITING:
            return TooMany()
    kept = writing.hand_in(
        HandIn(
            exercise=upload.exercise,
            student=upload.person,
            content=upload.content,
            received_at=upload.arrived_at,
            clock=Clock.RECEIVER,
        )
    )
    again = newest is not None and kept.id == newest.id
    receipt = receipt_of(connection, kept.id) if again else None
    if receipt is None:
        receipt = write_receipt(
            connection,
            key,
            submission=kept.id,
            person=upload.person,
            exercise=upload.exercise,
            arrived_at=kept.received_at,
            digest=digest,
            size=len(upload.content),
            file_name=plain_name(upload.file_name, upload.exercise),
        )
    if not again:
        # the order in which they are on disk: else whoever's file was slow to come would
        # push those back who have been told their place meanwhile
        job = Job(kept.id, upload.exercise, upload.person, datetime.now(UTC), 0, "")
        put_job(connection, job)
    every = before if again else [*before, kept]
    return Taken(receipt, _decided(course, roster, every, kept.id), again)


def plain_name(name: str, exercise: str) -> str:
    """The name of a file without folders; another one where it could be that of none."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1].strip()
    return last if is_plain(last) and not last.startswith(".") else f"{exercise}.ipynb"


def _key(upload: Upload, digest: str) -> str:
    """What is the same only where the same file was sent for the same exercise once more."""
    parts = "\n".join((upload.exercise, digest, upload.key))
    return hashlib.sha256(parts.encode(errors="replace")).hexdigest()


def _decided(
    course: Course, roster: Roster, attempts: list[KeptSubmission], submission: str
) -> Decision:
    (own,) = (each for each in attempts if each.id == submission)
    found = decisions(
        course.policies[own.exercise],
        attempts_of(attempts, own),
        until=roster.until(own.student, own.exercise),
    )
    return next(decision for attempt, decision in found if attempt.id == submission)


def next_taken_at(
    policy: Policy, before: Iterable[KeptSubmission], arrived_at: datetime
) -> datetime | None:
    """From when on another file would be taken, where one that arrives then comes too soon.

    What was kept stays what it is: so nothing comes within the pause before it, as a slow upload
    may that was begun first. And the pause also holds where an attempt does not count, as after the
    end: else there would be no end of them.
    """
    pause = timedelta(minutes=policy.pause_minutes)
    near = [
        each.received_at
        for each in before
        if each.clock is not Clock.SEEN
        and each.digest != NOTHING
        and abs(arrived_at - each.received_at) < pause
    ]
    return max(near) + pause if near else None
