"""A class list in the words of another language, and dates as its spreadsheets write them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import toy_course as toy

from autograder.classroom.enrol import enrol
from autograder.classroom.more_time import extend
from autograder.course import Course, load_course
from autograder.language import speaking
from autograder.roster import (
    EXTENSIONS,
    PEOPLE,
    Person,
    Role,
    load_roster,
    read_extensions,
    read_people,
)

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    zoned = '[policies]\nzone = "Europe/Moscow"\n[[exercises]]'
    (tmp_path / "course.toml").write_text(toy.MANIFEST.replace("[[exercises]]", zoned))
    return load_course(tmp_path)


@pytest.mark.parametrize(
    "headings",
    [
        "Логин;ФИО;Почта;Роль;Подгруппа",
        "id;Имя;Электронная почта;Роль;Подгруппы",  # as our own tables show them
        "ID;Name;E-Mail;Role;Sections",
    ],
)
def test_headings_and_roles_as_people_write_them(headings: str) -> None:
    text = f"{headings}\nann;Анна;a@x.org;студент;A\nbob;Боб;;Преподаватель;\ncid;;;ассистент;\n"
    assert read_people(text.encode()) == (
        (
            Person("ann", "Анна", "a@x.org", Role.STUDENT, ("A",)),
            Person("bob", "Боб", role=Role.TEACHER),
            Person("cid", role=Role.ASSISTANT),
        ),
        [],
    )


def test_a_column_of_ones_own_takes_no_place_from_a_plain_one() -> None:
    assert read_people("id,name,ФИО,Роль,role\nann,Ann,Анна,староста,\n".encode()) == (
        (Person("ann", "Ann"),),
        [],
    )
    _people, (said,) = read_people("id,Логин,Имя,ФИО\nann,a,b,c\n".encode())
    assert "`name` is there twice" in str(said)


def test_a_role_that_is_none_is_told_in_the_words_of_the_course() -> None:
    with speaking("ru"):
        _people, (said,) = read_people("id,role\nann,староста\n".encode())
    assert "студент, ассистент, преподаватель" in str(said)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("20.12.2026 18:00", datetime(2026, 12, 20, 15, tzinfo=UTC)),
        ("1.9.2026 9:05", datetime(2026, 9, 1, 6, 5, tzinfo=UTC)),
        ("20.12.2026, 18:00:01", datetime(2026, 12, 20, 15, 0, 1, tzinfo=UTC)),
        ("20.12.2026", datetime(2026, 12, 20, 20, 59, 59, tzinfo=UTC)),
        ("2026-12-20T18:00", datetime(2026, 12, 20, 15, tzinfo=UTC)),
    ],
)
def test_dates_as_browsers_and_spreadsheets_write_them(text: str, until: datetime) -> None:
    table = f'id,exercise,until\nann,toy,"{text}"\n'
    (found,), mistakes = read_extensions(table.encode(), MOSCOW, ["toy"], ["ann"])
    assert (found.until, mistakes) == (until, [])


@pytest.mark.parametrize("text", ["20.13.2026", "20.12.26", "20.12.2026 25:00", "20.12.2026 x"])
def test_what_only_looks_like_a_date(text: str) -> None:
    table = f"id,exercise,until\nann,toy,{text}\n"
    _found, (said,) = read_extensions(table.encode(), MOSCOW, ["toy"], ["ann"])
    assert f"“{text}” is no date" in str(said)


def test_lines_that_nobody_asked_to_change_stay_byte_for_byte(course: Course) -> None:
    (course.folder / PEOPLE).write_text("id\nann\nbob\n")
    times = b'id,exercise,until,why\n"bob",toy,2030-09-20 18:00:00 +03:00,"ill"\n'
    (course.folder / EXTENSIONS).write_bytes(times)
    extend(course, "ann", "toy", "2030-09-20 18:00", "")
    after = (course.folder / EXTENSIONS).read_bytes()
    assert after == times + b"ann,toy,2030-09-20 18:00,\n"
    extend(course, "ann", "toy", "21.09.2030 18:00", "later")
    after = (course.folder / EXTENSIONS).read_bytes()
    assert after == times + b"ann,toy,2030-09-21 18:00,later\n"


def test_a_class_list_keeps_its_lines_too(course: Course) -> None:
    path = course.folder / PEOPLE
    before = 'sep=;\r\n"id";name;email;роль;section\r\n"ann"; Ann ;;"студент";\r\nbob;Bob;;;'
    path.write_text(before, encoding="utf-8", newline="")
    enrol(course, b"id,name\nbob,Bob B\ncid,Cid\n")
    lines = path.read_bytes().decode().splitlines(keepends=True)
    assert lines[:3] == before.splitlines(keepends=True)[:3]
    assert lines[3:] == ["bob;Bob B;;;\r\n", "cid;Cid;;student;\r\n"]


def test_an_empty_cell_changes_nothing_of_who_is_there(course: Course) -> None:
    ann = Person("ann", "Ann", "a@x.org", Role.TEACHER, ("A",))
    (course.folder / PEOPLE).write_text("id,name,email,role,section\nann,Ann,a@x.org,teacher,A\n")
    done = enrol(course, b"id,name,email,role,section\nann,,,,\n")
    assert (done.added, done.changed) == ([], [])
    enrol(course, b"id,name,email,role,section\nann,Anna,,,\n")
    (found,) = load_roster(course).people
    assert (found.name, found.email, found.role) == ("Anna", ann.email, ann.role)
    assert found.sections == ann.sections
