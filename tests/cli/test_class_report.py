"""`autograder report`: the table, the page, JSON and CSV, of a class whose verdicts are made up."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import commands
import pytest
import toy_course as toy
from memory_sink import Memory

from autograder.api import grade_class
from autograder.cli.report import Wanted, run
from autograder.course import Course, Exercise, load_course
from autograder.engine.fake import FakeEngine
from autograder.errors import UsageError
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, Report, ReportStatus, Status

RULES = "[exercises.policies]\nweight = 0.5\n"


def verdict(exercise: Exercise, submission: Submission) -> Graded:
    points = random.Random(submission.student).choice([0, 2, 8, 10])
    status = Status.PASSED if points == 10 else Status.FAILED
    question = QuestionResult(name="by_hand", status=status, score=points, max_score=10)
    report = Report(
        exercise=exercise.name,
        student=submission.student,
        status=ReportStatus.GRADED,
        score=points,
        max_score=10,
        questions=(question,),
    )
    return Graded(report, b"{}")


def class_of(folder: Path, number: int) -> Course:
    """The first one has handed in nothing."""
    course = toy.write_course(folder, manifest=toy.MANIFEST + RULES)
    ids = [f"s{place:03}" for place in range(number)]
    lines = [f"{id},Person {place},{'AB'[place % 2]}" for place, id in enumerate(ids)]
    (folder / "people.csv").write_text("\n".join(["id,name,section", *lines]))
    for id in ids[1:]:
        place = course.submitted / id / "toy"
        place.mkdir(parents=True)
        (place / "toy.ipynb").write_bytes(toy.notebook(by_hand=id))
    course = load_course(folder)
    list(grade_class(course, "toy", engine=FakeEngine(verdict), open_sink=Memory().open))
    return course


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return class_of(tmp_path_factory.mktemp("few"), 12)


def test_an_exercise_ends_with_its_totals(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(course.folder, "toy", Wanted()) == 0
    said = capsys.readouterr().out
    for text in ("Submissions: 11", "Mean:", "Median:", "Hardest questions first"):
        assert text in said
    assert said.rstrip().splitlines()[-1] == "Nothing handed in for toy (1): s000"


def test_the_course_ends_with_its_totals_and_sections(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(course.folder, None, Wanted()) == 0
    said = capsys.readouterr().out
    lines = [line.split() for line in said.splitlines()]
    assert ["s000", "–", "0", "0%"] in lines
    points = {words[0]: float(words[1]) for words in lines if words[:1] == ["s003"]}
    assert ["s003", f"{points['s003']:g}", f"{points['s003'] / 2:g}"] in [w[:3] for w in lines]
    assert "Students: 12. Points to reach so far: 5." in said
    assert lines[-2][:2] == ["A", "6"] and lines[-1][:2] == ["B", "6"]


def test_three_hundred_students_have_a_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = class_of(tmp_path, 300)
    for name in ("toy", None):
        run(made.folder, name, Wanted())
        lines = capsys.readouterr().out.splitlines()
        assert sum(line.startswith("s") for line in lines) == (300 if name is None else 299)
        assert max(map(len, lines)) <= 120 or name is not None  # names of who is missing go on
        assert len(lines) < 340


def test_what_is_written(course: Course, tmp_path: Path) -> None:
    for name in (["toy"], []):
        done = commands.run(
            "autograder", "report", *name, "--html", "--section", "A", "--json", "out.json",
            "--csv", "out.csv", "--course", course.folder, cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        page = f"{(name or ['course'])[0]}-class.html"
        assert f"Written: {page}" in done.stdout
        text = (tmp_path / page).read_text(encoding="utf-8")
        assert "Person 4" in text and "section A" in text
        assert "s005" not in text and "Person 5" not in text  # who is in B
        rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
        assert [row[0] for row in rows] == ["id", *(f"s{place:03}" for place in range(0, 12, 2))]
        data = json.loads((tmp_path / "out.json").read_text())
        assert len(data["totals" if not name else "students"]) == 6
    earned = {each["id"]: each["points"]["toy"] for each in data["totals"]}
    assert {each["id"]: each["total"] for each in data["totals"]} == {
        id: (points or 0) / 2 for id, points in earned.items()
    }


@pytest.mark.parametrize("option", ["--json", "--csv", "-o"])
def test_to_stdout_comes_nothing_else(course: Course, tmp_path: Path, option: str) -> None:
    done = commands.run(
        "autograder", "report", option, "-", "--course", course.folder, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    starts = {"--json": "{", "--csv": "\ufeffid,name", "-o": "<!DOCTYPE html>"}
    assert done.stdout.startswith(starts[option])
    assert not list(tmp_path.iterdir())


def test_wrong_use_is_told(course: Course, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no section 'Z'"):
        run(course.folder, None, Wanted("Z"))
    with pytest.raises(UsageError, match="Nothing has been graded yet in this course"):
        run(toy.write_course(tmp_path).folder, None, Wanted())
