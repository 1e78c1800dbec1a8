"""Messages over a socket: four bytes of length, then MessagePack. Both bounded."""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

MAX_MESSAGE = 64 * 1024 * 1024
HEADER = 4
DESCRIPTOR = b"\0"  # a descriptor travels with a byte

Incoming = TypeVar("Incoming")
Patience = Callable[
    [], float
]  # seconds to wait before it is asked again; raises when that is enough


@cache
def decoder(incoming: Any) -> msgspec.msgpack.Decoder[Any]:
    """The decoder of a union of types. To make one takes 4 ms: do it before a process is forked."""
    return msgspec.msgpack.Decoder(incoming)


class ChannelClosed(ConnectionError):
    """The other side has closed the socket or died."""


class ChannelBroken(ValueError):
    """A message follows no schema, or is too large."""


class MessageTooLarge(ChannelBroken):
    """A message of our own is too large to be sent: nothing of it has been."""


class Channel(Generic[Incoming]):
    """A socket that carries messages of one union of types each way."""

    def __init__(self, sock: socket.socket, incoming: Any) -> None:
        self._socket = sock
        self._decoder: msgspec.msgpack.Decoder[Incoming] = decoder(incoming)
        self._encoder = msgspec.msgpack.Encoder()

    def frame(self, message: msgspec.Struct) -> bytes:
        """A message as the bytes that are sent; raises MessageTooLarge."""
        try:
            body = self._encoder.encode(message)
        except MemoryError as error:
            raise MessageTooLarge("there is no memory to send the message") from error
        if len(body) > MAX_MESSAGE:
            raise MessageTooLarge("the message is too large to be sent")
        return len(body).to_bytes(HEADER, "big") + body

    def send(
        self,
        message: msgspec.Struct,
        patience: Patience | None = None,
        descriptor: int | None = None,
    ) -> None:
        """Send one message, and an open file behind it; raises ChannelClosed or MessageTooLarge,
        and what `patience` raises."""
        data = memoryview(self.frame(message))
        while data:
            data = data[self._try(patience, self._socket.send, data) :]
        if descriptor is not None:
            self._try(patience, socket.send_fds, self._socket, [DESCRIPTOR], [descriptor])

    def receive(self, patience: Patience | None = None) -> Incoming:
        """Wait for one message; raises ChannelClosed or ChannelBroken, and what `patience`
        raises. What takes more memory than there is to be read is broken, too."""
        size = int.from_bytes(self._read(HEADER, patience), "big")
        if size > MAX_MESSAGE:
            raise ChannelBroken("the message is too large")
        try:
            return self._decoder.decode(self._read(size, patience))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, MemoryError) as error:
            raise ChannelBroken(str(error)) from error

    def receive_descriptor(self) -> int:
        """The open file that comes behind a message; raises ChannelClosed."""
        _message, descriptors, _flags, _address = socket.recv_fds(self._socket, len(DESCRIPTOR), 1)
        if not descriptors:
            raise ChannelClosed("a file was to come")
        return descriptors[0]

    def fileno(self) -> int:
        """The descriptor of the socket."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close the socket; the other side sees its end."""
        self._socket.close()

    def _read(self, size: int, patience: Patience | None) -> bytes:
        buffer = bytearray(size)
        view, got = memoryview(buffer), 0
        while got < size:
            count = self._try(patience, self._socket.recv_into, view[got:])
            if count == 0:
                raise ChannelClosed("the socket was closed")
            got += count
        return bytes(buffer)

    def _try(self, patience: Patience | None, step: Callable[..., int], *given: Any) -> int:
        """Take a step that may have to wait. Patience is asked before each try, so that what comes
        in drops takes no longer than what does not come."""
        while True:
            self._socket.settimeout(None if patience is None else patience())
            try:
                return step(*given)
            except TimeoutError:
                continue
            except OSError as error:
                raise ChannelClosed(str(error)) from error
