"""The queue at work: hand-ins go to the engine, verdicts into the history and the gradebook.

Three threads share it: one takes jobs and sends them to the engine, one writes down what comes
back, and one brings the gradebook up to date. Each of them may be killed at any moment: what was
taken and not finished is taken again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from autograder.classroom.versions import see_that_versions_fit
from autograder.closing import Closing
from autograder.course import Course
from autograder.errors import AutograderError, HistoryError
from autograder.history import History, new_id
from autograder.service.queue.asking import HAND_IN, TRIAL, Asked
from autograder.service.queue.booking import Booker
from autograder.service.queue.class_list import ClassList
from autograder.service.queue.events import Events
from autograder.service.queue.finishing import Finisher
from autograder.service.queue.limits import Shares
from autograder.service.queue.reading import read_work
from autograder.service.queue.verdicts import Verdicts
from autograder.service.store.bookings import free_bookings
from autograder.service.store.jobs import TAKING, Job, free_jobs, keep_jobs, take_jobs
from autograder.service.store.tidy import tidy

LOOK_EVERY = 1.0  # seconds: another process may have put jobs there
ALIVE_EVERY = timedelta(seconds=8)
TIDY_EVERY = timedelta(days=1)

_log = logging.getLogger(__name__)


class Queue(Closing):
    """Grades what was handed in, the oldest first, of each student one at a time."""

    def __init__(
        self,
        course: Course,
        history: History,
        class_list: ClassList,
        engine: Asked,
        events: Events,
        *,
        alone: bool,
    ) -> None:
        """`alone` says that no other process serves this database: what was taken before is free
        again."""
        self._course, self._history, self._class_list = course, history, class_list
        self._engine, self._events = engine, events
        self._name = new_id()
        self._under_way: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._shares = Shares(at_once=60, a_minute=12)  # seconds of grading
        self._closed = False
        self._alive = self._tidied = datetime.now(UTC)
        self._booker = Booker(course, history, class_list, engine, self._name)
        self._verdicts = Verdicts(
            Finisher(course, history, class_list, self._name),
            history,
            events,
            self._booker,
            shares=self._shares,
            let_go=self._let_go,
        )
        with history.database.writing() as connection:
            tidy(connection, self._tidied)
            if alone:
                free_jobs(connection)
                free_bookings(connection)
        self._threads = [
            threading.Thread(target=self._forever, args=(self._send_next,), name="jobs"),
            threading.Thread(target=self._verdicts.work, name="verdicts"),
            threading.Thread(target=self._forever, args=(self._booker.work,), name="gradebook"),
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something new to grade."""
        self._wake.set()

    def close(self) -> None:
        """Stop; what is under way is taken by another service, or by this one at its next start."""
        self._closed = True
        self._wake.set()
        self._booker.leave()
        self._verdicts.leave()
        for thread in self._threads:
            thread.join()
        self._booker.close()
        with suppress(HistoryError), self._history.database.writing() as connection:
            free_jobs(connection, self._name)
            free_bookings(connection, self._name)

    def _forever(self, step: Callable[[], None]) -> None:
        """Do a step again and again; where the database or a file fails, a little later. What fails
        for hours is in the log once."""
        told = ""
        while not self._closed:
            try:
                step()
            except AutograderError as error:
                if str(error) != told:
                    _log.error("The queue cannot go on, and tries again: %s", error)
                told = str(error)
                self._wake.wait(LOOK_EVERY)
            except Exception:
                _log.exception("The queue could not go on; it tries again.")
                self._wake.wait(LOOK_EVERY)
            else:
                told = ""

    def _send_next(self) -> None:
        """Take what there is room for, and wait until there may be more."""
        self._say_alive()
        with self._lock:
            busy = [each.person for each in self._under_way.values()]
        room = self._engine.workers + 1 - len(busy)  # the next one is at hand
        if room > 0:
            with self._history.database.writing(TAKING) as connection:
                jobs = self._next_jobs(connection, room, busy)
            for job in jobs:
                self._send(job)
        self._wake.wait(LOOK_EVERY)
        self._wake.clear()

    def _next_jobs(self, connection: Connection, room: int, busy: list[str]) -> list[Job]:
        """The oldest; of those whose work has taken long, only where nobody else waits."""
        now = datetime.now(UTC)
        heavy = [each for each in self._shares.used_up(now) if each not in busy]
        jobs = take_jobs(connection, self._name, now, room, [*busy, *heavy])
        if heavy and len(jobs) < room:
            theirs = [*busy, *(job.person for job in jobs)]
            jobs += take_jobs(connection, self._name, now, room - len(jobs), theirs)
        return jobs

    def _say_alive(self) -> None:
        now = datetime.now(UTC)
        if now - self._alive > ALIVE_EVERY:
            with self._lock:
                under_way = list(self._under_way)
            with self._history.database.writing(TAKING) as connection:
                keep_jobs(connection, self._name, now, under_way)
            self._booker.say_alive(now)
            self._alive = now
            if now - self._tidied > TIDY_EVERY:
                self._tidied = now
                with self._history.database.writing() as connection:
                    tidy(connection, now)

    def _send(self, job: Job) -> None:
        with self._lock:
            self._under_way[job.submission] = job
        try:
            work = read_work(self._course, self._history, job.submission)
            if not job.is_trial:  # which is how one learns what other versions change
                see_that_versions_fit(self._course, work.exercise)
            self._events.begin(job.submission)
            ticket = self._engine.submit(
                work.exercise,
                work.found.submission,
                priority=TRIAL if job.is_trial else HAND_IN,
                on_question=lambda result: self._events.tell(job.submission, result),
            )
        except Exception as error:
            self._verdicts.fail(job, error)
            return
        ticket.when_done(lambda each: self._verdicts.put(job, work, each.future))

    def _let_go(self, job: Job) -> None:
        with self._lock:
            self._under_way.pop(job.submission, None)
        self._wake.set()
