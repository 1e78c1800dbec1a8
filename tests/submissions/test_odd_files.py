"""Whatever a name or a file is, the class goes on, and nothing vanishes without a word."""

from __future__ import annotations

import os
import socket
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest

from autograder.files import read_regular
from autograder.results import Report, ReportStatus, to_json
from autograder.sandbox import scratch
from autograder.submissions import (
    date_line,
    files,
    find_submissions,
    read_submission,
    strays,
)

NAME = "ex02_activations"
RIGHT = f"{NAME}.ipynb"
STAMP = "timestamp.txt"


def the_one(course, exercise):
    [read] = find_submissions(course, exercise)
    return read


@pytest.mark.parametrize(
    "text",
    [
        "2030-09-01 12:00:00 UTC",
        "2030-09-01 12:00:00.123456 UTC\n",
        "2030-09-01 12:00:00",
        "2030-09-01T12:00:00Z",
        "2030-09-01 12:00:00 +03:00",
        "1 Sep 2030 12:00",
    ],
)
def test_a_date_is_kept_as_it_stands(course, exercise, folder, notebook, text: str) -> None:
    (folder / RIGHT).write_bytes(notebook())
    (folder / STAMP).write_text(text)
    read = the_one(course, exercise)
    assert (read.timestamp, read.notes) == (text.strip(), ())


@pytest.mark.parametrize(
    "content",
    [
        b"", b"  \n", b"yesterday", b"99999-01-01 00:00:00 UTC", b"2030-13-45 12:00:00 UTC",
        b"0001-01-01 00:00:00 +23:59", b"1970-01-01 00:00:00 UTC", b"12", b"12:30",
        b"\xff\xfe\x00\x01" * 20, b"2030-09-01 12:00:00 UTC" + b" " * 500, b"9" * 10**6,
        b"2030-09-01 12:00:00 999999999999999999", b"(" * 150, b"\x00", b"inf", b"nan nan nan",
    ],
)  # fmt: skip
def test_a_timestamp_without_a_date_is_a_note(
    course, exercise, folder, notebook, content: bytes
) -> None:
    (folder / RIGHT).write_bytes(notebook())
    (folder / STAMP).write_bytes(content)
    read = the_one(course, exercise)
    assert read.timestamp is None and not read.missing
    [note] = read.notes
    assert f"“{STAMP}” holds no date" in note


@pytest.mark.parametrize("kind", ["folder", "link", "pipe", "socket", "dangling", "hole"])
def test_a_timestamp_that_is_no_file_is_a_note(
    course, exercise, folder, notebook, kind: str, monkeypatch
) -> None:
    (folder / RIGHT).write_bytes(notebook())
    elsewhere = course.folder / "stamp"
    elsewhere.write_text("2030-09-01 12:00:00 UTC")
    make_odd(folder / STAMP, kind, elsewhere, monkeypatch)
    read = the_one(course, exercise)
    assert read.timestamp is None and len(read.notes) == 1 and STAMP in read.notes[0]


def make_odd(path: Path, kind: str, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(elsewhere)
    elif kind == "dangling":
        path.symlink_to("nowhere")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        monkeypatch.chdir(path.parent)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    elif kind == "hole":
        with path.open("wb") as file:
            file.truncate(10 * 2**30)


@pytest.mark.parametrize("kind", ["link", "pipe", "socket", "dangling", "hole"])
@pytest.mark.parametrize("name", [RIGHT, "data.csv", "other.ipynb", f"{NAME}.py"])
def test_odd_files_beside_the_work_are_said(
    course, exercise, folder, notebook, kind: str, name: str, monkeypatch
) -> None:
    secret = course.folder / "secret"
    secret.write_text("another one's work")
    make_odd(folder / name, kind, secret, monkeypatch)
    if name != RIGHT:
        (folder / RIGHT).write_bytes(notebook())
    read = the_one(course, exercise)
    assert "another one's" not in str(read.submission)
    assert len(read.submission.content) < 21_000_000
    if kind != "hole" or name != RIGHT:  # a huge notebook is told when it is graded
        assert any(name in note for note in read.notes)


@pytest.mark.parametrize(
    "name",
    [
        b"new\nline.csv", b"bell\x07.csv", b"\xff\xfe.csv", "zero\u200bwidth.csv".encode(),
        "turned\u202e.csv".encode(), b"x" * 255, "я".encode() * 127,
    ],
)  # fmt: skip
def test_odd_names_are_said_in_plain_words(course, exercise, folder, notebook, name: bytes) -> None:
    (folder / RIGHT).write_bytes(notebook())
    (folder / os.fsdecode(name)).write_text("1")
    read = the_one(course, exercise)
    assert read.submission.files == {}
    [note] = read.notes
    assert note.isprintable() and "was left out" in note and len(note) < 250
    report = Report(
        exercise=NAME, student="ivanova", status=ReportStatus.GRADED, score=0, max_score=1,
        notes=read.notes,
    )  # fmt: skip
    assert to_json(report)


def test_the_notes_are_bounded(course, exercise, folder, notebook) -> None:
    (folder / RIGHT).write_bytes(notebook())
    for number in range(100):
        os.mkfifo(folder / f"{number:03}.csv")
    assert len(the_one(course, exercise).notes) == 21


def test_folders_in_folders_without_an_end(course, exercise, folder, notebook) -> None:
    (folder / RIGHT).write_bytes(notebook())
    before = Path.cwd()
    try:
        os.chdir(folder)
        for _level in range(1000):
            os.mkdir("deep")  # noqa: PTH102  (paths would be too long)
            os.chdir("deep")
    finally:
        os.chdir(before)
    read = the_one(course, exercise)
    assert not read.missing
    assert ["“deep” was left out" in note for note in read.notes] == [True]
    scratch.remove(folder / "deep")  # which pytest cannot: it would fail two runs later


@pytest.mark.parametrize("level", ["student", "exercise"])
def test_a_link_to_a_classmates_folder_is_no_submission(
    course, exercise, folder, notebook, level: str
) -> None:
    (folder / RIGHT).write_bytes(notebook())
    if level == "student":
        (course.submitted / "petrov").symlink_to(folder.parent)
    else:
        (course.submitted / "petrov").mkdir()
        (course.submitted / "petrov" / NAME).symlink_to(folder)
    assert [each.submission.student for each in find_submissions(course, exercise)] == ["ivanova"]
    assert not list(find_submissions(course, exercise, "petrov"))
    [line] = strays(course)
    assert "petrov" in line and "is a link" in line
    linked = course.submitted / "petrov" / NAME
    if level == "exercise":  # nbgrader gives us this folder as it is
        read = read_submission(linked, exercise, "petrov")
        assert read.missing and read.submission.files == {} and len(read.notes) == 1


def test_what_lies_in_the_wrong_place_is_listed(course, exercise, folder, notebook) -> None:
    (folder / RIGHT).write_bytes(notebook())
    assert strays(course) == []
    (course.submitted / RIGHT).write_bytes(notebook())
    (course.submitted / "petrov").mkdir()
    (course.submitted / "petrov" / "ex02_activations.py").write_text("x = 1")
    (course.submitted / "sidorov" / "Ex02_Activations").mkdir(parents=True)
    (course.submitted / "orlova" / "ex2_activation").mkdir(parents=True)
    (course.submitted / "orlova" / "photos").mkdir()
    (course.submitted / "ex03_losses" / "orlova").mkdir(parents=True)
    (course.submitted / "iva\u200bnova" / NAME).mkdir(parents=True)
    (course.submitted / "<img src=x onerror=alert(1)>" / NAME).mkdir(parents=True)
    (course.submitted / '";alert(1)' / NAME).mkdir(parents=True)
    (course.submitted / ".hidden" / NAME).mkdir(parents=True)
    (course.submitted / ("long" * 60) / NAME).mkdir(parents=True)
    os.mkfifo(course.submitted / "pipe")
    for quiet in (".ipynb_checkpoints", "__MACOSX", ".git"):
        (course.submitted / quiet).mkdir()
        (folder.parent / quiet).mkdir()
    (course.submitted / ".DS_Store").write_text("")
    lines = {line.partition(" ")[0]: line for line in strays(course)}
    assert f"submitted/STUDENT/{NAME}/" in lines[f"submitted/{RIGHT}"]
    assert f"submitted/petrov/{NAME}/" in lines["submitted/petrov/ex02_activations.py"]
    assert f"“{NAME}”" in lines["submitted/sidorov/Ex02_Activations"]
    assert f"“{NAME}”" in lines["submitted/orlova/ex2_activation"]
    assert "no exercise" in lines["submitted/orlova/photos"]
    assert "submitted/STUDENT/ex03_losses/" in lines["submitted/ex03_losses"]
    assert "nobody sees" in lines["submitted/iva\\u200bnova"]
    assert "submitted/.hidden" in lines and "submitted/pipe" in lines
    assert "one of <" in lines["submitted/<img"] and "one of <" in lines['submitted/";alert(1)']
    assert len(lines) == 12
    assert [each.submission.student for each in find_submissions(course, exercise)] == ["ivanova"]
    assert all(line.isprintable() for line in lines.values())
    assert strays(course, "petrov") == [lines["submitted/petrov/ex02_activations.py"]]
    assert strays(course, "nobody") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ivanova", "IVANOVA"),
        ("ivanova", "Ivanova "),
        ("Андрей", unicodedata.normalize("NFD", "Андрей")),
    ],
)
def test_one_student_under_two_spellings_is_asked_about(course, one: str, other: str) -> None:
    for name in (one, other):
        (course.submitted / name).mkdir(parents=True)
    [line] = strays(course)
    assert "Is it one student?" in line


def test_one_file_in_two_folders_is_said(course, folder, notebook) -> None:
    (folder / RIGHT).write_bytes(notebook())
    os.link(folder / RIGHT, course.folder / "backup")
    assert strays(course) == []
    other = course.submitted / "petrov" / NAME
    other.mkdir(parents=True)
    os.link(folder / RIGHT, other / RIGHT)
    [line] = strays(course)
    assert "one and the same" in line and "ivanova" in line and "petrov" in line


def test_what_may_not_be_read_is_said(course, exercise, folder, notebook, monkeypatch) -> None:
    """As root everything may be read, so the kernel's answer is given here."""
    (folder / RIGHT).write_bytes(notebook())
    closed = course.submitted / "petrov"
    closed.mkdir()
    monkeypatch.setattr(files.os, "access", lambda path, _mode: Path(path) != closed)
    assert [each.submission.student for each in find_submissions(course, exercise)] == ["ivanova"]
    assert strays(course) == ["submitted/petrov may not be read. Change its permissions."]

    def refuse(path, *_arguments):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(files.os, "open", refuse)
    read = the_one(course, exercise)
    assert read.missing and "permissions forbid it" in read.notes[0]
    monkeypatch.setattr(files.os, "lstat", refuse)
    assert list(find_submissions(course, exercise)) == []
    assert len(strays(course)) == 3


def test_submitted_may_be_no_folder(course, exercise) -> None:
    course.submitted.write_text("")
    assert list(find_submissions(course, exercise)) == []
    assert strays(course) == []


def test_a_file_that_goes_away_meanwhile_is_not_there(
    course, exercise, folder, notebook, monkeypatch
) -> None:
    work = folder / f"{exercise.name}.ipynb"
    work.write_bytes(notebook())

    def read(path: Path, most: int) -> bytes | None:
        content = read_regular(path, most)
        path.unlink(missing_ok=True)
        return content

    monkeypatch.setattr("autograder.submissions.work.read_regular", read)
    assert read_submission(folder, exercise, "ivanova").missing
    for name in ("date", "strays"):
        module = import_module(f"autograder.submissions.{name}")
        monkeypatch.setattr(module, "files_in", lambda _folder: [work])
    assert date_line(folder, language="en") == ""
    assert strays(course) == []


def test_what_programs_leave_there_is_no_hand_in(exercise, folder) -> None:
    (folder / ".DS_Store").write_bytes(b"1")
    (folder / ".ipynb_checkpoints").mkdir()
    assert read_submission(folder, exercise, "ivanova").is_empty
    (folder / "notes.txt").write_text("mine")
    assert not read_submission(folder, exercise, "ivanova").is_empty


def test_a_class_may_be_larger_than_a_folder_of_a_student(course, exercise, monkeypatch) -> None:
    monkeypatch.setattr(files.names, "__defaults__", (2,))
    for number in range(4):
        (course.submitted / f"student{number}" / exercise.name).mkdir(parents=True)
        (course.submitted / f"{number}.ipynb").write_bytes(b"")
    assert len(list(find_submissions(course, exercise))) == 4
    assert len(strays(course)) == 4


@pytest.mark.parametrize("student", ["/etc", "..", "ivanova/ex02_activations", "nobody"])
def test_of_a_student_who_is_none_nothing_is_told(course, folder, student: str) -> None:
    assert strays(course, student) == []
