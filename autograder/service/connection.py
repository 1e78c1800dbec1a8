"""A connection of the web server that does not wait for ever: uvicorn itself has no such end."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0  # for the lines of a request that stand before its body


class Connection(H11Protocol):
    """Ends where nobody asks anything: a thousand silent ones would keep everybody else out."""

    head_seconds = HEAD_SECONDS
    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Somebody has come."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """A part of a request."""
        super().data_received(data)
        if self._is_asked():
            self._expect_no_more()
        elif self._end is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody has gone."""
        self._expect_no_more()
        super().connection_lost(exc)

    def _is_asked(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _expect(self) -> None:
        self._end = self.loop.call_later(self.head_seconds, self._end_it)

    def _expect_no_more(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _end_it(self) -> None:
        if not self._is_asked():
            self.transport.close()
