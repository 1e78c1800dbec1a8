"""What a teacher of a Russian course writes, downloads and reads is Russian, and Excel opens it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

import pytest
from service_tools import Clock, answers, browser, csrf, hand_in, is_graded, service, until

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.roster import Person, Role, load_roster, read_people
from autograder.service.serve import words_at_the_start
from autograder.service.store.audit import TERMINAL, note
from autograder.service.web.state import State


@pytest.fixture
def russian(course: Course) -> Course:
    path = course.folder / "course.toml"
    text = path.read_text().replace('language = "en"', 'language = "ru"')
    text = text.replace("[[exercises]]", '[policies]\nzone = "Europe/Moscow"\n[[exercises]]')
    path.write_text(text)
    return load_course(course.folder)


@pytest.fixture
def quiet(russian: Course, engine: Engine, clock: Clock) -> Iterator[State]:
    with service(russian, engine, clock, queue=False) as found:
        yield found


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(codecs.BOM_UTF8)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.usefixtures("no_gradebook")
def test_grades_for_a_russian_excel(russian: Course, engine: Engine, clock: Clock) -> None:
    path = russian.folder / "course.toml"
    late = "late = {per_day = 0.25, floor = 0.55, closed_after_days = inf}"
    path.write_text(f"{path.read_text()}[exercises.policies]\ndue = 2020-01-01\n{late}\n")
    with service(load_course(russian.folder), engine, clock) as state:
        place = hand_in(browser(state, "ann"), answers(by_hand="A = 1"))
        until(lambda: is_graded(state, place))
        content = browser(state, "tess").get("/class/toy/grades.csv").content
    ann, _bob = rows(content)
    assert (ann["id"], ann["имя"], ann["баллы"], ann["из"]) == ("ann", "Ann Example", "4,4", "10")
    assert "дней опоздания" in ann
    people, mistakes = read_people(content)  # our own import understands what we write
    assert not mistakes
    assert people[0] == Person("ann", "Ann Example", "ann@example.org", Role.STUDENT, ("A",))


def test_links_for_a_russian_excel(quiet: State) -> None:
    tess = browser(quiet, "tess")
    content = tess.post("/people/links", data={"csrf": csrf(tess)}).content
    ann, _bob = rows(content)
    assert ann["имя"] == "Ann Example"
    assert "/enter#" in ann["ссылка"]


def test_a_table_with_russian_words_is_added(quiet: State) -> None:
    tess = browser(quiet, "tess")
    table = "Логин;ФИО;Почта;Роль\ncid;Сид;c@x.org;студент\nfom;Фомина;;преподаватель\n"
    assert tess.post("/people", data={"csrf": csrf(tess), "table": table}).status_code == 200
    assert load_roster(quiet.course).person("fom") == Person("fom", "Фомина", role=Role.TEACHER)
    wrong = tess.post("/people", data={"csrf": csrf(tess), "table": "id;Роль\ncid;староста\n"})
    assert "студент, ассистент, преподаватель" in wrong.text


def test_the_audit_log_is_read_as_everything_else(quiet: State) -> None:
    tess = browser(quiet, "tess")
    sent = {"csrf": csrf(tess), "exercise": "toy", "until": "20.12.2030 18:00"}
    assert tess.post("/people/ann/extensions", data=sent).status_code == 200
    with quiet.history.database.writing() as connection:
        note(connection, TERMINAL, "made personal links", people=["ann"])
    log = tess.get("/audit").text
    assert "2030-12-20 18:00 MSK" in log
    assert "+00:00" not in log
    assert "(терминал)" in log
    assert "(terminal)" not in log


def test_whose_the_links_are_that_are_printed(quiet: State) -> None:
    said = words_at_the_start(quiet, tells_secrets=True)
    assert any(re.match("  Ann Example, студент: http", each) for each in said)
    assert any(re.match("  Tess Teacher, преподаватель: http", each) for each in said)
    assert "засчитывается им: Ann Example, Tess Teacher." in "\n".join(said)
    (quiet.course.folder / "people.csv").unlink()
    said = words_at_the_start(quiet, tells_secrets=True)
    assert "засчитывается" not in "\n".join(said)
    assert any(each.startswith("  для студента: ") for each in said)
