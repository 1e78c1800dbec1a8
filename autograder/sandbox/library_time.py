"""Time for libraries that a child imports and that were not loaded before it was forked.

What the child says is a claim, and worth little: so much time, for so many libraries, and no more.
"""

from __future__ import annotations

import time

from autograder.wire.channel import ChannelBroken
from autograder.wire.responses import MAX_IMPORTS, Importing

IMPORT_SECONDS = 60.0  # of one child: a large one takes 6 s on a quiet core


class LibraryTime:
    """What one child has left of it."""

    def __init__(self) -> None:
        self._left = IMPORT_SECONDS
        self._known: set[str] = set()
        self._loading = ""
        self._since = 0.0

    def hear(self, said: Importing) -> float:
        """How many seconds more the child has for what it is doing; fewer, where it has come back.

        Raises ChannelBroken for what no child of ours says.
        """
        if said.done:
            if said.library != self._loading:
                raise ChannelBroken("this library was not being imported")
            used = time.monotonic() - self._since
            given, self._left = self._left, max(0.0, self._left - used)
            self._loading = ""
            return min(0.0, used - given)
        if self._loading or said.library in self._known or len(self._known) >= MAX_IMPORTS:
            raise ChannelBroken("too many libraries")
        self._known.add(said.library)
        self._loading, self._since = said.library, time.monotonic()
        return self._left
