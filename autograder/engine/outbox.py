"""What the grader process says, to its engine or to a checker: sent when there is room for it."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Callable
from typing import Any

import msgspec

from autograder.wire.channel import Channel


class Outbox:
    """Shares a socket with whoever reads from it.

    Nobody waits until a message is sent. That could be for ever where the engine is sending, too,
    and waits for us to read; and a checker may have other things to do, while others wait for us.
    """

    def __init__(
        self,
        channel: Channel[Any],
        sock: socket.socket,
        selector: selectors.BaseSelector,
        hear: Callable[[], None],
        gone: Callable[[], None],
    ) -> None:
        """`channel` is on `sock`. `hear` is called when the other end says something, or closes;
        `gone` when it takes nothing any more. The data of what is registered with the `selector`
        is a function of its events."""
        self._channel = channel
        self._socket = sock
        self._selector = selector
        self._hear = hear
        self._gone = gone
        self._unsent = bytearray()
        selector.register(sock, selectors.EVENT_READ, self._talk)

    def put(self, message: msgspec.Struct) -> None:
        """Let a message be sent."""
        self._unsent += self._channel.frame(message)
        both = selectors.EVENT_READ | selectors.EVENT_WRITE
        self._selector.modify(self._socket, both, self._talk)

    def _talk(self, events: int) -> None:
        """Send what waits, take what comes."""
        if events & selectors.EVENT_WRITE:
            try:
                self._send_some()
            except ConnectionError:
                self._gone()
                return
        if events & selectors.EVENT_READ:
            self._hear()

    def _send_some(self) -> None:
        sent = self._socket.send(self._unsent, socket.MSG_DONTWAIT)
        del self._unsent[:sent]
        if not self._unsent:
            self._selector.modify(self._socket, selectors.EVENT_READ, self._talk)
