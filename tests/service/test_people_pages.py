"""The class list on the web: people from a table, their links, more time for one of them."""

from __future__ import annotations

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from service_tools import (
    Clock,
    browser,
    csrf,
    service,
)
from sqlalchemy import Engine, event
from starlette.testclient import TestClient
from test_api import client

from autograder.classroom.enrol import enrol
from autograder.course import Course, load_course
from autograder.engine.engine import Engine as GradingEngine
from autograder.roster import Role, load_roster
from autograder.roster.files import MAX_BYTES
from autograder.service.signin.link import link_for
from autograder.service.web.state import State


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
    said = "until: 2030-09-10 12:00 UTC; before that until: 2030-09-20 12:00 UTC"
    assert said in tess.get("/audit").text
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
