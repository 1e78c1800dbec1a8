"""The files of known mistakes are read as source: their order, their hints, their faults."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy
from toy_course import MakeCourse

from autograder.catalogues import po
from autograder.catalogues.extract import exercise_messages
from autograder.checking.mistakes import Mistake, load_mistakes
from autograder.course import Exercise, load_course
from autograder.course.solution import read_solution
from autograder.course.wrong_answers import WrongAnswer, read_wrong_answers
from autograder.errors import CourseError

SHARED = """\
ROUNDS = (
    "You round the result."
    " Return it as it is."
)


def close(one, other):
    return abs(one - other) < 0.1
"""
TOTAL = '''\
import numpy as np

from autograder.checking import mistake

from ._shared import ROUNDS as ROUNDED, close

OWN = "That is the mean."


@mistake(hint=ROUNDED, when=lambda seen: close(seen.calls[0].value, 3.25))
def rounds(x):
    return np.round(np.sum(x))


@mistake(hint=OWN)
def mean(x):
    return np.mean(x)


@mistake
def product(x):
    """You multiply the numbers,
    where you should add them.
    """
    return np.prod(x)
'''


CLASS = """
from autograder.checking import mistake


@mistake
class Mean:
    '''That is the mean.'''
"""


def test_what_is_no_function_is_no_mistake(make_toy: MakeCourse) -> None:
    exercise = make_toy(mistakes={"total": CLASS}).exercise("toy")
    with pytest.raises(CourseError, match="below @mistake is no plain function: Mean") as caught:
        read(exercise)
    assert str(caught.value.where).endswith("mistakes/total.py:6")


def test_what_another_file_holds_is_no_mistake_of_this_one(make_toy: MakeCourse) -> None:
    mistakes = {**toy.MISTAKES, "total": "from .double import double_squares\n"}
    found = load_mistakes(make_toy(mistakes=mistakes).exercise("toy"))
    assert [each.name for each in found if each.question == "total" and each.claim is None] == []


def test_hidden_files_are_no_data(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    folder = exercise.folder / "data"
    (folder / ".ipynb_checkpoints").mkdir(parents=True)
    for name in (".DS_Store", "table.csv"):
        (folder / name).write_text("1,2")
    assert list(exercise.data) == ["table.csv"]


def read(exercise: Exercise) -> list[WrongAnswer]:
    return list(read_wrong_answers(exercise.folder, read_solution(exercise.file("solution.py"))))


def load_written(exercise: Exercise) -> list[Mistake]:
    """Those that an author has written, without what is derived."""
    return [mistake for mistake in load_mistakes(exercise) if mistake.claim is None]


def test_what_is_read_is_what_is_loaded(make_toy: MakeCourse) -> None:
    exercise = make_toy(mistakes={**toy.MISTAKES, "total": TOTAL, "_shared": SHARED}).exercise(
        "toy"
    )
    found = [(each.question, each.name, each.hint) for each in read(exercise)]
    assert found == [(m.question, m.name, m.hint()) for m in load_written(exercise)]
    assert found[-3:] == [
        ("total", "rounds", "You round the result. Return it as it is."),
        ("total", "mean", "That is the mean."),
        ("total", "product", "You multiply the numbers, where you should add them."),
    ]
    assert [question for question, *_rest in found] == ["by_hand", *["double"] * 5, *["total"] * 3]


def test_what_is_shared_is_read_anew(make_toy: MakeCourse) -> None:
    """An author edits it while the grader stays warm; another course has one of the same name."""
    exercise = make_toy(mistakes={"total": TOTAL, "_shared": SHARED}).exercise("toy")
    load_mistakes(exercise)
    shared = exercise.folder / "mistakes" / "_shared.py"
    shared.write_text(SHARED.replace("You round the result.", "Rounded."), encoding="utf-8")
    assert load_mistakes(exercise)[0].hint() == "Rounded. Return it as it is."


def test_an_exercise_needs_no_mistakes(make_toy: MakeCourse) -> None:
    exercise = make_toy(mistakes={}).exercise("toy")
    assert load_written(exercise) == read(exercise) == []


def test_hints_are_texts_to_translate(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path, mistakes={"total": TOTAL, "_shared": SHARED})
    folder = course.exercise("toy").folder
    texts = {each.text: each.origin for each in exercise_messages(folder, "en")}
    assert texts["That is the mean."] == "mistakes/total.py: the hint of mean"
    po.update(tmp_path)
    catalog = folder / "messages.ru.po"
    catalog.write_text(
        catalog.read_text(encoding="utf-8").replace(
            'msgid "That is the mean."\nmsgstr ""',
            'msgid "That is the mean."\nmsgstr "Это среднее."',
        ),
        encoding="utf-8",
    )
    po.update(tmp_path)
    russian = load_written(load_course(tmp_path, "ru").exercise("toy"))
    assert [mistake.hint() for mistake in russian][1:] == [
        "Это среднее.",
        "You multiply the numbers, where you should add them.",
    ]
    said = "\n".join(po.problems(tmp_path))
    assert "not translated: 'You multiply the numbers, where you should add them.'" in said
    assert "That is the mean." not in said


@pytest.mark.parametrize(
    ("source", "what", "line"),
    [
        ("@mistake\ndef nothing(x):\n    return x\n", "The mistake 'nothing' has no hint.", 2),
        ('@mistake(hint=f"a {1}")\ndef f(x):\n    pass\n', "cannot be read: f'a {1}'.", 1),
        ("@mistake(hint=UNKNOWN)\ndef f(x):\n    pass\n", "cannot be read: UNKNOWN.", 1),
        (
            '@mistake(hint="a")\ndef f(x):\n    pass\n@mistake(hint="b")\ndef f(x):\n    pass\n',
            "There are two functions f.",
            5,
        ),
        (
            '@mistake(hint="a", instead_of="prints")\ndef f(x):\n    pass\n',
            "These names cannot be read: 'prints'.",
            1,
        ),
        ("def f(:\n", "no valid Python", 1),
    ],
)
def test_a_fault_of_the_author(make_toy: MakeCourse, source: str, what: str, line: int) -> None:
    head = "from autograder.checking import mistake\n"
    exercise = make_toy(mistakes={"total": head + source}).exercise("toy")
    with pytest.raises(CourseError) as caught:
        read(exercise)
    assert what in str(caught.value)
    assert str(caught.value.where).endswith(f"mistakes/total.py:{line + 1}")


def test_who_grades_is_told_of_a_missing_hint_too(make_toy: MakeCourse) -> None:
    bare = "from autograder.checking import mistake\n@mistake\ndef bare(x):\n    return x\n"
    exercise = make_toy(mistakes={"total": bare}).exercise("toy")
    with pytest.raises(CourseError, match="'bare' has no hint"):
        load_mistakes(exercise)


def test_an_error_in_what_is_shared_names_its_line(make_toy: MakeCourse) -> None:
    shared = SHARED + "\n1 / 0\n"
    exercise = make_toy(mistakes={"total": TOTAL, "_shared": shared}).exercise("toy")
    with pytest.raises(CourseError, match="ZeroDivisionError") as caught:
        load_mistakes(exercise)
    line = shared.split("1 / 0")[0].count("\n") + 1
    assert str(caught.value.where).endswith(f"mistakes/_shared.py:{line}")
