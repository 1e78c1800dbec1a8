"""What a student, and a class before a projector, is told: no more than the course allows."""

from __future__ import annotations

import dataclasses

import pytest
from service_tools import Clock, answers, browser, csrf, hand_in, is_graded, service, until
from test_api import client, question

from autograder.classroom.live import CheckLine, QuestionLine, RecordLine, wrong_answers
from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.results import ReportStatus, Status
from autograder.service.api.answers import API
from autograder.service.app import PAGES
from autograder.service.lti_pages.pages import PAGES as LTI
from autograder.service.web.access import Level
from autograder.service.web.routes import Page
from autograder.service.web.state import State

SECRET = "what a student has written"


def with_rules(course: Course, rules: str) -> Course:
    """The course with these lines in [policies]."""
    path = course.folder / "course.toml"
    path.write_text(
        path.read_text().replace("[[exercises]]", f"[policies]\n{rules}\n[[exercises]]")
    )
    return load_course(course.folder)


@pytest.mark.usefixtures("no_gradebook")
@pytest.mark.parametrize("tells", ["passed", "hints"])
def test_where_no_points_are_told_no_page_has_any(
    course: Course, engine: Engine, clock: Clock, tells: str
) -> None:
    course = with_rules(course, f'hand_in = "{tells}"\npause_minutes = 0')
    with service(course, engine, clock) as state:
        ann = browser(state, "ann")
        for content in (answers(), answers(double="def double(x):\n    return x**2")):
            place = hand_in(ann, content)
            until(lambda place=place: is_graded(state, place))
        pages = [ann.get(path).text for path in ("/exercises", "/exercises/toy", place)]
        for text in pages:
            assert "of 10" not in text
            assert "All points" not in text
        assert "✓" not in pages[1]  # else the tick tells which attempt has more points
        (told,) = ann.get("/api/v1/exercises").json()
        assert told["counted"] is None
        graded = ann.get(f"/api/v1{place}").json()
        assert graded["points"] is None
        assert not any(each["score"] for each in graded["questions"])
        teacher = browser(state, "tess").get("/people/ann").text
        assert "10 of 10" in teacher


@pytest.mark.usefixtures("no_gradebook")
def test_a_projector_shows_nothing_that_a_student_has_written(state: State) -> None:
    wrong = answers(double=f"def double(x):\n    raise ValueError({SECRET!r})")
    ann = browser(state, "ann")
    client(state, "bob").post("/api/v1/check", json=question(content=wrong))
    place = hand_in(ann, wrong)
    until(lambda: is_graded(state, place))
    assert SECRET in ann.get(place).text
    text = browser(state, "tess").get("/class/toy").text
    assert "students: 2" in text
    assert SECRET not in text


def test_a_wrong_answer_is_told_by_its_hint_or_by_what_was_checked() -> None:
    check = CheckLine(status=Status.FAILED, description="doubles each number")
    asked = QuestionLine(name="double", status=Status.FAILED, checks=(check,))
    (found,) = wrong_answers("ann", RecordLine(ReportStatus.GRADED, (asked,)))
    assert found.said == "doubles each number"


@pytest.mark.usefixtures("no_gradebook")
def test_a_projector_shows_no_name_out_of_an_answer(state: State) -> None:
    """What no known mistake explains is told by a sentence, into which such a name is filled."""
    wrong = answers(double="import numpy as np\ndef double(x):\n    return np.BOB_COPIES(x)")
    ann = browser(state, "ann")
    asked = client(state, "bob").post("/api/v1/check", json=question(content=wrong))
    assert "BOB_COPIES" in asked.json()["text"]
    place = hand_in(ann, wrong)
    until(lambda: is_graded(state, place))
    assert "BOB_COPIES" in ann.get(place).text
    text = browser(state, "tess").get("/class/toy").text
    assert "students: 2" in text
    assert "… has nothing called …. Is it spelled right?" in text
    assert "BOB_COPIES" not in text


def with_opening(course: Course) -> Course:
    """The course, in which the exercise opens one day."""
    path = course.folder / "course.toml"
    path.write_text(path.read_text() + '[exercises.policies]\nopens = "2100-01-01T00:00:00Z"\n')
    return load_course(course.folder)


OF_AN_EXERCISE = [
    page
    for page in (*PAGES, *LTI, *API)
    if "{exercise}" in page.path or "/hand-ins/{id}" in page.path
]


@pytest.mark.parametrize("page", OF_AN_EXERCISE, ids=lambda page: f"{page.method} {page.path}")
def test_no_route_gives_or_takes_anything_before_it_opens(
    course: Course, engine: Engine, clock: Clock, page: Page
) -> None:
    """A student gets nothing, also of what they handed in when it was open; who teaches looks."""
    with service(with_opening(course), engine, clock, queue=False) as state:
        later = dataclasses.replace(state, now=lambda: clock().replace(year=2101))
        submission = hand_in(browser(later, "ann"), answers()).rpartition("/")[2]
        ann, hal = browser(state, "ann"), browser(state, "hal")
        path = page.path.format(exercise="toy", name="toy.csv", id=submission, question="double")
        for who in (ann, hal):
            if path.endswith("/events"):
                state.events.over(submission)
                if who is hal:
                    continue  # it would wait for the grading
            if page.method == "GET":
                answer = who.get(path)
            else:
                files = {"file": ("toy.ipynb", answers())}
                headers = {"x-csrf-token": csrf(who)}
                asked = {"name": "toy.ipynb", "key": "k"}
                answer = who.post(path, headers=headers, files=files, params=asked)
            if page.path == "/exercises/{exercise}" and who is ann:
                assert "Opens" in answer.text
                assert "<form" not in answer.text.partition("<main")[2]
            elif who is ann:
                assert answer.status_code == 403, answer.text
                assert page.level >= Level.STAFF or "Opens" in answer.text
            elif page.level <= Level.STAFF:
                assert answer.status_code != 403, answer.text
        assert len(state.history.entries()) <= 2


def test_before_it_opens_nobody_has_its_files_or_the_names_of_its_questions(
    course: Course, engine: Engine, clock: Clock
) -> None:
    folder = course.exercise("toy").folder / "data"
    folder.mkdir()
    (folder / "toy.csv").write_text("1,2\n")
    with service(with_opening(course), engine, clock, queue=False) as state:
        assert browser(state).get("/data/toy/toy.csv").status_code == 404
        assert browser(state, "ann").get("/data/toy/toy.csv").status_code == 404
        assert browser(state, "tess").get("/data/toy/toy.csv").status_code == 200
        (told,) = browser(state, "ann").get("/api/v1/exercises").json()
        assert told["questions"] == []
        (told,) = browser(state, "tess").get("/api/v1/exercises").json()
        assert told["questions"] == ["by_hand", "double", "total"]
        later = dataclasses.replace(state, now=lambda: clock().replace(year=2101))
        assert browser(later).get("/data/toy/toy.csv").status_code == 200


def test_nothing_is_given_out_before_it_opens(course: Course, engine: Engine, clock: Clock) -> None:
    course = with_opening(course)
    with service(course, engine, clock, queue=False) as state:
        ann, tess = browser(state, "ann"), browser(state, "tess")
        assert ann.get("/exercises/toy/notebook").status_code == 403
        assert tess.get("/exercises/toy/notebook").status_code == 200
        assert "/notebook" not in ann.get("/exercises/toy").text
        refused = client(state, "ann").post("/api/v1/check", json=question())
        assert refused.status_code == 403
        later = dataclasses.replace(state, now=lambda: clock().replace(year=2101))
        assert browser(later, "ann").get("/exercises/toy/notebook").status_code == 200
