"""Grades go to learning platforms, and again, until they have arrived.

What a platform was told is written down, so that only what has changed is sent; from time to time
all grades are compared with that, since a teacher may have given points in nbgrader's formgrader.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from autograder.closing import Closing
from autograder.course import Course
from autograder.errors import AutograderError, ServiceError
from autograder.gradebook import Gradebook
from autograder.history import History
from autograder.language import _, speaking
from autograder.roster import Role
from autograder.service.lti.comparing import compare_all
from autograder.service.lti.fetch import is_away
from autograder.service.lti.platforms import Platform
from autograder.service.lti.scores import scores_of
from autograder.service.lti.telling import Telling
from autograder.service.lti.tool import Tool
from autograder.service.queue.class_list import ClassList
from autograder.service.store.passbacks import (
    TAKING,
    Passback,
    passback_is_done,
    passback_waits,
    take_passbacks,
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
        self._platforms: tuple[Platform, ...] | None = None
        self._telling = Telling(history, tool, now)
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
            self._platforms = ()
            return 0
        self._look_for_new_places()
        with self._history.database.writing(TAKING) as connection:
            taken = take_passbacks(connection, self._now(), AT_ONCE)
        if taken:
            with speaking(self._course.language):  # a teacher reads the reasons
                self._send(taken)
        return len(taken)

    def compare(self) -> None:
        """Let all grades be looked at once more: those that platforms know already are not sent."""
        with self._history.database.writing() as connection:
            compare_all(connection, self._course, self._now())

    def _forever(self) -> None:
        told = ""
        while not self._end.is_set():
            try:
                busy = self.send_some()
                if not busy and self._is_time_to_compare():
                    self.compare()
                told = ""
            except AutograderError as error:  # as where the database is away: once in the log
                if str(error) != told:
                    _log.error("Grades could not be sent; it is tried again: %s", error)
                told = str(error)
                busy = 0
            except Exception:
                _log.exception("Grades could not be sent; it is tried again.")
                busy = 0
            if not busy:
                self._end.wait(LOOK_EVERY)

    def _look_for_new_places(self) -> None:
        """What was not sent to a platform while it was taken out is sent when it is back."""
        platforms = self._tool.platforms()
        if self._platforms is not None and platforms != self._platforms:
            self.compare()
        self._platforms = platforms

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
        name = some[0].exercise
        students = [each for each in some if self._is_student(each.person)]
        exercise = next((each for each in self._course.exercises if each.name == name), None)
        if exercise is None:  # it was taken out of the course
            students = []
        for each in some:
            if each not in students:  # whoever teaches tries it out
                self._done(each)
        if exercise is None or not students:
            return
        try:
            with Gradebook(self._course) as book:
                people = [each.person for each in students]
                roster = self._class_list.now()
                scores = scores_of(self._course, self._history, roster, book, exercise, people)
        except Exception as error:
            for each in students:
                self._wait(each, error)
            return
        for each in students:
            score = scores.get(each.person)
            try:
                if score is None:  # the gradebook asks for it again once it knows
                    raise ServiceError(_("There is no verdict yet."))
                self._telling.tell(each.person, exercise, score)
            except Exception as error:  # of one grade, and the others go on
                self._wait(each, error)
            else:
                self._done(each)

    def _is_student(self, id: str) -> bool:
        person = self._class_list.person(id)
        return person is not None and person.role is Role.STUDENT

    def _done(self, passback: Passback) -> None:
        with self._history.database.writing(passback.person) as connection:
            passback_is_done(connection, passback)

    def _wait(self, passback: Passback, error: Exception) -> None:
        after = min(AGAIN_AFTER * 2 ** min(passback.tries, 12), LONGEST)
        if isinstance(error, AutograderError):
            said = " ".join(filter(None, (error.what, error.todo)))
        else:
            _log.error("A grade could not be sent.", exc_info=error)
            said = _("Something went wrong on our side; the log of the service says what.")
        if away := is_away(error):
            after = max(after, timedelta(seconds=min(away.wait, LONGEST.total_seconds())))
        with self._history.database.writing(passback.person) as connection:
            passback_waits(connection, passback, self._now() + after, said)


def _mark(course: Course) -> int | None:
    """Another number after each change of the gradebook; None where it is no file of the course."""
    try:
        return (course.folder / GRADEBOOK).stat().st_mtime_ns
    except OSError:
        return None
