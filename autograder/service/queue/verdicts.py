"""What comes back from the engine: verdicts, which are written down, and troubles of ours."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import NamedTuple

from autograder.errors import AutograderError, HistoryError
from autograder.grading import Graded
from autograder.history import History
from autograder.service.queue.booking import Booker
from autograder.service.queue.events import Events
from autograder.service.queue.finishing import Finished, Finisher
from autograder.service.queue.limits import Shares
from autograder.service.queue.reading import Work
from autograder.service.store.jobs import Job, job_waits

AGAIN_AFTER = timedelta(seconds=1)  # where something of ours has failed; twice that each time
LONGEST = 6  # times that it is doubled
AT_ONCE = 20  # gradings in one transaction

_log = logging.getLogger(__name__)


class _Done(NamedTuple):
    job: Job
    work: Work
    outcome: Graded | Exception


class Verdicts:
    """Takes what comes back, and writes it down, many at once. One thread works it.

    `let_go` is told of each job that is no longer under way here; `shares` are the seconds of
    grading that each person has used.
    """

    def __init__(
        self,
        finisher: Finisher,
        history: History,
        events: Events,
        booker: Booker,
        *,
        shares: Shares,
        let_go: Callable[[Job], None],
    ) -> None:
        self._finisher, self._history = finisher, history
        self._events, self._booker = events, booker
        self._shares, self._let_go = shares, let_go
        self._done: SimpleQueue[_Done | None] = SimpleQueue()
        self._left = False
        self._told = ""

    def put(self, job: Job, work: Work, future: Future[Graded]) -> None:
        """From another thread: the engine has done this job, or could not."""
        self._done.put(_Done(job, work, _outcome(future)))

    def leave(self) -> None:
        """From another thread: come to an end. What was not written down is done again."""
        self._left = True
        self._done.put(None)

    def work(self) -> None:
        """Write down what comes, until there is nothing more to come."""
        while batch := self._next_batch():
            good = [
                Finished(each.job, each.work, each.outcome)
                for each in batch
                if isinstance(each.outcome, Graded)
            ]
            self._write_down(good)
            for each in batch:
                if isinstance(each.outcome, Exception):
                    self.fail(each.job, each.outcome)
                else:
                    seconds = each.outcome.report.seconds
                    self._shares.use(each.job.person, seconds, datetime.now(UTC))

    def fail(self, job: Job, error: Exception) -> None:
        """Through no fault of the student's: it is tried again a little later."""
        if self._left:
            return
        if not isinstance(error, AutograderError):
            _log.error("Hand-in %s could not be graded.", job.submission, exc_info=error)
        try:
            with self._history.database.writing(job.person) as connection:
                until = datetime.now(UTC) + AGAIN_AFTER * 2 ** min(job.tries, LONGEST)
                job_waits(connection, job.submission, until, _said(error))
        except AutograderError as trouble:  # the database is away: once in the log is enough
            if str(trouble) != self._told:
                _log.error("It could not be written down that a hand-in waits: %s", trouble)
            self._told = str(trouble)
        else:
            self._told = ""
        self._let_go(job)

    def _write_down(self, good: list[Finished]) -> None:
        try:
            self._finisher.finish(good)
        except Exception as error:
            if len(good) > 1 and not isinstance(error, HistoryError):
                for finished in good:  # it may be the trouble of one hand-in alone
                    self._write_down([finished])
                return
            for finished in good:
                self.fail(finished.job, error)
            return
        self._booker.remember(each for each in good if not each.job.is_trial)
        for finished in good:
            self._let_go(finished.job)
            self._events.over(finished.job.submission)
        self._booker.wake()

    def _next_batch(self) -> list[_Done]:
        """What has come back; nothing at the end."""
        batch: list[_Done] = []
        while len(batch) < AT_ONCE and (not batch or not self._done.empty()):
            done = self._done.get()
            if done is None:
                self._done.put(None)  # for the next time
                break
            batch.append(done)
        return batch


def _outcome(future: Future[Graded]) -> Graded | Exception:
    try:
        return future.result()
    except CancelledError as error:
        return AutograderError(f"The grading was stopped: {error}")
    except Exception as error:
        return error


def _said(error: Exception) -> str:
    if isinstance(error, AutograderError):
        return str(error)
    return f"A fault of ours: {type(error).__name__}: {error}"
