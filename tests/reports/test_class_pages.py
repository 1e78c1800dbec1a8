"""The page that leads from a class to the pages of its students."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from autograder.reports.class_pages import PageLine, class_pages_index

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202e"


@pytest.fixture
def lines(ivanova, petrov, unreadable, internal):
    return [
        PageLine(
            student="petrov", name="Пётр 10", sections=("B",), page="petrov/e/e.html", report=petrov
        ),
        PageLine(student="ivanova", name="Анна 9", page="ivanova/e/e.html", report=ivanova),
        PageLine(student="sidorov", name="Иван", page="sidorov/e/e.html", report=unreadable),
        PageLine(student="orlova", sections=("A", "B"), page="o v/é#?.html", report=internal),
        PageLine(student="volkov"),
    ]


def index(lines, **options):
    said = {"title": "Activation functions", "course": "A course", "language": "en"} | options
    return class_pages_index(lines, **said)


def cells(html):
    soup = BeautifulSoup(html, "html.parser")
    return [[cell.get_text(strip=True) for cell in row] for row in
            (row.select("th, td") for row in soup.select("tr"))]  # fmt: skip


def test_each_student_has_a_line_with_points_and_what_waits(lines):
    heads, *rows = cells(index(lines))
    assert heads == ["Student", "Points", "Name", "Section", "Notes"]
    assert rows == [
        ["petrov", "1.5 of 1.5", "Пётр 10", "B", ""],
        ["ivanova", "2.5 of 9.5", "Анна 9", "", "a teacher decides on 2"],
        ["sidorov", "–", "Иван", "", "nothing to grade"],
        ["orlova", "1.5 of 3.5", "", "A, B", "a teacher decides on 2"],
        ["volkov", "–", "", "", "nothing handed in"],
    ]


def test_columns_of_which_nothing_is_known_are_left_out(petrov):
    heads, _row = cells(index([PageLine(student="petrov", report=petrov)]))
    assert heads == ["Student", "Points", "Notes"]


def test_it_leads_to_the_pages_that_are_there(lines):
    soup = BeautifulSoup(index(lines), "html.parser")
    assert [each["href"] for each in soup.select("a")] == [
        "petrov/e/e.html",
        "ivanova/e/e.html",
        "sidorov/e/e.html",
        "o%20v/%C3%A9%23%3F.html",
    ]


def test_nothing_of_a_student_becomes_html_or_leads_elsewhere(petrov):
    line = PageLine(student=EVIL, name=EVIL, sections=(EVIL,), page=f"x/{EVIL}", report=petrov)
    soup = BeautifulSoup(index([line], title=EVIL, course=EVIL), "html.parser")
    assert len(soup.select("script")) == 1 and not soup.select("img")
    assert not re.search(r"https?:|//", " ".join(each["href"] for each in soup.select("a")))
    policy = soup.select_one("meta[http-equiv]")["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_a_class_of_nobody_has_a_sentence():
    assert "There are no pages yet." in index([])


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium (apt install chromium)")
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(chromium, lines, tmp_path: Path, language, width, scheme) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "index.html"
    path.write_text(index(lines, language=language), encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page, wrong = context.new_page(), []
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: wrong.append(asked.url) if asked.url != path.as_uri() else 0)
    page.goto(path.as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not wrong
    context.close()


@pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium (apt install chromium)")
def test_it_sorts_by_keys_up_and_down(chromium, lines, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(index(lines), encoding="utf-8")
    page = chromium.new_page()
    page.goto(path.as_uri())

    def order():
        return [each.split()[0] for each in page.locator("tbody th").all_inner_texts()]

    points = page.get_by_role("button", name="Points")
    points.press("Enter")
    assert order() == ["volkov", "sidorov", "petrov", "orlova", "ivanova"]
    points.press("Enter")
    assert order() == ["ivanova", "orlova", "petrov", "sidorov", "volkov"]
    assert page.locator("[aria-sort=descending]").inner_text().startswith("Points")
    page.get_by_role("button", name="Name").press("Space")
    assert order()[-3:] == ["ivanova", "sidorov", "petrov"]
    assert page.locator("[aria-sort]").count() == 1
    page.close()
