"""A connection of the web server that does not wait for ever: uvicorn itself has no such end."""

from __future__ import annotations

import asyncio
import resource
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0  # for the lines of a request that stand before its body
MOST_SILENT = 500  # connections on which nothing is asked just now
DESCRIPTORS = 4_096  # of this process; many machines give 1024, which a thousand connections use up


def with_room_for_connections() -> None:
    """Let this process have more files and connections open, as far as the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class Connection(H11Protocol):
    """Ends where nobody asks anything, and makes way for those who do where there are many: else a
    thousand silent ones would keep everybody out."""

    head_seconds = HEAD_SECONDS
    most_silent = MOST_SILENT
    _silent: ClassVar[dict[Connection, None]] = {}  # of this process, the longest silent first
    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Somebody has come."""
        super().connection_made(transport)
        self._expect()
        self._is_silent()

    def data_received(self, data: bytes) -> None:
        """A part of a request."""
        super().data_received(data)
        if self._is_asked():
            self._expect_no_more()
            self._silent.pop(self, None)
        elif self._end is None:
            self._expect()

    def on_response_complete(self) -> None:
        """A request is answered; another one may come."""
        super().on_response_complete()
        if not self.transport.is_closing() and not self._is_asked():
            self._is_silent()

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody has gone."""
        self._expect_no_more()
        self._silent.pop(self, None)
        super().connection_lost(exc)

    def _is_asked(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _is_silent(self) -> None:
        self._silent[self] = None
        while len(self._silent) > self.most_silent:
            longest = next(iter(self._silent))
            del self._silent[longest]
            longest.transport.close()

    def _expect(self) -> None:
        self._end = self.loop.call_later(self.head_seconds, self._end_it)

    def _expect_no_more(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _end_it(self) -> None:
        if not self._is_asked():
            self.transport.close()
