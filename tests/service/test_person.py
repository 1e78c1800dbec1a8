"""What is kept of one person, handed over or forgotten."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from service_tools import (
    PEOPLE,
    Clock,
    answers,
    browser,
    csrf,
    hand_in,
    is_graded,
    make_course,
    service,
    until,
)
from sqlalchemy import func, select
from test_api import client, question

from autograder.classroom.forget import without_work
from autograder.classroom.odd import odd_in
from autograder.cli.main import main
from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.errors import HistoryError, UsageError
from autograder.gradebook import Gradebook
from autograder.history import FILE, History
from autograder.results import QuestionResult, Status
from autograder.service.store.audit import newest_acts, note
from autograder.service.store.bookings import (
    booking_is_done,
    booking_waits,
    put_booking,
    take_bookings,
)
from autograder.service.store.identities import Visit, begin_visit, bind_identity, saw_identity
from autograder.service.store.lti import Context, saw_member
from autograder.service.store.marks import Mark, open_answer, put_review, write_marks
from autograder.service.store.tables import CHECKS, LINKS, SERVICE, SESSIONS
from autograder.service.store.threads import Thread, Words, begin_thread, say
from autograder.service.store.tidy import tidy
from autograder.service.upkeep import forgetting
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.upkeep.person import OF_A_PERSON, OF_AN_IDENTITY, export_person
from autograder.service.web.state import State

OWN = ("forgot somebody", "wrote out all that is kept of somebody")
ID, NAME = "zinaida", "Зинаида Ёлкина"


def is_booked(course: Course, id: str) -> bool:
    return (course.feedback / id / "toy" / "toy.html").is_file()


@pytest.fixture(scope="module")
def once(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which somebody has left traces everywhere, and somebody else some, too."""
    course, clock = make_course(tmp_path_factory.mktemp("lived") / "course"), Clock()
    people = course.folder / "people.csv"
    people.write_text(f"{PEOPLE}{ID},{NAME},zina@example.org,student,\n", encoding="utf-8")
    with service(course, engine, clock) as state:
        own, tess = browser(state, ID), browser(state, "tess")
        place = hand_in(own, answers(by_hand=f"A = 1  # {ID}"), name=f"{ID}.ipynb")
        until(lambda: is_graded(state, place))
        client(state, ID).post("/api/v1/check", json=question())
        tess.get(f"/people/{ID}")
        sent = {"csrf": csrf(tess), "table": f"id,section\n{ID},B\nnew,C\n"}
        assert tess.post("/people", data=sent).status_code == 200
        fields = {"csrf": csrf(tess), "exercise": "toy", "until": "2030-09-15 12:00Z", "why": "ill"}
        assert tess.post(f"/people/{ID}/extensions", data=fields).status_code == 200
        other = hand_in(browser(state, "bob"), answers())
        until(lambda: is_graded(state, other))
        until(lambda: is_booked(course, ID) and is_booked(course, "bob"))
        leave_words(state, place.rpartition("/")[2])
    return course


def leave_words(state: State, submission: str) -> None:
    """Somebody has asked about a grade, was given points by hand, and has given some."""
    now = state.now()
    thread = Thread(
        submission=submission, exercise="toy", question="double", person=ID, asked_at=now
    )
    given = {"exercise": "toy", "question": "why", "answer": "d", "points": 1.0, "at": now}
    with state.history.database.writing() as connection:
        begin_thread(connection, thread, f"I am {NAME}.")
        say(connection, thread, Words(writer="tess", at=now, text=f"Well, {NAME}, no."))
        marks = [("bob", ID, "Good."), (ID, "tess", f"{NAME}, this is too short.")]
        write_marks(
            connection,
            [
                Mark(person=person, grader=grader, comment=comment, is_booked=True, **given)
                for person, grader, comment in marks
            ],
        )
        open_answer(connection, "toy", "why", "d", ID, now)
        question = QuestionResult(
            name="double", status=Status.FAILED, score=1, max_score=4, comment=NAME
        )
        put_review(connection, "toy", ID, submission, [question])


@pytest.fixture
def lived(once: Course, tmp_path: Path) -> Course:
    """A copy of it for one test."""
    shutil.copytree(once.folder, tmp_path / "course")
    return load_course(tmp_path / "course")


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
    (listed,) = (each for each in tables["audit"] if each["what"] == "changed the class list")
    assert listed["detail"] == {"people": [ID]}  # the other one is nobody's business
    assert b"bob" not in b"".join(archive.read(name) for name in names)


def test_afterwards_no_file_and_no_table_holds_the_id_or_the_name(lived: Course) -> None:
    (lived.feedback / "index.html").write_text(f"{ID}: 8 of 10, bob: 10 of 10")
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
        marks = database.execute("SELECT person, grader, comment FROM marks").fetchall()
        assert marks == [("bob", pseudonym, "Good.")]


def test_nobody_is_asked_for_work_of_who_was_forgotten(lived: Course) -> None:
    pseudonym = forget_person(lived, ID).pseudonym
    exercise = lived.exercise("toy")
    with Gradebook(lived) as book:
        assert pseudonym in book.students(exercise)
    assert pseudonym not in odd_in(lived, exercise, [], Gradebook).missing
    assert without_work(lived, exercise, Gradebook) == []


def test_the_service_goes_on_after_it(lived: Course, engine: Engine, clock: Clock) -> None:
    forget_person(lived, ID)
    with service(lived, engine, clock, queue=False) as state:
        tess = browser(state, "tess")
        for path in ("/class/toy", "/people", "/audit", "/class/toy/grades.csv"):
            assert tess.get(path).status_code == 200
        assert browser(state, "bob").get("/exercises").status_code == 200


def test_while_the_service_runs(lived: Course, engine: Engine, clock: Clock) -> None:
    with service(lived, engine, clock) as state:
        own, bob = browser(state, ID), browser(state, "bob")
        assert own.get("/exercises").status_code == 200
        forget_person(lived, ID)
        assert traces(lived) == []
        assert own.get("/exercises").status_code == 303
        clock.forward(minutes=2)
        place = hand_in(bob, answers(by_hand="A = 1"))
        until(lambda: is_graded(state, place))
    assert traces(lived) == []


def test_what_is_being_written_is_waited_for(
    lived: Course, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "PATIENCE", 0.0)
    with History(lived.folder / FILE, SERVICE) as history:
        with history.database.writing() as connection:
            put_booking(connection, "toy", ID, clock())
            (booking,) = take_bookings(connection, "a service", clock(), 5)
        with pytest.raises(HistoryError, match="gradebook"):
            forget_person(lived, ID)
        with history.database.writing() as connection:
            booking_is_done(connection, booking)
            put_booking(connection, "toy", "bob", clock())
            (other,) = take_bookings(connection, "a service", clock(), 5)
            booking_waits(connection, other, clock(), f"submitted/{ID}/toy: The disk is full.")
    forget_person(lived, ID)
    assert traces(lived) == []


def test_whom_only_the_gradebook_knows(lived: Course) -> None:
    with Gradebook(lived) as book:
        book.pseudonymise("bob", "of-last-year")
    assert forget_person(lived, "of-last-year")[1] == 0
    with Gradebook(lived) as book:
        assert "of-last-year" not in book.class_list()


def test_every_table_with_a_person_in_it_is_known() -> None:
    """Whoever adds a table says here what becomes of it when somebody is forgotten."""
    # The audit log is handed over without the others, and written anew.
    nobody_in_it = {"service_version", "audit", "backups", "forgotten"}
    # In these tables of learning platforms nobody is named.
    nobody_in_it |= {"lti_states", "lti_contexts", "lti_links"}
    of_somebody = {table.name for table in (*OF_A_PERSON, *OF_AN_IDENTITY)}
    assert not of_somebody & nobody_in_it
    assert of_somebody | nobody_in_it == set(SERVICE.tables.tables)
    assert all("person" in table.c for table in OF_A_PERSON)
    assert all({"issuer", "subject"} <= set(table.c.keys()) for table in OF_AN_IDENTITY)


def test_who_they_are_elsewhere_is_handed_over_and_forgotten(lived: Course, clock: Clock) -> None:
    """Also where they are not in the class list any more."""
    context = Context(issuer="lms", client_id="c", deployment="d", context="networks")
    for name in ("people.csv", "extensions.csv"):
        path = lived.folder / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(each for each in lines if ID not in each), encoding="utf-8")
    with (
        History(lived.folder / FILE, SERVICE) as history,
        history.database.writing() as connection,
    ):
        for subject, person in ((f"{ID}-there", ID), ("another", "bob")):
            saw_identity(connection, "lms", subject, "", "", clock())
            bind_identity(connection, "lms", subject, person, "tess")
            saw_member(connection, context, subject)
            begin_visit(connection, Visit("lms", subject, "/"), clock())
    archive = zipfile.ZipFile(io.BytesIO(export_person(lived, ID)))
    tables = json.loads(archive.read("service.json"))
    assert [each["context"] for each in tables["lti_members"]] == ["networks"]
    for name in ("lti_members", "visits"):
        assert [each["subject"] for each in tables[name]] == [f"{ID}-there"]
        assert "digest" not in tables[name][0]
    forget_person(lived, ID)
    with closing(sqlite3.connect(lived.folder / FILE)) as database:
        for name in ("identities", "lti_members", "visits"):
            assert database.execute(f"SELECT subject FROM {name}").fetchall() == [("another",)]


def test_what_has_no_more_use_goes_by_itself(lived: Course, clock: Clock) -> None:
    rows = {"sessions": SESSIONS, "links": LINKS, "checks": CHECKS}
    with History(lived.folder / FILE, SERVICE) as history:
        for days, gone in ((13, set()), (31, {"sessions", "links"}), (181, set(rows))):
            with history.database.writing() as connection:
                tidy(connection, clock() + timedelta(days=days))
                left = {
                    name: connection.scalar(select(func.count()).select_from(table))
                    for name, table in rows.items()
                }
            assert {name for name, number in left.items() if not number} == gone


def test_who_is_not_known(lived: Course) -> None:
    for ask in (export_person, forget_person):
        with pytest.raises(UsageError, match="Nothing is kept"):
            ask(lived, "nobody")


def test_words_of_the_audit_log_are_nobody(lived: Course) -> None:
    """Who is called as an exercise, or as a word that stands there, has no part in it."""
    people = lived.folder / "people.csv"
    words = ("toy", "exercise", "until", "how", "people", "link")
    people.write_text(people.read_text() + "".join(f"{each},,,student,\n" for each in words))
    with History(lived.folder / FILE, SERVICE) as history:
        with history.database.writing() as connection:
            note(connection, "tess", "took the grades", "toy")
            note(connection, "tess", "gave more time", "bob", exercise="toy", until="2030")
            note(connection, "bob", "signed in", how="link")
        with history.database.reading() as connection:
            before = newest_acts(connection, 1000)
        assert not any(each.what in OWN for each in before)
        for each in words:
            archive = zipfile.ZipFile(io.BytesIO(export_person(lived, each)))
            assert json.loads(archive.read("service.json"))["audit"] == []
            assert forget_person(lived, each).hand_ins == 0
        with history.database.reading() as connection:
            now = newest_acts(connection, 1000)
        assert [each for each in now if each.what not in OWN] == before


@pytest.mark.parametrize("id", ["", "  "])
def test_an_empty_id_is_nobody(lived: Course, id: str) -> None:
    before = (lived.folder / FILE).read_bytes()
    for ask in (export_person, forget_person):
        with pytest.raises(UsageError, match="is empty"):
            ask(lived, id)
    assert (lived.folder / FILE).read_bytes() == before


def test_the_last_teacher_stays(lived: Course) -> None:
    with pytest.raises(UsageError, match="only teacher"):
        forget_person(lived, "tess")
    people = lived.folder / "people.csv"
    people.write_text(people.read_text() + "tom,,,teacher,\n")
    assert forget_person(lived, "tess").hand_ins == 0


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
