"""A student asks about a grade, in their time; a teacher looks at it as it was, and answers."""

from __future__ import annotations

import re

import msgspec
import pytest
from service_tools import Clock, answers, browser, csrf, csrf_in, hand_in, is_graded, until
from starlette.testclient import TestClient

from autograder.results import Provenance
from autograder.service.marking.again import differences
from autograder.service.store.audit import newest_acts
from autograder.service.web.state import State

TEXT = "My function is right: <b>look</b> at row 2."


def ask(client: TestClient, place: str, **more: str):
    form = {"csrf": csrf(client), "question": "double", "text": TEXT, **more}
    return client.post(f"{place}/ask", data=form)


@pytest.fixture
def place(state: State, no_gradebook: None) -> str:
    """A hand-in of ann whose `double` is wrong, graded just now."""
    found = hand_in(browser(state, "ann"), answers(double="def double(x):\n    return x + 1"))
    until(lambda: is_graded(state, found))
    return found


def test_from_a_day_to_a_week_after_the_grade(state: State, clock: Clock, place: str) -> None:
    ann = browser(state, "ann")
    page = ann.get(place).text
    assert "You may ask about this grade from" in page
    assert f"{place}/ask" not in page
    assert ask(ann, place).status_code == 409
    clock.forward(hours=25)
    assert f"{place}/ask" in ann.get(place).text
    assert ask(ann, place, question="none").status_code == 400
    assert ask(ann, place, text=" ").status_code == 400
    assert ask(browser(state, "bob"), place).status_code == 404
    assert ask(browser(state, "tess"), place).status_code == 404  # it is not hers
    assert ask(ann, place).status_code == 303
    clock.forward(days=6)
    assert ask(ann, place, question="total").status_code == 409
    assert f"{place}/ask" not in ann.get(place).text


def test_what_is_said_is_seen_by_both_sides(state: State, clock: Clock, place: str) -> None:
    ann, hal = browser(state, "ann"), browser(state, "hal")
    clock.forward(hours=25)
    thread = ask(ann, place).headers["location"]
    assert ask(ann, place, text="again").headers["location"] == thread  # one for each question
    page = ann.get(thread).text
    assert "&lt;b&gt;look&lt;/b&gt;" in page
    assert "Run it again" not in page
    assert browser(state, "bob").get(thread).status_code == 404
    listed = hal.get("/asked").text
    assert thread in listed
    assert "waits for an answer" in listed
    assert "Ann" not in listed
    told = {"csrf": csrf_in(hal.get(thread).text), "text": "Row 2 is [5, -7]. Twice would be more."}
    assert hal.post(thread, data=told).status_code == 303
    page = ann.get(thread).text
    assert "Twice would be more." in page
    assert "Hal Helper" in page
    assert "answered" in ann.get(place).text
    assert ann.post(thread, data={"csrf": csrf(ann), "text": "Oh."}).status_code == 303
    assert "waits for an answer" in hal.get("/asked").text
    with state.history.database.reading() as connection:
        acts = [act.what for act in newest_acts(connection, 20)]
    assert "answered a question about a grade" in acts
    assert "saw a question about a grade" in acts


def test_it_is_run_again_as_it_was(state: State, clock: Clock, place: str) -> None:
    ann, hal = browser(state, "ann"), browser(state, "hal")
    clock.forward(hours=25)
    thread = ask(ann, place).headers["location"]
    form = {"csrf": csrf(hal)}
    page = hal.post(f"{thread}/run", data=form).text
    assert "these are the inputs that were scored" in page
    assert "The verdict is the same." in page
    assert "double([1.5, -3, 0.25])" in page
    assert "[2.5, -2, 1.25]" in page
    assert ann.post(f"{thread}/run", data={"csrf": csrf(ann)}).status_code == 403
    checks = state.course.folder / "solutions" / "toy" / "checks.py"
    checks.write_text(checks.read_text().replace("[1.5, -3.0, 0.25]", "[1.5, -3.0, 0.75]"))
    page = hal.post(f"{thread}/run", data=form).text
    assert re.search(r"Not all is as it was then:\s+the exercise: [0-9a-f]{8} →", page)
    assert "double([1.5, -3, 0.75])" in page
    assert len(state.history.entries(student="ann")) == 1  # nothing of that counts


def test_every_difference_is_named() -> None:
    then = Provenance(
        exercise="a" * 40,
        package="p",
        version="1",
        python="3.11",
        libraries={"numpy": "1", "keras": "3"},
        device="cpu",
        isolation="full",
        language="en",
    )
    assert differences(then, then) == []
    now = msgspec.structs.replace(then, exercise="b" * 40, libraries={"numpy": "2", "torch": "2"})
    assert differences(then, now) == [
        "the exercise: aaaaaaaa → bbbbbbbb",
        "keras: 3 → –",
        "numpy: 1 → 2",
        "torch: – → 2",
    ]
    assert len(differences(None, now)) == 1
