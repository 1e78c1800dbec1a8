"""Names of files and ids that are no text: they are copied as they are, or it is said in words."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from service_tools import all_files
from test_people_command import run

from autograder.course import Course
from autograder.errors import UsageError
from autograder.service.upkeep.backup import back_up
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.upkeep.names import SIGN, in_archive, in_folder
from autograder.service.upkeep.person import export_person
from autograder.service.upkeep.restore import restore

A_MONTH = timedelta(days=30)
ODD = (
    "Работа.ipynb".encode("cp1251"),
    "Работа.ipynb".encode(),
    b"\xff",
    f"{SIGN}ff".encode(),
    f"{SIGN}E".encode(),
    b"a\\b\n50%25.py",
)


def test_they_are_backed_up_byte_for_byte(lived: tuple[Course, Path], tmp_path: Path) -> None:
    course, _file = lived
    for name in ODD:
        for folder in (course.submitted / "ann" / "toy", course.submitted / os.fsdecode(name)):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / os.fsdecode(name)).write_bytes(name)
    before = all_files(course.submitted)
    assert len(before) >= 2 * len(ODD)
    back_up(course, tmp_path / "b.zip", A_MONTH)
    shutil.rmtree(course.submitted)
    restore(course, tmp_path / "b.zip", yes=True)
    assert all_files(course.submitted) == before


@given(some.binary(min_size=1))
def test_every_name_comes_back(name: bytes) -> None:
    ours = os.fsdecode(name)
    written = in_archive(ours)
    written.encode()  # it is text
    assert in_folder(written) == ours


@pytest.mark.parametrize("ask", [export_person, forget_person])
def test_an_id_that_is_no_text_is_nobody(course: Course, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(UsageError, match="no text"):
        ask(course, os.fsdecode(b"ann\xff"))


def test_the_commands_say_so(
    course: Course,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask, folder = (monkeypatch, capsys), str(course.folder)
    place = str(tmp_path / os.fsdecode(b"\xff.zip"))
    status, said = run(*ask, "backup", place, "--course", folder)
    assert (status, "no text in UTF-8" in said) == (2, True)
    assert not list(tmp_path.glob("*.zip"))
    status, said = run(*ask, "forget", os.fsdecode(b"\xff"), "--yes", "--course", folder)
    assert (status, "no text in UTF-8" in said) == (2, True)
