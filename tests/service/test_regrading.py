"""An exercise changes after work was graded: nothing moves until a teacher applies it."""

from __future__ import annotations

import re

import pytest
from service_tools import answers, browser, csrf, hand_in, is_graded, until
from starlette.testclient import TestClient
from test_queue import is_booked

from autograder.course import Course
from autograder.gradebook import Gradebook
from autograder.results import from_json
from autograder.service.store.audit import newest_acts
from autograder.service.store.bookings import put_booking
from autograder.service.store.jobs import place_of, waiting
from autograder.service.web.state import State

OLD = 'equal(student.value("A"), reference.A, "A")'
NEW = 'equal(student.value("A"), 1.0, "A")'  # what was right is wrong now, and the other way round


def change(course: Course, old: str = OLD, new: str = NEW) -> None:
    path = course.folder / "solutions" / "toy" / "checks.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def in_gradebook(course: Course, student: str) -> float:
    report = from_json((course.autograded / student / "toy" / "report.json").read_bytes())
    with Gradebook(course) as book:
        return book.reviewed(report).score


def points_of(state: State) -> dict[str, float]:
    """Everybody's points in the gradebook, when it is up to date."""
    until(lambda: is_booked(state))
    return {student: in_gradebook(state.course, student) for student in ("ann", "bob")}


def press(client: TestClient, path: str, **fields: str) -> int:
    return client.post(path, data={"csrf": csrf(client), **fields}).status_code


@pytest.fixture
def graded(state: State) -> dict[str, str]:
    """Ann is right and Bob is not, by the exercise as it was; the places of their hand-ins."""
    places = {
        "ann": hand_in(browser(state, "ann"), answers()),
        "bob": hand_in(browser(state, "bob"), answers(by_hand="A = 1")),
    }
    for place in places.values():
        until(lambda place=place: is_graded(state, place))
    assert points_of(state) == {"ann": 10, "bob": 8}
    return places


def test_nothing_moves_until_it_is_applied(state: State, graded: dict[str, str]) -> None:
    ann, tess = browser(state, "ann"), browser(state, "tess")
    page = ann.get(graded["ann"]).text
    version = re.search(r"Graded by version ([0-9a-f]{8}) of the exercise", page)
    assert version
    assert "has changed since" not in page
    assert "earlier version" not in tess.get("/class/toy").text
    change(state.course)
    until(lambda: "has changed since" in ann.get(graded["ann"]).text)
    assert f"version {version[1]}" in ann.get(graded["ann"]).text
    assert ann.get(f"/api/v1{graded['ann']}").json()["changed_since"] is True
    assert "earlier version: 2." in tess.get("/class/toy").text
    with state.history.database.writing() as connection:  # as where somebody is given more time
        for student in ("ann", "bob"):
            put_booking(connection, "toy", student, state.now())
    assert points_of(state) == {"ann": 10, "bob": 8}

    assert press(tess, "/class/toy/regrade/apply") == 409  # nothing was tried
    assert press(tess, "/class/toy/regrade") == 303
    until(lambda: "Apply it" in tess.get("/class/toy/regrade").text)
    look = tess.get("/class/toy/regrade").text
    assert "Students with more points: 1. With fewer: 1. Hand-ins tried: 2." in look
    assert "Ann Example" not in look
    assert points_of(state) == {"ann": 10, "bob": 8}
    assert "10 of 10" in ann.get(graded["ann"]).text

    assert "by_hand" in look
    assert "1 gain 2, 1 lose 2" in look
    reason = "<A> was to be 1."
    assert press(tess, "/class/toy/regrade/apply", why=reason, lower="yes") == 303
    assert points_of(state) == {"ann": 8, "bob": 10}
    page = ann.get(graded["ann"]).text
    assert "0 instead of 2 points. Why: &lt;A&gt; was to be 1." in page
    booked = (state.course.feedback / "bob" / "toy" / "toy.html").read_text()
    assert "2 instead of 0 points. Why: &lt;A&gt; was to be 1." in booked
    assert "8 of 10" in page
    assert version[1] not in page
    assert "has changed since" not in page
    assert "as it is now" in tess.get("/class/toy/regrade").text
    with state.history.database.reading() as connection:
        acts = [act.what for act in newest_acts(connection, 10)]
    assert "had hand-ins tried again" in acts
    assert "applied what was tried" in acts
    entries = state.history.entries(student="ann")
    assert entries[0].grading is not None  # what it was given before stays in the history
    assert entries[0].grading.score == 10


def test_nobody_is_lowered_unasked(state: State, graded: dict[str, str]) -> None:
    tess = browser(state, "tess")
    change(state.course)
    assert press(tess, "/class/toy/regrade") == 303
    until(lambda: "Apply it" in tess.get("/class/toy/regrade").text)
    assert "Also lower points" in tess.get("/class/toy/regrade").text
    assert press(tess, "/class/toy/regrade/apply") == 303
    assert points_of(state) == {"ann": 10, "bob": 10}
    assert "What has changed" not in browser(state, "ann").get(graded["ann"]).text


def test_what_was_tried_is_of_no_use_after_another_change(
    state: State, graded: dict[str, str]
) -> None:
    tess = browser(state, "tess")
    change(state.course)
    assert press(tess, "/class/toy/regrade") == 303
    until(lambda: "Apply it" in tess.get("/class/toy/regrade").text)
    change(state.course, NEW, 'equal(student.value("A"), 2.0, "A")')
    assert "Apply it" not in tess.get("/class/toy/regrade").text
    assert press(tess, "/class/toy/regrade/apply") == 409
    assert points_of(state) == {"ann": 10, "bob": 8}


def test_a_trial_keeps_nobody_waiting(idle: State) -> None:
    from autograder.service.store.jobs import Job, put_job, take_jobs

    now = idle.now()
    with idle.history.database.writing() as connection:
        put_job(connection, Job("old", "toy", "ann", now, 0, "", is_trial=True))
        put_job(connection, Job("new", "toy", "bob", now, 0, ""))
        assert waiting(connection) == 1
        assert place_of(connection, "new") == 0
        assert place_of(connection, "old") is None  # its page shows the verdict that counts
        first, second = take_jobs(connection, "me", now, 2, [])
        assert (first.submission, second.submission) == ("new", "old")
