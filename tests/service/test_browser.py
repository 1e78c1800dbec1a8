"""The pages in a real browser: signed in by a link, handed in by a dropped file, watched while they
fill, used without a mouse, looked at on a phone and in the dark, and by everybody.

With SCREENSHOTS=docs/images the pictures of the documentation are made anew.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import sync_playwright
from service_tools import Clock, answers, browser, hand_in, is_graded, make_course, reached, until

from autograder.course import load_course
from autograder.demo.classroom import STUDENTS
from autograder.demo.classroom import hand_in as written_by_a_class
from autograder.demo.classroom import make_course as demo
from autograder.engine.engine import Engine
from autograder.service.signin.link import link_for
from autograder.service.store.leaderboards import OnBoard, put_on_board
from autograder.service.web.state import State

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium (apt install chromium)")
WIDTHS = {"phone": 360, "desk": 1280}
PATIENCE = 120_000  # milliseconds
REPOSITORY = Path(__file__).parents[2]
SHOWN = "ex02_activations"
WITH_A_HINT = "kozlova"


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=["en", "ru"])
def live(
    request: pytest.FixtureRequest, tmp_path: Path, engine: Engine, clock: Clock
) -> Iterator[State]:
    """A service that a browser can reach, in each of the languages."""
    course = make_course(tmp_path / "course")
    with reached(load_course(course.folder, language=request.param), engine, clock) as state:
        yield state


class Seen:
    """A page in which somebody has signed in; what went wrong in it is kept."""

    def __init__(self, chromium: object, state: State, person: str, **options: object) -> None:
        self.context = chromium.new_context(**options)  # type: ignore[attr-defined]
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.goto(link_for(state, person))
        self.page.locator("#enter button").press("Enter")
        self.page.wait_for_url("**/exercises")
        self.address = state.settings.shown

    def hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.wrong.append(text)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def close(self) -> None:
        self.context.close()
        assert not self.wrong


def everybody_can_use(page: object) -> None:
    """No violation that axe-core finds, and nothing wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wider = page.evaluate(  # type: ignore[attr-defined]
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0


def picture(page: object, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")  # type: ignore[attr-defined]


WRONG = answers(double="def double(x):\n    return x**2")


def test_from_the_link_to_the_verdict(live: State, chromium: object, tmp_path: Path) -> None:
    file, other = tmp_path / "my work.ipynb", tmp_path / "other.ipynb"
    for each in (file, other):
        each.write_bytes(WRONG)
    ann = Seen(chromium, live, "ann")
    page = ann.page
    everybody_can_use(page)
    page.locator("main a").first.click()
    page.set_input_files("#file", file)
    page.wait_for_selector("#look .look")
    assert "3" in page.inner_text("#look")
    everybody_can_use(page)
    page.set_input_files("#file", [])  # the choice is taken back, and so is what was said of it
    page.wait_for_selector("#look .look", state="detached")
    page.set_input_files("#file", file)
    page.wait_for_selector("#look .look")
    page.route("**/look", lambda route: route.abort())
    page.set_input_files("#file", other)
    page.wait_for_function("!document.querySelector('#look').innerText.includes('3')")
    page.wait_for_selector("#look .look.odd")
    ann.wrong.clear()  # the browser's own line about the network
    page.unroute("**/look")
    page.set_input_files("#file", file)
    page.wait_for_selector("#look .look:not(.odd)")
    page.click("form.hand-in button")
    page.wait_for_url("**/hand-ins/*")
    page.wait_for_selector("section#verdict.graded")
    assert page.locator("#verdict [role=status]").count() == 1
    assert "6" in page.inner_text(".score")
    assert page.locator(".question").count() == 3
    everybody_can_use(page)
    page.locator(".receipt a").click()
    page.wait_for_url("**/receipts/*")
    everybody_can_use(page)
    ann.close()


def test_without_a_mouse(live: State, chromium: object, tmp_path: Path) -> None:
    """Tab and Enter reach everything; what has the focus is seen."""
    ann = Seen(chromium, live, "ann")
    page = ann.page
    ann.go("/exercises")
    reached = []
    for _press in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached
        if reached[-1] == "/exercises/toy":
            break
    assert reached[0] == "#main"
    page.keyboard.press("Enter")
    page.wait_for_url("**/exercises/toy")
    ann.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_for_everybody(
    live: State, chromium: object, width: int, scheme: str, tmp_path: Path
) -> None:
    file = tmp_path / "toy.ipynb"
    file.write_bytes(WRONG)
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    ann = Seen(chromium, live, "ann", **options)
    ann.go("/exercises/toy")
    ann.page.set_input_files("#file", file)
    ann.page.click("form.hand-in button")
    ann.page.wait_for_selector("section#verdict.graded")
    everybody_can_use(ann.page)
    for path in ("/exercises", "/exercises/toy", "/me"):
        ann.go(path)
        everybody_can_use(ann.page)
    ann.close()
    tess = Seen(chromium, live, "tess", **options)
    for path in ("/class/toy", "/people", "/people/ann", "/audit"):
        tess.go(path)
        everybody_can_use(tess.page)
    tess.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_leaderboard_for_everybody(
    live: State, chromium: object, width: int, scheme: str
) -> None:
    """Joined with the keyboard; what was not taken as a pseudonym is told beside the field."""
    policy = live.course.policies["toy"]
    live.course.policies["toy"] = msgspec.structs.replace(policy, leaderboard=True)
    with live.history.database.writing("bob") as connection:
        bob = OnBoard("bob", "Long and wide 2.718281828", "bob", 0.9735)
        put_on_board(connection, "toy", bob)
    ann = Seen(chromium, live, "ann", viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = ann.page
    ann.go("/exercises/toy")
    page.fill("#pseudonym", "?!")
    page.press("#pseudonym", "Enter")
    page.wait_for_selector("#pseudonym-trouble")
    everybody_can_use(page)
    ann.wrong.clear()  # the browser's own line about the status
    page.fill("#pseudonym", "Comet")
    page.press("#pseudonym", "Enter")
    page.wait_for_selector("form[action$='/leave']")
    everybody_can_use(page)
    page.locator("section[aria-labelledby=leaderboard]").scroll_into_view_if_needed()
    picture(page, f"leaderboard-{live.course.language}-{width}-{scheme}")
    ann.close()


def test_motion_stops_where_it_is_not_wanted(live: State, chromium: object) -> None:
    ann = Seen(chromium, live, "ann", reduced_motion="reduce")
    style = ann.page.evaluate(
        "(() => { const box = document.createElement('div'); box.className = 'filling';"
        " box.innerHTML = '<div></div>'; document.body.append(box);"
        " return getComputedStyle(box.firstChild).animationName; })()"
    )
    assert style == "none"
    ann.close()


def test_a_class_that_makes_what_classes_make(
    tmp_path: Path, engine: Engine, clock: Clock, chromium: object
) -> None:
    """The example class hands in for a real exercise; its teacher and a student look at it."""
    course = demo(load_course(REPOSITORY), tmp_path / "course")
    settings = course.folder / "course.toml"
    settings.write_text(
        re.sub(r"(?m)^cell_seconds = \d+", "cell_seconds = 3", settings.read_text())
    )
    course = load_course(course.folder)  # where an endless loop is stopped sooner
    written_by_a_class(course)
    with reached(course, engine, clock) as state:
        for student in STUDENTS:
            (file,) = (course.submitted / student / SHOWN).iterdir()
            last = hand_in(browser(state, student), file.read_bytes(), file.name, exercise=SHOWN)
            until(lambda place=last: is_graded(state, place))
        teacher = Seen(chromium, state, "weber", viewport={"width": 1280, "height": 720})
        teacher.go(f"/class/{SHOWN}")
        page = teacher.page
        assert page.locator("table.grid tbody tr").count() == len(STUDENTS)
        assert page.locator(".stuck li").count() > 1
        everybody_can_use(page)
        widths = "(() => { const [w] = document.querySelectorAll('.wide');"
        assert page.evaluate(f"{widths} return w.scrollWidth <= w.clientWidth; }})()")
        right = page.locator("table.grid tbody tr td:nth-last-child(3)").all_inner_texts()
        assert "7 of 7" in right and "0 of 7" in right  # the quick questions share a column
        picture(page, "class")
        teacher.close()
        student = Seen(chromium, state, WITH_A_HINT, viewport={"width": 1280, "height": 860})
        page = student.page
        page.get_by_role("link", name=course.exercise(SHOWN).title).first.click()
        page.locator("a[href^='/hand-ins/']").first.click()
        page.wait_for_selector("section#verdict.graded .hint")
        picture(page, "handed-in")
        student.close()
