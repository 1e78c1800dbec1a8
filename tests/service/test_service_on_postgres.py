"""The service on PostgreSQL: several processes on one database; a server that goes and comes."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from postgres_server import PASSWORD, Server
from service_tools import (
    PEOPLE,
    Clock,
    answers,
    browser,
    csrf,
    hand_in,
    is_graded,
    service,
    until,
    with_people,
)
from sqlalchemy import func, select
from test_api import client

from autograder import history
from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.engine.fake import FakeEngine
from autograder.gradebook import Gradebook
from autograder.history import VARIABLE, place_of
from autograder.history.postgres import SCHEMA
from autograder.policies import Bucket, Checks
from autograder.service.signin.link import link_for
from autograder.service.store.bookings import put_booking, take_bookings
from autograder.service.store.checked import bucket_of, keep_bucket
from autograder.service.store.jobs import TAKEN_FOR, TAKING, Job, job_is_done, put_job, take_jobs
from autograder.service.store.tables import BOOKINGS, JOBS, RECEIPTS
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.upkeep.person import export_person
from autograder.service.web.state import State

AT_ONCE = 4
ID = "zq81"


@pytest.fixture
def course(course: Course, postgres_address: str, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The course, with its history and nbgrader's gradebook in one database."""
    monkeypatch.setenv(VARIABLE, postgres_address)
    url = postgres_address.replace("postgresql:", "postgresql+psycopg:")
    (course.folder / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n"
    )
    return course


@pytest.fixture
def other(course: Course, engine: Engine, clock: Clock) -> Iterator[State]:
    """A second service, which grades nothing."""
    with service(course, engine, clock, queue=False) as found:
        yield found


def at_once(work: Callable[[int], object]) -> list[object]:
    """Do the same several times at the same moment."""
    begin = threading.Barrier(AT_ONCE)

    def one(number: int) -> object:
        begin.wait()
        return work(number)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def test_from_the_hand_in_to_the_gradebook_and_forgotten(
    course: Course, state: State, other: State, postgres: Server
) -> None:
    with_people(course, f"{PEOPLE}{ID},Zinaida,,student,\n")
    student = browser(other, ID)
    place = hand_in(student, answers(by_hand="A = 1"))
    heard = student.get(f"{place}/events").text  # to its end, though another process grades it
    assert "event: over" in heard
    assert is_graded(state, place) and "8" in student.get(f"{place}/verdict").text
    until(lambda: no_bookings(state))
    exercise = course.exercise("toy")
    with Gradebook(course) as book:
        assert book.students(exercise) == [ID]
        assert sum(each["automatic"] for each in book.marks_of(ID)) == 8
    assert (course.submitted / ID / "toy" / "toy.ipynb").is_file()
    with zipfile.ZipFile(io.BytesIO(export_person(course, ID))) as archive:
        assert place.rpartition("/")[2] in archive.read("hand-ins.json").decode()
    assert ID in everything(course, postgres)
    found = forget_person(course, ID)
    kept = everything(course, postgres)
    assert found.hand_ins == 1 and found.pseudonym in kept and ID not in kept


def everything(course: Course, postgres: Server) -> str:
    """All rows of all tables in the course's database."""
    place = place_of(course.folder)
    assert not isinstance(place, Path) and place.database is not None
    tables = postgres.tell(
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tableowner = 'autograder'",
        database=place.database,
    )
    assert {f"{SCHEMA}.submissions", "public.student"} <= {name for (name,) in tables}
    rows = [
        postgres.tell(f"SELECT CAST(t AS text) FROM {name} t", database=place.database)
        for (name,) in tables
    ]
    return str(rows)


def no_bookings(state: State) -> bool:
    with state.history.database.reading() as connection:
        return not connection.scalar(select(func.count()).select_from(BOOKINGS))


def test_a_form_that_is_sent_to_several_processes_at_once_is_one_hand_in(
    idle: State, other: State
) -> None:
    both = [browser(idle, "ann"), browser(other, "ann")]
    tokens = [csrf(each) for each in both]

    def send(number: int) -> str:
        fields = {"csrf": tokens[number % 2], "key": "the same"}
        file = {"file": ("toy.ipynb", answers())}
        answer = both[number % 2].post("/exercises/toy/hand-in", data=fields, files=file)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    assert len(set(at_once(send))) == 1
    with idle.history.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(RECEIPTS)) == 1
    assert len(idle.history.entries()) == 1


def test_several_files_at_once_are_attempts_in_a_row(idle: State, other: State) -> None:
    histories = [idle.history, other.history]

    def send(number: int) -> None:
        work = history.HandIn(
            exercise="toy",
            student="ann",
            content=f"{number}".encode(),
            received_at=idle.now(),
            clock=history.Clock.RECEIVER,
        )
        with histories[number % 2].writing("ann") as into:
            into.hand_in(work)

    at_once(send)
    assert [each.submission.attempt for each in idle.history.entries()] == [1, 2, 3, 4]


def test_a_link_is_used_once(idle: State, other: State) -> None:
    secret = link_for(idle, "ann").partition("#")[2]
    both = [browser(idle), browser(other)]
    answers_ = at_once(lambda n: both[n % 2].post("/enter", data={"secret": secret}).status_code)
    assert sorted(answers_)[0] == 303 and answers_.count(303) == 1


def test_no_check_too_many(idle: State, other: State, clock: Clock) -> None:
    rule, who, now = Checks(in_hand=2, minutes_each=5), ("ann", "toy", "double"), clock()
    databases = [idle.history.database, other.history.database]

    def take(number: int) -> bool:
        with databases[number % 2].writing("ann") as connection:
            bucket = bucket_of(connection, who, rule, now)
            if bucket.whole:
                keep_bucket(connection, who, Bucket(bucket.left - 1, now))
            return bool(bucket.whole)

    assert sorted(at_once(take)) == [False, False, True, True]


def jobs(*people: str, now: object) -> list[Job]:
    return [Job(f"{person}-{n}", "toy", person, now, 0, "") for n, person in enumerate(people)]


def test_each_job_and_booking_is_taken_once(idle: State, other: State, clock: Clock) -> None:
    now = clock()
    with idle.history.database.writing() as connection:
        for job in jobs("ann", "ann", "bob", "eve", now=now):
            put_job(connection, job)
        for person in ("ann", "bob"):
            put_booking(connection, "toy", person, now)
    databases = [idle.history.database, other.history.database]

    def take(number: int) -> list[str]:
        with databases[number % 2].writing(TAKING) as connection:
            return [each.person for each in take_jobs(connection, f"{number}", now, 1, [])]

    def book(number: int) -> list[str]:
        with databases[number % 2].writing(TAKING) as connection:
            return [each.person for each in take_bookings(connection, f"{number}", now, 1)]

    # Of one student there is one at a time, whoever takes it.
    assert sorted(map(str, at_once(take))) == ["['ann']", "['bob']", "['eve']", "[]"]
    assert sorted(map(str, at_once(book))) == ["['ann']", "['bob']", "[]", "[]"]
    later = now + TAKEN_FOR + timedelta(seconds=1)  # nobody has said that they live
    with databases[1].writing(TAKING) as connection:
        assert len(take_jobs(connection, "who lives", later, 9, [])) == 3


def test_what_is_being_written_down_holds_up_no_other_job(
    idle: State, other: State, clock: Clock
) -> None:
    now = clock()
    with idle.history.database.writing() as connection:
        for job in jobs("ann", "bob", now=now):
            put_job(connection, job)
    with idle.history.database.writing(TAKING) as connection:
        (first,) = take_jobs(connection, "one", now, 1, [])
    with idle.history.database.writing(first.person) as connection:
        assert job_is_done(connection, first.submission, "one")
        with other.history.database.writing(TAKING) as beside:
            later = now + TAKEN_FOR + timedelta(seconds=1)
            assert [each.person for each in take_jobs(beside, "two", later, 9, [])] == ["bob"]


def test_who_ends_lets_others_have_what_it_had_taken(
    course: Course, other: State, clock: Clock
) -> None:
    with FakeEngine(lambda *_asked: pytest.fail("nothing is graded")) as fake:
        fake.hold()
        with service(course, fake, clock) as state:
            hand_in(browser(state, "ann"), answers())
            until(lambda: taken(other))
    with other.history.database.writing(TAKING) as connection:
        assert len(take_jobs(connection, "another", clock(), 1, [])) == 1


def taken(state: State) -> bool:
    with state.history.database.reading() as connection:
        return bool(connection.scalar(select(JOBS.c.taken_by)))


def test_a_server_that_goes_and_comes(
    state: State, postgres: Server, caplog: pytest.LogCaptureFixture
) -> None:
    ann, program = browser(state, "ann"), client(state, "ann")
    place = hand_in(ann, answers())
    until(lambda: is_graded(state, place))
    postgres.kill()
    for answer in (ann.get("/exercises"), program.get("/api/v1/exercises")):
        assert answer.status_code == 503 and answer.headers["retry-after"]
        assert "cannot be used just now" in answer.text and "is kept" in answer.text
        assert "127.0.0.1" not in answer.text and "postgres" not in answer.text
    postgres.start()
    assert ann.get("/exercises").status_code == 200
    assert "cannot be reached" in caplog.text and PASSWORD not in caplog.text
    again = hand_in(browser(state, "bob"), answers(by_hand="A = 2.50"))
    until(lambda: is_graded(state, again))
    until(lambda: no_bookings(state))
    with state.history.database.reading() as connection:
        assert not connection.scalar(select(func.count()).select_from(JOBS))
