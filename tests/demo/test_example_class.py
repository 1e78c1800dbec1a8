"""Every student of the example class gets the verdict that a fair human would give."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Course, load_course
from autograder.demo.classroom import MARK, STUDENTS, hand_in, make_course
from autograder.demo.personas import Author, Persona
from autograder.errors import UsageError
from autograder.grading import Submission
from autograder.results import Report, ReportStatus, Status
from autograder.runners.pool import Pool

REPOSITORY = Path(__file__).parents[2]
UNREADABLE = ("an empty file", "a file that is no JSON")


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(REPOSITORY)


@pytest.mark.parametrize("name", ["ex01_forward_pass", "ex02_activations"])
def test_each_persona_loses_what_is_wrong_and_nothing_else(course: Course, name: str) -> None:
    exercise = course.exercise(name)
    personas = dict(zip(STUDENTS, Author(exercise).personas(), strict=True))
    with Pool(course, exercise) as pool:
        graded = list(
            pool.grade(
                Submission(who, name, each.handed_in_by(who)) for who, each in personas.items()
            )
        )
    reports = {each.report.student: each.report for each in graded}
    assert reports.keys() == personas.keys()
    for who, persona in personas.items():
        _check_verdict(persona, reports[who])


def _check_verdict(persona: Persona, report: Report) -> None:
    lost = [question.name for question in report.questions if question.score < question.max_score]
    assert lost == list(persona.loses), persona.story
    if persona.story in UNREADABLE:
        assert report.status is ReportStatus.UNREADABLE
        return
    assert report.status is ReportStatus.GRADED, persona.story
    for question in report.questions:
        if question.name in lost:
            told = [check.message for check in question.checks if check.message]
            assert told, f"{persona.story}: no reason is given"
    found = {question.status for question in report.questions if question.name in lost}
    if "typical mistake" in persona.story:
        hints = [check.hint for each in report.questions for check in each.checks if check.hint]
        assert len(hints) == 1, persona.story
    elif "handed on" in persona.story:
        assert found == {Status.MANUAL}
    elif "endless loop" in persona.story:
        assert found == {Status.TIMEOUT}
    elif "syntax error" in persona.story:
        assert found == {Status.ERROR}
    elif "untouched" in persona.story:
        assert found == {Status.MISSING}
        assert report.score == 0
    else:
        assert report.score == report.max_score, persona.story


def test_the_class_holds_what_goes_wrong_in_real_classes(course: Course) -> None:
    for exercise in course.exercises:
        stories = " | ".join(persona.story for persona in Author(exercise).personas())
        assert stories.count("typical mistake") >= 5
        assert stories.count("right answers") >= 3
        for accident in (
            "untouched", "syntax error", "exception in a cell at the top", "endless loop",
            "warn and print", "deleted", "answer cell", "test cell", "grade id", "empty file",
            "no JSON",
        ):  # fmt: skip
            assert accident in stories
        assert ("handed on" in stories) == (exercise.name == "ex01_forward_pass")


def test_a_folder_that_is_no_demo_is_left_alone(course: Course, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")
    with pytest.raises(UsageError, match="not empty"):
        make_course(course, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_demo_replaces_an_earlier_one(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    first = make_course(course, folder)
    hand_in(first)
    second = make_course(course, folder)
    assert (folder / MARK).is_file()
    assert not second.submitted.exists()
