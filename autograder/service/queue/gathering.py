"""Wrong answers without a hint, gathered while the service runs, when nobody else waits."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from autograder.classroom.devices import choose_device
from autograder.classroom.without_hint.gather import gather, waiting_works
from autograder.course import Course, Exercise
from autograder.engine.in_order import in_turn
from autograder.engine.ticket import Ticket
from autograder.errors import AutograderError
from autograder.grading import Graded, Submission
from autograder.reports.without_hint import Unexplained
from autograder.service.queue.asking import TRIAL, Asked

AHEAD = 2

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Gathering:
    """How far it is: so many of `all` works were asked. `groups` is None until it has come to its
    end; `trouble` says why it never will."""

    all: int = 0
    asked: int = 0
    groups: tuple[Unexplained, ...] | None = None
    trouble: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.groups is None and not self.trouble


class Gatherings:
    """What was gathered since the service began, by exercise: it is kept in memory alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Gathering] = {}

    def of(self, exercise: str) -> Gathering | None:
        """What is known of an exercise; None where nobody has asked."""
        with self._lock:
            return self._known.get(exercise)

    def begin(self, course: Course, exercise: Exercise, engine: Asked) -> None:
        """Gather anew, but where that is under way."""
        with self._lock:
            known = self._known.get(exercise.name)
            if known is not None and known.is_under_way:
                return
            self._known[exercise.name] = Gathering()
        asked = (course, exercise, engine)
        threading.Thread(target=self._gather, args=asked, name="gathering", daemon=True).start()

    def _gather(self, course: Course, exercise: Exercise, engine: Asked) -> None:
        try:
            exercise = choose_device(exercise)
            self._say(exercise, all=len(waiting_works(course, exercise)))
            found = gather(course, exercise, _Unhurried(engine), lambda: self._count(exercise))
            self._say(exercise, groups=tuple(each.shown for each in found))
        except AutograderError as error:
            self._say(exercise, trouble=error.what)
        except Exception as error:
            _log.exception("Wrong answers could not be gathered.")
            self._say(exercise, trouble=f"{type(error).__name__}: {error}")

    def _count(self, exercise: Exercise) -> None:
        known = self.of(exercise.name)
        self._say(exercise, asked=known.asked + 1 if known is not None else 1)

    def _say(self, exercise: Exercise, **more: object) -> None:
        with self._lock:
            known = self._known[exercise.name]
            self._known[exercise.name] = replace(known, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Unhurried:
    """The engine of the service, for what nobody waits for."""

    engine: Asked

    def grade(
        self, exercise: Exercise, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Graded]]:
        """Grade every submission, when nothing else is to be graded."""
        return in_turn(self, exercise, submissions, ahead=AHEAD)

    def submit(self, exercise: Exercise, submission: Submission) -> Ticket:
        """Let one be graded."""
        return self.engine.submit(exercise, submission, priority=TRIAL)

    def isolation(self, exercise: Exercise) -> str:
        """How well an exercise's students' code is kept in."""
        return self.engine.isolation(exercise)
