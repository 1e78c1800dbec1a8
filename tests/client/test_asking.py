"""A token goes to the service and nowhere else, and no answer is a traceback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from autograder_client.asking import Refused, Service
from autograder_client.magics import _words

TOKEN = "a-token-that-nobody-else-may-see"


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server that says these bytes, one after the other; its address, and what it has heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for answer in answers:
                connection, _who = server.accept()
                with connection:
                    heard.append(connection.recv(65536))
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard


def test_a_token_is_not_carried_on_by_a_redirect() -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]") as (other, heard):
        for status in (b"301 Moved", b"302 Found", b"307 Temporary", b"308 Permanent"):
            moved = b"HTTP/1.1 %s\r\nLocation: %s/x\r\n\r\n" % (status, other.encode())
            with answering(moved) as (address, _heard), pytest.raises(Refused):
                Service(address, TOKEN).exercises()
        assert heard == []


def test_no_proxy_hears_what_stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address on this machine may be http, since nobody is on the way."""
    good = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"
    with answering(good) as (proxy, stolen), answering(good) as (address, heard):
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert Service(address, TOKEN).exercises() == []
        assert stolen == []
        assert TOKEN.encode() in heard[0]


@pytest.mark.parametrize("token", [f"{TOKEN}\r\nX: y", f"{TOKEN}\n", f"{TOKEN}é", f"{TOKEN} x"])
def test_what_is_no_token_is_not_shown(token: str) -> None:
    """The standard library would print it into the notebook, in a traceback."""
    with pytest.raises(Refused) as error:
        Service("http://127.0.0.1:9", token).exercises()
    assert TOKEN not in str(error.value)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[]",
        b"HTTP/1.1 500 Oh\r\nContent-Length: 99\r\n\r\n{",
        b"no HTTP at all\r\n\r\n",
        b"",
    ],
)
def test_whatever_answers_is_told_in_a_sentence(answer: bytes) -> None:
    with answering(answer) as (address, _heard), pytest.raises((Refused, ConnectionError)):
        Service(address, TOKEN).exercises()


def test_a_hand_in_that_breaks_off_is_sent_again() -> None:
    broken = b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{"
    good = b'HTTP/1.1 201 Created\r\nContent-Length: 14\r\n\r\n{"receipt": 7}'
    with answering(broken, good) as (address, heard):
        assert Service(address, TOKEN).hand_in("toy", "toy.ipynb", b"{}") == {"receipt": 7}
        first, second = (each.split(b"\r\n")[0] for each in heard)
        assert first == second  # under the same name


def test_an_apostrophe_is_no_traceback() -> None:
    assert _words("it's") == ["it's"]
    assert _words("'my homework.ipynb'") == ["my homework.ipynb"]
