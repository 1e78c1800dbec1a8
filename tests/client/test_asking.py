"""A token goes to the service and nowhere else, and no answer is a traceback."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import autograder_client.asking as asking
from autograder_client.asking import RECEIPT, Service
from autograder_client.magics import _words
from autograder_client.words import Trouble

TOKEN = "a-token-that-nobody-else-may-see"
SILENCE = b""
BROKEN = b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{"
OF_A_PROXY = b"HTTP/1.1 503 Away\r\nContent-Length: 6\r\n\r\n<html>"
TAKEN = json.dumps(dict.fromkeys(RECEIPT, 7)).encode()
GOOD = b"HTTP/1.1 201 Created\r\nContent-Length: %d\r\n\r\n%s" % (len(TAKEN), TAKEN)


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "WAITS", (0, 0))


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server that says these bytes, one after the other; its address, and what it has heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for answer in answers:
                try:
                    connection, _who = server.accept()
                except OSError:  # nobody asks any more
                    return
                with connection:
                    heard.append(connection.recv(65536))
                    if answer is SILENCE:
                        while connection.recv(65536):
                            pass  # until who asks gives up
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard


def test_a_token_is_not_carried_on_by_a_redirect() -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]") as (other, heard):
        for status in (b"301 Moved", b"302 Found", b"307 Temporary", b"308 Permanent"):
            moved = b"HTTP/1.1 %s\r\nLocation: %s/x\r\n\r\n" % (status, other.encode())
            with answering(moved) as (address, _heard), pytest.raises(Trouble, match=other):
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
    with pytest.raises(Trouble) as error:
        Service("http://127.0.0.1:9", token).exercises()
    assert TOKEN not in str(error.value)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[]",
        b"HTTP/1.1 500 Oh\r\nContent-Length: 99\r\n\r\n{",
        b'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}',
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[{}1]",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n[{}]",
        b"no HTTP at all\r\n\r\n",
    ],
)
def test_whatever_answers_is_told_in_a_sentence(answer: bytes) -> None:
    with answering(answer) as (address, _heard), pytest.raises(Trouble):
        Service(address, TOKEN).exercises()


@pytest.mark.parametrize("first", [BROKEN, OF_A_PROXY, SILENCE])
def test_a_hand_in_that_fails_on_the_way_is_sent_again(
    first: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    if first is SILENCE:
        monkeypatch.setattr(asking, "SECONDS", 1)
    with answering(first, GOOD) as (address, heard):
        assert Service(address, TOKEN).hand_in("toy", "toy.ipynb", b"{}")["receipt"] == 7
        before, again = (each.split(b"\r\n")[0] for each in heard)
        assert before == again  # under the same name


@pytest.mark.parametrize(
    ("answer", "words", "more"),
    [
        (BROKEN, "broken off", "may have been handed in"),
        (OF_A_PROXY, "starting anew", "Nothing was handed in"),
        (SILENCE, "not answered in time", "may have been handed in"),
    ],
)
def test_it_is_said_whether_a_hand_in_may_have_arrived(
    answer: bytes, words: str, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SECONDS", 1 if answer is SILENCE else 120)
    with answering(*[answer] * 3) as (address, _heard):
        with pytest.raises(Trouble, match=words) as error:
            Service(address, TOKEN).hand_in("toy", "toy.ipynb", b"{}")
        assert more in str(error.value)


def test_where_nobody_answers_a_sentence_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(Trouble, match="cannot be reached"):
        Service(address, TOKEN).exercises()
    with pytest.raises(Trouble, match="Nothing was handed in"):
        Service(address, TOKEN).hand_in("toy", "toy.ipynb", b"{}")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("it's", ["it's"]),
        ("'my homework.ipynb'", ["my homework.ipynb"]),
        ("C:\\Users\\me\\x.ipynb", ["C:\\Users\\me\\x.ipynb"]),
        ("relu # mine", ["relu"]),
        ("hw#1.ipynb", ["hw#1.ipynb"]),
    ],
)
def test_the_words_behind_a_magic(line: str, words: list[str]) -> None:
    assert _words(line) == words
