"""What a child tells while its answer is awaited."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from autograder.kits.inside.kits import Kits
from autograder.sandbox.inside.seeds import Settled
from autograder.wire.channel import Channel
from autograder.wire.requests import Request
from autograder.wire.responses import Importing, Reached
from autograder.wire.values import MAX_NAME, clean


class Progress:
    """Tells when a library is being imported that was not loaded beforehand, and how far a Python
    file has come."""

    def __init__(self, channel: Channel[Request], number: Callable[[], int], kits: Kits) -> None:
        """`number` gives that of the question at hand."""
        self._channel = channel
        self._number = number
        self._settled = Settled(kits)
        self._thread = os.getpid(), threading.get_ident()  # no other writes to the socket
        self._line = 0

    def library(self, name: str, done: bool) -> None:
        """The import of a library begins, or has come to its end."""
        if not done:
            self._settled.begin()
        self._channel.send(Importing(self._number(), clean(name, MAX_NAME), done))

    def library_is_loaded(self) -> None:
        """It has been imported; nobody has been told yet."""
        self._settled.settle()

    def line(self, line: int) -> None:
        """A statement of a file begins in this line: it may never end."""
        if line > self._line and (os.getpid(), threading.get_ident()) == self._thread:
            self._line = line
            self._channel.send(Reached(self._number(), line))
