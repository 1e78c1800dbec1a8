"""The time that one submission may take, over all its children.

What counts is the processor time of all its processes, and apart from it the time in which none of
them wanted a processor, as far as that is longer. So it makes no difference how busy the machine
is. The wall clock decides only where the work is done elsewhere, on a GPU; and behind all that, as
a last stop.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import SystemRandom

from autograder.closing import Closing
from autograder.language import _, decimal
from autograder.sandbox.account import NANOSECOND, Account, Use, look
from autograder.sandbox.inside.confine import processes
from autograder.sandbox.spent import LAST_STOP, Bounds, Over, Spent, bounds

IDLE_SECONDS = 5.0
WAITS = 6  # a submission may wait as long as so many cells
MOST_GRANTED = 60.0  # seconds, to one submission
GRACE_SECONDS = 2.0
FIRST_SLICE, LONGEST_SLICE = 0.1, 0.25  # a quick answer comes before anybody looks
SLICES = 8  # the longer it takes, the more rarely we look
_luck = SystemRandom()  # nobody can work just when we look
REFRESH = 1.0  # what quick answers use is looked at now and then


class TimeIsUp(TimeoutError):
    """An answer took too long; a sentence for the student says which time was used up."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Clock:
    """Counts what a submission uses. The children that it has are to be shown to it.

    `spent` is what has been used so far. `again` says that a stop may have been the machine's
    doing: the submission is to be tried once more, alone. `is_void` says that the machine has
    failed: then there is no verdict. `has_lost_one` says that a child has died or was stopped, for
    whatever reason.
    """

    def __init__(
        self,
        cell_seconds: float,
        submission_seconds: float,
        idle_seconds: float = IDLE_SECONDS,
        *,
        elsewhere: bool = False,
        still_seconds: float = 0.0,
    ) -> None:
        """With `elsewhere`, work may be done where we cannot look: there the wall decides. Where
        there are threads, they may stand still for so many seconds more: a library may look after
        them."""
        self.elsewhere = elsewhere
        self.again = self.is_void = self.has_lost_one = False
        self.cell = self._bounds(cell_seconds, idle_seconds)
        self.spent = Spent(self._bounds(submission_seconds, WAITS * idle_seconds))
        self._accounts: dict[int, Account] = {}
        self._looked = time.monotonic()
        self._unseen = 0.0  # seconds of answers that came before anybody looked
        self._open = 0.0  # seconds of which the last look could not tell what they were
        self._delay = processes.own_delay()
        self._granted = 0.0
        self.granted_now = 0.0
        self._still = still_seconds
        self._has_threads = False

    @property
    def is_over(self) -> bool:
        """Whether the submission's time is used up."""
        return self.is_void or self.spent.over(self._granted, self.still) is not None

    @property
    def still(self) -> float:
        """Seconds more that may be waited now."""
        return self._still if self._has_threads else 0.0

    def watch(self, supervisor: int) -> None:
        """Count what a child uses, from its start. It is known by the number of its supervisor."""
        self._accounts[supervisor] = Account(supervisor)

    def forget(self, supervisor: int) -> None:
        """Look for the last time at a child that is to end, or is gone."""
        self.look()
        self._accounts.pop(supervisor, None)

    def grant(self, seconds: float) -> float:
        """More time, of each kind, for the question at hand or the next one: for what is no work of
        the student's, such as the import of a library. There is an end to it, too. Returns the
        seconds that there were."""
        seconds = min(seconds, MOST_GRANTED - self._granted)
        self._granted += seconds
        self.granted_now += seconds
        return seconds

    def take_back(self, seconds: float) -> None:
        """What was granted and has not been used."""
        self._granted -= seconds
        self.granted_now = max(0.0, self.granted_now - seconds)

    def wait(self) -> Wait:
        """The patience for one answer; raises TimeIsUp where there is none left."""
        if time.monotonic() - self._looked > REFRESH:
            self.look()
        self.check()
        return Wait(self, self.cell)

    def grace(self) -> Wait:
        """The patience for a child that seems to be dying."""
        return Wait(self, bounds(GRACE_SECONDS, GRACE_SECONDS), is_dying=True)

    def answered(self, seconds: float) -> None:
        """An answer came so many seconds after anybody looked: the next look counts them."""
        self._unseen += seconds

    @contextmanager
    def aside(self, seconds: float) -> Iterator[None]:
        """What is asked meanwhile decides nothing, so how it ends says nothing either; each answer
        may take so many seconds."""
        kept = self.again, self.is_void, self.has_lost_one
        cell, self.cell = self.cell, self._bounds(seconds, seconds)
        try:
            yield
        finally:
            self.cell = cell
            self.again, self.is_void, self.has_lost_one = kept

    def look(self, seconds: float = 0.0) -> Use:
        """What has been used since the last look, in the answers that came since then and in so
        many seconds of one that is still to come. What we ourselves stood in the queue is nobody's
        waiting."""
        before, self._delay = self._delay, processes.own_delay()
        late = max(0, self._delay - before) * NANOSECOND
        seconds, self._unseen = max(0.0, self._unseen + seconds - late), 0.0
        use = look(self._accounts.values(), seconds, self._open)
        seen = any(account.has_threads for account in self._accounts.values())
        self._has_threads = self._has_threads or seen
        self._open = use.open
        self._looked = time.monotonic()
        self.spent.add(use)
        return use

    def check(self) -> None:
        """Raises TimeIsUp where the submission as a whole has taken too long."""
        over = self.spent.over(self._granted, self.still)
        if over is not None:
            self.note(over, self.spent)
            raise TimeIsUp(_whole_took_too_long(over))

    def note(self, over: Over, spent: Spent) -> None:
        """Remember whether a stop may have been the machine's doing. Who waits does not wait for a
        processor, but perhaps for a disk."""
        self.again = self.again or over is not Over.WAITING or spent.blocked > spent.waited / 2
        at_the_last_stop = over is Over.WALL and not self.elsewhere
        self.is_void = self.is_void or (at_the_last_stop and spent.is_the_machines)

    def _bounds(self, seconds: float, idle_seconds: float) -> Bounds:
        if self.elsewhere:
            return Bounds(seconds, math.inf, seconds)
        return bounds(seconds, idle_seconds)


class Wait(Closing):
    """The patience for one answer. To call it gives the seconds to wait before calling it again; it
    raises TimeIsUp when the answer has taken too long."""

    def __init__(self, clock: Clock, bounds: Bounds, *, is_dying: bool = False) -> None:
        self._clock = clock
        self._is_dying = is_dying
        self._spent = Spent(bounds)
        self._last = self._spent.start
        self._slice = FIRST_SLICE

    def close(self) -> None:
        """What was granted for this answer is gone with it; how long it took counts."""
        self._clock.granted_now = 0.0
        self._clock.answered(time.monotonic() - self._last)

    def __call__(self) -> float:
        now = time.monotonic()
        left = self._last + self._slice - now
        if left > 0:
            return left
        self._look(now)
        self._last = time.monotonic()
        still = 0.0 if self._is_dying else self._clock.still
        over = self._spent.over(self._clock.granted_now, still)
        if over is not None:
            self._clock.note(over, self._spent)
            bounds = replace(self._spent.bounds, waiting=self._spent.bounds.waiting + still)
            raise TimeIsUp(_took_too_long(over, bounds, self._clock.is_void))
        self._clock.check()
        planned = min(max(FIRST_SLICE, (now - self._spent.start) / SLICES), LONGEST_SLICE)
        self._slice = planned * _luck.uniform(0.5, 1.0)
        return self._slice

    def _look(self, now: float) -> None:
        # Where we ourselves have come late, what we have missed is nobody's waiting.
        seconds = min(now - self._last, 2 * self._slice)
        use = self._clock.look(seconds)
        if self._last == self._spent.start:  # something may have been used before this question
            computed, waited = min(use.computed, now - self._last), min(use.waited, seconds)
            use = Use(computed, waited, min(use.blocked, waited))
        self._spent.add(use)


def longest(submission_seconds: float, idle_seconds: float) -> float:
    """Seconds on the wall after which a submission has had its last stop, with all grants."""
    return LAST_STOP * (submission_seconds + WAITS * idle_seconds + MOST_GRANTED)


def _took_too_long(over: Over, bounds: Bounds, is_void: bool) -> str:
    if over is Over.COMPUTING:
        text = _(
            "Stopped after {seconds} s of computing. Is there a loop that never ends? If not, try "
            "once more: a busy machine takes longer."
        )
        return text.format(seconds=_said(bounds.computing))
    if over is Over.WAITING:
        text = _(
            "Stopped, because your code waited {seconds} s longer than it computed: take out "
            "time.sleep, input() and whatever waits for something that never comes."
        )
        return text.format(seconds=_said(bounds.waiting))
    if is_void:
        return too_busy()
    text = _("Stopped after {seconds} s. The machine may have been busy: try once more.")
    return text.format(seconds=_said(bounds.wall))


def _whole_took_too_long(over: Over) -> str:
    if over is Over.COMPUTING:
        return _(
            "The whole notebook took too long. Is there a loop that never ends? If not, try once "
            "more: a busy machine takes longer."
        )
    if over is Over.WAITING:
        return _(
            "Your code waits too often: take out time.sleep, input() and whatever waits for "
            "something that never comes."
        )
    return _("The whole notebook took too long.")


def _said(seconds: float) -> str:
    return decimal(f"{seconds:g}")


def too_busy() -> str:
    """Why there is no verdict."""
    return _("The machine was too busy to run this to its end.")
