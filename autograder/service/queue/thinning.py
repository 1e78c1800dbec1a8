"""Of many attempts, the files of those stay that are new or may count; of others, the digests."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from autograder.classroom.counted import counted_for
from autograder.course import Course
from autograder.history import Entry, History, KeptSubmission
from autograder.history.thinning import digests_of, drop_contents
from autograder.policies import Counted
from autograder.results import ReportStatus
from autograder.roster import Roster
from autograder.service.store.bookings import Booking
from autograder.service.store.tables import JOBS


def thin_out(course: Course, history: History, roster: Roster, booking: Booking) -> None:
    """Let the files of old attempts of a student go, where `attempts_kept` says so. What waits for
    its grading is left alone. Raises HistoryError."""
    entries = history.entries(student=booking.person)
    newest = {each.submission.id: each for each in entries}
    own = [each for each in newest.values() if each.submission.exercise == booking.exercise]
    if len(own) <= course.service.attempts_kept:
        return
    counted = counted_for(course, roster, booking.person, entries).get(booking.exercise)
    old = spare(own, counted, course.service.attempts_kept)
    kept = history.kept(each.digest for each in old)
    old = [each for each in old if each.digest in kept]
    if not old:
        return
    with history.database.writing(booking.person, *digests_of(old)) as connection:
        waiting = set(connection.scalars(select(JOBS.c.submission)))
        drop_contents(connection, [each for each in old if each.id not in waiting])


def spare(own: Sequence[Entry], counted: Counted | None, most: int) -> list[KeptSubmission]:
    """Of attempts in their order, each with its newest grading, those whose files need not be kept.

    That is none of the newest, and none that may come to count when somebody is given more time: it
    would have to have earned at least as many points as now count.
    """
    points = counted.points if counted is not None else 0.0
    return [
        each.submission
        for each in own[: max(len(own) - most, 0)]
        if each.grading is not None
        and each.grading.status is not ReportStatus.INTERNAL
        and each.grading.score < points
        and (counted is None or each.submission.id != counted.attempt.id)
    ]
