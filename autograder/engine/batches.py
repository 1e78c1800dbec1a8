"""What comes one by one, in batches, so that it can be written together."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator
from contextlib import closing
from typing import TypeVar

MOST = 10
SECONDS = 0.25
Each = TypeVar("Each")


class _End(Exception):
    """Nothing more comes."""


def in_batches(source: Generator[Each, None, None]) -> Generator[list[Each], None, None]:
    """What comes within a moment, together; nothing that is finished waits for longer.

    A thread takes from the source, so more comes while a batch is written. Where the source fails,
    what has come before is still given out first. Whoever leaves before the end closes the source:
    when the next thing comes of it.
    """
    arrived: queue.SimpleQueue[Each | BaseException] = queue.SimpleQueue()
    is_left = threading.Event()

    def take() -> None:
        try:
            with closing(source):
                for each in source:
                    arrived.put(each)
                    if is_left.is_set():
                        return
            arrived.put(_End())
        except BaseException as error:  # raised again where it is waited for
            arrived.put(error)

    threading.Thread(target=take, daemon=True).start()
    try:
        while True:
            batch, end = _next_batch(arrived)
            if batch:
                yield batch
            if isinstance(end, _End):
                return
            if end is not None:
                raise end
    finally:
        is_left.set()


def _next_batch(
    arrived: queue.SimpleQueue[Each | BaseException],
) -> tuple[list[Each], BaseException | None]:
    batch: list[Each] = []
    patience: float | None = None
    end = 0.0
    while len(batch) < MOST:
        try:
            each = arrived.get(timeout=patience)
        except queue.Empty:
            break
        if isinstance(each, BaseException):
            return batch, each
        end = end or time.monotonic() + SECONDS
        batch.append(each)
        patience = max(0.0, end - time.monotonic())
    return batch, None
