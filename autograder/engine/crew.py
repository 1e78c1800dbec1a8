"""The checkers of a grader process: who is there, who is free, and when one makes way."""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from autograder.engine import checker as checkers
from autograder.engine.checker import MOST_TASKS, Checker, Closes
from autograder.engine.messages import Done, Examined
from autograder.engine.outbox import Outbox
from autograder.engine.sides import Key, Side
from autograder.engine.warm import Warm, WarmSet
from autograder.errors import SandboxError
from autograder.sandbox import scratch
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.launch import starting
from autograder.wire.channel import Channel


class Crew:
    """Up to so many checkers. What they say is heard by `hear`, when the selector says so."""

    def __init__(
        self,
        warm: WarmSet,
        selector: selectors.BaseSelector,
        hear: Callable[[Checker], None],
        workers: int,
        engine: socket.socket,
        *,
        spare: bool,
    ) -> None:
        """`engine` is the socket on which the engine talks to this process alone."""
        self._engine = engine
        self._warm = warm
        self._selector = selector
        self._hear = hear
        self._workers = workers
        self._spare = spare
        self.checkers: list[Checker] = []

    def free(self, warm: Warm) -> Checker | None:
        """A checker with nothing to do that knows an exercise: a new one, where there may be more
        of them, or in place of one that does not know it. None where all are busy.

        Raises SandboxError where no new one can be started."""
        idle = [checker for checker in self.checkers if checker.task is None]
        for checker in idle:
            if checker.knows >= warm.number:
                return checker
        if len(self.checkers) >= self._workers:
            if not idle:
                return None
            self.let_go(idle[0])
        return self._fork()

    def make_way(self, checker: Checker, *, at_fault: bool) -> None:
        """A checker has finished a task: it goes where it has done enough, or something wrong."""
        checker.task = None
        if at_fault or checker.tasks >= MOST_TASKS:
            self.let_go(checker)

    def leave(self, side: Side | None = None) -> None:
        """A student side is about to end: who is idle and holds an end of it goes, too. Without
        one, all that are idle go: each holds the pages of what was open when it was forked."""
        for checker in [each for each in self.checkers if each.task is None]:
            if side is None or side.key in checker.controls:
                self.let_go(checker)

    def let_go(self, checker: Checker) -> None:
        """End a checker, with all that it has started."""
        self._selector.unregister(checker.channel)
        self.checkers.remove(checker)
        checker.close()

    def end_overdue(self) -> None:
        """Kill who does not come back; that is heard like any other death."""
        for checker in self.checkers:
            if checker.hangs:
                os.kill(checker.process, signal.SIGKILL)

    def close(self) -> None:
        """End all of them."""
        for checker in list(self.checkers):
            self.let_go(checker)

    def _fork(self) -> Checker:
        gc.collect()
        gc.freeze()  # a collection in a checker would copy every page that holds an object
        ready = {warm.number: warm for warm in self._warm.exercises.values() if warm.number}
        with starting("A process that grades"), ExitStack() as undo:
            controls = self._open_controls(undo)
            ours, theirs = socket.socketpair()
            undo.callback(ours.close)
            with theirs:
                room = Path(tempfile.mkdtemp(prefix="autograder-checker-"))
                undo.callback(scratch.remove, room)
                process = os.fork()
                if process == 0:
                    not_its_own = (ours, *self._ends())
                    checkers.run(theirs, room, controls, ready, not_its_own, spare=self._spare)
            undo.pop_all()
        channel: Channel[Done | Examined] = Channel(ours, Done | Examined)

        def hear() -> None:
            self._hear(checker)

        outbox = Outbox(channel, ours, self._selector, hear, gone=hear)  # who has died is closed
        checker = Checker(process, room, channel, outbox, controls, max(ready, default=0))
        self.checkers.append(checker)
        return checker

    def _ends(self) -> Iterator[Closes]:
        """What a fork must let go of: the other end is to hear it at once when this process closes
        its own, or ends."""
        yield self._engine
        for side in self._warm.sides.open.values():
            yield side.process.control
        for checker in self.checkers:
            yield checker.channel
            yield from checker.controls.values()

    def _open_controls(self, undo: ExitStack) -> dict[Key, ControlChannel]:
        """To each student side that is warm; one that has just ended is heard of elsewhere."""
        found = {}
        for side in self._warm.sides.open.values():
            if side.is_warm:
                with suppress(SandboxError):
                    found[side.key] = side.process.control.open_control()
                    undo.callback(found[side.key].close)
        return found
