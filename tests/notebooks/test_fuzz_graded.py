"""Mutated notebooks, graded by the real engine: a report for every one, and no point too many."""

from __future__ import annotations

import nbformat
import pytest
import toy_course as toy
from gradings import grade_here
from mutations import seeded

from autograder.grading import Graded, Submission
from autograder.outputs import student_page
from autograder.results import ReportStatus, from_json, to_json

STUB, RIGHT = toy.notebook(), toy.notebook(**toy.ANSWERS)
STUBS, RIGHTS = 100, 60


@pytest.fixture(scope="module")
def gradings(tmp_path_factory: pytest.TempPathFactory) -> list[Graded]:
    """All of them, stubs first."""
    course = toy.write_course(tmp_path_factory.mktemp("fuzz"))
    contents = [seeded(STUB, seed) for seed in range(STUBS)]
    contents += [seeded(RIGHT, 10_000 + seed) for seed in range(RIGHTS)]
    found = [Submission(f"s{i}", "toy", content) for i, content in enumerate(contents)]
    done = grade_here(course.exercise("toy"), found)
    assert [each.report.student for each in done] == [each.student for each in found]
    for each in done:
        page = student_page(course, each.report, each.answers)
        assert page.startswith("<!DOCTYPE html>")
    return done


def test_no_stub_earns_a_point(gradings: list[Graded]) -> None:
    assert {each.report.score for each in gradings[:STUBS]} == {0.0}
    read = [each for each in gradings[:STUBS] if each.report.status is ReportStatus.GRADED]
    assert len(read) > STUBS / 3


def test_no_right_notebook_earns_more_than_everything(gradings: list[Graded]) -> None:
    scores = [each.report.score for each in gradings[STUBS:]]
    assert len(scores) == RIGHTS
    assert min(scores) >= 0 and max(scores) == 10
    assert scores.count(10) > RIGHTS / 5  # the engine is patient


def test_every_report_is_well_formed(gradings: list[Graded]) -> None:
    for graded in gradings:
        report = graded.report
        assert report.status in (ReportStatus.GRADED, ReportStatus.UNREADABLE)
        assert from_json(to_json(report)) == report
        assert [each.name for each in report.questions] == list(toy.ANSWERS)
        assert sum(each.score for each in report.questions) == report.score
        assert all(0 <= each.score <= each.max_score for each in report.questions)
        assert report.max_score == 10
        assert all(len(note) < 400 for note in report.notes)
        content = nbformat.reads(graded.notebook.decode(), as_version=4)
        if len(content.cells) < 100:
            nbformat.validate(content)
