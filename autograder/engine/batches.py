"""Gradings in batches, so that they can be written together."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Protocol

from autograder.errors import AutograderError
from autograder.grading import Graded

MOST = 10
SECONDS = 0.25


class Source(Protocol):
    """Where gradings come from."""

    def has_more(self, seconds: float) -> bool:
        """Whether the next grading is there, or comes within that time."""


def in_batches(gradings: Iterator[Graded], source: Source) -> Iterator[list[Graded]]:
    """What comes within a moment, together; nothing that is finished waits for longer.

    Where the source fails, what has come before is still given out first.
    """
    for first in gradings:
        batch, end = [first], time.monotonic() + SECONDS
        try:
            while len(batch) < MOST and source.has_more(end - time.monotonic()):
                batch += [next(gradings)]
        except StopIteration:
            pass
        except AutograderError:
            yield batch
            raise
        yield batch
