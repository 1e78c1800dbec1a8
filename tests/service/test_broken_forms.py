"""Forms that are broken, or too large: why, in the language of the course."""

from __future__ import annotations

import re

import pytest
from service_tools import browser

from autograder.course import Course, load_course
from autograder.service.web.state import State

KIND = "multipart/form-data"
PART = '--b\r\nContent-Disposition: form-data; name="x{0}"{1}\r\n\r\n{2}\r\n'
FILE = '; filename="a"'


@pytest.fixture
def course(course: Course) -> Course:
    return load_course(course.folder, language="ru")


def parts(number: int, more: str = "", value: str = "") -> str:
    return "".join(PART.format(i, more, value) for i in range(number)) + "--b--\r\n"


@pytest.mark.parametrize(
    ("kind", "body", "limit"),
    [
        (KIND, "x", ""),
        (f"{KIND}; boundary=b", "nothing of a form", ""),
        (f"{KIND}; boundary=b", parts(1).replace(' name="x0"', ""), ""),
        (f"{KIND}; boundary=b", parts(31), "30"),
        (f"{KIND}; boundary=b", parts(31, FILE), "30"),
        (f"{KIND}; boundary=b", parts(1, value="a" * 1_100_000), "1000"),
        ("application/x-www-form-urlencoded", "a=b&" * 40, "30"),
        ("application/x-www-form-urlencoded", "a" * 70_000, "64"),
    ],
)
def test_why_a_form_was_not_taken(idle: State, kind: str, body: str, limit: str) -> None:
    ann = browser(idle, "ann")
    answer = ann.post(
        "/exercises/toy/hand-in", content=body.encode(), headers={"content-type": kind}
    )
    assert answer.status_code in (400, 413)
    found = re.search(r"<main.*?</main>", answer.text, re.DOTALL)
    assert found, answer.text
    said = re.sub(r"<[^>]*>", " ", found[0])
    assert limit in said
    assert "форм" in said.casefold()
    assert not re.search(r"[A-Za-z]{3}", said.replace("Toy", "")), said


@pytest.mark.parametrize(("more", "limit"), [(FILE, "0"), ("", "kB")])
def test_a_stranger_learns_it_too(idle: State, more: str, limit: str) -> None:
    body = parts(1, more, "a" * 20_000)
    headers = {"content-type": f"{KIND}; boundary=b"}
    answer = browser(idle).post("/enter", content=body.encode(), headers=headers)
    assert answer.status_code == 400
    assert "форм" in answer.text.casefold()
    assert limit.replace("kB", "10") in answer.text
