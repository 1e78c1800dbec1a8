"""What a check that passes has to tell the student: a share that was reached, and the mark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_told: ContextVar[list[str] | None] = ContextVar("told", default=None)


def tell(text: str) -> None:
    """Let the student read this where the check passes; one that fails says what is wrong."""
    told = _told.get()
    if told is not None:
        told.append(text)


@contextmanager
def listening() -> Iterator[list[str]]:
    """What is told inside the `with` block."""
    told: list[str] = []
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)
