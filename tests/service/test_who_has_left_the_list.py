"""The page of a class: who has left the class list stands last, and is no student."""

from __future__ import annotations

import re

from service_tools import PEOPLE, Clock, answers, browser, csrf, hand_in, service

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.service.web.state import State


def test_who_has_left_comes_last_and_is_not_counted(idle: State) -> None:
    hand_in(browser(idle, "ann"), answers())
    list_of_people = idle.course.folder / "people.csv"
    list_of_people.write_text(PEOPLE.replace("ann,Ann Example,ann@example.org,student,A\n", ""))
    tess = browser(idle, "tess")
    text = tess.get("/class/toy").text
    assert "Students: 1. Handed in: 0." in text
    lines = re.findall(r"<tr[^>]*>\s*<th scope=\"row\">.*?</th>", text, re.DOTALL)
    assert len(lines) == 2
    assert "Student 1" in lines[0]
    assert 'class="apart"' in lines[1]
    assert "not among the students of the class list" in lines[1]
    assert "ann" not in lines[1].replace("among", "")
    tess.post("/class/toy/names", data={"csrf": csrf(tess), "show": "yes"})
    shown = tess.get("/class/toy").text
    assert 'href="/people/ann"' in shown  # their work is found all the same
    assert "Ann Example" not in shown


def test_without_a_class_list_whoever_stands_in_is_a_student(
    course: Course, engine: Engine, clock: Clock
) -> None:
    (course.folder / "people.csv").unlink()
    with service(course, engine, clock, queue=False) as state:
        hand_in(browser(state, "student"), answers())
        text = browser(state, "teacher").get("/class/toy").text
    assert "Students: 1. Handed in: 1." in text
    assert 'class="apart"' not in text
