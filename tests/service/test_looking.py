"""Files that are made to be slow to read cost time of nobody but those who send them."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
import toy_course as toy
from service_tools import PATIENCE, answers, browser, csrf
from test_api import client

from autograder.course import Course
from autograder.errors import ServiceError
from autograder.language import speaking
from autograder.service.queue.looking import SMALL, Looks
from autograder.service.web.state import State
from autograder.submissions import Look, look

FLOAT = b"1.23456789012345678901234567890e-300"  # a slow one
LONG = b", ".join([FLOAT] * 300_000)  # seconds, in which nothing else of a process goes on


def padded(content: bytes, more: bytes = b"", size: int = 0) -> bytes:
    """The notebook with something in it that nobody asks for."""
    return content.rstrip()[:-1] + b', "more": [' + (more or b"0, " * (size // 3) + b"0") + b"]}"


@pytest.fixture
def looks() -> Iterator[Looks]:
    with Looks() as found:
        yield found


def looked(
    looks: Looks,
    course: Course,
    content: bytes,
    name: str = "toy.ipynb",
    costs: list[float] | None = None,
) -> Look:
    """What is found in a file."""
    charge = (costs if costs is not None else []).append
    found = looks.look(course.folder, "toy", name, content, heavy=False, charge=charge)
    return asyncio.run(found)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_large_file_is_seen_as_a_small_one_is(
    looks: Looks, course: Course, language: str
) -> None:
    python = b"def double(x):\n    return 2 * x\n"
    some = {
        "right.ipynb": padded(answers(), size=SMALL),
        "empty.ipynb": padded(toy.notebook(), size=SMALL),
        "numbers.ipynb": padded(answers(), b"NaN, Infinity, " + b"1e5, " * SMALL + b"0"),
        "broken.ipynb": answers() + b" " * SMALL + b"}",
        "nested.ipynb": b"[" * 200_000,
        "long.ipynb": toy.notebook([toy.code("x = 1\n" * SMALL)]),
        "right.py": python + b"# much\n" * SMALL,
    }
    with speaking(language):
        for name, content in some.items():
            assert len(content) > SMALL
            assert looked(looks, course, content, name) == look(course.folder, "toy", name, content)


def test_what_takes_too_long_is_given_up(course: Course) -> None:
    costs: list[float] = []
    slow = padded(answers(), LONG)
    with Looks(most_seconds=0.2) as looks:
        found = looked(looks, course, slow, costs=costs)
        assert found.trouble.startswith("It takes too long")
        assert not found.questions
        fine = padded(answers(), size=SMALL)
        found = looked(looks, course, fine, costs=costs)  # by another process
        assert found.answered == 3
    assert len(costs) == 2


def test_who_has_sent_it_is_charged(looks: Looks, course: Course) -> None:
    costs: list[float] = []
    looked(looks, course, answers(), costs=costs)
    assert not costs
    looked(looks, course, padded(answers(), b"[], " * 200_000 + b"0"), costs=costs)
    assert costs[0] > 0


def test_a_process_that_was_ended_has_a_successor(looks: Looks, course: Course) -> None:
    large = padded(answers(), size=SMALL)
    first = looked(looks, course, large)
    for each in looks._processes:
        os.kill(each.process.pid, signal.SIGKILL)
    assert looked(looks, course, large) == first == looked(looks, course, large)


def test_nothing_is_left_at_the_end(course: Course) -> None:
    with Looks() as looks:
        looked(looks, course, padded(answers(), size=SMALL))
        (each,) = looks._processes
    assert each.process.returncode is not None
    with pytest.raises(ServiceError, match="just now"):
        looked(looks, course, padded(answers(), size=SMALL))


def test_they_end_with_the_service_that_was_killed(course: Course) -> None:
    """Nobody tells them: the pipe does."""
    code = (
        "import asyncio, os, sys; from pathlib import Path;"
        "from autograder.service.queue.looking import Looks; looks = Looks();"
        "asyncio.run(looks.look(Path(sys.argv[1]), 'toy', 'toy.ipynb', b' ' * 200_000,"
        " heavy=False, charge=print));"
        "assert looks._processes; os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(course.folder)]
    # Its output comes to an end when all that have it have ended.
    said = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    assert said.returncode == -signal.SIGKILL


def test_a_file_that_takes_too_long_is_kept_all_the_same(idle: State) -> None:
    with Looks(most_seconds=0.2) as looks:
        state = dataclasses.replace(idle, looks=looks)
        slow = padded(answers(), LONG)
        ann = browser(state, "ann")
        file = {"file": ("toy.ipynb", slow)}
        seen = ann.post("/exercises/toy/look", data={"csrf": csrf(ann)}, files=file)
        assert seen.status_code == 200
        assert "It takes too long" in seen.text
        path = "/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key=1"
        taken = client(state, "bob").post(path, content=slow)
        assert taken.status_code == 201
        assert taken.json()["remarks"][0].startswith("It takes too long")
    entries = state.history.entries()
    assert [each.submission.student for each in entries] == ["bob"]
    assert entries[0].submission.digest == hashlib.sha256(slow).hexdigest()


def test_where_nothing_can_be_looked_into_a_hand_in_is_kept(idle: State) -> None:
    with Looks() as looks:
        looks.close()
        path = "/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key=1"
        state = dataclasses.replace(idle, looks=looks)
        taken = client(state).post(path, content=padded(answers(), size=SMALL))
    assert taken.status_code == 201
    assert taken.json()["remarks"] == []
