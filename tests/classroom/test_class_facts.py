"""What a class has done, by verdicts that are made up: from records, marks, list and history."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import toy_course as toy
from memory_sink import Memory

from autograder.api import grade_class
from autograder.classroom.class_facts import class_at, class_in_course, sources
from autograder.classroom.told_in_notes import changed_cells, was_late
from autograder.course import Course, Exercise, load_course
from autograder.engine.fake import FakeEngine
from autograder.errors import UsageError
from autograder.gradebook.late import Lateness
from autograder.gradebook.review import reviewed
from autograder.grading import Graded, Submission
from autograder.language import speaking
from autograder.notebooks.raw import read_notebook
from autograder.notebooks.submitted import match
from autograder.results import Provenance, QuestionResult, Report, ReportStatus, Status

PEOPLE = """id,name,role,section
ann,Ann,,A
bob,Bob,,A;B
cay,Cay,,B
tess,Tess,teacher,
"""
DATES = "[exercises.policies]\ndue = 2030-09-15 23:59:00+03:00\nweight = 2\nbonus = true\n"
LATE = "2030-09-17 12:00:00 UTC"


def verdict(exercise: Exercise, submission: Submission) -> Graded:
    question = QuestionResult(name="by_hand", status=Status.PASSED, score=2, max_score=2)
    essay = QuestionResult(name="total", status=Status.MANUAL, score=0, max_score=4)
    report = Report(
        exercise=exercise.name,
        student=submission.student,
        status=ReportStatus.GRADED,
        score=2,
        max_score=10,
        questions=(question, essay) if submission.student == "bob" else (question,),
    )
    return Graded(report, b"{}")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = toy.write_course(tmp_path, manifest=toy.MANIFEST + DATES)
    (tmp_path / "people.csv").write_text(PEOPLE)
    for student, stamp in {"ann": LATE, "bob": "", "dan": "", "tess": ""}.items():
        place = course.submitted / student / "toy"
        place.mkdir(parents=True)
        (place / "toy.ipynb").write_bytes(toy.notebook(by_hand=student))
        if stamp:
            (place / "timestamp.txt").write_text(stamp)
    return load_course(tmp_path)


@pytest.fixture
def memory(course: Course) -> Memory:
    memory = Memory()
    list(grade_class(course, "toy", engine=FakeEngine(verdict), open_sink=memory.open))
    return memory


def test_everybody_is_there_once(course: Course, memory: Memory) -> None:
    memory.people |= {"eve", "forgotten-0123abcd"}  # whom nbgrader knows
    found = class_at(course, course.exercise("toy"), sources(course, memory.open))
    works = {work.pupil.id: work for work in found.facts.works}
    assert list(works) == ["ann", "bob", "cay", "dan", "eve"]
    assert [each.id for each in found.facts.missing] == ["cay", "eve"]
    assert {id for id, work in works.items() if not work.pupil.listed} == {"dan", "eve"}
    assert found.staff == ["tess"]
    assert works["bob"].pupil.sections == ("A", "B")
    assert works["bob"].is_open and works["bob"].waits == ("total",)
    assert not works["ann"].is_open


def test_what_was_late_and_when_it_came(course: Course, memory: Memory) -> None:
    facts = class_at(course, course.exercise("toy"), sources(course, memory.open)).facts
    ann, bob = facts.works[:2]
    assert (ann.late, ann.days_late) == (True, 2)
    assert facts.times == (datetime(2030, 9, 17, 12, tzinfo=UTC),)  # of others nobody knows
    assert (bob.late, bob.arrived, bob.attempts) == (False, None, 1)
    assert facts.due == datetime(2030, 9, 15, 20, 59, tzinfo=UTC)


def test_points_by_hand_count(course: Course, memory: Memory) -> None:
    memory.mark("toy", "ann", "by_hand", 1.5)
    facts = class_at(course, course.exercise("toy"), sources(course, memory.open)).facts
    assert [work.points for work in facts.works] == [1.5, 2, None, 2]
    bare = class_at(course, course.exercise("toy"), sources(course, None)).facts
    assert [work.points for work in bare.works] == [2, 2, None, 2]


def test_a_section_alone(course: Course, memory: Memory) -> None:
    facts = class_at(course, course.exercise("toy"), sources(course, memory.open, "B")).facts
    assert [work.pupil.id for work in facts.works] == ["bob", "cay"]
    with pytest.raises(UsageError, match="no section 'C'") as wrong:
        sources(course, memory.open, "C")
    assert "A, B" in wrong.value.todo


def test_totals_have_weight_and_bonus(course: Course, memory: Memory) -> None:
    facts = class_in_course(course, sources(course, memory.open))
    totals = {each.pupil.id: each for each in facts.totals}
    assert (totals["ann"].total, totals["ann"].max_points, totals["ann"].share) == (4, 0, None)
    assert totals["cay"].points == (None,)
    assert totals["bob"].is_open and not totals["ann"].is_open
    (course.folder / "course.toml").write_text(toy.MANIFEST + DATES.replace("true", "false"))
    course = load_course(course.folder)
    totals = {
        each.pupil.id: each for each in class_in_course(course, sources(course, memory.open)).totals
    }
    assert (totals["ann"].total, totals["ann"].max_points, totals["ann"].share) == (4, 20, 0.2)
    assert totals["cay"].share == 0


def test_nothing_graded(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    with pytest.raises(UsageError, match="Nothing has been graded yet"):
        class_in_course(course, sources(course, None))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_changed_and_lost_cells_are_read_from_the_notes(language: str) -> None:
    """By the sentences that reading a submission makes of them."""
    released = toy.cells()
    handed_in = [dict(each) for each in released]
    handed_in[1] = {**handed_in[1], "source": "x1 = 7"}
    handed_in[3] = {**handed_in[3], "source": "assert True"}
    del handed_in[5]
    release = read_notebook(toy.notebook(released))
    with speaking(language):
        notes = match(read_notebook(toy.notebook(handed_in)), release, "toy").notes
    report = Report(
        exercise="toy",
        student="ann",
        status=ReportStatus.GRADED,
        score=0,
        max_score=1,
        notes=(*notes, "Something else."),
    )
    with speaking(language):
        assert changed_cells(report) == ("given", "by_hand", "double")


@pytest.mark.parametrize("penalty", [0.0, 1.5])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_late_by_nbgraders_own_rule(language: str, penalty: float) -> None:
    report = Report(exercise="toy", student="ann", status=ReportStatus.GRADED, score=3, max_score=3)
    late = Lateness(datetime(2030, 9, 1), datetime(2030, 9, 2), penalty)
    with speaking(language):
        assert was_late(reviewed(report, {}, late))
        assert not was_late(reviewed(report, {}))


def test_what_was_graded_in_another_language_is_read_all_the_same() -> None:
    report = Report(exercise="toy", student="ann", status=ReportStatus.GRADED, score=3, max_score=3)
    made_of = Provenance(
        exercise="", package="", version="", python="", libraries={}, device="cpu", language="ru"
    )
    note = "Ячейка «given» была изменена: вместо неё взята исходная."
    told = msgspec.structs.replace(report, provenance=made_of, notes=(note,))
    assert changed_cells(told) == ("given",)  # the course speaks English now
    late = Lateness(datetime(2030, 9, 1), datetime(2030, 9, 2), 1.0)
    assert was_late(reviewed(told, {}, late))
