"""A course with one exercise and a new gradebook; gradings are made by hand, nothing is run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import opened

from autograder.course import Course, Exercise, load_course
from autograder.gradebook import Gradebook
from autograder.grading import Graded
from autograder.notebooks.built import read_built
from autograder.results import CheckResult, QuestionResult, Report, ReportStatus, Status

REPOSITORY = Path(__file__).resolve().parents[2]
EXERCISE = "ex02_activations"


@pytest.fixture(scope="session")
def new_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder whose gradebook knows the exercise and no student."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(REPOSITORY / "course.toml", folder)
    shutil.copytree(REPOSITORY / "release" / EXERCISE, folder / "release" / EXERCISE)
    course = load_course(folder)
    with Gradebook(course) as gradebook:
        gradebook.ensure_exercise(course.exercise(EXERCISE))
    return folder


@pytest.fixture
def course(new_course: Path, tmp_path: Path) -> Course:
    return load_course(shutil.copytree(new_course, tmp_path / "course"))


@pytest.fixture
def exercise(course: Course) -> Exercise:
    return course.exercise(EXERCISE)


@pytest.fixture
def gradebook(course: Course) -> Iterator[Gradebook]:
    with Gradebook(course) as opened:
        yield opened


@pytest.fixture
def grade(exercise: Exercise) -> Callable[..., Graded]:
    """A grading with these points by question; what is not named has full marks."""
    release = read_built(exercise.release_notebook).cells
    worth = {
        cell.grade_id.removesuffix("-checks"): cell.points for cell in release if cell.is_grade
    }

    def make(
        student: str = "ivanova",
        status: ReportStatus = ReportStatus.GRADED,
        statuses: dict[str, Status] | None = None,
        notes: tuple[str, ...] = (),
        **points: float,
    ) -> Graded:
        questions = []
        for name, most in worth.items():
            earned = points.get(name, most)
            found = Status.PASSED if earned == most else Status.FAILED
            found = (statuses or {}).get(name, found)
            check = CheckResult(
                name="values",
                description="gives the right values",
                status=found,
                points=earned,
                max_points=most,
                message="" if earned == most else f"{name}(1) is 5 instead of 1",
                hint="" if earned == most else "divide by n",
            )
            questions.append(
                QuestionResult(
                    name=name, status=found, score=earned, max_score=most, checks=(check,)
                )
            )
        report = Report(
            exercise=EXERCISE,
            student=student,
            status=status,
            score=round(sum(question.score for question in questions), 6),
            max_score=round(sum(worth.values()), 6),
            questions=tuple(questions),
            notes=notes,
        )
        return Graded(report, b"{}")

    return make


@pytest.fixture
def rows(course: Course) -> Callable[[str], list[tuple[Any, ...]]]:
    """What a query finds in the database."""

    def query(text: str) -> list[tuple[Any, ...]]:
        with opened(course.database) as database:
            return database.execute(text).fetchall()

    return query


@pytest.fixture
def grades(
    rows: Callable[[str], list[tuple[Any, ...]]],
) -> Callable[[], dict[str, tuple[Any, ...]]]:
    """By question: automatic score, manual score, extra points, whether a person is asked."""

    def read() -> dict[str, tuple[Any, ...]]:
        found = rows(
            "select base_cell.name, auto_score, manual_score, extra_credit, needs_manual_grade"
            " from grade join base_cell on base_cell.id = grade.cell_id"
        )
        return {name.removesuffix("-checks"): tuple(rest) for name, *rest in found}

    return read


@pytest.fixture
def comments(
    rows: Callable[[str], list[tuple[Any, ...]]],
) -> Callable[[], dict[str, tuple[Any, ...]]]:
    """By question: the automatic and the manual comment."""

    def read() -> dict[str, tuple[Any, ...]]:
        found = rows(
            "select base_cell.name, auto_comment, manual_comment"
            " from comment join base_cell on base_cell.id = comment.cell_id"
        )
        return {name: tuple(rest) for name, *rest in found}

    return read
