"""A teacher's pages: the class without names, what it is stuck on, the list, the grades."""

from __future__ import annotations

import ast
import codecs
import csv
import io
import re
from pathlib import Path

import pytest
from service_tools import (
    answers,
    browser,
    csrf,
    csrf_in,
    hand_in,
    is_graded,
    until,
)
from test_api import client, question

from autograder import service as service_of
from autograder.classroom.live import CheckLine, QuestionLine, RecordLine, wrong_answers
from autograder.language import speaking
from autograder.results import ReportStatus, Status
from autograder.service.store.audit import newest_acts
from autograder.service.teacher.acts import act_words
from autograder.service.web.state import State


def test_the_class_is_shown_without_names_until_somebody_asks(state: State) -> None:
    place = hand_in(browser(state, "ann"), answers(by_hand="A = 1"))
    until(lambda: is_graded(state, place))
    tess = browser(state, "tess")
    page = tess.get("/class").headers["location"]
    text = tess.get(page).text
    assert "Student 1" in text
    assert "Ann Example" not in text
    assert "ann" not in text.replace("annot", "")
    shown = tess.post(f"{page}/names", data={"csrf": csrf_in(text), "show": "yes"})
    assert shown.status_code == 303
    assert "Ann Example" in tess.get(page).text
    assert "Ann Example" not in browser(state, "tess").get(page).text  # in that browser alone
    audit = tess.get("/audit").text
    assert "saw the names of the class" in audit
    assert "tess" in audit
    hidden = tess.post(f"{page}/names", data={"csrf": csrf(tess), "show": "no"})
    assert hidden.status_code == 303
    assert "Ann Example" not in tess.get(f"{page}/live").text


def test_what_the_class_is_stuck_on(state: State) -> None:
    wrong = answers(double="def double(x):\n    return x**2")
    for name in ("ann", "bob"):
        place = hand_in(browser(state, name), wrong)
        until(lambda place=place: is_graded(state, place))
    text = browser(state, "tess").get("/class/toy").text
    assert "students: 2" in text
    client(state, "ann").post("/api/v1/check", json=question("total", answers(total="total = 1")))
    text = browser(state, "tess").get("/class/toy/live").text
    assert "students: 1" in text


@pytest.mark.usefixtures("no_gradebook")
def test_what_a_hint_explains_and_what_nobody_could_read(state: State) -> None:
    hinted = "import time\n\ndef double(x):\n    return x**2"
    for name, content in (
        ("ann", answers(double=hinted, total="def total(x):\n    return 7")),
        ("bob", b"{}"),
    ):
        place = hand_in(browser(state, name), content)
        until(lambda place=place: is_graded(state, place))
    text = browser(state, "tess").get("/class/toy").text
    stuck = text[text.index('id="stuck"') :]
    rows = {
        name: row
        for row in re.findall("<li>.*?</li>", stuck, re.DOTALL)
        for name in re.findall('translate="no">(.*?)<', row)
    }
    assert list(rows) == ["double", "total"]  # and nothing of the file that nobody could read
    assert "no hint explains it" not in rows["double"]
    assert "no hint explains it" in rows["total"]
    assert "Students whose file nobody could read: 1." in stuck


def test_what_took_too_long_is_no_riddle() -> None:
    check = CheckLine(status=Status.TIMEOUT, description="doubles each number")
    asked = QuestionLine(name="double", status=Status.TIMEOUT, checks=(check,))
    (found,) = wrong_answers("ann", RecordLine(ReportStatus.GRADED, (asked,)))
    assert found.is_explained
    assert found.said == "took too long: doubles each number"


def test_a_students_page_and_who_has_seen_it(idle: State) -> None:
    hand_in(browser(idle, "ann"), answers())
    hal, tess = browser(idle, "hal"), browser(idle, "tess")
    text = hal.get("/people/ann").text
    assert "Ann Example" in text
    assert "not graded yet" in text
    assert hal.get("/people/nobody").status_code == 404
    assert "saw the page of a student" in tess.get("/audit").text


def test_who_looks_at_a_person_or_takes_a_table_is_in_the_audit_log(idle: State) -> None:
    ann, hal, tess = (browser(idle, name) for name in ("ann", "hal", "tess"))
    place = hand_in(ann, answers())
    receipt = re.findall(r"/receipts/\d+", ann.get(place).text)[0]
    ann.get(receipt)
    hal.get(place)
    hal.get(f"/api/v1{place}")
    hal.get(receipt)
    hal.get("/people/ann")
    tess.get("/people")
    tess.get("/class/toy/grades.csv")
    tess.post("/people/links", data={"csrf": csrf(tess)})
    with idle.history.database.reading() as connection:
        acts = [(act.who, act.what, act.about) for act in newest_acts(connection, 50)]
    assert [each for each in reversed(acts) if each[1] != "signed in"] == [
        ("hal", "saw a hand-in", "ann"),
        ("hal", "saw a hand-in", "ann"),
        ("hal", "saw a receipt", "ann"),
        ("hal", "saw a student", "ann"),
        ("tess", "saw the class list", ""),
        ("tess", "took the grades", "toy"),
        ("tess", "made personal links", ""),
    ]


def test_grades_to_hand_on(state: State) -> None:
    place = hand_in(browser(state, "ann"), answers(by_hand="A = 1"))
    until(lambda: is_graded(state, place))
    tess = browser(state, "tess")
    page = tess.get("/class/toy").text
    link = re.findall(r'href="(/class/[^"]+\.csv)"', page)[0]
    assert link not in browser(state, "hal").get("/class/toy").text  # who may not take them
    rows = list(csv.DictReader(io.StringIO(tess.get(link).content.decode("utf-8-sig"))))
    assert [(row["id"], row["points"], row["of"]) for row in rows] == [
        ("ann", "8", "10"),
        ("bob", "", ""),
    ]
    assert "took the grades" in tess.get("/audit").text


def test_days_in_hand_are_in_the_table_of_grades(idle: State) -> None:
    content = browser(idle, "tess").get("/class/toy/grades.csv").content
    assert content.startswith(codecs.BOM_UTF8)
    assert content.decode("utf-8-sig").splitlines()[0].endswith("days late,days in hand")


def test_every_act_has_words_in_the_language_of_the_course() -> None:
    """Those in the code, whoever has written them."""
    written = set[str]()
    for path in Path(service_of.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            place = {"note": 2, "seen_by_others": 1}.get(name)
            if isinstance(node, ast.Call) and place is not None:
                what = node.args[place]
                written |= {what.value} if isinstance(what, ast.Constant) else set()
    assert len(written) > 20
    with speaking("ru"):
        assert not [each for each in written if not re.search("[а-я]", act_words(each))]


def test_a_refused_file_leads_back_to_its_exercise(idle: State) -> None:
    ann = browser(idle, "ann")
    refused = ann.post("/exercises/toy/hand-in", data={"csrf": csrf(ann)})
    assert refused.status_code == 400
    assert 'href="/exercises/toy"' in refused.text
    again = ann.get("/exercises/toy/hand-in")
    assert (again.status_code, again.headers["location"]) == (303, "/exercises/toy")


def test_whose_file_has_arrived(idle: State) -> None:
    place = hand_in(browser(idle, "ann"), answers())
    assert "Your file has arrived" in browser(idle, "ann").get(place).text
    text = browser(idle, "tess").get(place).text
    assert "The file has arrived" in text
    assert "Your file" not in text
