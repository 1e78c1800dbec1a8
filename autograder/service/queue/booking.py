"""The gradebook, submitted/, autograded/ and feedback/ follow what the history says."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

from autograder.classroom.attempt_before import attempt_before
from autograder.classroom.counted import counted_for
from autograder.classroom.dates import applied_rules
from autograder.classroom.laid_out import lay_out
from autograder.classroom.marking.answers import Answers
from autograder.classroom.regrading.merging import changes_told
from autograder.classroom.sink import MarkedSink
from autograder.closing import Closing
from autograder.course import Course
from autograder.engine.ticket import CancelledError, Ticket
from autograder.errors import AutograderError, GradebookError
from autograder.grading import Graded
from autograder.history import Entry, History
from autograder.results import Report
from autograder.service.queue.asking import Asked
from autograder.service.queue.class_list import ClassList
from autograder.service.queue.figures import rank_anew
from autograder.service.queue.finishing import Finished, with_hand_in
from autograder.service.queue.marking import book_marks, write_review
from autograder.service.queue.reading import Work, read_work
from autograder.service.queue.thinning import thin_out
from autograder.service.store.bookings import (
    TAKING,
    Booking,
    booking_is_done,
    booking_waits,
    keep_bookings,
    take_bookings,
)
from autograder.service.store.marks import marks_are_booked, marks_to_book
from autograder.service.store.passbacks import put_passbacks

AT_ONCE = 20  # students in one transaction of the gradebook
AGAIN_AFTER = timedelta(seconds=30)
LOOK_EVERY = 1.0
MARKS_AT_ONCE = 200
REMEMBERED = 100  # gradings that need not be done again to be booked

_log = logging.getLogger(__name__)


class Booker(Closing):
    """Brings into the gradebook what counts of each student's attempts. One thread works it."""

    def __init__(
        self, course: Course, history: History, class_list: ClassList, engine: Asked, name: str
    ) -> None:
        self._course, self._history, self._class_list = course, history, class_list
        self._engine, self._name = engine, name
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._graded: OrderedDict[str, tuple[Work, Graded]] = OrderedDict()
        self._sink: MarkedSink | None = None
        self._answers = Answers()
        self._marks_after = datetime.now(UTC)
        self._in_hand: list[Booking] = []
        self._ticket: Ticket | None = None
        self._left = False

    def wake(self) -> None:
        """There is something new."""
        self._wake.set()

    def leave(self) -> None:
        """From another thread: begin nothing more, and wait for no grading; none may come, where a
        cluster has no workers."""
        self._left = True
        if self._ticket is not None:
            self._ticket.cancel()
        self._wake.set()

    def remember(self, some: Iterable[Finished]) -> None:
        """Keep these gradings at hand: they are asked for next."""
        with self._lock:
            for each in some:
                self._graded[each.job.submission] = each.work, each.graded
            while len(self._graded) > REMEMBERED:
                self._graded.popitem(last=False)

    def say_alive(self, now: datetime) -> None:
        """From another thread: that what is in hand is being done."""
        some = self._in_hand
        if some:
            with self._history.database.writing(*_people(some)) as connection:
                keep_bookings(connection, self._name, now, some)

    def close(self) -> None:
        """Close the gradebook."""
        if self._sink is not None:
            self._sink.__exit__(None, None, None)
            self._sink = None

    def work(self) -> None:
        """Book what there is, and wait until there may be more."""
        if self._book_marks():
            return
        with self._history.database.writing(TAKING) as connection:
            taken = take_bookings(connection, self._name, datetime.now(UTC), AT_ONCE)
        if not taken:
            self._wake.wait(LOOK_EVERY)
            self._wake.clear()
            return
        self._in_hand = taken
        try:
            self._work_at(taken)
        finally:
            self._in_hand = []

    def _book_marks(self) -> bool:
        """Bring into the gradebook what graders gave; False where there is nothing of that. Where
        it fails, all else goes on, and it is tried again later."""
        if datetime.now(UTC) < self._marks_after:
            return False
        with self._history.database.reading() as connection:
            marks = marks_to_book(connection, MARKS_AT_ONCE)
        if not marks:
            return False
        try:
            book_marks(self._course, self._history, self._gradebook(), self._answers, marks)
        except Exception:
            self.close()
            self._marks_after = datetime.now(UTC) + AGAIN_AFTER
            raise
        people = {mark.person for mark in marks}
        with self._history.database.writing(*people) as connection:
            marks_are_booked(connection, marks)
            put_passbacks(connection, marks[0].exercise, people, datetime.now(UTC))
        return True

    def _work_at(self, taken: list[Booking]) -> None:
        error = self._try(taken)
        if len(taken) > 1 and error is not None and not isinstance(error, GradebookError):
            for each in taken:  # it may be the trouble of one student alone
                self._try([each])

    def _try(self, some: list[Booking]) -> Exception | None:
        """Book these, all or none; what is wrong, where something is: then they wait."""
        try:
            self._book(some)
        except CancelledError:  # it is done when the service is started again
            return None
        except Exception as error:
            if not isinstance(error, AutograderError):
                _log.exception("The gradebook could not be brought up to date.")
            self.close()
            self._wait(some, error)
            return error
        roster = self._class_list.now()
        with self._history.database.writing(*_people(some)) as connection:
            for each in some:
                booking_is_done(connection, each)
                put_passbacks(connection, each.exercise, [each.person], datetime.now(UTC))
                rank_anew(connection, self._course, roster, each.exercise, each.person)
        for each in some:
            thin_out(self._course, self._history, roster, each)
        return None

    def _book(self, some: list[Booking]) -> None:
        """All are of one exercise."""
        graded = [found for each in some if (found := self._counting(each)) is not None]
        if not graded:
            return
        from autograder.outputs import write_outputs  # slow to import

        sink = self._gradebook()
        sink.ensure_exercise(graded[0][0].exercise)
        for work, _graded in graded:
            lay_out(self._course, work.kept, work.name, work.content, self._is_kept)
        shown = sink.record_all(
            [(each, f"{work.kept.received_at:%Y-%m-%d %H:%M:%S.%f} UTC") for work, each in graded]
        )
        for (_work, each), report in zip(graded, shown, strict=True):
            write_outputs(self._course, each, report, attempt_before(self._history, report))
        for (_work, each), report in zip(graded, shown, strict=True):
            write_review(self._history, each.report, report)

    def _counting(self, booking: Booking) -> tuple[Work, Graded] | None:
        """The attempt that counts, graded; None where none does."""
        roster = self._class_list.now()
        entries = self._history.entries(student=booking.person)
        counted = counted_for(self._course, roster, booking.person, entries).get(booking.exercise)
        if counted is None:
            return None
        work, graded = self._graded_as(counted.attempt.id, entries)
        attempts = [
            each.submission for each in entries if each.submission.exercise == booking.exercise
        ]
        rules = applied_rules(self._course, roster, work.kept, attempts, counted.decision)
        told = changes_told(graded.report)
        report: Report = msgspec.structs.replace(
            graded.report, policy=(*(rules or ()), *told) or None
        )
        return work, msgspec.structs.replace(graded, report=report)

    def _graded_as(self, submission: str, entries: list[Entry]) -> tuple[Work, Graded]:
        """A hand-in with its newest grading in the history. Where that has to be done again, since
        its notebook is not at hand, and the exercise has changed, the verdicts stay."""
        grading = [each.grading for each in entries if each.submission.id == submission][-1]
        record = self._history.report(grading.id) if grading is not None else None
        with self._lock:
            known = self._graded.get(submission)
        if known is not None and (record is None or _same_version(known[1].report, record)):
            work, graded = known
        else:
            work = read_work(self._course, self._history, submission)
            graded = self._grade(work)
        graded = with_hand_in(self._course, work, graded)
        if record is not None:
            graded = msgspec.structs.replace(graded, report=record)
        return work, graded

    def _grade(self, work: Work) -> Graded:
        """Once more; raises CancelledError where the service ends meanwhile."""
        ticket = self._ticket = self._engine.submit(work.exercise, work.found.submission)
        if self._left:
            ticket.cancel()
        return ticket.result()

    def _gradebook(self) -> MarkedSink:
        if self._sink is None:
            from autograder.gradebook import Gradebook  # slow to import

            self._sink = Gradebook(self._course).__enter__()
        return self._sink

    def _is_kept(self, digest: str) -> bool:
        return self._history.content(digest) is not None

    def _wait(self, some: list[Booking], error: Exception) -> None:
        until, trouble = datetime.now(UTC) + AGAIN_AFTER, str(error)
        with self._history.database.writing(*_people(some)) as connection:
            for each in some:
                booking_waits(connection, each, until, trouble)


def _people(some: Iterable[Booking]) -> set[str]:
    return {each.person for each in some}


def _same_version(one: Report, other: Report) -> bool:
    """Whether two records are of the same version of the exercise, as far as one knows."""
    return (one.provenance and one.provenance.exercise) == (
        other.provenance and other.provenance.exercise
    )
