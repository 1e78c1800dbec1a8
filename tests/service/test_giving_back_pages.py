"""Teachers take grades and pages for other systems from the page of the class."""

from __future__ import annotations

import base64
import csv
import html
import io
import re
import zipfile
from pathlib import Path

import pytest
import toy_course as toy
from junitparser import JUnitXml
from memory_sink import Memory
from playwright.sync_api import sync_playwright
from service_tools import Clock, browser, csrf, reached
from test_browser import CHROMIUM, WIDTHS, Seen, everybody_can_use

from autograder.api import grade_class
from autograder.course import Course, Exercise, load_course
from autograder.engine.engine import Engine
from autograder.engine.fake import FakeEngine
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, Report, ReportStatus, Status
from autograder.service.store.audit import newest_acts
from autograder.service.web.state import State
from autograder.sheets.table import MAX_BYTES

SHEET = b"Student,ID,SIS Login ID,Section,Toy (12)\r\nAnn,1,ann,A,\r\nMax <b>,2,max,A,\r\n"


def verdict(exercise: Exercise, submission: Submission) -> Graded:
    question = QuestionResult(name="double", status=Status.FAILED, score=2.5, max_score=4)
    report = Report(
        exercise=exercise.name,
        student=submission.student,
        status=ReportStatus.GRADED,
        score=2.5,
        max_score=10,
        questions=(question,),
    )
    return Graded(report, b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')


def grade(course: Course) -> None:
    place = course.submitted / "ann" / "toy"
    place.mkdir(parents=True)
    (place / "toy.ipynb").write_bytes(toy.notebook(by_hand="1"))
    list(grade_class(course, "toy", engine=FakeEngine(verdict), open_sink=Memory().open))


@pytest.fixture
def graded(idle: State) -> State:
    grade(idle.course)
    return idle


def send(state: State, sheet: bytes, **fields: str):
    tess = browser(state, "tess")
    data = {"csrf": csrf(tess), "format": "canvas"} | fields
    return tess.post("/class/toy/give-back", data=data, files={"file": ("grades.csv", sheet)})


def test_a_sheet_is_filled_in_and_what_there_is_to_say_is_told(graded: State) -> None:
    answer = send(graded, SHEET)
    assert answer.status_code == 200
    kind, content = re.search(r'href="data:([^"]*);base64,([^"]*)"', answer.text).groups()
    assert html.unescape(kind) == "text/csv; charset=utf-8"
    assert base64.b64decode(content) == SHEET.replace(b"ann,A,", b"ann,A,2.5")
    assert 'download="toy-canvas.csv"' in answer.text
    assert "Max &lt;b&gt; (line 3)" in answer.text
    with graded.history.database.reading() as connection:
        act = newest_acts(connection, 1)[0]
    assert (act.who, act.what, act.detail) == ("tess", "took the grades", {"how": "canvas"})


@pytest.mark.parametrize(
    ("sheet", "fields", "status", "said"),
    [
        (b"", {}, 400, "No file was chosen"),
        (SHEET, {"format": "csv"}, 400, "No file was chosen"),
        (b"x" * (MAX_BYTES + 1), {}, 413, "too large"),
        (b"a,b\n", {}, 400, "This is no sheet of Canvas"),
        (SHEET, {"column": "Sums"}, 400, "no column “Sums”"),
        (SHEET.replace(b"Toy", b"Sums"), {}, 400, "Name the one that gets the points. They are"),
    ],
)
def test_what_is_wrong_is_said_on_the_page(
    graded: State, sheet: bytes, fields: dict[str, str], status: int, said: str
) -> None:
    answer = send(graded, sheet, **fields)
    assert answer.status_code == status
    assert said in html.unescape(answer.text) and "data:" not in answer.text


def test_files_that_need_no_sheet(graded: State) -> None:
    tess = browser(graded, "tess")
    table = tess.get("/class/toy/give-back/toy.csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [(row["id"], row["points"], row["double"]) for row in rows] == [
        ("ann", "2.5", "2.5"),
        ("bob", "", ""),
    ]
    assert table.headers["content-disposition"] == 'attachment; filename="toy.csv"'
    pages = tess.get("/class/toy/give-back/toy-pages.zip").content
    with zipfile.ZipFile(io.BytesIO(pages)) as archive:
        assert archive.namelist() == ["feedback/index.html", "feedback/ann/toy/toy.html"]
    junit = tess.get("/class/toy/give-back/toy-junit.xml").content
    assert [each.name for each in JUnitXml.fromstring(junit)] == ["ann"]
    assert tess.get("/class/toy/give-back/other.csv").status_code == 404
    assert tess.get("/class/toy/give-back/toy-canvas.csv").status_code == 404


def test_before_anything_is_graded_that_is_said(idle: State) -> None:
    answer = browser(idle, "tess").get("/class/toy/give-back/toy.csv")
    assert answer.status_code == 409
    assert "Nothing has been graded yet" in answer.text
    assert str(idle.course.folder) not in answer.text


@pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium (apt install chromium)")
@pytest.mark.parametrize("language", ["en", "ru"])
def test_with_a_browser(
    course: Course, engine: Engine, clock: Clock, language: str, tmp_path: Path
) -> None:
    grade(course)
    sheet = tmp_path / "gradebook.csv"
    sheet.write_bytes(SHEET)
    spoken = load_course(course.folder, language=language)
    with sync_playwright() as started, reached(spoken, engine, clock, queue=False) as state:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width in WIDTHS.values():
            tess = Seen(chromium, state, "tess", viewport={"width": width, "height": 900})
            tess.go("/class/toy")
            tess.page.click("a[href$='/give-back']")
            everybody_can_use(tess.page)
            tess.page.set_input_files("#file", sheet)
            tess.page.locator("form.stack button").press("Enter")
            tess.page.wait_for_selector("[role=status] a")
            everybody_can_use(tess.page)
            with tess.page.expect_download() as coming:
                tess.page.locator("[role=status] a").press("Enter")
            saved = Path(coming.value.path()).read_bytes()
            assert saved == SHEET.replace(b"ann,A,", b"ann,A,2.5")
            assert coming.value.suggested_filename == "toy-canvas.csv"
            tess.close()
        chromium.close()
