"""Grades and pages of a class go to other systems, by what its gradebook says."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import toy_course as toy
from junitparser import JUnitXml
from memory_sink import Memory

from autograder.api import grade_class
from autograder.classroom.giving_back import Given, Wish, formats, give_back
from autograder.course import Course, Exercise, load_course
from autograder.engine.fake import FakeEngine
from autograder.errors import AutograderError, CourseError, UsageError
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, Report, ReportStatus, Status

PEOPLE = """id,name,email,role,section
ann,Ann Example,ann@school.example,student,A
bob,Bob Example,bob@school.example,student,B
cay,Cay Example,cay@school.example,student,
tess,Tess Teacher,tess@school.example,teacher,
"""
CANVAS = (
    "Student,ID,SIS Login ID,Section,Toy (12)\n    Points Possible,,,,10.00\n"
    '"Example, Ann",1,ann@school.example,A,\n"Bob",2,bob,B,3.00\n"Cay",3,cay,,\n"Dee",4,dee,,\n'
)
WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (grade)"\n'
    'Participant 71,"Ann Example",ann@school.example,,,10.00,-\n'
    'Participant 72,"Bob Example",bob@school.example,,,10.00,-\n'
)
Give = Callable[..., Given]


def verdict(exercise: Exercise, submission: Submission) -> Graded:
    """Ann is right; Bob's question waits for a person; the others' file cannot be read."""
    waits = submission.student == "bob"
    status = Status.MANUAL if waits else Status.PASSED
    questions = (
        QuestionResult(name="by_hand", status=status, score=0 if waits else 2, max_score=2),
        QuestionResult(name="double", status=Status.FAILED, score=1.5, max_score=4),
    )
    is_read = submission.student in ("ann", "bob")
    report = Report(
        exercise=exercise.name,
        student=submission.student,
        status=ReportStatus.GRADED if is_read else ReportStatus.UNREADABLE,
        score=sum(each.score for each in questions) if is_read else 0.0,
        max_score=10,
        questions=questions if is_read else (),
    )
    return Graded(report, b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def course(tmp_path: Path, memory: Memory) -> Course:
    """Three have handed in: two of the class list, and somebody who is not in it."""
    written = toy.write_course(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    for student in ("ann", "bob", "guest"):
        place = written.submitted / student / "toy"
        place.mkdir(parents=True)
        (place / "toy.ipynb").write_bytes(toy.notebook(by_hand=student))
    course = load_course(tmp_path)
    list(grade_class(course, "toy", engine=FakeEngine(verdict), open_sink=memory.open))
    return course


@pytest.fixture
def give(course: Course, memory: Memory) -> Give:
    def _give(format: str, **wish: object) -> Given:
        exercise = course.exercise("toy")
        return give_back(course, exercise, format, Wish(**wish), memory.open)  # type: ignore[arg-type]

    return _give


def table(given: Given) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(given.content.decode("utf-8-sig"))))


def files(given: Given) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_table_has_a_row_for_each_person_and_a_column_for_each_question(give: Give) -> None:
    given = give("csv")
    ann, bob, cay, guest = table(given)
    assert (ann["id"], ann["name"], ann["section"], ann["points"]) == (
        "ann",
        "Ann Example",
        "A",
        "3.5",
    )
    assert (ann["by_hand"], ann["double"], ann["not decided"]) == ("2", "1.5", "0")
    assert (bob["points"], bob["by_hand"], bob["double"], bob["not decided"]) == (
        "1.5",
        "",
        "1.5",
        "2",
    )
    assert (cay["status"], cay["points"], cay["double"]) == ("nothing handed in", "", "")
    assert (guest["id"], guest["points"], guest["status"]) == ("guest", "0", "nothing to grade")
    assert given.name == "toy.csv"
    assert any("has to grade something first (1): bob" in each for each in given.said)


def test_no_cell_of_the_table_begins_a_formula(course: Course, give: Give) -> None:
    place = course.submitted / "=1+1" / "toy"
    place.mkdir(parents=True)
    (place / "toy.ipynb").write_bytes(toy.notebook(by_hand="x"))
    list(grade_class(course, "toy", engine=FakeEngine(verdict), open_sink=Memory().open))
    rows = list(csv.reader(io.StringIO(give("csv").content.decode("utf-8-sig"))))
    assert "'=1+1" in [row[0] for row in rows]
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_what_a_person_gave_counts(give: Give, memory: Memory) -> None:
    memory.mark("toy", "bob", "by_hand", 1.0)
    given = give("canvas", sheet=CANVAS.encode())
    assert given.content.decode() == CANVAS.replace(",A,\n", ",A,3.5\n").replace("3.00", "2.5")
    assert table(give("csv"))[1]["points"] == "2.5"


def test_a_sheet_is_filled_in_and_the_rest_is_told(give: Give) -> None:
    given = give("canvas", sheet=CANVAS.encode())
    assert given.content.decode() == CANVAS.replace(",A,\n", ",A,3.5\n")
    said = "\n".join(given.said)
    for part in (
        "nobody can say the points yet (1): bob",
        "nothing was handed in (1): cay",
        "not in the class (1): Dee (line 6)",
        "not in the sheet (1): guest",
    ):
        assert part in said
    filled = give("moodle", sheet=WORKSHEET.encode()).content.decode()
    assert filled == WORKSHEET.replace("school.example,,,10.00", "school.example,,3.5,10.00", 1)


def test_teachers_get_no_points_and_are_not_missed(give: Give) -> None:
    assert "tess" not in "\n".join((*give("csv").said, *give("canvas", sheet=CANVAS.encode()).said))
    assert "tess" not in give("csv").content.decode()


def test_junit_has_a_suite_for_each_who_was_graded(give: Give) -> None:
    suites = {each.name: each for each in JUnitXml.fromstring(give("junit").content)}
    assert list(suites) == ["ann", "bob", "guest"]
    assert (suites["ann"].tests, suites["ann"].failures, suites["bob"].skipped) == (2, 1, 1)


def test_pages_of_a_class_come_with_a_page_that_leads_to_them(course: Course, give: Give) -> None:
    given = give("pages")
    found = files(given)
    assert list(found) == ["feedback/index.html"] + [
        f"feedback/{id}/toy/toy.html" for id in ("ann", "bob", "guest")
    ]
    index = found["feedback/index.html"]
    assert (course.feedback / "index.html").read_text() == index
    assert 'href="ann/toy/toy.html"' in index and "Ann Example" in index and "cay" in index
    for id in ("ann", "bob", "guest"):
        page = (course.feedback / id / "toy" / "toy.html").read_text()
        assert found[f"feedback/{id}/toy/toy.html"] == page
    assert give("pages").content == given.content


def test_a_student_gets_only_their_own(course: Course, give: Give) -> None:
    found = files(give("pages", student="ann"))
    assert list(found) == ["feedback/index.html", "feedback/ann/toy/toy.html"]
    assert "bob" not in "".join(found.values())
    assert not (course.feedback / "index.html").exists()
    with pytest.raises(UsageError, match="has the id “anm”") as caught:
        give("pages", student="anm")
    assert "ann" in caught.value.todo


def test_a_page_that_is_no_plain_file_is_left_out(course: Course, give: Give) -> None:
    page = course.feedback / "ann" / "toy" / "toy.html"
    secret = course.folder / "secret"
    secret.write_text("secret")
    page.unlink()
    page.symlink_to(secret)
    given = give("pages")
    assert "feedback/ann/toy/toy.html" not in files(given)
    assert any("without a page (1): ann" in each for each in given.said)


def test_moodle_gets_a_folder_for_each_participant(course: Course, give: Give) -> None:
    given = give("moodle-feedback", sheet=WORKSHEET.encode())
    assert list(files(given)) == [
        "Ann Example_71_assignfeedback_file_/toy.html",
        "Bob Example_72_assignfeedback_file_/toy.html",
    ]
    assert given.said == (
        "Pages for Moodle: 2.",
        "In the class, and not in the sheet (1): guest",
    )


@pytest.mark.parametrize("format", ["canvas", "moodle", "moodle-feedback"])
def test_without_a_sheet_it_is_asked_for(give: Give, format: str) -> None:
    with pytest.raises(UsageError) as caught:
        give(format)
    assert "--sheet" in caught.value.todo


def test_a_format_that_there_is_not(give: Give) -> None:
    with pytest.raises(UsageError, match="no format “cavnas”") as caught:
        give("cavnas")
    assert caught.value.todo == "Did you mean 'canvas'?"
    assert formats() == ("csv", "canvas", "moodle", "moodle-feedback", "junit", "pages")


def test_a_class_that_was_not_graded(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    with pytest.raises(UsageError, match="Nothing has been graded yet"):
        give_back(course, course.exercise("toy"), "csv", Wish(), None)


def test_a_class_without_a_list_is_whoever_was_graded(course: Course, give: Give) -> None:
    (course.folder / "people.csv").unlink()
    assert [each["id"] for each in table(give("csv"))] == ["ann", "bob", "guest"]


def test_work_that_is_gone_is_left_out_and_said(course: Course, give: Give) -> None:
    (course.submitted / "guest" / "toy" / "toy.ipynb").unlink()
    (course.submitted / "guest" / "toy").rmdir()
    given = give("csv")
    assert [each["id"] for each in table(given)] == ["ann", "bob", "cay"]
    assert any("no longer in submitted/: guest" in each for each in given.said)


def test_a_table_in_russian(course: Course, memory: Memory) -> None:
    russian = load_course(course.folder, language="ru")
    given = give_back(russian, russian.exercise("toy"), "csv", Wish(), memory.open)
    text = given.content.decode("utf-8-sig")
    assert ";3,5;" in text and ";баллы;" in text
    with pytest.raises(CourseError) as caught:
        give_back(russian, russian.exercise("toy"), "moodle", Wish(sheet=b""), memory.open)
    assert isinstance(caught.value, AutograderError)


def test_nobody_gets_a_zero_for_work_that_has_no_grade_yet(course: Course, give: Give) -> None:
    """Not where it came after the grading, not where its record is gone, not where it lies in the
    history of the service alone."""
    place = course.submitted / "cay" / "toy"
    place.mkdir(parents=True)
    (place / "toy.ipynb").write_bytes(toy.notebook(by_hand="x"))
    (course.autograded / "bob" / "toy" / "report.json").unlink()
    given = give("canvas", sheet=CANVAS.encode(), zeros=True, came=frozenset({"dee"}))
    assert given.content.decode() == CANVAS.replace(",A,\n", ",A,3.5\n")
    said = "\n".join(given.said)
    assert "nobody can say the points yet (2): bob, cay" in said
    assert "Handed in, and not graded yet (1): cay" in said
    assert {row["id"]: row["status"] for row in table(give("csv"))}["cay"] == "not graded yet"
    with (course.folder / "people.csv").open("a") as file:
        file.write("dee,Dee,,student,\n")
    for came, cell in ((frozenset({"dee"}), ""), (frozenset(), "0")):
        given = give("canvas", sheet=CANVAS.encode(), zeros=True, came=came)
        assert f'"Dee",4,dee,,{cell}\n' in given.content.decode()
