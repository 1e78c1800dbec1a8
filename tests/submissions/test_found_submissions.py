"""What is read of a student's folder, and what only becomes a note."""

from __future__ import annotations

import os

import pytest

from autograder.grading import Graded
from autograder.notebooks.raw import MAX_BYTES
from autograder.results import Report, ReportStatus
from autograder.submissions import find_submissions, found, with_notes

NOTEBOOK = "ex02_activations.ipynb"


def test_submissions_come_in_order_and_only_of_this_exercise(course, exercise) -> None:
    for student, name in [("petrov", exercise.name), ("anna b", exercise.name), ("b", "ex01")]:
        place = course.submitted / student / name
        place.mkdir(parents=True)
        (place / f"{name}.ipynb").write_text(student)
    (course.submitted / "note.txt").write_text("not a student")
    all_of_them = list(find_submissions(course, exercise))
    assert [each.submission.student for each in all_of_them] == ["anna b", "petrov"]
    assert all_of_them[1].submission.content == b"petrov"
    assert all_of_them[1].notes == ()
    [one] = find_submissions(course, exercise, "petrov")
    assert one == all_of_them[1]
    assert list(find_submissions(course, exercise, "nobody")) == []
    assert list(find_submissions(course, exercise, "../submitted/petrov")) == []


def test_there_may_be_no_submissions_at_all(course, exercise) -> None:
    assert list(find_submissions(course, exercise)) == []


def test_a_python_file_counts_where_there_is_no_notebook(course, exercise, folder) -> None:
    (folder / "ex02_activations.py").write_text("x = 1")
    [read] = find_submissions(course, exercise)
    assert (read.submission.is_python, read.submission.content) == (True, b"x = 1")
    (folder / NOTEBOOK).write_text("{}")
    [read] = find_submissions(course, exercise)
    assert (read.submission.is_python, read.submission.content) == (False, b"{}")


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nothing"])
def test_only_a_regular_file_is_read(course, exercise, folder, kind: str) -> None:
    secret = course.folder / "secret"
    secret.write_text("the solutions")
    if kind == "link":
        (folder / NOTEBOOK).symlink_to(secret)
    elif kind == "pipe":
        os.mkfifo(folder / NOTEBOOK)
    elif kind == "folder":
        (folder / NOTEBOOK).mkdir()
    [read] = find_submissions(course, exercise)
    assert read.submission.content == b""
    assert read.missing
    assert NOTEBOOK in read.notes[0]
    report = Report(
        exercise=exercise.name,
        student="ivanova",
        status=ReportStatus.UNREADABLE,
        score=0.0,
        max_score=10.0,
        notes=("The file is empty.", "Nothing was graded."),
    )
    graded = with_notes(Graded(report, b"", reasons=1), read)
    assert graded.report.notes == (*read.notes, "Nothing was graded.")


@pytest.mark.parametrize(
    ("status", "reasons"),
    [
        (ReportStatus.UNREADABLE, 1),
        (ReportStatus.INTERNAL, 1),
        (ReportStatus.INTERNAL, 0),  # a fault of ours in one check, and the rest was graded
        (ReportStatus.GRADED, 0),
    ],
)
def test_why_it_was_not_graded_comes_before_the_notes_on_its_name(
    course, exercise, folder, status, reasons
) -> None:
    (folder / "x.ipynb").write_text('{"nbformat": 4, "grade_id": "relu"')
    [read] = find_submissions(course, exercise)
    (note,) = read.notes
    report = Report(
        exercise=exercise.name,
        student="ivanova",
        status=status,
        score=0.0,
        max_score=10.0,
        notes=("Why.", "So."),
    )
    once = with_notes(Graded(report, b"", reasons=reasons), read)
    assert once.report.notes == (("Why.", note, "So.") if reasons else (note, "Why.", "So."))
    assert once.reasons == reasons


def test_small_files_beside_it_come_along(course, exercise, folder) -> None:
    (folder / NOTEBOOK).write_text("{}")
    (folder / "data.csv").write_text("1,2")
    (folder / ".hidden").write_text("")
    (folder / "timestamp.txt").write_text("2030-01-01 12:00:00 UTC\n")
    (folder / "link.csv").symlink_to("/etc/passwd")
    (folder / "more").mkdir()
    [read] = find_submissions(course, exercise)
    assert read.submission.files == {"data.csv": b"1,2"}
    assert read.timestamp == "2030-01-01 12:00:00 UTC"
    assert ["link.csv" in note for note in read.notes] == [True]


def test_files_beside_it_are_bounded(course, exercise, folder, monkeypatch) -> None:
    (folder / NOTEBOOK).write_text("{}")
    for number in range(found.MAX_FILES + 5):
        (folder / f"{number:02}.csv").write_text("1")
    [read] = find_submissions(course, exercise)
    assert len(read.submission.files) == found.MAX_FILES
    assert "20.csv" in read.notes[0]
    monkeypatch.setattr(found, "MAX_FILES_BYTES", 3)
    [read] = find_submissions(course, exercise)
    assert list(read.submission.files) == ["00.csv", "01.csv", "02.csv"]


def test_a_huge_notebook_is_not_read_to_its_end(course, exercise, folder) -> None:
    with (folder / NOTEBOOK).open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    [read] = find_submissions(course, exercise)
    assert len(read.submission.content) == MAX_BYTES + 1
