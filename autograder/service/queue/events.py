"""Who watches a grading hears of each question as soon as it is done."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict

from autograder.results import QuestionResult

Event = QuestionResult | None  # None: the grading is over, and in the history
MOST_TOLD = 2_000  # gradings under way of which is remembered what was told


class Events:
    """Told by any thread, heard in the event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, list[QuestionResult]] = {}
        self._watching: defaultdict[str, set[Watch]] = defaultdict(set)

    def begin(self, submission: str) -> None:
        """A grading begins, for the first time or once more."""
        with self._lock:
            self._told[submission] = []
            while len(self._told) > MOST_TOLD:
                del self._told[next(iter(self._told))]

    def tell(self, submission: str, result: QuestionResult) -> None:
        """A question of it is done."""
        with self._lock:
            self._told.setdefault(submission, []).append(result)
            for watch in self._watching[submission]:
                watch.hear(result)

    def over(self, submission: str) -> None:
        """All of it is done, and written down."""
        with self._lock:
            self._told.pop(submission, None)
            for watch in self._watching.pop(submission, ()):
                watch.hear(None)

    def told(self, submission: str) -> list[QuestionResult]:
        """What is done of it up to now."""
        with self._lock:
            return list(self._told.get(submission, ()))

    def watch(self, submission: str) -> Watch:
        """Begin to listen, in the event loop; to be given back to `leave`."""
        watch = Watch(submission)
        with self._lock:
            for result in self._told.get(submission, ()):
                watch.hear(result)
            self._watching[submission].add(watch)
        return watch

    def leave(self, watch: Watch) -> None:
        """Listen no more."""
        with self._lock:
            self._watching[watch.submission].discard(watch)
            if not self._watching[watch.submission]:
                del self._watching[watch.submission]


class Watch:
    """What one listener has not taken yet."""

    def __init__(self, submission: str) -> None:
        self.submission = submission
        self._loop = asyncio.get_running_loop()
        self._events: asyncio.Queue[Event] = asyncio.Queue()

    def hear(self, event: Event) -> None:
        """From any thread."""
        try:
            self._loop.call_soon_threadsafe(self._events.put_nowait, event)
        except RuntimeError:  # the loop is closed: nobody listens any more
            pass

    async def next(self, timeout: float) -> Event:
        """The next event; raises TimeoutError after so many seconds without one."""
        return await asyncio.wait_for(self._events.get(), timeout)
