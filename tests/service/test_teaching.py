"""A teacher's pages: the class without names, what it is stuck on, the list, the grades."""

from __future__ import annotations

import ast
import codecs
import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from service_tools import (
    Clock,
    answers,
    browser,
    csrf,
    csrf_in,
    hand_in,
    is_graded,
    service,
    until,
)
from sqlalchemy import Engine, event
from starlette.testclient import TestClient
from test_api import client, question

from autograder import service as service_of
from autograder.classroom.enrol import enrol
from autograder.classroom.live import CheckLine, QuestionLine, RecordLine, wrong_answers
from autograder.course import Course, load_course
from autograder.engine.engine import Engine as GradingEngine
from autograder.language import speaking
from autograder.results import ReportStatus, Status
from autograder.roster import Role, load_roster
from autograder.roster.files import MAX_BYTES
from autograder.service.signin.link import link_for
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


def test_people_are_added_from_a_table(idle: State) -> None:
    tess = browser(idle, "tess")
    fields = {"csrf": csrf(tess), "table": "id;name\ncid;Cid Example\nann;Ann Other\n"}
    answer = tess.post("/people", data=fields)
    assert answer.status_code == 200
    assert "Added: 1. Changed: 1." in answer.text
    people = {each.id: each.name for each in load_roster(idle.course).people}
    assert people["cid"] == "Cid Example"
    assert people["ann"] == "Ann Other"
    assert "bob" in people
    assert browser(idle, "cid").get("/exercises").status_code == 200


@pytest.mark.parametrize("table", ["id\n../etc\n", "name\nNobody\n", "id\nann\nann\n"])
def test_a_wrong_line_changes_nothing(idle: State, table: str) -> None:
    tess = browser(idle, "tess")
    before = (idle.course.folder / "people.csv").read_bytes()
    answer = tess.post("/people", data={"csrf": csrf(tess), "table": table})
    assert answer.status_code == 400
    assert "Line" in answer.text
    assert (idle.course.folder / "people.csv").read_bytes() == before


def test_links_for_one_and_for_all(idle: State) -> None:
    tess = browser(idle, "tess")
    page = tess.post("/people/bob/link", data={"csrf": csrf(tess)}).text
    link = page.partition('readonly value="')[2].partition('"')[0]
    assert browser(idle).post("/enter", data={"secret": link}).status_code == 303
    table = tess.post("/people/links", data={"csrf": csrf(tess)})
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["ann", "bob"]
    assert browser(idle).post("/enter", data={"secret": rows[0]["link"]}).status_code == 303


def test_somebody_is_signed_out_everywhere(idle: State) -> None:
    ann, program, tess = browser(idle, "ann"), client(idle, "ann"), browser(idle, "tess")
    assert tess.post("/people/ann/sign-out", data={"csrf": csrf(tess)}).status_code == 303
    assert ann.get("/exercises").status_code == 303
    assert program.get("/api/v1/exercises").status_code == 401


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"exercise": "toy", "until": "soon"}, "no date"),
        ({"exercise": "none", "until": "2030-09-15Z"}, "no exercise"),
        ({"exercise": "toy", "until": "2030-09-15 12:00"}, "no time zone"),
    ],
)
def test_more_time_that_cannot_be_given(idle: State, fields: dict[str, str], said: str) -> None:
    tess = browser(idle, "tess")
    answer = tess.post("/people/ann/extensions", data={"csrf": csrf(tess), **fields})
    assert answer.status_code == 400
    assert said in answer.text
    assert not load_roster(idle.course).extensions


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


def test_a_mistake_in_the_class_list_is_told_and_the_last_one_holds(idle: State) -> None:
    tess = browser(idle, "tess")
    (idle.course.folder / "people.csv").write_text("id\nann\nann\n")
    assert "stands in line" in tess.get("/people").text
    assert tess.get("/class/toy").status_code == 200


def table(client: TestClient, text: str) -> tuple[int, str]:
    """Add people from pasted text; the status and the page."""
    answer = client.post("/people", data={"csrf": csrf(client), "table": text})
    return answer.status_code, answer.text


def test_columns_that_a_table_does_not_have_stay(idle: State) -> None:
    """As those of a list with ids and names alone, in which a teacher stands, too."""
    tess = browser(idle, "tess")
    assert table(tess, "id,name\nann,Ann New\ntess,Tess T\n")[0] == 200
    roster = load_roster(idle.course)
    ann, teacher = roster.person("ann"), roster.person("tess")
    assert ann is not None
    assert teacher is not None
    assert (ann.name, ann.email, ann.sections) == ("Ann New", "ann@example.org", ("A",))
    assert (teacher.name, teacher.role) == ("Tess T", Role.TEACHER)


def test_no_teacher_shuts_themselves_out(idle: State) -> None:
    tess = browser(idle, "tess")
    for text in ("id,role\ntess,student\n", "id,role\ntess,assistant\nnew,teacher\n"):
        status, said = table(tess, text)
        assert status == 400
        assert "last teacher, or you yourself" in said
    assert table(tess, "id,role\nnew,teacher\n")[0] == 200
    assert tess.get("/people").status_code == 200


def test_the_first_teacher_of_a_list_gets_a_way_in(idle: State) -> None:
    """Who stood in until then is nobody from that moment on."""
    (idle.course.folder / "people.csv").write_text("id\nann\n")
    stand_in = browser(idle, "teacher")
    status, said = table(stand_in, "id,role\ntess,teacher\n")
    assert status == 200
    assert stand_in.get("/people").status_code == 303
    found = re.search(r'value="[^"]+/enter#([^"]+)"', said)
    assert found
    new = browser(idle)
    assert new.post("/enter", data={"secret": found[1]}).status_code == 303
    assert new.get("/people").status_code == 200


def test_two_who_change_the_list_at_once_lose_nothing(idle: State) -> None:
    def add(number: int) -> None:
        enrol(idle.course, f"id\nnew{number}\n".encode())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    ids = {each.id for each in load_roster(idle.course).people}
    assert {f"new{number}" for number in range(8)} <= ids


def test_a_table_that_is_too_large_is_not_cut(idle: State) -> None:
    tess = browser(idle, "tess")
    files = {"file": ("class.csv", b"id\n" + b"x" * MAX_BYTES)}
    assert tess.post("/people", data={"csrf": csrf(tess)}, files=files).status_code == 413


def test_links_for_a_large_class_are_made_at_once(idle: State) -> None:
    """In few statements: nobody else writes meanwhile."""
    many = "id\n" + "".join(f"s{number}\n" for number in range(1_200))
    tess = browser(idle, "tess")
    assert table(tess, many)[0] == 200
    before = link_for(idle, "s7").partition("#")[2]
    statements: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def _heard(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    try:
        content = tess.post("/people/links", data={"csrf": csrf(tess)}).content
    finally:
        event.remove(Engine, "before_cursor_execute", _heard)
    assert len(statements) < 50
    rows = {
        row["id"]: row["link"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    }
    assert {"ann", "s0", "s7", "s1199"} <= set(rows)
    for secret, status in ((before, 403), (rows["s7"], 303), (rows["s1199"], 303)):
        assert browser(idle).post("/enter", data={"secret": secret}).status_code == status


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,email\nANN,\n", "Line 2: The id “ANN” is nearly that of “ann”"),
        ("id,email\ncid,\ndan,bob@example.org\n", "Line 3: The address bob@example.org is that"),
        ("id\n" + "x" * 300 + "\n", "It is too long"),
        (" \n", "No file was chosen, and nothing was pasted."),
        ("id,name\n", "There is nobody in this table."),
    ],
)
def test_what_is_wrong_is_said_of_the_table_that_was_sent(
    idle: State, text: str, said: str
) -> None:
    before = (idle.course.folder / "people.csv").read_bytes()
    status, page = table(browser(idle, "tess"), text)
    assert status == 400
    assert said in page
    assert "Nothing was changed" in page
    assert str(idle.course.folder) not in page
    assert (idle.course.folder / "people.csv").read_bytes() == before


def test_columns_that_mean_nothing_are_named(idle: State) -> None:
    status, page = table(browser(idle, "tess"), "sep=;\nid;group\ncid;K-12\n")
    assert status == 200
    assert "Added: 1. Changed: 0. Left out, since a class list has no such columns: group." in page
    assert load_roster(idle.course).person("cid") is not None


def more_time(client: TestClient, until: str, **fields: str) -> tuple[int, str]:
    """Give Ann more time; the status and the page."""
    sent = {"csrf": csrf(client), "exercise": "toy", "until": until, **fields}
    answer = client.post("/people/ann/extensions", data=sent)
    return answer.status_code, answer.text


def test_more_time_takes_none_away_unnoticed(idle: State) -> None:
    tess = browser(idle, "tess")
    assert more_time(tess, "2030-09-20 12:00Z", why="ill")[0] == 200
    status, page = more_time(tess, "2030-09-10 12:00Z")
    assert status == 400
    assert "There is time until 2030-09-20 12:00 UTC already" in page
    assert "Nothing was changed" in page
    (given,) = load_roster(idle.course).extensions
    assert given.why == "ill"
    status, page = more_time(tess, "2030-09-10 12:00Z", earlier="yes")
    assert status == 200
    assert "Before, it was until 2030-09-20 12:00 UTC." in page
    assert (
        "until: 2030-09-10 12:00:00+00:00; before that until: 2030-09-20" in tess.get("/audit").text
    )
    assert tess.get("/people/ann/extensions").headers["location"] == "/people"


def test_a_reason_that_a_spreadsheet_would_compute(idle: State) -> None:
    status, page = more_time(browser(idle, "tess"), "2030-09-20 12:00Z", why="=cmd()")
    assert status == 400
    assert "begins as a formula does" in page
    assert "Line" not in page
    assert not load_roster(idle.course).extensions


def test_no_time_that_ends_before_the_date_of_the_class(
    course: Course, engine: GradingEngine, clock: Clock
) -> None:
    path = course.folder / "course.toml"
    path.write_text(path.read_text() + '[exercises.policies]\ndue = "2030-09-15T12:00:00Z"\n')
    with service(load_course(course.folder), engine, clock, queue=False) as state:
        status, page = more_time(browser(state, "tess"), "2030-09-14 12:00Z")
        assert status == 400
        assert "before the date of the whole class, 2030-09-15 12:00 UTC" in page


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
