"""The buttons in a real JupyterLab, used without a mouse; and what a notebook cannot make them do.

With SCREENSHOTS=docs/images the picture of the documentation is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from jupyter_tools import SECRET, Lab, jupyterlab
from service_tools import Clock, make_course, reached, with_people

from autograder.classroom.given_out import notebook_for
from autograder.course import load_course
from autograder.demo.classroom import make_course as demo
from autograder.engine.engine import Engine
from autograder.service.store.sessions import make_token
from autograder.service.student.shown import questions_of
from autograder.service.web.state import State

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium (apt install chromium)"),
    pytest.mark.skipif(
        find_spec("jupyterlab") is None, reason="missing: JupyterLab (pip install jupyterlab)"
    ),
]
playwright = pytest.importorskip(
    "playwright.sync_api", reason="missing: Playwright (pip install playwright)"
)
PATIENCE = 120_000  # milliseconds
REPOSITORY = Path(__file__).parents[2]
REAL = "ex02_activations"
WRONG_SOFTMAX = """def softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)"""
WRONG = "def double(x):\n    return x**2"
OURS = [[".autograder-cell"], [".autograder-form"], [".autograder-receipt"]]
SEEN = {
    "en": ("light", "Check double", "not right yet", "You square.", "passed"),
    "ru": ("dark", "Проверить double", "пока неверно", "You square.", "верно"),
}
FOCUSED = "document.activeElement.ariaLabel || document.activeElement.textContent"
HARMFUL = """<section class="question" onclick="window.done = 1" style="color: red" id="main">
<script>window.done = 1</script><img src="x" onerror="window.done = 1">
<a href="javascript:window.done = 1">read <b>this</b></a><svg onload="window.done = 1"></svg>
<form action="/"><input name="q"></form><p class="hint" data-x="1">a hint</p></section>"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with jupyterlab(tmp_path_factory.mktemp("lab")) as started:
        yield started


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=SEEN)
def live(
    request: pytest.FixtureRequest, tmp_path: Path, engine: Engine, clock: Clock
) -> Iterator[State]:
    course = make_course(tmp_path / "course")
    course = load_course(course.folder, language=request.param)
    with reached(course, engine, clock, queue=False) as state:
        yield state


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another server, and the tokens that it was sent."""
    came: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.headers.get("Authorization", ""))
            self.send_error(401)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_of: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", came
        finally:
            server.shutdown()
            thread.join()


def token_of(state: State, person: str) -> str:
    with state.history.database.writing() as connection:
        return make_token(connection, person, "JupyterLab", state.now())


def put(
    lab: Lab, state: State, address: str, language: str, exercise: str = "toy", **answers: str
) -> Path:
    """The notebook as it is given out, with some answers in it."""
    content = json.loads(notebook_for(state.course.exercise(exercise), "ann", address))
    content["metadata"]["autograder"]["language"] = language
    content["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    for cell in content["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    path = lab.folder / f"{exercise}-{language}.ipynb"
    path.write_text(json.dumps(content))
    return path


@contextmanager
def opened(chromium: object, lab: Lab, path: Path, **options: object) -> Iterator[object]:
    """The notebook in a browser; nothing may be asked of any other place."""
    context = chromium.new_context(**options)  # type: ignore[attr-defined]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(lab.place(path.name))
    page.wait_for_selector(".autograder-cell button")
    page.wait_for_selector(".autograder-hand-in")
    yield page
    context.close()
    assert not [url for url in asked if not url.startswith((lab.address, "data:", "blob:"))]
    assert not wrong


def press_until(page: object, key: str, name: str) -> None:
    """Press a key until what has the focus is called so."""
    reached = []
    for _press in range(60):
        page.keyboard.press(key)  # type: ignore[attr-defined]
        reached.append(page.evaluate(FOCUSED))  # type: ignore[attr-defined]
        if name in (reached[-1] or ""):
            return
    raise AssertionError(reached)


def everybody_can_use(page: object) -> None:
    """No violation that axe-core finds in what is ours; JupyterLab has some of its own."""
    from axe_playwright_python.sync_playwright import Axe

    there = [each for each in OURS if page.locator(each[0]).count()]  # type: ignore[attr-defined]
    found = Axe().run(page, context={"include": there})
    assert found.violations_count == 0, found.generate_report()


def verdict_is(page: object, words: str) -> str:
    """Wait for a verdict on `double`; all of its text."""
    shown = page.locator(".autograder-cell [data-state=found]", has_text=words)  # type: ignore[attr-defined]
    shown.wait_for()
    assert shown.get_attribute("role") == "status"  # so it is announced
    text: str = shown.inner_text()
    return text


def wait_for(page: object, held: list[object], number: int = 1) -> None:
    """Wait until so many requests are held back."""
    end = time.monotonic() + PATIENCE / 1000
    while len(held) < number:
        assert time.monotonic() < end
        page.wait_for_timeout(20)  # type: ignore[attr-defined]


def signed_in(lab: Lab, state: State) -> str:
    """Sign in as ann beforehand; her token."""
    address, token = state.settings.shown, token_of(state, "ann")
    lab.tokens.write_text(json.dumps({"address": address, "tokens": {address: token}}))
    return token


def test_from_a_wrong_answer_to_the_receipt(lab: Lab, live: State, chromium: object) -> None:
    """Signed in, checked, mended, checked and handed in, all from the keyboard."""
    language = live.course.language
    scheme, check, wrong, hint, right = SEEN[language]
    lab.tokens.unlink(missing_ok=True)
    lab.set("apputils-extension/themes", theme=f"JupyterLab {scheme.title()}")
    path = put(lab, live, live.settings.shown, language, double=WRONG)
    token = token_of(live, "ann")
    with opened(chromium, lab, path, viewport={"width": 1280, "height": 860}) as page:
        page.locator(".autograder-cell").nth(2).wait_for()
        assert page.locator(".autograder-cell").count() == 3
        press_until(page, "Tab", check)
        page.keyboard.press("Enter")
        page.wait_for_selector(".autograder-form")
        assert page.input_value("input[type=url]") == live.settings.shown
        everybody_can_use(page)
        page.wait_for_selector("input[type=password]:focus")
        page.keyboard.type(token)
        page.keyboard.press("Enter")
        text = verdict_is(page, wrong)
        assert hint in text
        assert page.locator(".autograder-cell").first.get_attribute("lang") == language
        assert "by_hand" not in text  # of the other cells there is nothing to say
        assert lab.tokens.stat().st_mode & 0o777 == 0o600
        assert page.evaluate(FOCUSED) == check  # where it was
        everybody_can_use(page)

        page.keyboard.press("Shift+Tab")
        while "jp-Cell" not in (page.evaluate("document.activeElement.className") or ""):
            page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".cm-content:focus")
        page.keyboard.press("Control+a")
        page.keyboard.type("def double(x): return 2 * x")
        page.locator(".autograder-cell [data-state=old]").wait_for()
        page.keyboard.press("Escape")
        press_until(page, "Tab", check)
        page.keyboard.press("Space")
        verdict_is(page, right)
        everybody_can_use(page)

        while not page.evaluate("document.activeElement.closest('.jp-NotebookPanel-toolbar')"):
            page.keyboard.press("Shift+Tab")
        press_until(page, "ArrowRight", page.inner_text(".autograder-hand-in"))
        page.keyboard.press("Enter")
        page.wait_for_selector(".autograder-receipt")
        everybody_can_use(page)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()  # as it was saved just now
        said = page.inner_text(".autograder-receipt")
        assert digest in said
        assert " UTC" in said
        assert "by_hand, total" in said  # these are still open
        place = page.get_attribute(".autograder-receipt a", "href")
        assert place.startswith(f"{live.settings.shown}/hand-ins/")
        page.keyboard.press("Escape")
        page.wait_for_selector(".autograder-receipt", state="detached")
        assert token not in page.content()
    assert "return 2 * x" in path.read_text()
    assert token not in path.read_text()
    assert [each.submission.id for each in live.history.entries()] == [place.rpartition("/")[2]]


@pytest.mark.parametrize("live", ["en"], indirect=True)
def test_a_notebook_cannot_lead_a_token_elsewhere(
    lab: Lab, live: State, chromium: object, elsewhere: tuple[str, list[str]]
) -> None:
    address, came = elsewhere
    token = signed_in(lab, live)
    path = put(lab, live, address, "en", double=WRONG)
    with opened(chromium, lab, path, reduced_motion="reduce") as page:
        page.get_by_role("button", name="Check double").click()
        page.wait_for_selector(".autograder-form")
        assert live.settings.shown in page.inner_text(".autograder-warning")
        page.fill("input[type=password]", token)  # as somebody may who has not read that
        page.press("input[type=password]", "Enter")
        page.wait_for_selector(".autograder-form [role=alert]")
        assert "was not sent" in page.inner_text(".autograder-form [role=alert]")
        assert came == []
        page.fill("input[type=password]", "made-there")
        page.press("input[type=password]", "Enter")
        page.wait_for_selector(".autograder-form [role=alert]:has-text('no such token')")
        assert came == ["Bearer made-there"]
        page.fill("input[type=url]", "http://grading.example.org")
        page.fill("input[type=password]", "another")
        page.press("input[type=password]", "Enter")
        page.wait_for_selector(".autograder-form [role=alert]:has-text('https')")
        page.keyboard.press("Escape")
        page.wait_for_selector(".autograder-form", state="detached")

        # What a service says never becomes a part of this page that can do something.
        found = {"html": HARMFUL, "notes": ["<b>no</b>"], "left": 1, "words": "", "text": ""}
        page.route("**/autograder/check*", lambda route: route.fulfill(json=found))
        page.get_by_role("button", name="Check double").click()
        text = verdict_is(page, "a hint")
        assert "read this" in text and "<b>no</b>" in text and "left" in text
        inside = page.locator("[data-state=found]")
        assert not inside.locator("script, img, a, svg, form, input, b").count()
        assert not inside.locator("[onclick], [style], [id], [data-x], .hint, .question").count()
        assert not page.evaluate("window.done")
        button = "document.querySelector('.autograder-cell button')"
        assert page.evaluate(f"getComputedStyle({button}).transitionProperty") == "none"

        # A verdict on what was changed meanwhile is marked.
        held: list[object] = []
        page.unroute("**/autograder/check*")
        page.route("**/autograder/check*", lambda route: held.append(route))
        page.get_by_role("button", name="Check double").click()
        wait_for(page, held)
        page.locator(".jp-Cell:has(button[aria-label='Check double']) .cm-content").click()
        page.keyboard.type("# more")
        hint = "<p>use <code>np.exp</code></p>"
        told = {"html": hint, "left": 0, "next_at": "2000-01-01T00:00:00Z"}
        held[0].fulfill(json={**found, **told})  # type: ignore[attr-defined]
        old = page.locator(".autograder-cell [data-state=old]")
        old.wait_for()
        assert "has changed since this check" in old.inner_text()
        assert old.locator("code").inner_text() == "np.exp"
        assert "comes in 1 min" in old.inner_text()

        # Handing in is done once, however often the button is pressed; and from the palette.
        handed: list[object] = []
        page.route("**/autograder/hand-in*", lambda route: handed.append(route))
        page.locator(".autograder-hand-in").dblclick()
        wait_for(page, handed)
        assert page.get_attribute(".autograder-hand-in", "aria-busy") == "true"
        trouble = {"kind": "slow", "more": "maybe_handed_in", "values": {"address": address}}
        handed[0].fulfill(status=409, json=trouble)  # type: ignore[attr-defined]
        page.wait_for_selector(".jp-Dialog:has-text('may have been handed in')")
        page.keyboard.press("Enter")
        page.wait_for_selector(".jp-Dialog", state="detached")
        assert len(handed) == 1
        page.keyboard.press("Control+Shift+C")
        page.keyboard.type("autograder hand in")
        page.keyboard.press("Enter")
        wait_for(page, handed, 2)
        handed[1].fulfill(status=409, json=trouble)  # type: ignore[attr-defined]
        page.wait_for_selector(".jp-Dialog:has-text('may have been handed in')")
    known = json.loads(lab.tokens.read_text())
    assert known == {"address": live.settings.shown, "tokens": {live.settings.shown: token}}


def test_a_real_notebook_has_a_button_at_each_answer(
    lab: Lab, engine: Engine, clock: Clock, chromium: object, tmp_path: Path
) -> None:
    """It is so long that JupyterLab draws it bit by bit."""
    course = with_people(demo(load_course(REPOSITORY), tmp_path / "course"))
    lab.set("apputils-extension/themes", theme="JupyterLab Light")
    with reached(course, engine, clock, queue=False) as state:
        signed_in(lab, state)
        path = put(lab, state, state.settings.shown, "en", REAL, softmax=WRONG_SOFTMAX)
        with opened(chromium, lab, path, viewport={"width": 1280, "height": 860}) as page:
            questions = questions_of(course.exercise(REAL))
            for question in questions:
                button = page.get_by_role("button", name=f"Check {question}", exact=True)
                button.scroll_into_view_if_needed()
            assert page.locator(".autograder-cell").count() == len(questions)
            button = page.get_by_role("button", name="Check softmax", exact=True)
            button.click()
            text = verdict_is(page, "not right yet")
            assert "Sum each row on its own" in text
            folder = os.environ.get("SCREENSHOTS")
            if folder:
                button.evaluate("button => button.closest('.jp-Cell').scrollIntoView()")
                page.screenshot(path=Path(folder) / "jupyterlab.png")


def asked_of_jupyter(lab: Lab, what: str, **body: str) -> dict[str, object]:
    """What its own server answers a page of JupyterLab that is told why not."""
    headers = {"Authorization": f"token {SECRET}"}
    data = json.dumps(body).encode()
    request = Request(f"{lab.address}/autograder/{what}", data=data, headers=headers, method="POST")
    with pytest.raises(HTTPError) as refused:
        urlopen(request, timeout=60)
    with refused.value as answer:
        assert answer.code == 409
        told: dict[str, object] = json.loads(answer.read())
    return told


def test_no_mistake_of_a_person_looks_as_if_jupyter_did_not_answer(lab: Lab) -> None:
    lab.tokens.unlink(missing_ok=True)
    here = "http://127.0.0.1:9"
    for typed in ({"token": "два слова"}, {"token": "a b"}, {"token": "a\nb"}):
        assert asked_of_jupyter(lab, "sign-in", address=here, **typed)["kind"] == "token_bad"
    for address, kind in ((here + "/курс", "unreachable"), ("https://[", "address_bad")):
        assert asked_of_jupyter(lab, "sign-in", address=address, token="a")["kind"] == kind
    told = asked_of_jupyter(lab, "hand-in", path="gone.ipynb", exercise="toy")
    assert (told["kind"], told["more"]) == ("file_missing", "not_handed_in")
    lab.tokens.write_text("{")
    assert asked_of_jupyter(lab, "state")["kind"] == "tokens_damaged"
    lab.tokens.unlink()


@pytest.mark.parametrize("what", ["state", "sign-in", "check", "hand-in"])
def test_only_who_is_signed_in_to_jupyter_may_ask_it(lab: Lab, what: str) -> None:
    request = Request(f"{lab.address}/autograder/{what}", data=b"{}", method="POST")
    with pytest.raises(HTTPError) as refused:
        urlopen(request, timeout=60)
    refused.value.close()
    assert refused.value.code == 403
