"""What a request sends along: so much of it, and for so long."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from autograder.language import _
from autograder.notebooks.raw import MAX_BYTES

MOST_BODY = MAX_BYTES + 1_000_000  # a notebook and what a form puts around it
BODY_SECONDS = 120.0  # for one request to come in
MOST_REST = 3 * MOST_BODY  # of what nobody wants, and the time for it
REST_SECONDS = 10.0


class TooLarge(HTTPException):
    """More has come than one request may have."""

    def __init__(self) -> None:
        text = _("This is too large: {most} MB may be sent at once.")
        super().__init__(413, text.format(most=MOST_BODY // 10**6))


class TooSlow(HTTPException):
    """A request has not come to its end in time."""

    def __init__(self) -> None:
        super().__init__(408, _("This has not come to its end in time. Please send it again."))


class Body:
    """What a request sends, until that is too much or takes too long."""

    def __init__(self, receive: Receive, *, is_there: bool) -> None:
        self._receive = receive
        self._came = 0
        self._ended = not is_there
        self._end = asyncio.get_running_loop().time() + BODY_SECONDS

    async def receive(self) -> Message:
        """The next part of it; raises TooLarge and TooSlow."""
        if self._ended:  # only its end can come, whenever that is
            return await self._receive()
        left = self._end - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(self._next(), max(left, 0.0))
        except TimeoutError:
            raise TooSlow from None
        if self._came > MOST_BODY:
            raise TooLarge
        return message

    async def read_the_rest(self) -> None:
        """Before an answer that came early: whoever still sends does not read it, and a connection
        that is closed with something unread takes the answer along."""
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_SECONDS):
                while not self._ended and self._came < MOST_REST:
                    await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._came += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        return message
