"""The zip that Moodle hands on to its students as feedback files."""

import io
import zipfile

import pytest

from autograder.errors import CourseError, UsageError
from autograder.files import MAX_NAME
from autograder.roster import Person
from autograder.sheets.participants import participants
from autograder.sheets.zipped import zipped

PLUGINS = {("assignfeedback", "file"), ("assignsubmission", "file")}


def as_moodle_reads(path, known, *, pieces=4):
    """Whose file it is, and under which name: the rule of `is_valid_filename_for_import` in
    mod/assign/feedback/file/importziplib.php. Moodle before 4.1 wants five `pieces`."""
    parts = path.split("/")
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < pieces or not info[1].isdigit() or int(info[1]) not in known:
            continue
        if (info[2], info[3]) in PLUGINS:
            return int(info[1]), "/".join([*info[4:], *parts]).lstrip("/")
    return None


def test_moodle_finds_whose_page_it_is(sample, people):
    found = participants(sample("moodle-worksheet.csv"), people)
    numbers = {"ivanova": 35810, "petrov": 35811, "sidorov": 35812, "orlova": 35813}
    assert found.folders.keys() == numbers.keys() and not found.unknown and not found.unclear
    assert found.folders["orlova"] == "Vera Orlova B_35813_assignfeedback_file_"
    for id, folder in found.folders.items():
        for pieces in (4, 5):
            read = as_moodle_reads(f"{folder}/ex02.html", set(numbers.values()), pieces=pieces)
            assert read == (numbers[id], "ex02.html")


@pytest.mark.parametrize(
    "name", ["A_B_9_C", "../../x", "a\r\nBcc: b@c.d", "\u202eevil", ".", "", "x" * 900, "я" * 900]
)
def test_a_name_is_one_piece_of_a_path_whatever_it_is(name):
    sheet = f'Identifier,"Full name","Email address"\nParticipant 7,"{name}",a@b.cd\n'
    folder = participants(sheet.encode(), [Person("ann", "", "a@b.cd")]).folders["ann"]
    assert as_moodle_reads(f"{folder}/e.html", {7}) == (7, "e.html")
    assert folder.isprintable() and "/" not in folder and not folder.startswith(".")
    assert folder.count("_") == 4 and len(folder.encode()) <= MAX_NAME


def test_the_zip_of_what_was_handed_in_tells_it_too(people):
    paths = [
        "Pat O'Neil_35811_assignsubmission_file_ex02.ipynb",
        "Анна Иванова_35810_assignsubmission_file_/mine/ex02.ipynb",
        "Somebody Else_35899_assignsubmission_file/ex02.ipynb",
        "__MACOSX/._x",
    ]
    found = participants(zipped(dict.fromkeys(paths, b"never opened")), people)
    assert found.folders == {
        "petrov": "Pat O'Neil_35811_assignfeedback_file_",
        "ivanova": "Анна Иванова_35810_assignfeedback_file_",
    }
    assert [each.name for each in found.unknown] == ["Somebody Else"]


def test_who_may_be_one_or_another_gets_nothing(people):
    sheet = b'Identifier,"Full name"\nParticipant 1,Ivan Sidorov\nParticipant 2,Ivan Sidorov\n'
    found = participants(sheet, people)
    assert not found.folders and [each.number for each in found.unclear] == [2, 3]


def test_what_does_not_tell_who_is_who_is_refused(sample, people):
    with pytest.raises(UsageError, match="Identifier") as caught:
        participants(sample("moodle-grades.csv"), people, where="grades.csv")
    assert caught.value.where == "grades.csv" and "grading worksheet" in caught.value.todo
    with pytest.raises(CourseError, match="cannot be read"):
        participants(b"PK\3\4 and no more", people)


def test_a_zip_is_the_same_as_long_as_its_files_are():
    files = {"b/ж.html": b"1" * 9999, "a.html": b""}
    assert zipped(files) == zipped(files)
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
