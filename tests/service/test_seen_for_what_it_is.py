"""A file is told for what it is: to programs, on the page, and in the verdict."""

from __future__ import annotations

import json

import msgspec
import pytest
import toy_course as toy
from service_tools import answers, browser, csrf, hand_in, is_graded, until
from test_api import client, question

from autograder.service.web.state import State

PROGRAM = b"def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return sum(x)\n"
FOREIGN = json.dumps(
    {
        "cells": [{"cell_type": "code", "source": "print('hello')", "metadata": {}}],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
).encode()


def looked_at(state: State, name: str, content: bytes) -> str:
    ann = browser(state, "ann")
    files = {"file": (name, content)}
    return ann.post("/exercises/toy/look", data={"csrf": csrf(ann)}, files=files).text


@pytest.mark.usefixtures("no_gradebook")
@pytest.mark.parametrize(("name", "content"), [("toy.py", answers()), ("toy.ipynb", PROGRAM)])
def test_what_is_in_it_is_graded_and_its_name_is_kept(
    state: State, name: str, content: bytes
) -> None:
    assert "of 3 questions are answered" in looked_at(state, name, content)
    place = hand_in(browser(state, "ann"), content, name)
    until(lambda: is_graded(state, place))
    (entry,) = state.history.entries()
    assert entry.grading is not None and entry.grading.points > 0
    assert name in browser(state, "ann").get(place).text  # on the receipt


def test_a_foreign_notebook_is_not_said_to_be_unchanged(idle: State) -> None:
    for name, content, said in (
        ("toy.ipynb", FOREIGN, "another notebook: no cell of “Toy”"),
        ("toy.py", b"print('hello')\n", "another Python file"),
    ):
        text = looked_at(idle, name, content)
        assert said in text and "Nothing has changed" not in text and "0 of" not in text
        assert "You can hand it in as it is" in text
    assert "Nothing has changed" in looked_at(idle, "toy.ipynb", toy.notebook())


def test_nothing_is_said_of_a_file_without_a_fault(idle: State) -> None:
    assert "You can hand it in as it is" not in looked_at(idle, "toy.ipynb", answers())
    half = answers(total="def total(x):\n    raise NotImplementedError")
    assert "You can hand it in as it is" in looked_at(idle, "toy.ipynb", half)


def test_a_program_asks_which_exercise_a_file_is(idle: State) -> None:
    ann = client(idle)

    def seen(name: str, content: bytes) -> tuple[str, str]:
        found = ann.post(f"/api/v1/look?name={name}", content=content)
        assert found.status_code == 200, found.text
        return found.json()["exercise"], " ".join(found.json()["remarks"])

    exercise, said = seen("my.py", PROGRAM)
    assert exercise == "toy" and "2 of 3 questions are answered." in said
    assert seen("my.ipynb", PROGRAM)[0] == "toy"
    assert seen("toy.ipynb", b"")[0] == "toy"
    assert seen("my.ipynb", FOREIGN) == ("", "Nothing in this file says which exercise it is.")
    assert "empty" in seen("my.ipynb", b"")[1]
    assert "a picture" in seen("photo.ipynb", b"\x89PNG\r\n\x1a\n")[1]
    assert ann.post("/api/v1/look", content=b"").status_code == 400
    assert not idle.history.entries()


def test_a_program_knows_whose_token_it_has(idle: State) -> None:
    assert client(idle).get("/api/v1/me").json()["id"] == "ann"
    assert browser(idle).get("/api/v1/me").status_code == 401


def test_a_question_is_known_in_other_capitals_or_told(idle: State) -> None:
    ann = client(idle)
    right = ann.post("/api/v1/check", json=question("Double", answers()))
    assert right.json()["question"] == "double" and right.json()["status"] == "passed"
    wrong = ann.post("/api/v1/check", json=question("duoble", answers()))
    assert wrong.status_code == 404
    assert "Did you mean “double”?" in wrong.json()["error"]


def test_what_takes_long_is_only_tried_with_a_hand_in(idle: State) -> None:
    policy = idle.course.policies["toy"]
    checks = msgspec.structs.replace(policy.checks, without=("double",))
    idle.course.policies["toy"] = msgspec.structs.replace(policy, checks=checks)
    ann = client(idle)
    told = ann.post("/api/v1/check", json=question("Double", answers()))
    assert told.status_code == 404 and "only tried when you hand in" in told.json()["error"]
    assert ann.post("/api/v1/check", json=question("total", answers())).json()["left"] == 9
