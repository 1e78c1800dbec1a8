"""What the grader process says to its engine: sent when there is room, and nobody waits for it."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Callable

from autograder.engine.messages import FromServer, ToServer
from autograder.wire.channel import Channel


class Outbox:
    """Shares the engine's socket with whoever reads from it.

    To wait until a message is sent would be to wait for ever where the engine is sending, too, and
    waits for us to read.
    """

    def __init__(
        self,
        channel: Channel[ToServer],
        sock: socket.socket,
        selector: selectors.BaseSelector,
        hear: Callable[[], None],
    ) -> None:
        """`channel` is on `sock`. `hear` is called when the engine says something; the data of
        what is registered with the `selector` is a function of its events."""
        self._channel = channel
        self._socket = sock
        self._selector = selector
        self._hear = hear
        self._unsent = bytearray()
        selector.register(sock, selectors.EVENT_READ, self._talk)

    def put(self, message: FromServer) -> None:
        """Let a message be sent."""
        self._unsent += self._channel.frame(message)
        both = selectors.EVENT_READ | selectors.EVENT_WRITE
        self._selector.modify(self._socket, both, self._talk)

    def _talk(self, events: int) -> None:
        """Send what waits, take what comes. Raises ConnectionError where the engine has gone."""
        if events & selectors.EVENT_WRITE:
            self._send_some()
        if events & selectors.EVENT_READ:
            self._hear()

    def _send_some(self) -> None:
        sent = self._socket.send(self._unsent, socket.MSG_DONTWAIT)
        del self._unsent[:sent]
        if not self._unsent:
            self._selector.modify(self._socket, selectors.EVENT_READ, self._talk)
