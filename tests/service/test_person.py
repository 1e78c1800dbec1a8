"""What is kept of one person, handed over or forgotten."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from service_tools import PEOPLE, Clock, answers, browser, csrf, hand_in, is_graded, service, until
from test_api import client, question

from autograder.cli.main import main
from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.errors import UsageError
from autograder.gradebook import Gradebook
from autograder.history import FILE, History
from autograder.service.person import export_person, forget_person

ID, NAME = "zinaida", "Зинаида Ёлкина"


def is_booked(course: Course, id: str) -> bool:
    return (course.feedback / id / "toy" / "toy.html").is_file()


@pytest.fixture
def lived(course: Course, engine: Engine, clock: Clock) -> Course:
    """A course in which somebody has left traces everywhere, and somebody else some, too."""
    people = course.folder / "people.csv"
    people.write_text(f"{PEOPLE}{ID},{NAME},zina@example.org,student,\n", encoding="utf-8")
    with service(course, engine, clock) as state:
        own, tess = browser(state, ID), browser(state, "tess")
        place = hand_in(own, answers(by_hand=f"A = 1  # {ID}"), name=f"{ID}.ipynb")
        until(lambda: is_graded(state, place))
        client(state, ID).post("/api/v1/check", json=question())
        tess.get(f"/people/{ID}")
        sent = {"csrf": csrf(tess), "table": f"id,name\n{ID},{NAME}\nnew,New One\n"}
        assert tess.post("/people", data=sent).status_code == 200
        fields = {"csrf": csrf(tess), "exercise": "toy", "until": "2030-09-15 12:00Z", "why": "ill"}
        assert tess.post(f"/people/{ID}/extensions", data=fields).status_code == 303
        other = hand_in(browser(state, "bob"), answers())
        until(lambda: is_graded(state, other))
        until(lambda: is_booked(course, ID) and is_booked(course, "bob"))
    return course


def traces(course: Course) -> list[str]:
    """The files of the course in whose name or content the id or the name stands."""
    found = []
    for path in sorted(course.folder.rglob("*")):
        inside = path.read_bytes() if path.is_file() else b""
        text = f"{path.relative_to(course.folder)}".encode() + inside
        if any(each.encode() in text for each in (ID, NAME, "zina@example.org")):
            found.append(str(path.relative_to(course.folder)))
    return found


def test_all_that_is_kept_is_handed_over(lived: Course) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_person(lived, ID)))
    names = archive.namelist()
    person = json.loads(archive.read("person.json"))
    assert person["person"]["name"] == NAME
    assert [each["why"] for each in person["extensions"]] == ["ill"]
    hand_ins = json.loads(archive.read("hand-ins.json"))
    digest = hand_ins[0]["submission"]["digest"]
    assert archive.read(f"hand-ins/{digest}") == answers(by_hand=f"A = 1  # {ID}")
    assert len([name for name in names if name.startswith("records/")]) == 1
    marks = json.loads(archive.read("gradebook.json"))
    assert {each["question"] for each in marks} >= {"double-checks"}
    tables = json.loads(archive.read("service.json"))
    assert tables["receipts"][0]["file_name"] == f"{ID}.ipynb"
    assert tables["checks"][0]["question"] == "double"
    assert {each["what"] for each in tables["audit"]} >= {"signed in", "saw a student"}
    assert b"bob" not in b"".join(archive.read(name) for name in names)


def test_afterwards_no_file_and_no_table_holds_the_id_or_the_name(lived: Course) -> None:
    assert len(traces(lived)) > 5
    pseudonym, number = forget_person(lived, ID)
    assert number == 1
    assert traces(lived) == []
    with History(lived.folder / FILE) as history:
        entries = history.entries()
        assert {each.submission.student for each in entries} == {pseudonym, "bob"}
        forgotten = next(each for each in entries if each.submission.student == pseudonym)
        assert forgotten.grading is not None
        assert forgotten.grading.score == 8
        assert history.report(forgotten.grading.id) is not None
        bob = next(each for each in entries if each.submission.student == "bob")
        assert history.content(bob.submission.digest) == answers()
    with Gradebook(lived) as book:
        assert set(book.class_list()) == {pseudonym, "bob"}
        assert [each["automatic"] for each in book.marks_of(pseudonym)] == [0.0, 4.0, 4.0]
    with closing(sqlite3.connect(lived.folder / FILE)) as database:
        for table in ("receipts", "sessions", "tokens", "links", "buckets", "checks"):
            rows = database.execute(f"SELECT person FROM {table}").fetchall()
            assert (ID,) not in rows


def test_the_service_goes_on_after_it(lived: Course, engine: Engine, clock: Clock) -> None:
    forget_person(lived, ID)
    with service(lived, engine, clock, queue=False) as state:
        tess = browser(state, "tess")
        for path in ("/class/toy", "/people", "/audit", "/class/toy/grades.csv"):
            assert tess.get(path).status_code == 200
        assert browser(state, "bob").get("/exercises").status_code == 200


def test_who_is_not_known(lived: Course) -> None:
    for ask in (export_person, forget_person):
        with pytest.raises(UsageError, match="Nothing is kept"):
            ask(lived, "nobody")


def test_the_commands(
    lived: Course,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["autograder", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    folder, file = str(lived.folder), tmp_path / "own.zip"
    assert run("export-person", ID, "-o", str(file), "--course", folder) == 0
    assert zipfile.is_zipfile(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert run("export-person", ID, "-o", str(file), "--course", folder) == 2
    assert run("forget", ID, "--course", folder) == 2
    assert "--yes" in capsys.readouterr().err
    assert traces(lived)
    assert run("forget", ID, "--yes", "--course", folder) == 0
    assert "forgotten-" in capsys.readouterr().out
    assert traces(lived) == []
