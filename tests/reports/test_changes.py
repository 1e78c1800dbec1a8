"""What has changed since the attempt before; and what a student's cells have shown."""

import json
from datetime import UTC, datetime

import msgspec
from bs4 import BeautifulSoup

from autograder.reports.cell_outputs import cell_outputs
from autograder.reports.changes import changes
from autograder.reports.page import feedback_page
from autograder.results import Attempt, ReportStatus, Status

DAY = datetime(2030, 9, 1, tzinfo=UTC)


def attempt(make, number, **scores):
    questions = [
        make.question(name, make.check(name, score, 2.0)) for name, score in scores.items()
    ]
    kept = Attempt(number=number, received=DAY)
    return make.report("ann", *questions, attempt=kept)


def test_the_questions_with_other_points(make):
    before = attempt(make, 2, a=0.0, b=2.0, c=1.0, gone=1.0)
    found = changes(before, attempt(make, 3, a=1.5, b=1.0, c=1.0, new=2.0))
    assert found is not None and (found.number, found.before, found.now) == (2, "4", "5.5")
    shown = [(each.question, each.difference, each.points) for each in found.questions]
    assert shown == [("a", "+1.5", "1.5 of 2"), ("b", "−1", "1 of 2")]


def test_the_page_says_it(make):
    before, now = attempt(make, 1, a=0.0, b=2.0), attempt(make, 2, a=1.5, b=2.0)
    page = feedback_page(now, title="x", language="en", before=before)
    section = BeautifulSoup(page, "html.parser").select_one(".changes")
    words = " ".join(section.text.split())
    assert "Attempt 1 had 2 points; this one has 3.5." in words and "+1.5 a 1.5 of 2" in words
    assert "Attempt 2" in " ".join(BeautifulSoup(page, "html.parser").header.text.split())
    same = feedback_page(before, title="x", language="en", before=before)
    assert "No question has other points than in attempt 1." in same


def test_nothing_to_compare(make):
    now = attempt(make, 2, a=1.0)
    failed = msgspec.structs.replace(attempt(make, 1, a=1.0), status=ReportStatus.INTERNAL)
    assert changes(None, now) is changes(failed, now) is None
    waits = make.question("a", make.check("a", 0.0, 2.0, status=Status.MANUAL), status="manual")
    waiting = make.report("ann", waits, attempt=Attempt(number=3, received=DAY))
    found = changes(now, waiting)
    assert found is not None and found.questions == ()


def cell(grade_id, *outputs, locked=False):
    return {"metadata": {"nbgrader": {"grade_id": grade_id, "locked": locked}}, "outputs": outputs}


def test_what_cells_have_shown():
    cells = [
        cell(
            "a",
            {"output_type": "stream", "text": ["1\n", "<b>2</b>\n"]},
            {"output_type": "execute_result", "data": {"text/plain": "7", "text/html": "<i>"}},
            {"output_type": "display_data", "data": {"image/png": "AA"}},
            {"output_type": "error", "ename": "ValueError", "evalue": "no"},
        ),
        cell("a-checks", {"output_type": "stream", "text": "ours"}, locked=True),
        cell("b"),
        {"cell_type": "markdown", "metadata": {}},
    ]
    shown = cell_outputs(json.dumps({"cells": cells}).encode())
    assert shown == {"a": "1\n<b>2</b>\n7\n(a picture)\nValueError: no"}
    assert cell_outputs(b"no notebook") == cell_outputs(b"") == {}


def test_they_stand_on_the_page(make):
    report = make.report("ann", make.question("a", make.check("a")))
    page = feedback_page(report, title="x", language="en", outputs={"a": "<b>2</b>"})
    assert "<b>2" not in page
    assert "<b>2</b>" in BeautifulSoup(page, "html.parser").select_one("#question-0").text
