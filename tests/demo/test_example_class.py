"""Every student of the example class gets the verdict that a fair human would give."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import toy_course as toy
from gradings import graded_by

from autograder.classroom.demo_course import MARK
from autograder.cli.demo import run
from autograder.course import Course, load_course
from autograder.demo.classroom import STUDENTS, hand_in, make_course
from autograder.demo.mark import finish
from autograder.demo.personas import Author, Persona
from autograder.engine.engine import Engine
from autograder.errors import UsageError
from autograder.grading import Submission
from autograder.results import Report, ReportStatus, Status

REPOSITORY = Path(__file__).parents[2]
UNREADABLE = ("an empty file", "a file that is no JSON")


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(REPOSITORY)


@pytest.fixture
def impatient(tmp_path: Path) -> Course:
    """The course, with a few seconds for each cell: an endless loop is tried twice."""
    settings = (REPOSITORY / "course.toml").read_text(encoding="utf-8")
    hurried = re.sub(r"(?m)^cell_seconds = \d+", "cell_seconds = 3", settings)
    (tmp_path / "course.toml").write_text(hurried, encoding="utf-8")
    for name in ("solutions", "source", "release"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    return load_course(tmp_path)


@pytest.mark.parametrize("name", ["ex01_forward_pass", "ex02_activations"])
def test_each_persona_loses_what_is_wrong_and_nothing_else(
    impatient: Course, name: str, engine: Engine
) -> None:
    exercise = impatient.exercise(name)
    personas = dict(zip(STUDENTS, Author(exercise).personas(), strict=True))
    given = [Submission(who, name, each.handed_in_by(who)) for who, each in personas.items()]
    graded = graded_by(engine, exercise, given)
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
        with_own_numbers = exercise.name in ("ex01_forward_pass", "ex11_backpropagation")
        assert ("handed on" in stories) == with_own_numbers


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


@pytest.fixture
def demo(course: Course, tmp_path: Path) -> Path:
    """A demo that has come to its end, with what a grading leaves."""
    folder = tmp_path / "demo"
    made = make_course(course, folder)
    for place in ("submitted/anna/ex02", "autograded/anna/ex02", ".autograder"):
        (folder / place).mkdir(parents=True)
        (folder / place / "file").write_text("ours")
    made.database.write_text("a gradebook")
    finish(folder)
    return folder


@pytest.mark.parametrize(
    "place",
    ["thesis.txt", "submitted/anna/ex02/file", "course.toml", "gradebook.db", "solutions/mine.py"],
)
def test_a_demo_with_something_of_somebody_elses_stays(
    course: Course, demo: Path, place: str
) -> None:
    (demo / place).write_text("three years of work")
    with pytest.raises(UsageError, match=place):
        make_course(course, demo)
    assert (demo / place).read_text() == "three years of work"


def test_what_can_be_had_again_is_nobodys_work(course: Course, demo: Path) -> None:
    (demo / "autograded/anna/ex02/file").write_text("graded again")
    (demo / "feedback").mkdir()
    (demo / "feedback/page.html").write_text("a page")
    (demo / "solutions/__pycache__").mkdir()
    (demo / "solutions/__pycache__/x.pyc").write_text("")
    assert not make_course(course, demo).submitted.exists()


@pytest.mark.parametrize("mark", ["", "{}"])
def test_a_demo_that_was_stopped_on_its_way_can_be_made_again(
    course: Course, demo: Path, mark: str
) -> None:
    (demo / MARK).write_text(mark)
    (demo / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes\.txt"):
        make_course(course, demo)
    (demo / "notes.txt").unlink()
    assert not make_course(course, demo).submitted.exists()


def test_nobody_can_be_asked_without_a_terminal(
    course: Course, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(UsageError, match="An earlier demo is here") as caught:
        run(course.folder, demo, None, again=False)
    assert "--again" in caught.value.todo
    assert (demo / "gradebook.db").read_text() == "a gradebook"


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_person_is_asked(
    course: Course, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    monkeypatch.setattr("sys.stderr", asked)
    with pytest.raises(UsageError, match="was left as it is"):
        run(course.folder, demo, None, again=False)
    assert "Replace it?" in asked.getvalue()
    assert (demo / "gradebook.db").read_text() == "a gradebook"


VALUES = """
from autograder.checking import equal, value_check


@value_check("by_hand", points=10)
def test_by_hand(student, reference):
    '''computes A'''
    equal(student.value("A"), reference.A, "A")
"""


def test_an_exercise_of_values_has_a_class_without_broken_functions(tmp_path: Path) -> None:
    solution = toy.SOLUTION.partition("\n\ndef double")[0]
    mistakes = {"by_hand": toy.MISTAKES["by_hand"]}
    course = toy.write_course(
        tmp_path / "course", mistakes, solution=solution, checks=VALUES, alternatives=""
    )
    demo = make_course(course, tmp_path / "demo")
    stories = " | ".join(each.story for each in hand_in(demo).values())
    assert "right answers" in stories and "typical mistake" in stories and "no JSON" in stories
    assert "loop" not in stories and "function" not in stories


def test_a_course_without_exercises_has_no_demo(tmp_path: Path) -> None:
    manifest = toy.MANIFEST.partition("[[exercises]]")[0]
    (tmp_path / "course.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(UsageError, match="no exercise"):
        make_course(load_course(tmp_path), tmp_path / "demo")
    assert not (tmp_path / "demo").exists()


def test_a_plug_in_of_the_course_is_of_a_demo_that_was_stopped(tmp_path: Path) -> None:
    small = toy.write_course(tmp_path / "course")
    (small.folder / "late.py").write_text("a rule")
    for _again in range(2):
        made = make_course(small, tmp_path / "demo")
        assert (made.folder / "late.py").is_file()
