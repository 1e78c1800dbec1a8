"""Whether this service can do its work: for a monitor, and for what chooses among several."""

from __future__ import annotations

import asyncio
import time

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from autograder.errors import HistoryError
from autograder.history import History

SECONDS = 1.0  # for which an answer holds: whoever asks often costs nothing
WELL = "ok\n"
NO_DATABASE = "database: it cannot be used just now\n"


class Health:
    """Asks the database at most once at a time, however many want to know."""

    def __init__(self) -> None:
        self._asking: asyncio.Task[bool] | None = None
        self._until = 0.0

    async def answer(self, history: History) -> Response:
        """In a word: 200, or 503 where pages would say that, too."""
        asking = self._asking
        if asking is None or (asking.done() and time.monotonic() >= self._until):
            asking = self._asking = asyncio.ensure_future(self._ask(history))
        if await asyncio.shield(asking):
            return PlainTextResponse(WELL)
        return PlainTextResponse(NO_DATABASE, 503, {"retry-after": "10"})

    async def _ask(self, history: History) -> bool:
        found = await run_in_threadpool(_can_be_read, history)
        self._until = time.monotonic() + SECONDS
        return found


def _can_be_read(history: History) -> bool:
    try:
        with history.database.reading() as connection:
            connection.execute(select(1))
    except HistoryError:
        return False
    return True
