"""What is handed in is kept before it is answered, and graded once."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from service_tools import Clock, answers, browser, csrf, hand_in, is_graded, until
from starlette.datastructures import FormData
from starlette.requests import Request

from autograder.course import load_course
from autograder.service.store.jobs import waiting
from autograder.service.web import pages
from autograder.service.web.ask import Ask
from autograder.service.web.asked import arrived_at
from autograder.service.web.guard import ARRIVED
from autograder.service.web.pages import exact_moment
from autograder.service.web.state import State


def test_a_hand_in_is_kept_graded_and_shown(state: State) -> None:
    ann = browser(state, "ann")
    content = answers(double="def double(x):\n    return x**2")
    place = hand_in(ann, content, name="my homework (1).ipynb")
    until(lambda: is_graded(state, place))
    page = ann.get(place).text
    assert "my homework (1).ipynb" in page
    assert hashlib.sha256(content).hexdigest() in page
    assert "6 of 10" in page
    assert "Hint" in page
    with state.history.database.reading() as connection:
        assert waiting(connection) == 0
    listed = ann.get("/exercises").text
    assert "6 of 10" in listed


def test_the_gradebook_and_the_folders_follow(state: State) -> None:
    ann = browser(state, "ann")
    place = hand_in(ann, answers())
    course = state.course
    until(lambda: (course.feedback / "ann" / "toy" / "toy.html").is_file())
    until(lambda: (course.autograded / "ann" / "toy" / "toy.ipynb").is_file())
    assert (course.submitted / "ann" / "toy" / "toy.ipynb").read_bytes() == answers()
    assert is_graded(state, place)


def test_a_receipt_is_looked_up_by_its_owner_and_by_teachers(idle: State) -> None:
    ann, bob, tess = (browser(idle, name) for name in ("ann", "bob", "tess"))
    place = hand_in(ann, answers())
    page = ann.get(place).text
    found = re.search(r'href="(/receipts/\d+)"', page)
    assert found
    assert re.search(r"\d\d:\d\d:\d\d UTC\b(?! \()", page)
    for client, status in ((ann, 200), (tess, 200), (bob, 404)):
        assert client.get(found[1]).status_code == status
    assert ann.get("/receipts/99999").status_code == 404
    assert ann.get("/receipts/one").status_code == 404


def test_its_time_is_that_of_its_first_byte_where_it_was_quick_to_come(
    idle: State, clock: Clock
) -> None:
    """Else whoever begins to send before the deadline could go on working."""
    begun = clock()
    asked = Request({"type": "http", ARRIVED: begun})
    late = {}
    for seconds in (50, 70):
        now = begun + timedelta(seconds=seconds)
        state = dataclasses.replace(idle, now=lambda now=now: now)
        late[seconds] = arrived_at(Ask(asked, state, None, FormData())) - begun
    assert late == {50: timedelta(), 70: timedelta(seconds=70)}


@pytest.mark.parametrize(
    ("zone", "ends"),
    [
        ("UTC", "12:00:00 UTC"),
        ("Europe/Moscow", "15:00:00 MSK (UTC+0300)"),
        ("Asia/Tashkent", "17:00:00 UTC+0500"),
    ],
)
def test_a_receipt_says_the_zone_once(
    idle: State, monkeypatch: pytest.MonkeyPatch, zone: str, ends: str
) -> None:
    monkeypatch.setattr(pages, "_zone", lambda _state: zone)
    assert exact_moment(idle, datetime(2030, 9, 15, 12, tzinfo=UTC)) == f"2030-09-15 {ends}"


def test_a_double_click_hands_in_once(idle: State) -> None:
    ann = browser(idle, "ann")
    first = hand_in(ann, answers(), key="one form")
    second = hand_in(ann, answers(), key="one form")
    assert first == second
    with idle.history.database.reading() as connection:
        assert waiting(connection) == 1


def test_a_second_tab_with_the_same_file_is_the_same_hand_in(idle: State) -> None:
    ann = browser(idle, "ann")
    first = hand_in(ann, answers(), key="one tab")
    assert hand_in(ann, answers(), key="another tab") == first


def test_another_file_is_a_second_attempt_and_not_too_soon(idle: State, clock: Clock) -> None:
    ann = browser(idle, "ann")
    first = hand_in(ann, answers())
    fields = {"csrf": csrf(ann), "key": "next"}
    file = {"file": ("toy.ipynb", answers(by_hand="A = 1"))}
    refused = ann.post("/exercises/toy/hand-in", data=fields, files=file)
    assert refused.status_code == 429
    assert "too soon" in refused.text
    assert 0 < int(refused.headers["retry-after"]) <= 60
    clock.forward(seconds=61)
    taken = ann.post("/exercises/toy/hand-in", data=fields, files=file)
    assert taken.status_code == 303
    assert taken.headers["location"] != first
    page = ann.get("/exercises/toy").text
    assert first in page
    assert taken.headers["location"] in page


def test_a_form_with_another_file_is_another_hand_in(idle: State, clock: Clock) -> None:
    """As where somebody goes back to the page, and chooses the mended file."""
    ann = browser(idle, "ann")
    first = hand_in(ann, answers(), key="one form")
    clock.forward(minutes=2)
    second = hand_in(ann, answers(by_hand="A = 3"), key="one form")
    assert first != second
    assert len(idle.history.entries()) == 2
    assert hand_in(ann, answers(), key="one form") == first


def test_a_receipt_holds_when_the_exercise_has_left_the_course(idle: State) -> None:
    ann = browser(idle, "ann")
    place = hand_in(ann, answers())
    receipt = re.search(r"/receipts/\d+", ann.get(place).text)
    assert receipt
    manifest = idle.course.folder / "course.toml"
    manifest.write_text(manifest.read_text().partition("[[exercises]]")[0])
    course = load_course(idle.course.folder)
    ann = browser(dataclasses.replace(idle, course=course), "ann")
    assert ann.get(receipt[0]).status_code == 200
    for path in (place, "/exercises/toy"):
        assert ann.get(path).status_code == 404
