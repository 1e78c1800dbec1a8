"""`nbgrader autograde` with verdicts that are made up: what it looks at before nbgrader removes the
earlier gradings, and what stays of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import theirs
from databases import opened
from theirs import run_nbgrader

from autograder.course import Exercise
from autograder.engine.fake import FakeEngine
from autograder.grading import Graded, Submission
from autograder.nbgrader_plugins import grading
from autograder.outputs import removed_unfinished
from autograder.results import QuestionResult, Report, ReportStatus, Status

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own

Grade = Callable[..., int]


def graded(student: str, answer: str, *, fails: bool) -> Graded:
    """All right; or nothing but empty answers, since all has failed through our fault."""
    questions = tuple(
        QuestionResult(
            name=name,
            status=Status.INTERNAL if fails else Status.PASSED,
            score=0 if fails else points,
            max_score=points,
        )
        for name, points in theirs.POINTS.items()
    )
    report = Report(
        exercise="ps1",
        student=student,
        status=ReportStatus.INTERNAL if fails else ReportStatus.GRADED,
        score=0 if fails else 7,
        max_score=7,
        questions=questions,
        notes=("the sandbox\x1b[2J has ended\nat once",) if fails else (),
    )
    return Graded(report, theirs.notebook({} if fails else {"first": answer}).encode())


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The exercise is released, and "foo" has handed something in."""
    theirs.write_course(tmp_path)
    for place in ("source", "release"):
        notebook = tmp_path / place / "ps1" / "ps1.ipynb"
        notebook.parent.mkdir(parents=True)
        notebook.write_text(theirs.notebook({}))
    work = tmp_path / "submitted" / "foo" / "ps1" / "ps1.ipynb"
    work.parent.mkdir(parents=True)
    work.write_text(theirs.notebook(theirs.FIRST))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def grade(course: Path, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Grade with this answer in the notebook; whether a person is asked to look at it again."""

    def run(answer: str = "FIRST = 1", *, fails: bool = False) -> int:
        def verdict(_exercise: Exercise, submission: Submission) -> Graded:
            return graded(submission.student, answer, fails=fails)

        monkeypatch.setattr(grading, "ENGINE", FakeEngine(verdict))
        run_nbgrader(["autograde", "ps1", "--force"])
        with opened(course / "gradebook.db") as database:
            [(asked,)] = database.execute(
                "select needs_manual_grade from grade join base_cell on base_cell.id = cell_id"
                " where base_cell.name = 'first-checks'"
            )
        return int(asked)

    return run


def mark(course: Path) -> None:
    with opened(course / "gradebook.db") as database:
        database.execute("update grade set manual_score = 0.5, needs_manual_grade = 0")


def test_a_grading_without_the_work_hides_no_other_answer(course: Path, grade: Grade) -> None:
    grade()
    mark(course)
    assert grade(fails=True) == 0
    assert grade() == 0  # the same answer as a person has seen
    assert grade(fails=True) == 0
    assert grade("FIRST = 2") == 1


def test_why_nothing_was_graded_is_one_line_in_the_log(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine(lambda _exercise, work: graded(work.student, "", fails=True))
    monkeypatch.setattr(grading, "ENGINE", engine)
    said = run_nbgrader(["autograde", "ps1"])
    assert "Not graded, through our fault: foo: the sandbox has ended at once" in said
    assert "\x1b" not in said


@pytest.mark.parametrize("trouble", ["class list", "device", "secret"])
def test_what_stops_a_run_stops_it_before_anything_is_removed(
    course: Path, grade: Grade, trouble: str
) -> None:
    grade()
    notebook = course / "autograded" / "foo" / "ps1" / "ps1.ipynb"
    before = notebook.read_bytes()
    if trouble == "class list":
        (course / "people.csv").write_text("id\na/b\n")
    elif trouble == "device":
        (course / ".autograder" / "devices.json").write_text('{"ps1": "gpu"}')
    else:
        (course / ".autograder" / "secret").write_text("no secret")
    run_nbgrader(["autograde", "ps1", "--force"], retcode=1)
    assert notebook.read_bytes() == before


@pytest.mark.parametrize("record", [None, "no record"])
def test_without_a_record_no_page_is_removed(
    course: Path, grade: Grade, record: str | None
) -> None:
    grade()
    run_nbgrader(["generate_feedback", "ps1"])
    page = course / "feedback" / "foo" / "ps1" / "ps1.html"
    before = page.read_bytes()
    place = course / "autograded" / "foo" / "ps1" / "report.json"
    place.unlink()
    if record is not None:
        place.write_text(record)
    said = run_nbgrader(["generate_feedback", "ps1", "--force"], retcode=1)
    assert str(place) in said and "Traceback" not in said
    assert page.read_bytes() == before


@pytest.mark.parametrize("name", ["f\x1b[2Joo", "<img src=x onerror=alert(1)>", '";alert(1)'])
def test_a_folder_with_an_odd_name_is_passed_over(course: Path, grade: Grade, name: str) -> None:
    """Also one that would be active in formgrader."""
    odd = course / "submitted" / name
    shutil.copytree(course / "submitted" / "foo", odd)
    grade()
    assert [path.name for path in (course / "autograded").iterdir()] == ["foo"]


def test_only_what_is_unfinished_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "foo" / "ps1"
    folder.mkdir(parents=True)
    (folder / "report.json").write_text("{}")
    (folder / "ps1.ipynb").write_text("{}")
    assert not removed_unfinished(folder, "ps1")
    (folder / "ps1.ipynb").unlink()
    assert removed_unfinished(folder, "ps1")
    assert not folder.exists()
