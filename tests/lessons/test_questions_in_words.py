"""Questions in words: their cells, their places in the Python file, their rubrics."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from toy_exercise import PIXEL, POINTS, cells, rewrite

from autograder.course import Course, Exercise
from autograder.errors import CourseError
from autograder.lessons.build import build_exercise, release

Make = Callable[[str], Course]

FENCE = "\n```markdown written why\n{}\n```\n"
RUBRICS = "[why]\npoints = 1.5\n[why.rubric]\nen = 'The step.'\nru = 'Шаг.'\n"


def with_written(exercise: Exercise, text: str = "Here: {}") -> None:
    for language in ("en", "ru"):
        path = exercise.folder / f"lesson.{language}.md"
        path.write_text(path.read_text() + FENCE.format(text.format(language)))
    (exercise.folder / "written.toml").write_text(RUBRICS)


@pytest.mark.parametrize(("language", "rubric"), [("en", "The step."), ("ru", "Шаг.")])
def test_a_question_in_words(make_course: Make, language: str, rubric: str) -> None:
    exercise = make_course(language).exercises[0]
    with_written(exercise)
    points = {**POINTS, "why": 1.5}
    files = build_exercise(exercise, points)
    cell = cells(files[exercise.source_notebook])["written-why"]
    assert cell.cell_type == "markdown"
    assert (cell.metadata.nbgrader.grade, cell.metadata.nbgrader.solution) == (True, True)
    assert cell.metadata.nbgrader.points == 1.5
    assert rubric in cell.source
    released = cells(release(exercise, files[exercise.source_notebook]))["written-why"]
    assert released.source == f"Here: {language}\n"
    assert f'why = """\nHere: {language}\n"""' in files[exercise.stub].decode()
    assert rubric not in files[exercise.stub].decode()


def test_a_question_in_words_has_a_cell_and_a_rubric(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    with_written(exercise)
    (exercise.folder / "written.toml").unlink()
    with pytest.raises(CourseError, match=r"not those of written\.toml"):
        build_exercise(exercise, POINTS)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("points = 1.5", "points = -1", "The question 'why': `points`: Expected a number >= 0.0"),
        ("points = 1.5", "point = 1.5", "Did you mean 'points'"),
        ("ru = 'Шаг.'", "", "no rubric in the language 'ru'"),
    ],
)
def test_what_is_wrong_in_a_rubric(make_course: Make, before: str, after: str, said: str) -> None:
    exercise = make_course("en").exercises[0]
    (exercise.folder / "written.toml").write_text(RUBRICS.replace(before, after))
    with pytest.raises(CourseError, match=said):
        build_exercise(exercise, POINTS)


@pytest.mark.parametrize("name", ["why-so", "class", "np", "x1", "S", "by_hand", "double"])
def test_a_question_in_words_has_a_name_of_its_own(make_course: Make, name: str) -> None:
    """In the Python file it is a variable: one that can be, and takes no other's place."""
    exercise = make_course("en").exercises[0]
    with_written(exercise)
    rewrite(exercise, "lesson.en.md", "markdown written why", f"markdown written {name}")
    rewrite(exercise, "written.toml", "why", name)
    with pytest.raises(CourseError, match=f"cannot be called '{name}'") as caught:
        build_exercise(exercise, {**POINTS, name: 1.5})
    assert str(caught.value.where).startswith(f"{exercise.folder / 'lesson.en.md'}:")


def test_a_picture_may_stand_where_the_words_go(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    with_written(exercise, "![a dot](dot.png) {}")
    files = build_exercise(exercise, {**POINTS, "why": 1.5})
    cell = cells(release(exercise, files[exercise.source_notebook]))["written-why"]
    assert cell.source.startswith("![a dot](attachment:dot.png)")
    assert base64.b64decode(cell.attachments["dot.png"]["image/png"]) == PIXEL


@pytest.mark.parametrize("text", ["", 'three """', "back \\ slash"])
def test_a_question_in_words_has_words_to_replace(make_course: Make, text: str) -> None:
    exercise = make_course("en").exercises[0]
    with_written(exercise, text)
    with pytest.raises(CourseError, match="needs some words"):
        build_exercise(exercise, {**POINTS, "why": 1.5})
