"""Messages over a socket: framed, bounded, and refused where they follow no schema."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import msgspec
import pytest

from autograder.wire.channel import (
    MAX_MESSAGE,
    Channel,
    ChannelBroken,
    ChannelClosed,
    MessageTooLarge,
    Patience,
)
from autograder.wire.responses import Absent, Display, ErrorOutput, Response, Returned, Stream
from autograder.wire.values import Array

Ends = tuple[Channel[Response], socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    """A channel, and the bare socket at its other end."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours, Response), theirs


def patient() -> float:
    """Patience without an end: what is waited for has been sent."""
    return 30.0


def trying(times: int) -> Patience:
    """Patience for so many tries."""
    tries = iter(range(times))

    def left() -> float:
        if next(tries, None) is None:
            raise TimeoutError
        return 0.001

    return left


def framed(body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + body


def test_a_message_arrives_as_it_was_sent(ends: Ends) -> None:
    channel, theirs = ends
    message = Returned(7, Array("<f8", (1,), b"\0" * 8), printed=True)
    Channel(theirs, Response).send(message)
    assert channel.receive(patient) == message


def test_a_large_message_arrives_in_pieces(ends: Ends) -> None:
    channel, theirs = ends
    message = Returned(1, Array("|u1", (10**6,), bytes(10**6)))
    sender = threading.Thread(target=Channel(theirs, Response).send, args=(message,))
    sender.start()
    assert channel.receive(patient) == message
    sender.join()


def test_messages_stay_apart(ends: Ends) -> None:
    channel, theirs = ends
    bodies = [msgspec.msgpack.encode(Absent(number)) for number in range(3)]
    theirs.sendall(b"".join(map(framed, bodies)))
    assert [channel.receive(patient).number for _body in bodies] == [0, 1, 2]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xc1",
        b"\x93",
        msgspec.msgpack.encode(Absent(1)) + b"\0",
        msgspec.msgpack.encode(Absent(1))[:-1],
        msgspec.msgpack.encode({"type": "Pickle", "number": 1}),
        msgspec.msgpack.encode({"type": "RunCell", "number": 1, "source": ""}),
        msgspec.msgpack.encode({"number": 1, "found": ""}),
        msgspec.msgpack.encode({"type": "Absent"}),
        msgspec.msgpack.encode({"type": "Absent", "number": "1"}),
        msgspec.msgpack.encode({"type": "Absent", "number": 1, "more": 1}),
        msgspec.msgpack.encode({"type": "Absent", "number": 1, "found": "x" * 1000}),
        msgspec.msgpack.encode([1, 2]),
        msgspec.msgpack.encode(None),
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        b"\xa1\xff",
    ],
)
def test_a_message_that_follows_no_schema_is_refused(ends: Ends, body: bytes) -> None:
    channel, theirs = ends
    theirs.sendall(framed(body))
    with pytest.raises(ChannelBroken):
        channel.receive(patient)


@pytest.mark.parametrize(
    "output",
    [
        Stream("log", "text"),  # type: ignore[arg-type]
        Display({"text/html": "<script>"}),  # type: ignore[dict-item]
        ErrorOutput("x" * 1_000, ""),
        ErrorOutput("E", "x" * 10_000),
        ErrorOutput("E", "", "x" * 10_000),
        ErrorOutput("E", "", "", ("x" * 10_000,)),
        ErrorOutput("E", "", "", ("x",) * 1_000),
    ],
)
def test_outputs_of_other_kinds_and_sizes_are_refused(ends: Ends, output: object) -> None:
    channel, theirs = ends
    answer = {"type": "CellDone", "number": 1, "outputs": [output], "failed": False}
    theirs.sendall(framed(msgspec.msgpack.encode(answer)))
    with pytest.raises(ChannelBroken):
        channel.receive(patient)


def test_a_huge_length_is_refused_before_anything_is_read(ends: Ends) -> None:
    channel, theirs = ends
    theirs.sendall((MAX_MESSAGE + 1).to_bytes(4, "big"))
    with pytest.raises(ChannelBroken, match="too large"):
        channel.receive(patient)


def test_a_message_that_is_too_large_is_not_sent(ends: Ends) -> None:
    channel, _theirs = ends
    with pytest.raises(MessageTooLarge):
        channel.send(Returned(1, Array("|u1", (), bytes(MAX_MESSAGE))))


def test_a_message_for_which_there_is_no_memory_is_refused(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoRoom:
        def decode(self, _body: bytes) -> None:
            raise MemoryError

    channel, theirs = ends
    monkeypatch.setattr(channel, "_decoder", NoRoom())
    theirs.sendall(framed(b"x"))
    with pytest.raises(ChannelBroken):
        channel.receive(patient)


def test_a_closed_socket_is_noticed(ends: Ends) -> None:
    channel, theirs = ends
    theirs.sendall(b"\0\0")
    theirs.close()
    with pytest.raises(ChannelClosed):
        channel.receive(patient)
    with pytest.raises(ChannelClosed):
        channel.send(Absent(1))


@pytest.mark.parametrize("sent", [b"", b"\0\0", framed(b"\0" * 100)[:-1]])
def test_half_a_message_ends_in_a_timeout(ends: Ends, sent: bytes) -> None:
    channel, theirs = ends
    theirs.sendall(sent)
    with pytest.raises(TimeoutError):
        channel.receive(trying(20))


def test_drops_do_not_stretch_the_time(ends: Ends) -> None:
    channel, theirs = ends
    theirs.sendall((1000).to_bytes(4, "big"))
    asked = 0

    def drip() -> float:
        nonlocal asked
        asked += 1
        if asked > 5:
            raise TimeoutError
        theirs.sendall(b"x")  # so there is always something to read
        return patient()

    with pytest.raises(TimeoutError):
        channel.receive(drip)
    assert asked == 6


def test_a_reader_that_never_reads_ends_in_a_timeout(ends: Ends) -> None:
    channel, _theirs = ends
    with pytest.raises(TimeoutError):
        channel.send(Returned(1, Array("|u1", (), bytes(10**7))), trying(20))
