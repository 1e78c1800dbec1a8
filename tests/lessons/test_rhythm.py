"""Question, guess, do, see, name: a lesson lets nobody read for long without doing something."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from autograder.course import Course, Exercise, load_course
from autograder.course.choices import RECALL
from autograder.lessons.lesson import LessonCell
from autograder.lessons.words import ASKED, count, reading, reading_of
from autograder.pysource.parse import Place
from tools import words as tool
from tools.house import ROOT

EXERCISES = load_course(ROOT).exercises


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.name)
def test_every_lesson_keeps_the_bars(exercise: Exercise) -> None:
    read = reading(exercise, exercise.source_language)
    bars = tool.bars(exercise.name)
    found = tool.figures(read)
    assert all(map(int.__le__, found, bars)), "\n".join(
        [f"{found}, where at most {bars} may be", *map(str, tool.too_long(read))]
    )


def test_every_lesson_has_a_budget() -> None:
    assert {each.name for each in EXERCISES} <= tool.BUDGETS.keys()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One, two - three.", 3),
        ("## A heading\n\nand **bold** text", 5),
        (r"so $N_1 = x_1 \cdot w_1$, and $y$-axis", 4),
        ("$$a + b\n= c$$\n$$d$$", 2),
        ("call `np.exp(x, 2)` or ``a ` b``", 4),
        ("| a | b |\n| --- | --- |\n| 1.5 | −2 $x y$ |", 5),
        ("![what nobody reads](a.svg) [a link](https://example.org)", 2),
        ("before\n\n```python\nx = 1\n```\n\nafter", 2),
        ("before\n\n- one\n\n  ```\n  x = 1\n  ```\n", 2),
        ("before\n\n```ladder forward\nA nudge.\n---\nx = ...\n```\n", 1),
        ("<details><summary>A hint</summary>\n\nfolded\n</details>\nH<sub>2</sub>O <b>big</b>", 2),
        ("<details>\n\none\n<details>two</details>\nthree</details>\nleft<br>right", 2),
        ("others say {term:dot product}, or {term:weights|weight}: {points:sum} points", 8),
        ("<!-- for authors --> так что 2 < 3 и 5 > 4", 7),
    ],
)
def test_what_a_word_is(text: str, words: int) -> None:
    assert count(text) == words


def cell(kind: str, source: str, line: int) -> LessonCell:
    return LessonCell(kind, kind, source, Place(Path("lesson.en.md"), line))


def test_stretches() -> None:
    read = reading_of(
        [
            cell("text", "# Title", 1),
            cell("text", "one two", 3),
            cell("display", "print(1, 2, 3)", 5),
            cell("text", "one two three four", 9),
            cell("recall", "", 11),
            cell("text", "one", 13),
        ],
        {"recall": "Which?\nthe first\nthe second"},
    )
    assert read.words == 13
    assert [each.words for each in read.stretches()] == [3, 9, 1]
    assert [each.words for each in read.stretches(ASKED)] == [12, 1]
    assert str(read.longest()) == "9 words from lesson.en.md:9 to `python recall recall`"
    assert str(read.longest(ASKED)) == "12 words from lesson.en.md:1 to `python recall recall`"
    assert str(read.stretches()[-1]) == "1 words from lesson.en.md:13 to the end"


CHOICE = """\
[twice]
kind = "predict"
points = 1
right = 1
[twice.en]
question = "What is `double(2)`?"
options = ["two", "four"]
sentences = ["not read", "before it is chosen"]
[twice.ru]
question = "Сколько будет `double(2)`?"
options = ["два", "ровно четыре"]
sentences = ["не читается", "пока не выбрано"]
"""


@pytest.mark.parametrize(("language", "words"), [("en", 5), ("ru", 6)])
def test_a_choice_question_is_read_in_its_language(
    make_course: Callable[[str], Course], language: str, words: int
) -> None:
    exercise = make_course(language).exercises[0]
    before = reading(exercise).words
    (exercise.folder / "choices.toml").write_text(CHOICE)
    lesson = exercise.lesson(language)
    lesson.write_text(lesson.read_text() + "\n```python predict twice\n```\n")
    read = reading(load_course(exercise.course_folder, language).exercises[0])
    assert read.words == before + words
    assert read.stretches()[-2].words == words


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main(["ex01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ex01_forward_pass en: ") and lines[0].endswith(" of 1900")
    assert any(line.startswith("ex01_forward_pass ru: ") for line in lines)
    assert tool.main(["ex99"]) == 1
    assert "no such exercise: ex99" in capsys.readouterr().err


def test_where_the_right_options_stand_is_no_pattern() -> None:
    """Whoever copies the row of one lesson into another one gets two of five at most."""
    rows = [
        [choice.right for choice in each.choices.values() if choice.kind == RECALL]
        for each in EXERCISES
    ]
    assert all(max(map(row.count, row)) <= 2 for row in rows)
    for row, other in combinations(rows, 2):
        assert sum(map(int.__eq__, row, other)) <= 2, (row, other)
