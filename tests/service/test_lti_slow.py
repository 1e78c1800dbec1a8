"""A learning platform that is slow, or away, holds nobody up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lti_school import School, school
from service_tools import listening_socket, until

from autograder.errors import ServiceError
from autograder.service.lti import fetch as fetching
from autograder.service.lti import trust
from autograder.service.lti.fetch import Answer, fetch, is_away

NOW = datetime(2030, 1, 1, tzinfo=UTC)


@contextmanager
def dripping(first: bytes) -> Iterator[str]:
    """A server that answers with this, and then with one byte after the other without end."""
    ended = threading.Event()

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            one, _from = listening.accept()
            with one:
                one.sendall(first)
                while not ended.wait(0.05):
                    one.sendall(b"x")

    with closing(listening_socket()) as listening:
        listening.listen()
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            ended.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize(
    "first",
    [b"", b"HTTP/1.1 200 OK\r\nx: ", b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n"],
    ids=["first line", "headers", "body"],
)
def test_one_byte_after_the_other(first: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST", 0.5)
    with dripping(first) as url, pytest.raises(ServiceError, match=r"timed out|too slowly") as it:
        fetch(url, here=True)
    assert is_away(it.value)


def test_what_ends_in_time_is_read_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with school() as there:
        answer = fetch(f"{there.address}/keys", here=True)
    assert answer.json()["keys"]
    with pytest.raises(ServiceError, match="cannot be reached") as it:
        fetch(f"{there.address}/keys", here=True)
    assert is_away(it.value)


def test_an_address_inside_of_a_network_is_asked_only_of_a_platform_that_is_there() -> None:
    """Any launch names addresses: it cannot send us to the machines around us."""
    with pytest.raises(ServiceError, match="inside of a network"):
        fetch("https://127.0.0.1:9/scores", here=False, inside=False)


@pytest.fixture
def there() -> School:
    """It is asked through a function of the test alone."""
    return School("http://127.0.0.1:9", "", "")


def key_set(kid: str) -> Answer:
    from email.message import Message

    import msgspec
    from joserfc.jwk import RSAKey

    key = RSAKey.generate_key(2048, {"kid": kid}).as_dict(private=False)
    return Answer(200, Message(), msgspec.json.encode({"keys": [key]}))


def test_keys_that_are_known_are_not_waited_for(
    there: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody asks for one that is not known, at a platform that is slow."""
    asked, goes_on = threading.Event(), threading.Event()
    answer = key_set("known")
    monkeypatch.setattr(trust, "fetch", lambda *_what, **_how: answer)
    sets = trust.KeySets()
    assert sets.find(there.platform, "known", NOW) is not None

    def slow(*_what: Any, **_how: Any) -> Answer:
        asked.set()
        goes_on.wait(60)
        return answer

    monkeypatch.setattr(trust, "fetch", slow)
    monkeypatch.setattr(trust, "PATIENCE", 0.1)
    later = NOW + timedelta(minutes=1)
    other = threading.Thread(target=sets.find, args=(there.platform, "unknown", later))
    other.start()
    try:
        until(asked.is_set)
        assert sets.find(there.platform, "known", later) is not None
        assert sets.find(there.platform, "unknown", later) is None  # for a while, and no longer
        much_later = NOW + timedelta(hours=13)  # an old one will do while a new one comes
        assert sets.find(there.platform, "known", much_later) is not None
    finally:
        goes_on.set()
        other.join()
