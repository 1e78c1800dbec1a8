"""Moodle's grading worksheet says whose each number is, and when the work came."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import EXERCISE, zipped

from autograder.classroom.taking_in import take_in
from autograder.course import load_course
from autograder.errors import UsageError

ENGLISH = (
    '\ufeffIdentifier,"Full name","ID number","Email address",Status,Grade,"Maximum grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)"\n'
    'Participant 101,"Иванова Анна",,anna@example.org,Submitted,,10.00,Yes,'
    '"Sunday, 15 September 2024, 11:59 PM",-\n'
    'Participant 102,"Сидоров Иван",sidorov2,,Submitted,,10.00,Yes,'
    '"Monday, 16 September 2024, 12:05 AM","Friday, 20 September 2024, 9:00 AM"\n'
    'Participant 105,"O\'Brien Kate",,,Submitted,17,20,Yes,-,-\n'
    'Participant 103,"Петров Пётр",,,No submission,,10.00,Yes,-,-\n'
)
RUSSIAN = (
    "Идентификатор;Полное имя;Состояние;Последнее изменение (ответ)\r\n"
    "Участник101;Иванова Анна;Отправлено;\"воскресенье, 15 сентября 2024, 23:59\"\r\n"
    "Участник102;Сидоров Иван;Отправлено;\"понедельник, 16 сентября 2024, 00:05\"\r\n"
)  # fmt: skip


@pytest.fixture
def moodle(tmp_path: Path, written) -> Path:
    """Two people of one name, and nobody's name at all."""
    path = tmp_path / "moodle.zip"
    path.write_bytes(
        zipped(
            {
                "Participant 101_101_assignsubmission_file_a.ipynb": written(1),
                "Сидоров Иван_102_assignsubmission_file_a.ipynb": written(2),
                "Participant 105_105_assignsubmission_file_a.ipynb": written(4),
                "Сидоров Иван_104_assignsubmission_file_a.ipynb": written(3),
            }
        )
    )
    return path


def in_moscow(course):
    path = course.folder / "course.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n[policies]\nzone = 'Europe/Moscow'\n", encoding="utf-8")
    return load_course(course.folder)


def sheet_in(folder: Path, text: str) -> Path:
    path = folder / "sheet.csv"
    path.write_bytes(text.encode())
    return path


def test_it_tells_two_of_one_name_apart_and_dates_their_work(course, moodle, tmp_path) -> None:
    course, sheet = in_moscow(course), sheet_in(tmp_path, ENGLISH)
    done = take_in(course, course.exercise(EXERCISE), [moodle], sheet=sheet)
    assert {each.student: each.how for each in done.taken} == {
        "ivanova": "sheet",
        "obrien-k": "sheet",
        "sidorov2": "sheet",
    }
    [other] = done.not_taken
    assert "sidorov1, sidorov2" in other.what
    dates = {
        who: (course.submitted / who / EXERCISE / "timestamp.txt").read_text()
        for who in ("ivanova", "sidorov2")
    }
    assert dates == {
        "ivanova": "2024-09-15 20:59:00 UTC\n",
        "sidorov2": "2024-09-15 21:05:00 UTC\n",
    }


def test_it_may_be_in_russian(course, moodle, tmp_path) -> None:
    course, sheet = in_moscow(course), sheet_in(tmp_path, RUSSIAN)
    done = take_in(course, course.exercise(EXERCISE), [moodle], sheet=sheet)
    [one] = done.taken  # its second line names two people
    assert (one.student, f"{one.received:%d %H:%M}") == ("ivanova", "15 20:59")


def test_dates_come_later_too_and_what_a_teacher_has_written_stays(
    course, moodle, tmp_path
) -> None:
    course, sheet = in_moscow(course), sheet_in(tmp_path, ENGLISH)
    exercise, place = course.exercise(EXERCISE), course.submitted / "ivanova" / EXERCISE
    take_in(course, exercise, [moodle], student="ivanova")
    assert not (place / "timestamp.txt").exists()
    take_in(course, exercise, [moodle], sheet=sheet)
    stamp = course.submitted / "sidorov2" / EXERCISE / "timestamp.txt"
    stamp.write_text("2024-09-01 00:00:00 UTC\n")
    take_in(course, exercise, [moodle], sheet=sheet)
    assert stamp.read_text() == "2024-09-01 00:00:00 UTC\n"


def test_without_a_zone_no_date_is_written_and_that_is_said(course, moodle, tmp_path) -> None:
    sheet = sheet_in(tmp_path, ENGLISH)
    done = take_in(course, course.exercise(EXERCISE), [moodle], sheet=sheet)
    assert "the course has no time zone" in done.notes[0]
    assert not list(course.submitted.rglob("timestamp.txt"))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff\xfe\x00", "no table in UTF-8"),
        (b"id,name\nivanova,x\n", "Nobody of the class list"),
        (b"", "Nobody of the class list"),
    ],
)
def test_another_file_is_refused(course, exercise, moodle, tmp_path, data, what) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=what):
        take_in(course, exercise, [moodle], sheet=path)
