"""The numbers that come from an id: the same for ever, and the same as the student sees."""

from __future__ import annotations

import builtins
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from autograder.course.identity import generator
from autograder.personal import personal_number, plain_id, with_id

# If one of these changes, the numbers of every student have changed.
GOLDEN = [
    ("example", "x1", 5.1, 9.9, 0.2, 5.5),
    ("example", "w3", -0.79, -0.61, 0.02, -0.79),
    ("ivanova", "x1", 5.1, 9.9, 0.2, 9.1),
    ("Мария Ёлкина", "w1", 0.41, 0.59, 0.02, 0.43),
    ("李小龍", "n", 1, 1000, 1, 990.0),
    ("", "a", 0.01, 0.99, 0.01, 0.49),
]
SAME = [
    ("ivanova", "Ivanova"),
    ("ivanova", " IVANOVA\n"),
    ("Ivanova Anna", "ivanova \t anna"),
    ("Ivanova Anna", "Ivanova\N{NO-BREAK SPACE}Anna"),
    ("Мария Ёлкина", "МАРИЯ ЁЛКИНА"),
    ("Мария Ёлкина", unicodedata.normalize("NFD", "Мария Ёлкина")),
    ("groß", "GROSS"),
    ("12345", "１２３４５"),
    ("12345", 12345),
]
OTHERS = [("ivanova", "ivanov"), ("Ёлкина", "Елкина"), ("ab", "a b"), ("a", "а")]
PROGRAM = "{generator}\nprint(*[personal_number(*each) for each in {calls!r}])"


@pytest.mark.parametrize(("student", "name", "low", "high", "step", "number"), GOLDEN)
def test_the_numbers_stay_for_ever(
    student: str, name: str, low: float, high: float, step: float, number: float
) -> None:
    assert personal_number(student, name, low, high, step) == number


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_does_not_matter_in_an_id(one: str, other: object) -> None:
    assert plain_id(one) == plain_id(other)
    assert personal_number(one, "n", 1, 1000, 1) == personal_number(other, "n", 1, 1000, 1)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_matters_in_an_id(one: str, other: str) -> None:
    assert plain_id(one) != plain_id(other)
    assert personal_number(one, "n", 1, 1000, 1) != personal_number(other, "n", 1, 1000, 1)


def test_every_number_of_the_range_comes_and_no_other() -> None:
    wanted = [0.41, 0.43, 0.45, 0.47, 0.49]
    found = [personal_number(f"s{i}", "w", 0.41, 0.49, 0.02) for i in range(500)]
    assert sorted(set(found)) == wanted
    assert all(70 <= found.count(number) <= 130 for number in wanted)
    assert {personal_number(f"s{i}", "w", -0.3, 0.3, 0.2) for i in range(99)} == {
        -0.3, -0.1, 0.1, 0.3,
    }  # fmt: skip
    assert personal_number("s", "w", 0.5, 0.5) == 0.5


def test_two_names_have_two_numbers() -> None:
    pairs = {(personal_number(f"s{i}", n, 0.01, 1) for n in "ab") for i in range(50)}
    assert sum(one == other for one, other in pairs) < 5


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_students_get_computes_the_same_without_us(language: str, tmp_path: Path) -> None:
    source = generator(language)
    assert "autograder" not in source and '"""' not in source
    assert ("чисел" in source or "числа" in source) == (language == "ru")
    program = PROGRAM.format(generator=source, calls=[each[:5] for each in GOLDEN])
    done = subprocess.run(
        [sys.executable, "-I", "-"], input=program, cwd=tmp_path, capture_output=True, text=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.split() == [str(each[5]) for each in GOLDEN]


# What may stand in a cell above: star imports hide functions of Python's own, and so may a student.
HIDES_ALL = "globals().update({each: None for each in vars(__builtins__) if each[0] != '_'})"


@pytest.mark.parametrize("above", ["from numpy import *", "from math import *", HIDES_ALL])
def test_no_name_in_a_cell_above_changes_the_numbers(above: str) -> None:
    names: dict[str, Any] = {"__builtins__": builtins}
    for cell in (above, generator("en")):
        exec(cell, names)
    for *call, number in GOLDEN:
        assert names["personal_number"](*call) == number


ODD_IDS = [
    "ann", "O'Neill", 'the "boss"', "back\\slash", "two\nlines", "", r"\g<0>", "Ёлкина 3",
    "'); raise SystemExit  # ", "{x}", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("student", ODD_IDS)
def test_any_id_can_be_written_into_the_source(student: str) -> None:
    source = '# Your id:\nSTUDENT_ID = "example"  # here\nx = STUDENT_ID\n'
    names: dict[str, str] = {}
    exec(with_id(source, student), names)
    assert names["STUDENT_ID"] == names["x"] == student
    assert with_id(source, student).count("\n") == 3


def test_the_id_is_found_however_it_is_spaced() -> None:
    assert with_id('STUDENT_ID="example"', "ann") == "STUDENT_ID = 'ann'"


def test_only_the_line_of_the_id_changes() -> None:
    source = 'MY_STUDENT_ID = "a"\nx = STUDENT_ID\nif x:\n    STUDENT_ID = "b"\n'
    assert with_id(source, "ann") == source
