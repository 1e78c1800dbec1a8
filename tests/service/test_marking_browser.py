"""A grader's pages in a real browser: by keys alone, on a phone, in the dark, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from service_tools import Clock, browser, hand_in, is_booked, is_graded, reached, until
from test_browser import CHROMIUM, Seen, chromium, everybody_can_use, picture  # noqa: F401
from test_marking import MARKING, PEOPLE, marks_are_there
from worded_course import make_worded, worded

from autograder.course import load_course
from autograder.engine.engine import Engine
from autograder.gradebook import Gradebook
from autograder.service.web.state import State

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium (apt install chromium)")
TEXTS = {"ann": "It jumps over the bottom.", "bob": "There it is steeper.", "cem": "Who knows?"}


@pytest.fixture(params=["en", "ru"])
def live(
    request: pytest.FixtureRequest, tmp_path: Path, engine: Engine, clock: Clock
) -> Iterator[State]:
    """A class that has answered, in each of the languages."""
    course = make_worded(tmp_path / "course", PEOPLE)
    with reached(load_course(course.folder, language=request.param), engine, clock) as state:
        for student, text in TEXTS.items():
            place = hand_in(browser(state, student), worded(text))
            until(lambda place=place: is_graded(state, place))
        until(lambda: is_booked(state))
        yield state


def points_in(state: State) -> dict[str, tuple[float | None, str]]:
    with Gradebook(state.course) as book:
        found = book.marks(state.course.exercise("toy"))
    return {each.student: (each.by_hand, each.comment) for each in found if each.question == "why"}


def test_three_answers_by_keys_alone(live: State, chromium: object) -> None:  # noqa: F811
    hal = Seen(chromium, live, "hal", viewport={"width": 1280, "height": 900})
    page = hal.page
    hal.go(MARKING)
    assert TEXTS["ann"] in page.inner_text(".answer")
    everybody_can_use(page)
    keys = page.keyboard
    keys.press("1")
    keys.press("3")
    assert page.input_value("#points").replace(",", ".") == "1.5"
    keys.press("c")
    keys.type("And 1 more?")  # letters are letters there
    assert page.input_value("#points").replace(",", ".") == "1.5"
    picture(page, "marking")
    keys.press("Control+Enter")
    page.locator(".answer", has_text="steeper").wait_for()
    everybody_can_use(page)
    keys.press("Shift+Digit1")
    assert page.input_value("#comment") == "And 1 more?"
    keys.press("2")
    keys.press("Enter")
    page.locator(".answer", has_text="Who knows").wait_for()
    keys.press("0")
    page.wait_for_selector("#mark", state="detached")
    until(lambda: marks_are_there(live))
    assert points_in(live) == {
        "ann": (1.5, "And 1 more?"),
        "bob": (0.5, "And 1 more?"),
        "cem": (0.0, ""),
    }
    hal.go(f"{MARKING}/all")
    everybody_can_use(page)
    hal.go("/class/toy/marking")
    everybody_can_use(page)
    hal.close()


def test_on_a_phone_in_the_dark(live: State, chromium: object, clock: Clock) -> None:  # noqa: F811
    options = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
    hal = Seen(chromium, live, "hal", **options)
    hal.go(MARKING)
    everybody_can_use(hal.page)
    picture(hal.page, "marking-phone")
    hal.page.locator("[data-points]").first.check()
    hal.page.locator("[data-key=enter]").click()
    hal.page.locator(".answer", has_text="steeper").wait_for()
    clock.forward(hours=25)
    ann = Seen(chromium, live, "ann", **options)
    page = ann.page
    ann.go("/exercises/toy")
    page.locator("tbody a").first.click()
    page.wait_for_selector("#about")
    everybody_can_use(page)
    page.select_option("#about", "double")
    page.fill("#text", "Is this right?")
    page.locator("form[action$='/ask'] button").click()
    page.wait_for_url("**/asked/*")
    everybody_can_use(page)
    thread = page.url
    hal.go("/asked")
    everybody_can_use(hal.page)
    hal.page.goto(thread)
    hal.page.locator("form[action*='/run'] button").click()
    hal.page.wait_for_selector("section table")
    everybody_can_use(hal.page)
    picture(hal.page, "asked-phone")
    for each in (ann, hal):
        each.close()
