"""What a monitor sees of the service, and what is said of files that are too large."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from service_tools import browser, csrf

from autograder.errors import HistoryError
from autograder.notebooks.raw import MAX_BYTES
from autograder.service.web import health
from autograder.service.web.body import MOST_BODY
from autograder.service.web.state import State


def test_a_monitor_sees_that_the_database_is_down(
    idle: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    @contextmanager
    def broken():  # type: ignore[no-untyped-def]
        asked.append(1)
        raise HistoryError("The database server cannot be reached.")
        yield

    client = browser(idle)
    monkeypatch.setattr(health, "SECONDS", 0.0)
    assert (client.get("/health").status_code, client.get("/health").text) == (200, "ok\n")
    with monkeypatch.context() as down:
        down.setattr(idle.history.database, "reading", broken)
        answer = client.get("/health")
        assert answer.status_code == 503 and answer.headers["retry-after"]
        assert answer.text.startswith("database") and "reached" not in answer.text
        down.setattr(health, "SECONDS", 3600.0)
        client.get("/health")
        before = len(asked)
        assert [client.get("/health").status_code for _time in range(5)] == [503] * 5
        assert len(asked) == before  # whoever asks often costs nothing


def test_the_limit_is_told_before_a_file_is_sent(idle: State) -> None:
    page = browser(idle, "ann").get("/exercises/toy").text
    assert f'data-most="{MAX_BYTES}"' in page
    (said,) = re.findall(r'<template id="too-large">(.*?)</template>', page)
    assert f"{MAX_BYTES // 10**6} MB" in said


def test_a_refusal_leads_back_to_the_exercise(idle: State) -> None:
    ann = browser(idle, "ann")
    content = b" " * (MAX_BYTES + 1)
    for body in (content, b" " * (MOST_BODY + 1)):
        answer = ann.post(
            "/exercises/toy/hand-in", data={"csrf": csrf(ann)}, files={"file": ("toy.ipynb", body)}
        )
        assert answer.status_code == 413 and "too large" in answer.text
        assert 'href="/exercises/toy"' in answer.text
