"""Grades go to learning platforms, and again, until they have arrived.

What a platform was told is written down, so that only what has changed is sent; from time to time
all grades are compared with that, since a teacher may have given points in nbgrader's formgrader.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

from autograder.closing import Closing
from autograder.course import Course, Exercise
from autograder.errors import AutograderError, ServiceError
from autograder.gradebook import Gradebook
from autograder.history import History
from autograder.service.lti.comparing import compare_all
from autograder.service.lti.grades import line_item_of, send
from autograder.service.lti.scores import scores_of
from autograder.service.lti.tool import Tool
from autograder.service.queue.class_list import ClassList
from autograder.service.store.identities import identities_of
from autograder.service.store.lti import Link, has_line_item, members_of, our_links
from autograder.service.store.passbacks import (
    TAKING,
    Passback,
    Score,
    passback_is_done,
    passback_waits,
    take_passbacks,
    told,
    was_told,
)

AT_ONCE = 20  # grades that are computed together
AGAIN_AFTER = timedelta(seconds=30)  # twice that each time
LONGEST = timedelta(hours=6)
LOOK_EVERY = 2.0  # seconds
COMPARE_EVERY = timedelta(minutes=15)
GRADEBOOK = "gradebook.db"

_log = logging.getLogger(__name__)


class Sender(Closing):
    """Sends grades while the service runs. One thread works it; `now` is the time."""

    def __init__(
        self,
        course: Course,
        history: History,
        class_list: ClassList,
        tool: Tool,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._course, self._history, self._class_list = course, history, class_list
        self._tool, self._now = tool, now
        self._end = threading.Event()
        self._compared: datetime | None = None
        self._seen: int | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Sender:
        """Begin to send."""
        self._thread = threading.Thread(target=self._forever, name="grades")
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop; what was not sent is sent when the service is started again."""
        self._end.set()
        if self._thread is not None:
            self._thread.join()

    def send_some(self) -> int:
        """Send what is due; how many grades were looked at."""
        if not self._tool.platforms():
            return 0
        with self._history.database.writing(TAKING) as connection:
            taken = take_passbacks(connection, self._now(), AT_ONCE)
        if taken:
            self._send(taken)
        return len(taken)

    def compare(self) -> None:
        """Let all grades be looked at once more: those that platforms know already are not sent."""
        with self._history.database.writing() as connection:
            compare_all(connection, self._course, self._now())

    def _forever(self) -> None:
        while not self._end.is_set():
            try:
                busy = self.send_some()
                if not busy and self._is_time_to_compare():
                    self.compare()
            except Exception:
                _log.exception("Grades could not be sent; it is tried again.")
                busy = 0
            if not busy:
                self._end.wait(LOOK_EVERY)

    def _is_time_to_compare(self) -> bool:
        """Now and then, where the gradebook is another one than the last time."""
        now = self._now()
        if self._compared is not None and now - self._compared < COMPARE_EVERY:
            return False
        self._compared = now
        mark = _mark(self._course)
        if not self._tool.platforms() or (mark is not None and mark == self._seen):
            return False
        self._seen = mark
        return True

    def _send(self, some: list[Passback]) -> None:
        """All are of one exercise."""
        try:
            exercise = self._course.exercise(some[0].exercise)
            with Gradebook(self._course) as book:
                people = [each.person for each in some]
                roster = self._class_list.now()
                scores = scores_of(self._course, self._history, roster, book, exercise, people)
        except AutograderError as error:
            for each in some:
                self._wait(each, error)
            return
        away: set[str] = set()  # platforms that were not there a moment ago
        for each in some:
            score = scores.get(each.person)
            if score is None:  # the gradebook asks for it again once it knows
                self._wait(each, None)
                continue
            try:
                self._tell(each.person, exercise, score, away)
            except ServiceError as error:
                self._wait(each, error)
            else:
                with self._history.database.writing(each.person) as connection:
                    passback_is_done(connection, each)

    def _tell(self, person: str, exercise: Exercise, score: Score, away: set[str]) -> None:
        """Tell all places what they do not know yet; raises ServiceError with the first reason why
        one could not be told."""
        trouble: ServiceError | None = None
        for link, subject in self._places(person, exercise):
            with self._history.database.reading() as connection:
                known = told(connection, link, subject)
            if known == score or (known is None and score.points is None):
                continue
            try:
                if link.issuer in away:
                    raise ServiceError(f"The learning platform {link.issuer} is not there.")
                self._tell_one(link, subject, person, exercise, score)
            except ServiceError as error:
                if error.__cause__ is not None:  # the network, and not its answer
                    away.add(link.issuer)
                trouble = trouble or error
        if trouble is not None:
            raise trouble

    def _tell_one(
        self, link: Link, subject: str, person: str, exercise: Exercise, score: Score
    ) -> None:
        platform = self._tool.platform(link.issuer, link.client_id)
        if platform is None:
            return
        if not link.line_item:
            item = line_item_of(self._tool.services, platform, link, exercise)
            with self._history.database.writing() as connection:
                has_line_item(connection, link, item)
            link = msgspec.structs.replace(link, line_item=item)
        send(self._tool.services, platform, link, subject, score)
        with self._history.database.writing(person) as connection:
            was_told(connection, link, subject, person, score, self._now())

    def _places(self, person: str, exercise: Exercise) -> list[tuple[Link, str]]:
        """Where a person's grade belongs, each with what the platform calls them."""
        with self._history.database.reading() as connection:
            return [
                (link, identity.subject)
                for link in our_links(connection, exercise.name)
                if link.line_item or link.line_items
                for identity in identities_of(connection, person, link.issuer)
                if identity.subject in members_of(connection, link)
            ]

    def _wait(self, passback: Passback, error: AutograderError | None) -> None:
        after = min(AGAIN_AFTER * 2 ** min(passback.tries, 12), LONGEST)
        said = "" if error is None else " ".join(filter(None, (error.what, error.todo)))
        with self._history.database.writing(passback.person) as connection:
            passback_waits(connection, passback, self._now() + after, said)


def _mark(course: Course) -> int | None:
    """Another number after each change of the gradebook; None where it is no file of the course."""
    try:
        return (course.folder / GRADEBOOK).stat().st_mtime_ns
    except OSError:
        return None
