"""Every exercise says the same in both languages: same cells, same pictures, nothing left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.catalogues import po
from autograder.checking.collect import points_of
from autograder.checking.mistakes import load_mistakes
from autograder.course import Exercise, load_course
from autograder.language import speaking
from autograder.lessons.compose import compose
from autograder.lessons.lesson import LessonCell, read_cells
from autograder.notebooks.kinds import TEXT

REPOSITORY = Path(__file__).parents[2]
COURSES = {language: load_course(REPOSITORY, language) for language in ("en", "ru")}
NAMES = [exercise.name for exercise in COURSES["en"].exercises]
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
POINTS = re.compile(r"\{points:\w+\}")
HEADING = re.compile(r"^(#+) ", re.MULTILINE)


@pytest.fixture(params=NAMES)
def exercises(request: pytest.FixtureRequest) -> tuple[Exercise, Exercise]:
    """The same exercise in English and in Russian."""
    english, russian = (course.exercise(request.param) for course in COURSES.values())
    return english, russian


def lesson(exercise: Exercise) -> tuple[LessonCell, ...]:
    return read_cells(exercise.folder / f"lesson.{exercise.language}.md")


def prose(exercise: Exercise) -> str:
    return "\n\n".join(cell.source for cell in lesson(exercise) if cell.kind == TEXT)


def test_the_same_cells(exercises: tuple[Exercise, Exercise]) -> None:
    kinds = [[cell.kind for cell in lesson(exercise)] for exercise in exercises]
    assert kinds[0] == kinds[1]
    points = points_of(exercises[0])
    english, russian = (compose(exercise, points) for exercise in exercises)
    names = [[(cell.kind, cell.name) for cell in each.cells] for each in (english, russian)]
    assert names[0] == names[1]


@pytest.mark.parametrize("what", [PICTURE, POINTS, HEADING], ids=["pictures", "points", "headings"])
def test_the_same_in_the_text(exercises: tuple[Exercise, Exercise], what: re.Pattern[str]) -> None:
    english, russian = (what.findall(prose(exercise)) for exercise in exercises)
    assert english == russian


def test_the_text_of_every_cell_is_in_its_language(exercises: tuple[Exercise, Exercise]) -> None:
    english, russian = exercises
    assert not CYRILLIC.search(prose(english))
    for cell in lesson(russian):
        if cell.kind == TEXT and re.search("[a-z]{3}", re.sub(r"\$[^$]*\$", "", cell.source)):
            assert CYRILLIC.search(cell.source), cell.place.at(0)


def test_titles_hints_and_rubrics(exercises: tuple[Exercise, Exercise]) -> None:
    english, russian = exercises
    assert CYRILLIC.search(russian.title) and not CYRILLIC.search(english.title)
    hints = []
    for exercise in exercises:
        with speaking(exercise.language):  # as while it is graded
            hints.append([each.hint() for each in load_mistakes(exercise)])
    texts = [{"en": en, "ru": ru} for en, ru in zip(*hints, strict=True)]
    texts += [question.rubric for question in english.written.values()]
    for text in texts:
        assert CYRILLIC.search(text["ru"]), text
        assert not CYRILLIC.search(text["en"]), text


def test_nothing_is_left_to_translate() -> None:
    assert po.problems(REPOSITORY) == []
