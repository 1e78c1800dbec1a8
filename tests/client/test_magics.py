"""%sign_in, %check and %hand_in: which address is asked, and what is said, in which language."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from shell_tools import Shell, shell

import autograder_client.magics as magics
from autograder_client.tokens import keep
from autograder_client.words import Trouble

VERDICT = {
    "question": "relu", "words": "верно", "text": "", "html": "", "notes": [], "left": 0,
    "next_at": "2000-01-01T00:00:00.5Z",
}  # fmt: skip
RECEIPT = {
    "receipt": 7, "exercise": "toy", "arrived": "then", "sha256": "", "again": False,
    "address": "", "remarks": [],
}  # fmt: skip


class Course:
    """What looks like a service: what it has heard, and what it answers."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.language = "ru"
        course = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say([{"name": "toy", "questions": ["relu"]}])

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self._say(VERDICT if self.path.endswith("/check") else RECEIPT)

            def _say(self, found: object) -> None:
                course.heard.append((self.path.partition("?")[0], self.headers["Authorization"]))
                self.send_response(200)
                self.send_header("Content-Language", course.language)
                self.end_headers()
                self.wfile.write(json.dumps(found).encode())

            def log_message(self, *_of: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def asked(self) -> int:
        return len(self.heard)


@pytest.fixture
def courses() -> Iterator[list[Course]]:
    made = [Course(), Course()]
    threads = [threading.Thread(target=each.server.serve_forever) for each in made]
    for thread in threads:
        thread.start()
    yield made
    for each, thread in zip(made, threads, strict=True):
        each.server.shutdown()
        thread.join()
        each.server.server_close()


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    monkeypatch.setenv("AUTOGRADER_TOKENS", str(tmp_path / "tokens.json"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    with shell() as made:
        made.run("%load_ext autograder_client", "%load_ext autograder_client")
        yield made


@pytest.fixture
def said(kernel: Shell, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a cell; what it prints."""

    def run(*cells: str) -> str:
        capsys.readouterr()
        kernel.run(*cells)
        heard = capsys.readouterr()
        return heard.out + heard.err

    return run


def notebook(folder: Path, monkeypatch: pytest.MonkeyPatch, **own: str) -> Path:
    path = folder / "toy.ipynb"
    path.write_text(json.dumps({"metadata": {"autograder": own}, "cells": []}))
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    return path


def test_with_two_courses_the_notebook_says_which(
    courses: list[Course],
    said,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    first, second = courses
    keep(first.address, "one")
    keep(second.address, "two")
    notebook(tmp_path, monkeypatch, exercise="toy", address=first.address)
    assert "верно" in said("%check relu")
    assert "квитанция 7" in said("%hand_in")
    assert {token for _path, token in first.heard} == {"Bearer one"}
    assert not second.heard


def test_no_token_goes_where_a_notebook_leads(
    courses: list[Course],
    said,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    first, second = courses
    keep(first.address, "one")
    notebook(tmp_path, monkeypatch, exercise="toy", address=second.address)
    for line in ("%check relu", "%hand_in"):
        assert f"%sign_in {second.address}" in said(line)
    assert not first.heard and not second.heard


def test_where_no_notebook_says_it_a_person_does(courses: list[Course], said) -> None:  # type: ignore[no-untyped-def]
    first, second = courses
    keep(first.address, "one")
    keep(second.address, "two")
    text = said("%check relu")
    assert first.address in text and second.address in text
    assert not first.heard and not second.heard
    assert first.address in said(f"%sign_in {first.address}/me")  # no token is asked for again
    said("%check relu")
    assert [path for path, _token in first.heard][-1] == "/api/v1/check"
    assert not second.heard


def test_the_language_is_that_of_the_course(
    courses: list[Course],
    said,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    course = courses[0]
    monkeypatch.setattr(magics, "getpass", lambda _prompt: "one")
    assert "Вы вошли" in said(f"%sign_in {course.address}")
    assert "через 1 мин." in said("%check toy relu")  # the next check
    assert "Назовите задание" in said("%check")
    notebook(tmp_path, monkeypatch, exercise="toy", language="en")
    assert "Name a question" in said("%check")


def test_nothing_is_a_traceback(courses: list[Course], said, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def stop(*_asked: object, **_named: object) -> None:
        raise KeyboardInterrupt

    course = courses[0]
    monkeypatch.setattr(course, "language", "en")
    for typed, words in (
        ("", "No token"),
        ("два слова", "no token: a token is"),
        ("a b", "no token"),
    ):
        monkeypatch.setattr(magics, "getpass", lambda _prompt, typed=typed: typed)
        assert words in said(f"%sign_in {course.address}")
    for address, words in (
        ("", "Which address?"),
        ("grading.example.org", "is no address"),
        ("http://школа.рф", "begins with http:"),
        ("http://127.0.0.1:99999", "is no address"),
    ):
        assert words in said(f"%sign_in {address}")
    assert {token for _path, token in course.heard} == {None}  # no token has gone anywhere
    assert "not signed in yet" in said("%check relu")
    keep(course.address, "one")
    monkeypatch.setattr(magics.Service, "check", stop)
    assert said("%check toy relu") == "Stopped.\n"


def test_the_buttons_ask_which_course_and_need_no_token_for_that(
    courses: list[Course], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jupyter = pytest.importorskip("autograder_client.jupyter", reason="missing: jupyter_server")
    monkeypatch.setenv("AUTOGRADER_TOKENS", str(tmp_path / "tokens.json"))
    monkeypatch.setenv("AUTOGRADER_ON_THE_HUB", courses[1].address)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "of-the-hub")
    monkeypatch.setenv("JUPYTERHUB_USER", "ann")
    keep(courses[0].address, "one")
    asked = {"exercise": "toy", "question": "relu", "notebook": "", "address": ""}
    with pytest.raises(Trouble, match="You are signed in at"):
        jupyter.check(asked)
    for course in courses:
        typed = {"address": course.address, "token": ""}
        assert jupyter.sign_in(typed) == {"address": course.address}
        assert jupyter.check({**asked, "address": course.address}) == VERDICT
    assert [token for _path, token in courses[1].heard] == ["Bearer of-the-hub"] * 2
    assert "of-the-hub" not in (tmp_path / "tokens.json").read_text()
