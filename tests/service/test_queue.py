"""The queue: what was taken and not finished is taken again, and the gradebook follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import msgspec
import pytest
from service_tools import Clock, answers, browser, hand_in, is_booked, is_graded, service, until

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.engine.fake import FakeEngine
from autograder.errors import GradebookError, SandboxError
from autograder.gradebook import Gradebook
from autograder.history import FILE
from autograder.service.queue import booking, verdicts
from autograder.service.store.bookings import booking_troubles
from autograder.service.store.jobs import Job, place_of, put_job, take_jobs, troubles, waiting
from autograder.service.student.handing_in import Taken, Upload, take
from autograder.service.web.state import State

NOW = datetime(2030, 9, 15, 12, tzinfo=UTC)


def score_in_gradebook(course: Course) -> float | None:
    """Ann's points for the toy exercise, after what late days cost."""
    exercise = course.exercise("toy")
    path = course.autograded / "ann" / "toy" / "report.json"
    if not path.is_file():
        return None
    from autograder.results import from_json

    with Gradebook(course) as book:
        if "ann" not in book.students(exercise):
            return None
        return book.reviewed(from_json(path.read_bytes())).score


def test_what_was_taken_and_not_finished_is_taken_again(
    course: Course, engine: Engine, clock: Clock
) -> None:
    with service(course, engine, clock, queue=False) as state:
        place = hand_in(browser(state, "ann"), answers())
        with state.history.database.writing() as connection:
            (taken,) = take_jobs(connection, "who was killed", clock(), 5, [])
            assert take_jobs(connection, "another one", clock(), 5, []) == []
    assert taken.submission in place
    with service(course, engine, clock) as state:
        until(lambda: is_graded(state, place))
        entries = state.history.entries()
        assert [each.grading is not None for each in entries] == [True]


def test_the_best_attempt_is_in_the_gradebook(state: State, clock: Clock) -> None:
    ann = browser(state, "ann")
    for content, expected in ((answers(by_hand="A = 1"), 8), (answers(), 10), (b"{}", 10)):
        place = hand_in(ann, content)
        until(lambda place=place: is_graded(state, place))
        until(lambda: is_booked(state))
        assert score_in_gradebook(state.course) == expected
        clock.forward(minutes=2)
    assert (state.course.submitted / "ann" / "toy" / "toy.ipynb").read_bytes() == answers()


def dated(course: Course, rules: str, own: str) -> Course:
    path = course.folder / "course.toml"
    text = path.read_text().replace("[[exercises]]", f"[policies]\n{rules}\n[[exercises]]")
    path.write_text(f"{text}[exercises.policies]\n{own}\n")
    return load_course(course.folder)


@pytest.mark.parametrize(
    ("late", "in_hand", "points"),
    [
        (timedelta(minutes=12), 0, 10.0),
        (timedelta(minutes=24), 0, 9.0),
        (timedelta(minutes=24), 3, 10.0),
        (timedelta(hours=24, minutes=18), 0, 8.0),
        (timedelta(hours=167), 0, 5.0),
        (timedelta(hours=167), 3, 6.0),
        (timedelta(days=8), 3, None),
    ],
)
def test_what_late_days_cost_is_in_the_gradebook_and_on_the_page(
    course: Course,
    engine: Engine,
    clock: Clock,
    late: timedelta,
    in_hand: int,
    points: float | None,
) -> None:
    due = (datetime.now(UTC) - late).strftime("%Y-%m-%d %H:%M:%S")
    course = dated(course, f'zone = "UTC"\ndays_in_hand = {in_hand}', f"due = {due}")
    with service(course, engine, clock) as state:
        ann = browser(state, "ann")
        place = hand_in(ann, answers())
        until(lambda: is_graded(state, place))
        until(lambda: is_booked(state))
        assert score_in_gradebook(course) == points
        page = ann.get("/exercises/toy").text
        if points is None:
            assert "closed" in page
            assert "nothing counts" in ann.get("/exercises").text
        else:
            shown = f"{points:g} of 10"
            assert shown in page
            assert shown in ann.get("/exercises").text


def test_more_time_brings_the_points_back(course: Course, engine: Engine, clock: Clock) -> None:
    due = (datetime.now(UTC) - timedelta(days=8)).strftime("%Y-%m-%d %H:%M:%S")
    course = dated(course, 'zone = "UTC"', f"due = {due}")
    with service(course, engine, clock) as state:
        place = hand_in(browser(state, "ann"), answers())
        until(lambda: is_graded(state, place))
        tess = browser(state, "tess")
        from service_tools import csrf

        until_when = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
        fields = {"csrf": csrf(tess), "exercise": "toy", "until": until_when, "why": "ill"}
        answer = tess.post("/people/ann/extensions", data=fields)
        assert answer.status_code == 200, answer.text
        until(lambda: is_booked(state))
        assert score_in_gradebook(course) == 10


def test_a_gradebook_that_fails_costs_no_verdict(
    course: Course, engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booking, "AGAIN_AFTER", timedelta())
    record, failing = Gradebook.record_all, [True]

    def fails(self: Gradebook, gradings: object) -> object:
        if failing:
            raise GradebookError("The disk is full.", todo="Make room.")
        return record(self, gradings)  # type: ignore[arg-type]

    monkeypatch.setattr(Gradebook, "record_all", fails)
    with service(course, engine, clock) as state:
        place = hand_in(browser(state, "ann"), answers())
        until(lambda: is_graded(state, place))
        tess = browser(state, "tess")

        def is_told() -> bool:
            with state.history.database.reading() as connection:
                return bool(booking_troubles(connection))

        until(is_told)
        assert "The disk is full." in tess.get("/class/toy").text
        failing.clear()
        until(lambda: is_booked(state))
        assert score_in_gradebook(course) == 10


def test_what_the_engine_cannot_grade_is_tried_again(
    course: Course, clock: Clock, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "AGAIN_AFTER", timedelta())
    tries: list[int] = []

    def verdict(exercise: object, submission: object) -> object:
        tries.append(1)
        if len(tries) < 3:
            raise SandboxError("No process is left.", todo="Close some.")
        return engine.submit(exercise, submission).result()  # type: ignore[arg-type]

    with FakeEngine(verdict) as fake, service(course, fake, clock) as state:  # type: ignore[arg-type]
        place = hand_in(browser(state, "ann"), answers())
        until(lambda: is_graded(state, place))
        with state.history.database.reading() as connection:
            assert troubles(connection) == []
            assert waiting(connection) == 0


def test_of_each_person_one_at_a_time_and_the_oldest_first(idle: State) -> None:
    with idle.history.database.writing() as connection:
        for number, person in enumerate(["ann", "ann", "bob", "cid"]):
            at = NOW + timedelta(seconds=number)
            put_job(connection, Job(f"s{number}", "toy", person, at, 0, ""))
        assert [place_of(connection, f"s{number}") for number in range(4)] == [0, 1, 2, 3]
        taken = take_jobs(connection, "me", NOW, 2, [])
        assert [each.submission for each in taken] == ["s0", "s2"]
        assert [each.submission for each in take_jobs(connection, "me", NOW, 5, [])] == ["s3"]
        later = NOW + timedelta(minutes=2)  # nobody has said that they still live
        assert [each.submission for each in take_jobs(connection, "you", later, 5, ["bob"])] == [
            "s0",
            "s3",
        ]


def test_a_file_that_was_slow_to_come_pushes_nobody_back(idle: State, course: Course) -> None:
    """Whoever has been told a place in the queue is told no later one afterwards."""
    now = datetime.now(UTC)
    places = []
    for person, arrived_at in (("ann", now), ("bob", now - timedelta(minutes=1))):
        upload = Upload(person, "toy", "toy.ipynb", answers(), arrived_at, "key")
        with idle.history.database.writing() as connection:
            taken = take(connection, course, idle.class_list.now(), upload)
            assert isinstance(taken, Taken)
            assert taken.receipt.arrived_at == arrived_at
            places.append(taken.receipt.submission)
    with idle.history.database.reading() as connection:
        assert [place_of(connection, id) for id in places] == [0, 1]


def test_a_report_knows_its_receipt(state: State) -> None:
    place = hand_in(browser(state, "ann"), answers())
    until(lambda: is_graded(state, place))
    (entry,) = state.history.entries()
    assert entry.grading is not None
    report = state.history.report(entry.grading.id)
    assert report is not None
    assert report.attempt is not None
    assert (report.attempt.number, report.attempt.id) == (1, "1")
    assert msgspec.to_builtins(report)["attempt"]["received"]


def test_a_database_that_is_away_is_in_the_log_once(
    idle: State, caplog: pytest.LogCaptureFixture
) -> None:
    let_go: list[Job] = []
    asked = (cast(Any, None), idle.history, idle.events, cast(Any, None))
    written = verdicts.Verdicts(*asked, shares=idle.shares, let_go=let_go.append)
    job, path = Job("1", "toy", "ann", NOW, 0, ""), idle.course.folder / FILE
    for _outage in range(2):
        path.rename(path.with_name("away"))
        for _again in range(3):
            written.fail(job, SandboxError("it has died"))
        path.with_name("away").rename(path)
        written.fail(job, SandboxError("it has died"))
    assert [each.exc_info for each in caplog.records] == [None, None]
    assert let_go == [job] * 8
