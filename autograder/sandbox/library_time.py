"""Time for libraries that a child imports and that were not loaded before it was forked.

What the child says is a claim, and worth little: so much time, for so many libraries, and no more.
"""

from __future__ import annotations

import time

from autograder.sandbox.clock import Clock
from autograder.wire.channel import ChannelBroken
from autograder.wire.responses import MAX_IMPORTS, Importing

IMPORT_SECONDS = 60.0  # of one child: a large one takes 6 s on a quiet core


class LibraryTime:
    """What one child has left of it, and may have of the time that the clock still grants."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._left = IMPORT_SECONDS
        self._known: set[str] = set()
        self._loading = ""
        self._since = 0.0
        self._granted = 0.0

    def hear(self, said: Importing) -> None:
        """Grant the time for a library that is being imported; once it is there, take back what
        that has not used. Raises ChannelBroken for what no child of ours says.
        """
        if said.done:
            if said.library != self._loading:
                raise ChannelBroken("this library was not being imported")
            self.end()
            return
        if self._loading or said.library in self._known or len(self._known) >= MAX_IMPORTS:
            raise ChannelBroken("too many libraries")
        self._known.add(said.library)
        self._loading, self._since = said.library, time.monotonic()
        self._granted = self._clock.grant(self._left)

    def end(self) -> None:
        """Nothing is being imported any more, since that is done or the child has ended."""
        if not self._loading:
            return
        used = time.monotonic() - self._since
        self._left = max(0.0, self._left - used)
        self._clock.take_back(max(0.0, self._granted - used))
        self._loading = ""
