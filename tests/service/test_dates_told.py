"""What the dates of a course mean for a student: told before a file is handed in, and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from service_tools import Clock, answers, browser, csrf, hand_in, is_graded, service, until
from test_api import client

from autograder.classroom.who_had_what import line, who_had_what
from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.service.web.state import State


def ago(**much: float) -> str:
    """A moment, as it stands in course.toml."""
    return f'"{datetime.now(UTC) - timedelta(**much):%Y-%m-%dT%H:%M:%SZ}"'


@contextmanager
def running(
    course: Course, engine: Engine, clock: Clock, own: str, *, days: int = 1, queue: bool = False
) -> Iterator[State]:
    """A service of the course with these rules of its exercise, and days in hand."""
    path = course.folder / "course.toml"
    rules = f"[policies]\ndays_in_hand = {days}\npause_minutes = 0\n[[exercises]]"
    text = path.read_text().replace("[[exercises]]", rules)
    path.write_text(f"{text}[exercises.policies]\n{own}\n")
    with service(load_course(course.folder), engine, clock, queue=queue) as state:
        yield state


def looked_at(state: State, person: str = "ann") -> str:
    """What is said of a file that was chosen."""
    student = browser(state, person)
    fields = {"csrf": csrf(student)}
    files = {"file": ("toy.ipynb", answers())}
    return student.post("/exercises/toy/look", data=fields, files=files).text


def sent_by_program(state: State, person: str = "ann") -> list[str]:
    """What a notebook is told after it was handed in."""
    place = "/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key=one"
    remarks: list[str] = client(state, person).post(place, content=answers()).json()["remarks"]
    return remarks


@pytest.mark.usefixtures("no_gradebook")
def test_a_day_in_hand_that_was_taken_is_in_what_is_said(
    course: Course, engine: Engine, clock: Clock
) -> None:
    with running(course, engine, clock, f"due = {ago(days=2.5)}", queue=True) as state:
        ann, tess = browser(state, "ann"), browser(state, "tess")
        place = hand_in(ann, answers())
        until(lambda: is_graded(state, place))
        said = "Late days: 3, of which days in hand: 1. 80 % of the points count."
        for who, path in (
            (ann, place),
            (ann, "/exercises/toy"),
            (tess, place),
            (tess, "/people/ann"),
        ):
            assert said in who.get(path).text
        assert "8 of 10" in ann.get("/exercises").text
        other = hand_in(ann, answers(by_hand="A = 1"))  # it earns less, and does not count
        until(lambda: is_graded(state, other))
        assert said not in ann.get(other).text
        assert "Late days: 3." in ann.get(other).text
        (first, second) = who_had_what(state.course)
        assert [line(state.course, each).late for each in (first, second)] == [
            "3 d, 1 in hand",
            "3 d",
        ]
        assert first.dates is not None
        assert first.dates.factor == 0.8


def test_before_there_is_a_verdict_nothing_is_said_of_days_in_hand(
    course: Course, engine: Engine, clock: Clock
) -> None:
    with running(course, engine, clock, f"due = {ago(days=2.5)}") as state:
        ann = browser(state, "ann")
        text = ann.get(hand_in(ann, answers())).text
        assert "Late days: 3." in text
        assert "%" not in text


def test_what_being_late_costs_is_said_before(course: Course, engine: Engine, clock: Clock) -> None:
    with running(course, engine, clock, f"due = {ago(days=2.5)}") as state:
        late = "Late: 80 % of the points would count. Days in hand that this takes: 1."
        page = browser(state, "ann").get("/exercises/toy").text
        for text in (page, looked_at(state)):
            assert late in text
            assert "Days in hand left, for all exercises together: 1 of 1." in text
        assert "Closes " in page
        assert late in sent_by_program(state)


def test_a_closed_exercise_says_so_before(course: Course, engine: Engine, clock: Clock) -> None:
    with running(course, engine, clock, f"closes = {ago(hours=1)}") as state:
        ann = browser(state, "ann")
        for text in (ann.get("/exercises/toy").text, looked_at(state)):
            assert "what you hand in now is kept and graded, and does not count" in text
        for path in ("/exercises", "/exercises/toy"):
            assert "Closed since" in ann.get(path).text
            assert "No due date" not in ann.get(path).text
        assert any("had closed, so it does not count" in each for each in sent_by_program(state))


def test_how_many_attempts_are_left_is_said(course: Course, engine: Engine, clock: Clock) -> None:
    with running(course, engine, clock, "attempts = 2") as state:
        ann = browser(state, "ann")
        assert "Attempts left: 2 of 2." in ann.get("/exercises/toy").text
        assert "Attempts left: 1 of 2." in sent_by_program(state)
        hand_in(ann, answers(by_hand="A = 1"))
        assert "No attempt is left" in looked_at(state)


def test_in_the_pause_the_page_says_when_the_next_one_is_taken(idle: State, clock: Clock) -> None:
    ann = browser(idle, "ann")
    assert "The next file is taken" not in ann.get("/exercises/toy").text
    hand_in(ann, answers())
    for text in (ann.get("/exercises/toy").text, looked_at(idle)):
        assert "The next file is taken from" in text
    clock.forward(minutes=2)
    assert "The next file is taken" not in ann.get("/exercises/toy").text
