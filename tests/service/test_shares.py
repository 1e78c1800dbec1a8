"""Nobody holds up the others: whoever uses much of the machine waits for those who use little."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import toy_files
from service_tools import (
    Clock,
    answers,
    browser,
    csrf,
    hand_in,
    is_graded,
    make_course,
    service,
    until,
)
from sqlalchemy import select
from starlette.testclient import TestClient
from test_api import client, question

from autograder.classroom.runner import engine_for
from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.engine.fake import FakeEngine
from autograder.errors import FileError
from autograder.grading import Graded, Submission
from autograder.service.queue import work
from autograder.service.queue.asking import BEYOND, CHECK, LATER
from autograder.service.queue.booking import Booker
from autograder.service.queue.limits import Shares
from autograder.service.queue.work import Queue
from autograder.service.store.bookings import Booking, put_booking
from autograder.service.store.tables import BOOKINGS, JOBS
from autograder.service.student import handing_in
from autograder.service.web.state import MEGABYTES, State

NOW = datetime(2030, 9, 15, 12, tzinfo=UTC)
PATIENT = toy_files.MANIFEST.replace("cell_seconds = 0.8", "cell_seconds = 900").replace(
    "submission_seconds = 20", "submission_seconds = 900"
)


def test_a_share_is_used_up_and_comes_back() -> None:
    shares = Shares(at_once=10, a_minute=6)
    shares.use("ann", 25, NOW)
    assert shares.is_used_up("ann", NOW)
    assert not shares.is_used_up("bob", NOW)
    assert shares.used_up(NOW) == ["ann"]
    assert shares.is_used_up("ann", NOW + timedelta(minutes=2))
    assert not shares.is_used_up("ann", NOW + timedelta(minutes=3))


class Recorded(FakeEngine):
    """Remembers how it was asked."""

    def __init__(self, verdict: Any) -> None:
        super().__init__(verdict)
        self.asked: list[tuple[str, int, bool]] = []

    def submit(self, exercise: Any, submission: Any, **how: Any) -> Any:
        """As the engine does."""
        how = {"priority": 0, "once": False, **how}
        self.asked.append((submission.student, how["priority"], how["once"]))
        return super().submit(exercise, submission, **how)


def long_one(graded: Graded) -> Graded:
    """The grading as if it had taken long."""
    report = msgspec.structs.replace(graded.report, seconds=70.0)
    return msgspec.structs.replace(graded, report=report, again=True)


def test_checks_that_take_long_do_not_keep_hand_ins_waiting(
    course: Course, clock: Clock, engine: Engine
) -> None:
    def verdict(exercise: Any, submission: Any) -> Graded:
        graded = engine.submit(exercise, submission).result()
        return long_one(graded) if submission.student == "ann" else graded

    with Recorded(verdict) as fake, service(course, fake, clock, queue=False) as state:
        ann, bob = client(state, "ann"), client(state, "bob")
        for who in (ann, bob, ann, bob):
            assert who.post("/api/v1/check", json=question()).status_code == 200
        clock.forward(minutes=25)
        ann.post("/api/v1/check", json=question())
        assert fake.asked == [
            ("ann", CHECK, True),
            ("bob", CHECK, True),
            ("ann", LATER, True),
            ("bob", CHECK, True),
            ("ann", CHECK, True),
        ]
        assert len(fake.tries) == 5  # a check of a loop without an end is not done twice


@pytest.mark.usefixtures("no_gradebook")
def test_whose_hand_ins_take_long_comes_after_the_others(
    course: Course, clock: Clock, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shares(at_once: int, a_minute: float) -> Shares:
        made = Shares(at_once, a_minute)
        made.use("ann", 600, datetime.now(UTC))
        return made

    monkeypatch.setattr(work, "Shares", shares)

    def verdict(exercise: Any, submission: Any) -> Graded:
        return engine.submit(exercise, submission).result()

    with FakeEngine(verdict) as fake, service(course, fake, clock, queue=False) as state:
        places = [hand_in(browser(state, name), answers()) for name in ("ann", "bob")]
        asked = (course, state.history, state.class_list, fake, state.events)
        fake.workers = 0  # so one at a time is under way
        with Queue(*asked, alone=True):
            until(lambda: all(is_graded(state, each) for each in places))
        assert [each.student for each in fake.tries] == ["bob", "ann"]


@pytest.mark.usefixtures("no_gradebook")
def test_what_has_no_end_keeps_nobodys_check_waiting(tmp_path: Path, clock: Clock) -> None:
    """Hand-ins of two people, and checks of two others, one of which has used up their share."""
    endless = answers(by_hand="while True: pass")
    course = make_course(tmp_path / "course", manifest=PATIENT)
    toy = course.exercise("toy")
    with engine_for(1, beyond=BEYOND) as engine, service(course, engine, clock) as state:
        bob = client(state, "bob")
        assert bob.post("/api/v1/check", json=question()).status_code == 200  # it is warm
        places = [hand_in(browser(state, name), endless) for name in ("ann", "hal")]
        until(lambda: is_taken(state))
        for priority in (LATER, CHECK):
            engine.submit(toy, Submission("tess", "toy", endless), priority=priority, once=True)
        for name in ("double", "total"):
            body = question(name, answers())
            assert bob.post("/api/v1/check", json=body).json()["status"] == "passed"
        assert not any(is_graded(state, each) for each in places)


def is_taken(state: State) -> bool:
    """Whether a hand-in is on its way to the engine."""
    with state.history.database.reading() as connection:
        return connection.scalar(select(JOBS.c.submission).where(JOBS.c.taken_by != "")) is not None


def test_the_trouble_of_one_student_keeps_nobody_else_out_of_the_gradebook(
    idle: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def book(_booker: Booker, some: list[Booking]) -> None:
        if any(each.person == "ann" for each in some):
            raise FileError("There is a file in place of the folder.", todo="Move it away.")

    monkeypatch.setattr(Booker, "_book", book)
    with idle.history.database.writing() as connection:
        for name in ("ann", "bob"):
            put_booking(connection, "toy", name, NOW)
    with Booker(idle.course, idle.history, idle.class_list, idle.engine, "me") as booker:
        booker.work()
    assert booked(idle) == ["ann"]


def booked(state: State) -> list[str]:
    """Who is still to be booked."""
    with state.history.database.reading() as connection:
        return list(connection.scalars(select(BOOKINGS.c.person)))


def too_soon(client: TestClient, by_hand: str) -> bool:
    """Hand in another file; whether that is refused."""
    files = {"file": ("toy.ipynb", answers(by_hand=by_hand))}
    sent = {"csrf": csrf(client), "key": by_hand}
    return client.post("/exercises/toy/hand-in", data=sent, files=files).status_code == 429


def test_the_pause_also_holds_where_nothing_counts(
    course: Course, engine: Engine, clock: Clock
) -> None:
    """After the end of an exercise: else there would be no end of hand-ins."""
    path = course.folder / "course.toml"
    closes = '[exercises.policies]\ncloses = "2020-01-01T00:00:00Z"\n'
    path.write_text(path.read_text() + closes)
    with service(load_course(course.folder), engine, clock, queue=False) as state:
        ann = browser(state, "ann")
        assert not too_soon(ann, "A = 1")
        assert too_soon(ann, "A = 2")
        clock.forward(minutes=1.1)
        assert not too_soon(ann, "A = 2")


def test_what_was_taken_stays_taken_when_a_slower_one_arrives(idle: State, clock: Clock) -> None:
    """One upload was begun first, and came to its end after another one."""
    ann = browser(idle, "ann")
    clock.forward(minutes=10)
    assert not too_soon(ann, "A = 1")
    clock.forward(seconds=-30)
    assert too_soon(ann, "A = 2")


def test_so_many_wait_and_no_more(
    idle: State, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_in, "MOST_WAITING", 2)
    ann = browser(idle, "ann")
    refused = []
    for number in range(3):
        refused.append(too_soon(ann, f"A = {number}"))
        clock.forward(minutes=2)
    assert refused == [False, False, True]
    files = {"file": ("toy.ipynb", answers(by_hand="A = 4"))}
    clock.forward(minutes=2)
    said = ann.post("/exercises/toy/hand-in", data={"csrf": csrf(ann), "key": "4"}, files=files)
    assert "of your hand-ins wait to be graded" in said.text
    assert "too soon" not in said.text
    assert not too_soon(browser(idle, "bob"), "A = 3")


def test_one_person_does_not_fill_the_disk(course: Course, engine: Engine, clock: Clock) -> None:
    with service(course, engine, clock, queue=False) as state:
        ann = browser(state, "ann")
        state.room.use("ann", MEGABYTES - 1e-6, state.now())
        assert not too_soon(ann, "A = 1")  # the last one that there is room for
        clock.forward(minutes=2)
        state.room.use("ann", 1, state.now())
        assert too_soon(ann, "A = 2")
        assert not too_soon(browser(state, "bob"), "A = 2")
        clock.forward(hours=24)
        assert not too_soon(ann, "A = 2")
