"""The line below the title of a notebook: place, time, points, and what is needed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from toy_exercise import POINTS, cells, rewrite

from autograder.course import Course, Exercise, load_course
from autograder.lessons.build import build_exercise
from autograder.lessons.minutes import Minutes, minutes
from autograder.lessons.top import MOST_DOTS, top_line

Make = Callable[[str], Course]

ENTRY = '[[exercises]]\nname = "{0}"\npoints = 1\ntitle = {{en = "The {0}", ru = "Урок {0}"}}\n'


def among(course: Course, before: int, after: int = 0, needs: str = "[]") -> Exercise:
    """The exercise of the toy course as one of several; it may need some before it."""
    path = course.folder / "course.toml"
    start, _entry, own = path.read_text().partition("[[exercises]]\n")
    earlier = "".join(ENTRY.format(f"early{number}") for number in range(before))
    later = "".join(ENTRY.format(f"late{number}") for number in range(after))
    path.write_text(f"{start}{earlier}[[exercises]]\nneeds = {needs}\n{own}{later}")
    return load_course(course.folder).exercise("sums")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "●●●○ Lesson 3 of 4 · 10 to 20 minutes · 5.5 points · you need: *The early0*, *The "
            "early1*",
        ),
        (
            "ru",
            "●●●○ Урок 3 из 4 · 10–20 минут · баллов: 5,5 · понадобится: *Урок early0*, "
            "*Урок early1*",
        ),
    ],
)
def test_it_stands_below_the_title(make_course: Make, language: str, said: str) -> None:
    exercise = among(make_course(language), 2, 1, '["early0", "early1"]')
    files = build_exercise(exercise, POINTS)
    title, line, rest = cells(files[exercise.source_notebook])["text-1"].source.split("\n\n", 2)
    assert (title, line) == ("# Sums" if language == "en" else "# Суммы", said)
    assert rest.startswith("![")
    elsewhere = [files[exercise.stub], files[exercise.visible_checks]]
    assert not any("●".encode() in data for data in elsewhere)


def test_a_lesson_alone_has_no_number(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    assert top_line(exercise) == "10 to 20 minutes · 5.5 points"


def test_the_first_of_some_needs_nothing(make_course: Make) -> None:
    exercise = among(make_course("en"), 0, 1)
    assert top_line(exercise) == "●○ Lesson 1 of 2 · 10 to 20 minutes · 5.5 points"


def test_a_strip_that_is_too_long_is_left_out(make_course: Make) -> None:
    exercise = among(make_course("en"), MOST_DOTS)
    assert top_line(exercise).startswith("Lesson 21 of 21 · ")


def test_one_point(make_course: Make) -> None:
    course = make_course("en")
    path = course.folder / "course.toml"
    path.write_text(path.read_text().replace("points = 5.5", "points = 1"))
    assert top_line(load_course(course.folder).exercises[0]).endswith(" · 1 point")


@pytest.mark.parametrize("title", ["# Sums\n", "# Sums\nAt once."])
def test_a_title_alone_and_one_without_a_blank_line(make_course: Make, title: str) -> None:
    exercise = make_course("en").exercises[0]
    text = exercise.lesson("en").read_text()
    exercise.lesson("en").write_text(title + text[text.index("\n## By hand") :])
    source = build_exercise(exercise, POINTS)[exercise.source_notebook]
    wanted = ["# Sums", "10 to 20 minutes · 5.5 points", *re.findall("At once.", title)]
    assert cells(source)["text-1"].source == "\n\n".join(wanted)


def test_the_time_is_that_of_what_there_is(make_course: Make) -> None:
    """8 minutes for `double`, 3 for values and for words, 1 for 150 words of the source."""
    exercise = make_course("ru").exercises[0]
    assert minutes(exercise) == Minutes(10, 20)
    rewrite(exercise, "lesson.en.md", "Behind the line.", "word " * 1500)
    assert minutes(exercise) == Minutes(20, 40)
    rewrite(exercise, "lesson.ru.md", "Новый текст.", "слово " * 1500)
    assert minutes(exercise) == Minutes(20, 40)
    fence = "```markdown written why\nHere.\n```\n"
    path = exercise.lesson("en")
    path.write_text(path.read_text() + "\n" + fence + "\n" + fence.replace("why", "how"))
    assert minutes(exercise) == Minutes(25, 55)
