"""Sunday night: 300 students hand in during the last minutes before the deadline, on one core.

Some lose their connection while the file is under way, some press the button twice, some come when
it is over. Afterwards the database is compared with what each of them was told.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.course import Course
from autograder.history import History, place_of
from autograder.service.store.receipts import receipt_of
from autograder.service.store.tables import SERVICE
from benchmarks.service.files import Files
from benchmarks.service.house import START, Load, course_for, serving
from benchmarks.service.plans import HandIn, Seen
from benchmarks.service.table import Row, row, seconds, spread

RUSH = 2.5  # of the time that is left, so much to the power of this is left by those who come later
READY = 25.0  # seconds in which the service is warm
LATE = 0.03  # of all, so many come when it is over
LOOKS = 3.0  # seconds from one look at one's place to the next
RECEIPT_WITHIN = 5.0  # seconds
FIRST = "first"  # who gets it warm
STRICT = "late = {grace_minutes = 0, per_day = 0.10, floor = 0.5, closed_after_days = 7}\n"


def sunday(folder: Path, exercise: str, students: int, minutes: float, cores: str) -> list[Row]:
    """Serve it, and compare. Raises AssertionError where something is lost or wrong."""
    names = [FIRST, *(f"student{number:04}" for number in range(students))]
    due = (datetime.now(UTC) + timedelta(seconds=READY + 60 * minutes)).replace(microsecond=0)
    rules = f"[policies]\ndays_in_hand = 0\npause_minutes = 0\n{STRICT}"
    course = course_for(folder, names, rules, {exercise: f"due = {due:%Y-%m-%d %H:%M:%S}Z\n"})
    files = Files(course, exercise)
    with serving(course, names, cores=cores, options=["--workers", "1"]) as service:
        seconds_left = (due - datetime.now(UTC)).total_seconds() - READY / 2
        service.warm(files)
        load = service.run(
            _does(files, names[1:], due, min(seconds_left, 60 * minutes)), processes=2
        )
    return list(_rows(course, load, students, due, minutes))


def _does(
    files: Files, names: list[str], due: datetime, seconds_left: float
) -> dict[str, list[HandIn]]:
    """Most come at the end of the time that is left."""
    chance = random.Random(3)
    end = due.timestamp() - time.time() - START
    found = {}
    for number, name in enumerate(names):
        at = end - min(seconds_left, end) * chance.random() ** RUSH
        if chance.random() < LATE:
            at = end + chance.uniform(1.0, 10.0)
        found[name] = [
            HandIn(
                at, files.exercise, files.whole(number), breaks=number % 20 == 7,
                twice=number % 20 == 13, looks=LOOKS,
            )
        ]  # fmt: skip
    return found


def _rows(
    course: Course, load: Load, students: int, due: datetime, minutes: float
) -> Iterator[Row]:
    handed = [each for each in load.seen if not each.trouble]
    receipts = [each.receipt_seconds for each in handed]
    within = max(receipts, default=0.0)
    what = f"Sunday night: {students} students, {minutes:g} minutes before the deadline, one core"
    text = f"a receipt for {len(handed)}: {spread(receipts)}, the last {within * 1e3:.0f} ms"
    aim = f"a receipt for everybody within {RECEIPT_WITHIN:.0f} s"
    yield row(what, aim, len(handed) == students and within <= RECEIPT_WITHIN, text, load)
    compare(course, handed, due)
    longest = max((place for each in handed for place in each.places), default=0)
    falls = all(each.places == sorted(each.places, reverse=True) for each in handed)
    late = sum(each.sent_at > due.timestamp() for each in handed)
    text = (
        f"to the verdict {spread(seconds(handed))}; longest queue {longest}; "
        f"{late} came after the deadline, "
        f"{sum(_was_graded_late(each, due) for each in handed)} were on time and graded after it"
    )
    yield Row("their places in the queue only fall", "", falls, text)


def _was_graded_late(seen: Seen, due: datetime) -> bool:
    return seen.sent_at <= due.timestamp() < seen.sent_at + seen.seconds


def compare(course: Course, handed: list[Seen], due: datetime) -> None:
    """Each who has a receipt is in the history once, with the bytes that were sent, one grading and
    the time at which the request came, by which it is late or not; and nothing else is there."""
    with History(place_of(course.folder), SERVICE) as history:
        entries = [each for each in history.entries() if each.submission.student != FIRST]
        # what late days cost is kept as a grading of its own, with what the gradebook made of it
        graded = [each for each in entries if not each.grading or each.grading.counted is None]
        kept = {each.submission.id: each for each in graded}
        assert len(kept) == len(graded), "something was graded twice"
        assert set(kept) == {each.id for each in handed}, "something is lost, or there twice"
        for seen in handed:
            assert seen.ids == [seen.id], "the same form was two hand-ins"
            entry = kept[seen.id]
            assert entry.submission.digest == seen.digest, "these are other bytes"
            assert entry.grading is not None, "this has no grading"
            with history.database.reading() as connection:
                receipt = receipt_of(connection, seen.id)
            assert receipt is not None and receipt.digest == seen.digest
            assert receipt.arrived_at == entry.submission.received_at
            came = receipt.arrived_at.timestamp()
            assert seen.sent_at <= came <= seen.sent_at + seen.receipt_seconds
            report = history.report(entry.grading.id)
            assert report is not None and report.policy is not None
            (rule,) = report.policy
            assert (rule.facts["days_late"] > 0) == (receipt.arrived_at > due), "late by no clock"
