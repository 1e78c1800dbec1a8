"""What comes one by one, in batches, so that it can be written together."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from typing import TypeVar

MOST = 10
SECONDS = 0.25
Each = TypeVar("Each")


class _End(Exception):
    """Nothing more comes."""


def in_batches(source: Iterator[Each]) -> Iterator[list[Each]]:
    """What comes within a moment, together; nothing that is finished waits for longer.

    A thread takes from the source, so more comes while a batch is written. Where the source fails,
    what has come before is still given out first.
    """
    arrived: queue.SimpleQueue[Each | BaseException] = queue.SimpleQueue()

    def take() -> None:
        try:
            for each in source:
                arrived.put(each)
            arrived.put(_End())
        except BaseException as error:  # raised again where it is waited for
            arrived.put(error)

    threading.Thread(target=take, daemon=True).start()
    while True:
        batch, end = _next_batch(arrived)
        if batch:
            yield batch
        if isinstance(end, _End):
            return
        if end is not None:
            raise end


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
