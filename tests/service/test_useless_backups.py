"""Backups that are damaged, or that the disk does not hold: what is there stays as it is."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from service_tools import all_files

from autograder.classroom.kept import open_history
from autograder.course import Course
from autograder.errors import FileError, UsageError
from autograder.history import FILE
from autograder.service.lti import keys, platforms
from autograder.service.upkeep import archive, swap
from autograder.service.upkeep.alone import alone
from autograder.service.upkeep.backup import ABOUT, GRADEBOOK
from autograder.service.upkeep.restore import restore

A_MONTH = timedelta(days=30)


def rewritten(file: Path, other: Path, members: dict[str, bytes], *, without: str = "") -> Path:
    """The backup with other members, whose checksums are right."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for name in {**dict.fromkeys(source.namelist()), **members}:
            if name != without:
                data = members[name] if name in members else source.read(name)
                target.writestr(name, data)
    return other


def damaged(data: bytes) -> bytes:
    """A database whose pages are rubbish, but for the first one."""
    return data[:4096] + b"\xff" * (len(data) - 4096)


@pytest.mark.parametrize("present", ["good", "damaged", "absent"])
@pytest.mark.parametrize(
    "kind",
    [
        "damaged history", "empty history", "another database", "rubbish as gradebook",
        "empty gradebook", "unreadable list", "unknown extension", "short secret", "bad keys",
        "keys of nothing", "bad platforms", "bad devices",
    ],
)  # fmt: skip
def test_what_is_of_no_use_changes_nothing(
    lived: tuple[Course, Path], tmp_path: Path, kind: str, present: str
) -> None:
    course, file = lived
    with zipfile.ZipFile(file) as inside:
        history, book = inside.read(FILE), inside.read(GRADEBOOK)
    members = {
        "damaged history": {FILE: damaged(history)},
        "empty history": {FILE: b""},
        "another database": {FILE: book},
        "rubbish as gradebook": {GRADEBOOK: b"rubbish" * 1000},
        "empty gradebook": {GRADEBOOK: b""},
        "unreadable list": {"people.csv": b"id\n\xff\xfe\n"},
        "unknown extension": {"extensions.csv": b"id,exercise,until\nnobody,toy,2030-01-01\n"},
        "short secret": {".autograder/secret": b"x"},
        "bad keys": {keys.FILE: b"{}"},
        "keys of nothing": {keys.FILE: b'{"keys":[{}],"states":""}'},
        "bad platforms": {platforms.FILE: b"["},
        "bad devices": {".autograder/devices.json": b"[]"},
    }[kind]
    other = rewritten(file, tmp_path / "other.zip", members)
    if present != "good":
        for path in course.folder.glob(f"{FILE}*"):
            path.unlink()
    if present == "damaged":
        (course.folder / FILE).write_bytes(damaged(history))
    before = all_files(course.folder)
    with pytest.raises(UsageError, match=r"cannot be used\. .* in it") as caught:
        restore(course, other, yes=True)
    assert next(iter(members)) in str(caught.value)
    assert all_files(course.folder) == before
    assert not list(course.folder.glob(".restoring-*"))


@pytest.mark.parametrize(
    "kind",
    [
        "text", "a folder", "another course", "a name that leads out", "cut off", "a dot",
        "a file as folder", "a folder as file", "twice", "a file below a file", "no history",
        "a name too long", "bytes that are none", "encrypted", "no about", "an about too large",
    ],
)  # fmt: skip
def test_what_is_no_backup(lived: tuple[Course, Path], kind: str, tmp_path: Path) -> None:
    course, file = lived
    other, about = tmp_path / "other.zip", zipfile.ZipFile(file).read(ABOUT)
    if kind == "text":
        other.write_text("no archive")
    elif kind == "a folder":
        other.mkdir()
    elif kind == "cut off":
        other.write_bytes(file.read_bytes()[:-2000])
    elif kind in ("bytes that are none", "encrypted"):
        with zipfile.ZipFile(file) as inside:
            member = inside.getinfo(FILE)
        data = bytearray(file.read_bytes())
        if kind == "encrypted":
            place = data.rindex(b"PK\x01\x02", 0, data.rindex(FILE.encode()))
            data[place + 8] |= 1
            data[member.header_offset + 6] |= 1
        else:
            begin = member.header_offset + 30 + len(FILE)
            data[begin : begin + 20] = b"\xff" * 20
        other.write_bytes(data)
    elif kind in ("no history", "no about"):
        rewritten(file, other, {}, without=FILE if kind == "no history" else ABOUT)
    else:
        rewritten(file, other, {
            "another course": {ABOUT: about.replace(b'"toy"', b'"tuy"')},
            "a name that leads out": {"submitted/../../people.csv": b"id\nevil\n"},
            "a dot": {".": b""},
            "a file as folder": {"submitted": b""},
            "a folder as file": {"people.csv/x": b""},
            "twice": {"submitted//ann/toy/toy.ipynb": b""},
            "a file below a file": {"submitted/ann/toy/toy.ipynb/x": b""},
            "a name too long": {f"submitted/{'x' * 300}": b""},
            "an about too large": {ABOUT: about + b" " * 20_000},
        }[kind])  # fmt: skip
    before = all_files(course.folder)
    with pytest.raises((UsageError, FileError)):
        restore(course, other, yes=True)
    assert all_files(course.folder) == before
    assert not list(course.folder.glob(".restoring-*"))


def test_what_the_disk_does_not_hold(
    lived: tuple[Course, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, file = lived
    other = rewritten(file, tmp_path / "other.zip", {"submitted/bomb": b"0" * 10**6})
    free = shutil._ntuple_diskusage(10**9, 10**9, 50 * 10**6)  # type: ignore[attr-defined]
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _path: free)
    before = all_files(course.folder)
    with pytest.raises(FileError, match="MB are free"):
        restore(course, other, yes=True)

    plain = Path.open

    def full(place: Path, mode: str = "r", **how: Any) -> Any:
        if mode == "xb":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return plain(place, mode, **how)

    monkeypatch.setattr(archive, "SPARE", -(10**9))
    with monkeypatch.context() as there:
        there.setattr(Path, "open", full)
        with pytest.raises(FileError, match="cannot be written: No sp"):
            restore(course, other, yes=True)
    assert all_files(course.folder) == before


@pytest.mark.parametrize("how", ["fails", "is killed"])
def test_who_is_stopped_in_between_has_what_was_there(
    lived: tuple[Course, Path], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    course, file = lived
    before, move = all_files(course.folder), shutil.move
    left = [9]

    def some(source: Path, target: Path) -> object:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return move(source, target)

    with monkeypatch.context() as there:
        there.setattr(swap.shutil, "move", some)
        if how == "is killed":  # who is has no time to put anything back
            there.setattr(swap, "_undo", lambda _room: None)
        with pytest.raises(FileError, match="cannot be written"):
            restore(course, file, yes=True)
    if how == "is killed":
        assert all_files(course.folder) != before
        with pytest.raises(UsageError, match="stopped in the middle"):
            open_history(course)
        with alone(course):  # as a service does, and who restores again
            pass
    assert all_files(course.folder) == before
    assert not list(course.folder.glob(".restoring-*"))
    assert restore(course, file, yes=True).hand_ins == 1
