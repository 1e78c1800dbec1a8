"""A shell as a notebook's kernel has it, in this process."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config


class Shell(InteractiveShell):  # type: ignore[misc]
    """Runs cells as Jupyter does."""

    def run(self, *cells: str) -> None:
        for cell in cells:
            self.run_cell(cell, store_history=True)


@contextmanager
def shell() -> Iterator[Shell]:
    """A shell of its own; nothing of it is written on the disk."""
    made = Shell(config=Config({"HistoryManager": {"enabled": False}}))
    try:
        yield made
    finally:
        atexit.unregister(made.atexit_operations)
        made.atexit_operations()
