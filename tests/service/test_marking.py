"""Answers in words are graded on our pages: one after the other, each text once, by several at a
time, and what is given reaches the gradebook, the student and everybody who asks for points."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from databases import opened as database
from service_tools import Clock, browser, csrf, hand_in, is_booked, is_graded, service, until
from starlette.testclient import TestClient
from worded_course import make_worded, worded

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.gradebook import Gradebook
from autograder.service.store.audit import newest_acts
from autograder.service.store.marks import marks_of
from autograder.service.web.state import State

MARKING = "/class/toy/marking/why"
PEOPLE = """id,name,email,role,section
ann,Ann Example,ann@example.org,student,A
bob,Bob Example,bob@example.org,student,B
cem,Cem Example,cem@example.org,student,B
hal,Hal Helper,,assistant,
tess,Tess Teacher,,teacher,
"""


@pytest.fixture
def course(tmp_path) -> Course:
    return make_worded(tmp_path / "course", PEOPLE)


@pytest.fixture
def state(course: Course, engine: Engine, clock: Clock) -> Iterator[State]:
    with service(course, engine, clock) as found:
        yield found


def hand_all_in(state: State, **texts: str) -> dict[str, str]:
    """What these students have written; the places of their hand-ins, when the gradebook knows."""
    places = {}
    for student, text in texts.items():
        places[student] = hand_in(browser(state, student), worded(text))
    for place in places.values():
        until(lambda place=place: is_graded(state, place))
    until(lambda: is_booked(state))
    return places


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form for an answer."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert {"csrf", "answer", "seen"} <= found.keys(), page
    return found


def give(client: TestClient, page: str = "", **what: str):
    page = page or client.get(MARKING).text
    return client.post(MARKING, data={**fields(page), **what})


def marks_are_there(state: State) -> bool:
    with state.history.database.reading() as connection:
        marks = marks_of(connection, "toy")
    return bool(marks) and all(each.is_booked for each in marks)


def in_gradebook(course: Course, student: str) -> tuple[float | None, bool, str]:
    with Gradebook(course) as book:
        (found,) = (
            each
            for each in book.marks(course.exercise("toy"))
            if (each.student, each.question) == (student, "why")
        )
    return found.by_hand, found.waits, found.comment


def test_from_the_answer_to_the_students_page(state: State, course: Course) -> None:
    places = hand_all_in(state, ann="It jumps <b>over</b> it.", bob="No idea.")
    hal = browser(state, "hal")
    overview = hal.get("/class/toy/marking").text
    assert "Answers to read: 2, of 2 students." in overview
    page = hal.get(MARKING).text
    assert "It jumps &lt;" in page
    assert "<b>over" not in page
    assert "Ann" not in page  # nobody is named
    assert "the step goes too far." in page
    answer = give(hal, page, **{"part-0": "1", "part-2": "1"}, comment="What comes then?")
    assert answer.status_code == 303
    page = hal.get(answer.headers["location"]).text
    assert "No idea." in page
    assert "What comes then?" in page  # it stands ready for this one, too
    assert give(hal, page, points="0,5").status_code == 303
    assert "Nothing waits to be read" in hal.get(MARKING).text
    until(lambda: marks_are_there(state))
    assert in_gradebook(course, "ann") == (1.5, False, "What comes then?")
    assert in_gradebook(course, "bob") == (0.5, False, "")

    page = browser(state, "ann").get(places["ann"]).text
    assert "11.5 of 12" in page
    assert "What comes then?" in page
    assert "late days" not in page
    assert "11.5 of 12" in browser(state, "ann").get("/exercises").text
    assert "10.5" in browser(state, "tess").get("/class/toy/grades.csv").text
    written = (course.feedback / "ann" / "toy" / "toy.html").read_text()
    assert "What comes then?" in written
    assert "It jumps" in written
    with state.history.database.reading() as connection:
        acts = [act for act in newest_acts(connection, 50) if act.what == "graded an answer"]
        marks = marks_of(connection, "toy")
    assert [(act.who, act.detail["people"]) for act in acts] == [("hal", ["bob"]), ("hal", ["ann"])]
    assert {mark.grader for mark in marks} == {"hal"}
    assert "Hal Helper" in hal.get(f"{MARKING}/all").text
    grading = state.history.entries(student="ann")[-1].grading
    assert grading is not None
    assert (grading.score, grading.counted) == (10, 11.5)


def test_what_reads_the_same_is_read_once_and_what_is_empty_never(
    state: State, course: Course
) -> None:
    hand_all_in(state, ann="It jumps over.", bob="It  jumps\nover.\n", cem="   ")
    tess = browser(state, "tess")
    page = tess.get(MARKING).text
    assert "Students who have written this: 2." in page
    assert give(tess, page, give="all").status_code == 303
    assert "Nothing waits to be read" in tess.get(MARKING).text
    until(lambda: marks_are_there(state))
    assert in_gradebook(course, "ann")[:2] == in_gradebook(course, "bob")[:2] == (2, False)
    assert in_gradebook(course, "cem")[:2] == (None, False)


def test_several_at_once(state: State) -> None:
    hand_all_in(state, ann="A jump.", bob="Because.", cem="Cannot say.")
    hal, tess = browser(state, "hal"), browser(state, "tess")
    first = hal.get(MARKING).text
    assert "A jump." in first
    second = tess.get(MARKING).text
    assert "Because." in second  # what hal has open is nobody else's
    assert "Open with other graders: 1." in second
    digest = fields(first)["answer"]
    assert "Hal Helper has this answer open" in tess.get(f"{MARKING}?answer={digest}").text
    assert "Hal Helper has it open" in tess.get(f"{MARKING}/all").text
    # Both have it before them all the same: who comes second is told, and writes over nothing.
    assert give(tess, tess.get(f"{MARKING}?answer={digest}").text, points="1").status_code == 303
    late = give(hal, first, points="0", comment="no")
    assert late.status_code == 400
    assert "tess has graded this answer meanwhile: 1 of 2" in late.text
    assert ">no</textarea>" in late.text  # what was written is not lost
    until(lambda: marks_are_there(state))
    assert in_gradebook(state.course, "ann")[0] == 1


def test_who_goes_away_keeps_nothing_for_ever(state: State, clock: Clock) -> None:
    hand_all_in(state, ann="A jump.")
    hal, tess = browser(state, "hal"), browser(state, "tess")
    hal.get(MARKING)
    assert "Nothing waits to be read" in tess.get(MARKING).text
    clock.forward(minutes=6)
    assert "A jump." in tess.get(MARKING).text


def test_a_new_attempt_with_the_same_words_keeps_its_points(
    state: State, course: Course, clock: Clock
) -> None:
    hand_all_in(state, ann="A jump.")
    hal = browser(state, "hal")
    give(hal, points="1.5")
    until(lambda: marks_are_there(state))
    clock.forward(minutes=2)
    place = hand_in(browser(state, "ann"), worded("A  jump.", by_hand="A = 5 * x1"))
    until(lambda: is_graded(state, place))
    until(lambda: is_booked(state))
    assert in_gradebook(course, "ann")[:2] == (1.5, False)
    assert "11.5 of 12" in browser(state, "ann").get(place).text


def test_a_new_attempt_with_other_words_waits_with_its_old_points(
    state: State, course: Course, clock: Clock
) -> None:
    hand_all_in(state, ann="A jump.")
    hal = browser(state, "hal")
    give(hal, points="1.5", comment="Nearly.")
    until(lambda: marks_are_there(state))
    clock.forward(minutes=2)
    place = hand_in(browser(state, "ann"), worded("A jump, and then farther."))
    until(lambda: is_graded(state, place))
    until(lambda: is_booked(state))
    assert in_gradebook(course, "ann")[:2] == (1.5, True)
    page = hal.get(MARKING).text
    assert "A jump, and then farther." in page
    assert "For an earlier text there were 1.5 of 2 points." in page
    assert "for an earlier text: 1.5" in hal.get(f"{MARKING}/all").text
    give(hal, page, points="2")
    until(lambda: marks_are_there(state))
    assert in_gradebook(course, "ann")[:2] == (2, False)
    assert "12 of 12" in browser(state, "ann").get(place).text


def test_points_are_taken_back(state: State, course: Course) -> None:
    places = hand_all_in(state, ann="A jump.")
    hal = browser(state, "hal")
    answer = give(hal, points="1")
    digest = answer.headers["location"].rpartition("=")[2]
    until(lambda: marks_are_there(state))
    page = hal.get(f"{MARKING}?answer={digest}").text
    assert "Take the points back" in page
    give(hal, page, give="back")
    until(lambda: marks_are_there(state))
    assert in_gradebook(course, "ann") == (None, True, "")
    assert "10 of 12" in browser(state, "ann").get(places["ann"]).text
    assert "A jump." in hal.get(MARKING).text


@pytest.mark.parametrize("typed", ["", "many", "3", "-1", "nan", "inf"])
def test_points_that_are_none_are_said(state: State, typed: str) -> None:
    hand_all_in(state, ann="A jump.")
    hal = browser(state, "hal")
    answer = give(hal, points=typed, comment="So it is.")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "So it is." in answer.text
    with state.history.database.reading() as connection:
        assert not marks_of(connection, "toy")


def test_what_was_given_in_formgrader_is_known_here(state: State, course: Course) -> None:
    hand_all_in(state, ann="A jump.", bob="Because.")
    with database(course.database) as book:
        book.execute(
            "update grade set manual_score = 2, needs_manual_grade = 0 where auto_score is null"
        )
    hal = browser(state, "hal")
    assert "Nothing waits to be read" in hal.get(MARKING).text
    page = hal.get(f"{MARKING}/all").text
    assert page.count("in formgrader") == 2
    assert page.count("2 of 2") == 2


def test_an_answer_that_is_gone_is_not_given_anything(state: State, clock: Clock) -> None:
    hand_all_in(state, ann="A jump.")
    hal = browser(state, "hal")
    page = hal.get(MARKING).text
    clock.forward(minutes=2)
    place = hand_in(browser(state, "ann"), worded("Another word."))
    until(lambda: is_graded(state, place))
    until(lambda: is_booked(state))
    answer = give(hal, page, points="1")
    assert answer.status_code == 409
    assert "a newer one has come" in answer.text


def test_names_are_shown_to_who_asks_for_them(state: State) -> None:
    hand_all_in(state, ann="A jump.")
    hal = browser(state, "hal")
    hal.post("/class/toy/names", data={"csrf": csrf(hal), "show": "yes"})
    assert "Ann Example" in hal.get(MARKING).text


def test_a_question_that_nobody_answers_in_words(state: State) -> None:
    assert browser(state, "hal").get("/class/toy/marking/double").status_code == 404
