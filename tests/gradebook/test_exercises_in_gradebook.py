"""The exercise as the gradebook knows it, and what happens when it changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from autograder.course import Exercise
from autograder.errors import CourseError, GradebookError
from autograder.gradebook import Gradebook


def change(exercise: Exercise, how: Callable[[dict[str, Any]], None]) -> None:
    """Change the checks of softmax in the released notebook."""
    content = json.loads(exercise.release_notebook.read_text())
    for cell in content["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "softmax-checks":
            how(cell)
    exercise.release_notebook.write_text(json.dumps(content))


def more_points(cell: dict[str, Any]) -> None:
    cell["metadata"]["nbgrader"]["points"] = 4


def another_name(cell: dict[str, Any]) -> None:
    cell["metadata"]["nbgrader"]["grade_id"] = "softmin-checks"


def another_text(cell: dict[str, Any]) -> None:
    cell["source"] = "assert True"


POINTS = "select max_score from grade_cells join base_cell using (id) where name='softmax-checks'"
SOURCE = "select source from source_cell where name = 'softmax-checks'"


def test_the_gradebook_knows_the_points_of_every_question(rows) -> None:
    found = rows("select name, max_score from grade_cells join base_cell using (id)")
    checked = {name: points for name, points in found if name.endswith("-checks")}
    assert checked == {
        "linear-checks": 0.5,
        "relu-checks": 1.0,
        "sigmoid-checks": 1.5,
        "tanh-checks": 1.5,
        "softmax-checks": 2.5,
        "forward-checks": 2.0,
    }
    chosen = sorted(points for name, points in found if name not in checked)
    assert chosen == [0.1] * 5 + [0.25] * 2


def test_nothing_is_written_where_nothing_has_changed(course, gradebook, exercise) -> None:
    before = course.database.read_bytes()
    gradebook.ensure_exercise(exercise)
    assert course.database.read_bytes() == before


@pytest.mark.parametrize("how", [more_points, another_name])
def test_another_exercise_is_taken_while_there_are_no_grades(
    gradebook, exercise, rows, how
) -> None:
    change(exercise, how)
    gradebook.ensure_exercise(exercise)
    assert rows(POINTS) == ([(4.0,)] if how is more_points else [])


@pytest.mark.parametrize("how", [more_points, another_name])
def test_another_exercise_is_refused_while_there_are_grades(
    gradebook, exercise, grade, rows, grades, how
) -> None:
    gradebook.record(grade())
    before = grades()
    change(exercise, how)
    with pytest.raises(GradebookError, match=r"other (questions or )?points") as caught:
        gradebook.ensure_exercise(exercise)
    way_on = "regrade" if how is more_points else "nbgrader db assignment remove"
    assert f"{way_on} ex02_activations" in caught.value.todo
    assert grades() == before
    assert rows(POINTS) == [(2.5,)]


def test_another_text_is_taken_and_the_grades_stay(
    gradebook, exercise, grade, rows, grades
) -> None:
    gradebook.record(grade(softmax=1.0))
    change(exercise, another_text)
    gradebook.ensure_exercise(exercise)
    assert rows(SOURCE) == [("assert True",)]
    assert grades()["softmax"] == (1.0, None, None, 0)


def test_an_exercise_that_was_not_built_is_named(gradebook, exercise) -> None:
    exercise.release_notebook.unlink()
    with pytest.raises(CourseError, match="autograder build"):
        gradebook.ensure_exercise(exercise)


def test_a_new_gradebook_is_made_whole_and_leaves_nothing_beside_it(course, monkeypatch) -> None:
    course.database.unlink()
    monkeypatch.setenv("PATH", "/nonexistent")  # nbgrader wants to find the program alembic there
    with Gradebook(course):
        pass
    assert sorted(path.name for path in course.folder.glob("*gradebook*")) == ["gradebook.db"]
