"""A full disk, and files that are made to break something: a clear answer, and nothing is lost."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from collections.abc import Iterator

import pytest
import toy_course as toy
from service_tools import Clock, answers, browser, csrf, hand_in, is_graded, until
from sqlalchemy import event
from sqlalchemy.pool import Pool
from starlette.testclient import TestClient
from test_api import client

from autograder.service.web.state import State

LARGE = os.urandom(3_000_000)  # nothing makes it smaller


class Disk:
    """The disk under the databases, on which at times nothing more has room."""

    def __init__(self) -> None:
        self.is_full = False

    def limit(self, connection, _record, _proxy) -> None:  # type: ignore[no-untyped-def]
        most = 1 if self.is_full else 1_000_000_000  # SQLite takes as many pages as there are now
        connection.execute(f"PRAGMA max_page_count = {most}")


@pytest.fixture
def disk() -> Iterator[Disk]:
    found = Disk()
    event.listen(Pool, "checkout", found.limit)
    yield found
    event.remove(Pool, "checkout", found.limit)


def sent(browser: TestClient, content: bytes):  # type: ignore[no-untyped-def]
    fields = {"csrf": csrf(browser), "key": "one form"}
    file = {"file": ("toy.ipynb", content)}
    return browser.post("/exercises/toy/hand-in", data=fields, files=file)


def test_a_full_disk_is_said_and_loses_nothing(disk: Disk, state: State) -> None:
    ann, bob = browser(state, "ann"), browser(state, "bob")
    first = hand_in(ann, answers())
    until(lambda: is_graded(state, first))
    disk.is_full = True
    refused = sent(bob, LARGE)
    assert refused.status_code == 503
    assert "was not done" in refused.text
    assert "What you handed in before is kept." in refused.text
    assert "Traceback" not in refused.text
    assert refused.headers["retry-after"]
    assert "10 of 10" in ann.get(first).text
    assert len(state.history.entries()) == 1
    disk.is_full = False
    taken = sent(bob, LARGE)  # the same form, once there is room
    assert taken.status_code == 303
    until(lambda: is_graded(state, taken.headers["location"]))


def test_a_full_disk_while_the_file_comes(idle: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large files wait on the disk until all of them is here."""
    ann, program = browser(idle, "ann"), client(idle)

    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", full)
    refused = sent(ann, LARGE)
    assert refused.status_code == 507
    assert "no room" in refused.text
    monkeypatch.undo()
    monkeypatch.setattr("autograder.classroom.rooms._make", full)
    asked = {"exercise": "toy", "question": "double", "source": answers().decode()}
    answer = program.post("/api/v1/check", json=asked)
    assert answer.status_code == 507
    assert answer.json()["error"]
    monkeypatch.undo()
    assert program.post("/api/v1/check", json=asked).json()["left"] == 9  # it was given back
    assert sent(ann, LARGE).status_code == 303


def bombs() -> dict[str, bytes]:
    """Files that are made to break what reads them."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("toy.ipynb", b"0" * 50_000_000)
    cells = [toy.code("x = 1\n" * 3)] * 5_000
    return {
        "archive": archive.getvalue(),
        "nested": b"[" * 1_000_000,
        "cells": toy.notebook(cells),
        "zeros": bytes(5_000_000),
    }


def test_what_is_made_to_break_something(state: State, clock: Clock) -> None:
    ann = browser(state, "ann")
    for name, content in bombs().items():
        place = hand_in(ann, content)
        until(lambda place=place: is_graded(state, place))
        page = ann.get(place)
        assert page.status_code == 200, name
        assert "10 of 10" not in page.text
        clock.forward(minutes=2)
    fine = hand_in(ann, answers())
    until(lambda: is_graded(state, fine))
    assert "10 of 10" in ann.get(fine).text
