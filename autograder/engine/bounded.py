"""A bound for what an author's files do while they are read: whatever waits behind them goes on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.errors import CourseError

AGAIN_SECONDS = 5.0  # for files that go on whatever is raised in them


@contextmanager
def bounded(seconds: float, where: str) -> Iterator[None]:
    """Raises CourseError in this block once it takes longer, and at its end where that was lost in
    between. In the main thread alone: no other one can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    over = CourseError(
        f"Its files take longer than {seconds:g} s to be read.",
        todo="Does checks.py, or what it imports, wait for something or loop for ever?",
    )
    is_over = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal is_over
        is_over = True
        raise over

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    if is_over:
        raise CourseError(over.what, where=where, todo=over.todo)
