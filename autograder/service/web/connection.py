"""A connection of the web server that does not wait for ever: uvicorn itself has no such end."""

from __future__ import annotations

import asyncio
import resource
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0  # for the lines of a request that stand before its body
READ_SECONDS = 60.0  # in which somebody has to read a part of what is sent to them
MOST_SILENT = 500  # connections from which something is still to come
MOST_OF_AN_ADDRESS = 400  # connections: a class may be behind one, and others need room, too
DESCRIPTORS = 4_096  # of this process; many machines give 1024, which a thousand connections use up


def with_room_for_connections() -> None:
    """Let this process have more files and connections open, as far as the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class Connection(H11Protocol):
    """Ends where nobody asks anything, and makes way for those who do where there are many: else a
    thousand silent ones would keep everybody out. Whoever is in the middle of a request and does
    not go on is silent, too. Behind a proxy all come from one address: there it has no limit."""

    head_seconds = HEAD_SECONDS
    read_seconds = READ_SECONDS
    most_silent = MOST_SILENT
    most_of_an_address = MOST_OF_AN_ADDRESS
    # Of this process:
    _silent: ClassVar[dict[Connection, None]] = {}  # the longest silent first
    _of_address: ClassVar[Counter[str]] = Counter()
    _end: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _address = ""

    def connection_made(self, transport: Any) -> None:
        """Somebody has come."""
        super().connection_made(transport)
        self._expect()
        self._is_silent()
        if self.client is not None and not self.config.proxy_headers:
            self._address = self.client[0]
            self._of_address[self._address] += 1
            if self._of_address[self._address] > self.most_of_an_address:
                self._make_way(each for each in self._silent if each._address == self._address)

    def data_received(self, data: bytes) -> None:
        """A part of a request."""
        super().data_received(data)
        if self._is_asked():
            self._expect_no_more()
            self._silent.pop(self, None)
            if self.cycle.more_body:  # heard just now, so the last to make way
                self._is_silent()
        elif self._end is None:
            self._expect()

    def pause_writing(self) -> None:
        """More was sent than has been read."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.read_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It has been read."""
        self._is_read()
        super().resume_writing()

    def on_response_complete(self) -> None:
        """A request is answered; another one may come."""
        super().on_response_complete()
        if not self.transport.is_closing() and not self._is_asked():
            self._is_silent()

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody has gone."""
        self._expect_no_more()
        self._is_read()
        self._silent.pop(self, None)
        if self._address:
            self._of_address[self._address] -= 1
            if not self._of_address[self._address]:
                del self._of_address[self._address]
        super().connection_lost(exc)

    def _is_asked(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _is_silent(self) -> None:
        self._silent[self] = None
        if len(self._silent) > self.most_silent:
            self._make_way(iter(self._silent))

    def _make_way(self, silent: Iterator[Connection]) -> None:
        """The first of these ends; it is one of the silent."""
        longest = next(silent)
        del self._silent[longest]
        longest.transport.close()

    def _is_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _expect(self) -> None:
        self._end = self.loop.call_later(self.head_seconds, self._end_it)

    def _expect_no_more(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _end_it(self) -> None:
        if not self._is_asked():
            self.transport.close()
