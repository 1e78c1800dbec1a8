"""The class page in a real browser: sorted, sifted, without names, on a phone, in the dark, without
a mouse, and without its script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from class_page_tools import DUE, course, facts
from playwright.sync_api import sync_playwright

from autograder.reports.class_page import Heading, course_page, exercise_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium (apt install chromium)")
ROWS = "#of-students tbody tr:visible"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def pages(make, tmp_path: Path) -> dict[str, str]:
    found = {}
    for language in ("en", "ru"):
        heading = Heading("Neural networks", language, DUE)
        for name, text in (
            ("exercise", exercise_page(facts(make), heading)),
            ("course", course_page(course(make), heading)),
        ):
            file = tmp_path / f"{name}-{language}.html"
            file.write_text(text, encoding="utf-8")
            found[f"{name}-{language}"] = file.as_uri()
    return found


class Looked:
    """A page that is open; what went wrong in it is kept."""

    def __init__(self, chromium, address: str, **options: object) -> None:
        self.context = chromium.new_context(**options)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: self.hear(asked.url))
        self.page.goto(address)

    def hear(self, url: str) -> None:
        if not url.startswith("file:"):
            self.wrong.append(url)

    def close(self) -> None:
        self.context.close()
        assert not self.wrong


@pytest.mark.parametrize("name", ["exercise-en", "course-ru"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_everybody_can_use_it(chromium, pages, name, width, scheme) -> None:
    from axe_playwright_python.sync_playwright import Axe

    seen = Looked(
        chromium, pages[name], viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    for fold in seen.page.locator("details").all():
        fold.evaluate("each => each.open = true")
    found = Axe().run(seen.page)
    assert found.violations_count == 0, found.generate_report()
    assert seen.page.evaluate(WIDER) <= 0
    seen.close()


def test_a_table_is_sorted_without_a_mouse(chromium, pages) -> None:
    seen = Looked(chromium, pages["exercise-en"])
    button = seen.page.locator("#of-students thead button", has_text="Points")
    values = "rows => rows.map(each => Number(each.querySelector('[data-value]').dataset.value))"
    for direction in ("descending", "ascending"):
        button.press("Enter")
        found = seen.page.eval_on_selector_all("#of-students tbody tr", values)
        assert found == sorted(found, reverse=direction == "descending")
        assert len(set(found)) > 2
        heads = seen.page.locator("#of-students th[aria-sort]")
        assert [each.get_attribute("aria-sort") for each in heads.all()] == [direction]
    seen.close()


def test_a_table_is_sifted(chromium, pages, make) -> None:
    seen, works = Looked(chromium, pages["exercise-en"]), facts(make).works
    form = seen.page.locator("form[data-table=of-students]")
    form.locator("[data-by=mark]").select_option("missing")
    missing = [each for each in works if each.report is None]
    assert seen.page.locator(ROWS).count() == len(missing)
    assert form.locator("[role=status]").inner_text() == f"{len(missing)} of 60"
    form.locator("[data-by=section]").select_option("A")
    of_both = [each for each in missing if "A" in each.pupil.sections]
    assert 0 < len(of_both) < len(missing)
    assert seen.page.locator(ROWS).count() == len(of_both)
    form.locator("[data-by=mark]").select_option("")
    form.locator("[data-by=section]").select_option("")
    form.locator("[data-by=text]").fill("s007")
    assert seen.page.locator(ROWS).count() == 1
    form.locator("[data-by=text]").fill("nobody at all")
    assert seen.page.locator(ROWS).count() == 0
    seen.close()


def test_names_are_hidden_at_a_click(chromium, pages, make) -> None:
    seen = Looked(chromium, pages["exercise-en"])
    for fold in seen.page.locator("details").all():
        fold.evaluate("each => each.open = true")
    names = {each.pupil.name for each in facts(make).works}
    text = seen.page.inner_text("body")
    assert all(name in text for name in names)
    seen.page.locator("#names").press("Space")
    text = seen.page.inner_text("body")
    assert not any(name in text for name in names)
    assert not any(each.pupil.id in text for each in facts(make).works)
    numbers = [int(line.removeprefix("Student ")) for line in _shown(seen)]
    assert numbers == sorted(numbers)  # else the order of the names would be there still
    seen.page.locator("form[data-table=of-students] [data-by=text]").fill("Анна")
    assert seen.page.locator(ROWS).count() == 0  # nor can a name be asked for
    seen.page.locator("form[data-table=of-students] [data-by=text]").fill("")
    seen.page.locator("#names").press("Space")
    assert all(name in seen.page.inner_text("body") for name in names)
    seen.close()


def test_it_is_whole_without_its_script_and_on_paper(chromium, pages) -> None:
    seen = Looked(chromium, pages["course-en"], java_script_enabled=False)
    assert seen.page.locator(ROWS).count() == 60
    assert not seen.page.locator("form:visible, button:visible").count()
    seen.close()
    seen = Looked(chromium, pages["exercise-en"])
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("form:visible").count()
    heights = "each => each.scrollHeight - each.clientHeight"
    assert max(seen.page.eval_on_selector_all(".tall", f"all => all.map({heights})")) <= 1
    seen.close()


def _shown(seen: Looked) -> list[str]:
    return [each.inner_text() for each in seen.page.locator("#of-students tbody th").all()]
