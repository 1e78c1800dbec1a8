"""What a student, and a class before a projector, is told: no more than the course allows."""

from __future__ import annotations

import dataclasses

import pytest
from service_tools import Clock, answers, browser, hand_in, is_graded, service, until
from test_api import client, question

from autograder.classroom.live import CheckLine, QuestionLine, RecordLine, wrong_answers
from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.results import ReportStatus, Status
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


def test_nothing_is_given_out_before_it_opens(course: Course, engine: Engine, clock: Clock) -> None:
    path = course.folder / "course.toml"
    path.write_text(path.read_text() + '[exercises.policies]\nopens = "2100-01-01T00:00:00Z"\n')
    course = load_course(course.folder)
    with service(course, engine, clock, queue=False) as state:
        ann, tess = browser(state, "ann"), browser(state, "tess")
        assert ann.get("/exercises/toy/notebook").status_code == 403
        assert tess.get("/exercises/toy/notebook").status_code == 200
        assert "/notebook" not in ann.get("/exercises/toy").text
        refused = client(state, "ann").post("/api/v1/check", json=question())
        assert refused.status_code == 403
        later = dataclasses.replace(state, now=lambda: clock().replace(year=2101))
        assert client(later, "ann").get("/exercises/toy/notebook").status_code == 200
