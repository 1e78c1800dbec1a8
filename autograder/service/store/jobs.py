"""The queue of hand-ins that wait for their grading."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, delete, func, insert, or_, select, update

from autograder.service.store.rows import columns_of, made_of
from autograder.service.store.tables import JOBS

TAKING = " takes jobs"  # what a transaction is about that takes some; no person is called so
TAKEN_FOR = timedelta(seconds=30)  # until others may take it, unless whoever has it says more


class Job(msgspec.Struct, frozen=True):
    """A hand-in that waits, or is being graded. `trouble` is why it was not done before. `is_trial`
    says that it has a grading, and is tried with its exercise as it is now."""

    submission: str
    exercise: str
    person: str
    queued_at: datetime
    tries: int
    trouble: str
    is_trial: bool = False


def put_job(connection: Connection, job: Job) -> None:
    """Let a hand-in be graded; what waits already, waits on."""
    known = select(JOBS.c.submission).where(JOBS.c.submission == job.submission)
    if connection.scalar(known) is None:
        connection.execute(insert(JOBS).values(**msgspec.structs.asdict(job)))


def take_jobs(
    connection: Connection, who: str, now: datetime, most: int, busy: Collection[str]
) -> list[Job]:
    """Take the next jobs, the oldest first, of each person one, and none of those who are `busy`.

    What another one has taken, and has not said anything of since, is free again. To be called in
    a transaction about TAKING: of several processes one takes at a time. It waits for none that
    writes down a verdict: those jobs are passed over.
    """
    free = or_(JOBS.c.taken_by.is_(None), JOBS.c.taken_until < now)
    due = or_(JOBS.c.not_before.is_(None), JOBS.c.not_before <= now)
    held = select(JOBS.c.person).where(JOBS.c.taken_by.is_not(None), JOBS.c.taken_until >= now)
    columns = columns_of(JOBS, Job)
    asked = select(*columns).where(free, due, JOBS.c.person.not_in(held))
    if busy:
        asked = asked.where(JOBS.c.person.not_in(busy))
    taken: dict[str, Job] = {}
    ordered = asked.order_by(JOBS.c.is_trial, JOBS.c.queued_at, JOBS.c.submission)
    some = ordered.limit(20 * most).with_for_update(skip_locked=True)
    for row in connection.execute(some).mappings():
        job = made_of(row, Job)
        if len(taken) < most:
            taken.setdefault(job.person, job)
    chosen = [job.submission for job in taken.values()]
    if chosen:
        by = {"taken_by": who, "taken_until": now + TAKEN_FOR, "tries": JOBS.c.tries + 1}
        connection.execute(update(JOBS).where(JOBS.c.submission.in_(chosen)).values(by))
    return list(taken.values())


def keep_jobs(connection: Connection, who: str, now: datetime, some: Collection[str]) -> None:
    """Whoever has taken jobs still lives, and works at `some` of them; others are free in time."""
    own = (JOBS.c.taken_by == who, JOBS.c.submission.in_(some))
    held = select(JOBS.c.submission).where(*own).with_for_update(skip_locked=True)
    kept = update(JOBS).where(JOBS.c.submission.in_(held))
    connection.execute(kept.values(taken_until=now + TAKEN_FOR))


def free_jobs(connection: Connection, who: str = "") -> None:
    """Nobody has taken anything: for who is alone, and has just been started; or `who` has not,
    who ends."""
    freed = update(JOBS).values(taken_by=None, taken_until=None)
    connection.execute(freed.where(JOBS.c.taken_by == who) if who else freed)


def job_is_done(connection: Connection, submission: str, who: str) -> bool:
    """The job goes; False where it is no longer this one's to finish."""
    own = (JOBS.c.submission == submission, JOBS.c.taken_by == who)
    return connection.execute(delete(JOBS).where(*own)).rowcount == 1


def job_waits(connection: Connection, submission: str, until: datetime, trouble: str) -> None:
    """It could not be finished: it is tried again later."""
    own = JOBS.c.submission == submission
    later = {"taken_by": None, "taken_until": None, "not_before": until, "trouble": trouble}
    connection.execute(update(JOBS).where(own).values(later))


def waiting(connection: Connection, person: str = "") -> int:
    """How many hand-ins have no grading yet; those of one person, if one is named."""
    asked = select(func.count()).select_from(JOBS).where(JOBS.c.is_trial.is_(False))
    if person:
        asked = asked.where(JOBS.c.person == person)
    return connection.scalar(asked) or 0


def trials_waiting(connection: Connection, exercise: str) -> int:
    """How many hand-ins of an exercise are still to be tried."""
    own = (JOBS.c.is_trial.is_(True), JOBS.c.exercise == exercise)
    return connection.scalar(select(func.count()).select_from(JOBS).where(*own)) or 0


def end_trial_jobs(connection: Connection, exercise: str) -> None:
    """They need not be tried."""
    own = (JOBS.c.is_trial.is_(True), JOBS.c.exercise == exercise)
    connection.execute(delete(JOBS).where(*own))


def place_of(connection: Connection, submission: str) -> int | None:
    """How many are before this one, which is graded next where it is 0; None where it is done."""
    real = JOBS.c.is_trial.is_(False)
    own = select(JOBS.c.queued_at).where(JOBS.c.submission == submission, real)
    since = connection.scalar(own)
    if since is None:
        return None
    earlier = select(func.count()).select_from(JOBS).where(JOBS.c.queued_at < since, real)
    return connection.scalar(earlier) or 0


def troubles(connection: Connection) -> list[Job]:
    """What has failed through no fault of the student's, and waits for another try."""
    columns = columns_of(JOBS, Job)
    asked = select(*columns).where(JOBS.c.trouble != "").order_by(JOBS.c.queued_at)
    return [made_of(row, Job) for row in connection.execute(asked).mappings()]
