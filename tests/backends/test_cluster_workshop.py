"""What a worker grades with: an engine, and its copy of the course."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import toy_course as toy
from killing import kill_server

from autograder.backends.dask.messages import (
    Lost,
    Ready,
    Refused,
    Verdict,
    Work,
    decode_reply,
    decode_work,
    encode,
)  # fmt: skip
from autograder.backends.dask.workshop import Workshop
from autograder.course import Course
from autograder.engine.digests import digest_of_exercise, digest_of_package
from autograder.engine.messages import Failed
from autograder.grading import Submission

RIGHT = Submission("7f3a", "toy", toy.notebook(**toy.ANSWERS))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return toy.write_course(tmp_path)


@pytest.fixture
def workshop(course: Course) -> Iterator[Workshop]:
    made = Workshop(course.folder, "tcp://127.0.0.1:1", "here", {"cpu": 2, "gpu": 0})
    yield made
    made.close()


def work(course: Course, submission: Submission | None = RIGHT) -> Work:
    digest = digest_of_exercise(course.exercise("toy"))
    return Work("toy", "cpu", "en", digest_of_package(), digest, submission=submission)


def test_it_gets_ready_and_grades(course: Course, workshop: Workshop) -> None:
    warm = workshop.do(work(course, None))
    assert isinstance(warm, Ready)
    reply = workshop.do(msgspec.structs.replace(work(course), isolation=warm.isolation))
    assert isinstance(reply, Verdict)
    assert reply.graded.report.score == 10
    assert reply.graded.report.student == "7f3a"


def test_messages_are_strict(course: Course) -> None:
    assert decode_work(encode(work(course))) == work(course)
    assert decode_reply(encode(Lost("x"))) == Lost("x")
    for data in (b"", b"\x80", encode(Lost("x"))[:-1], encode(work(course))):
        with pytest.raises(msgspec.DecodeError):
            decode_reply(data)
    with pytest.raises(msgspec.DecodeError):
        decode_work(encode(Lost("x")))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"package": b"other"}, "another version of autograder"),
        ({"course": b"other"}, "differs in toy"),
        ({"exercise": "unknown"}, "differs in unknown"),
        ({"isolation": "another"}, "this run is graded at 'another'"),
    ],
    ids=["package", "course", "exercise", "isolation"],
)
def test_it_refuses_what_would_give_other_records(
    course: Course, workshop: Workshop, changes: dict[str, object], what: str
) -> None:
    reply = workshop.do(msgspec.structs.replace(work(course), **changes))
    assert isinstance(reply, Refused)
    assert what in reply.what
    assert (reply.address, reply.worker) == ("tcp://127.0.0.1:1", "here")
    assert reply.todo


def test_a_course_that_is_not_there(course: Course, tmp_path: Path) -> None:
    elsewhere = Workshop(tmp_path / "nothing", "tcp://127.0.0.1:1", "here", {"cpu": 1, "gpu": 0})
    reply = elsewhere.do(work(course))
    assert isinstance(reply, Refused)
    assert "Copy the course there" in reply.todo


def test_a_course_that_is_wrong_fails_everywhere(course: Course, workshop: Workshop) -> None:
    (course.exercise("toy").folder / "checks.py").write_text("def broken(:")
    reply = workshop.do(work(course))
    assert isinstance(reply, Failed)
    assert "SyntaxError" in str(reply.error())


def test_what_was_killed_is_lost_and_the_next_one_is_not(
    course: Course, workshop: Workshop
) -> None:
    workshop.do(work(course))
    answers = {**toy.ANSWERS, "by_hand": "import time; time.sleep(3)\nA = 2.5"}
    slow = Submission("slow", "toy", toy.notebook(**answers))
    [process] = workshop._engine.processes()
    killer = threading.Timer(0.5, kill_server, (process,))
    killer.start()
    reply = workshop.do(work(course, slow))
    killer.join()
    assert isinstance(reply, Lost)
    assert isinstance(workshop.do(work(course)), Verdict)


def test_after_it_is_closed_nothing_is_graded(course: Course, workshop: Workshop) -> None:
    workshop.close()
    assert isinstance(workshop.do(work(course)), Failed)
