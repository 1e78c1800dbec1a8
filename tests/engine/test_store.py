"""The folder of kept gradings grows only so far, and what is asked for stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.engine import store as module
from autograder.engine.store import ONE_IN, Store
from autograder.grading import Graded
from autograder.results import Report, ReportStatus


def graded(notebook: bytes = b"notebook") -> Graded:
    report = Report(
        exercise="toy", student="ann", status=ReportStatus.GRADED, score=1.0, max_score=1.0
    )
    return Graded(report, notebook)


def fill(folder: Path, count: int, size: int = 10) -> Store:
    """A folder with so many gradings, each older than the next one."""
    store = Store(folder)
    for number in range(count):
        store.write(f"{number:04}", graded(bytes(size)))
        os.utime(folder / f"{number:04}", ns=(number, number))
    return store


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    assert store.read("key") is None
    store.write("key", graded())
    assert store.read("key") == graded()


@pytest.mark.parametrize("bound", ["number", "bytes"])
def test_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    if bound == "number":
        monkeypatch.setattr(module, "MOST", 5)
        size = 10
    else:
        monkeypatch.setattr(module, "MOST_BYTES", 60_000)
        size = 10_000
    fill(tmp_path, 20, size)
    Store(tmp_path).write("new", graded(bytes(size)))
    assert kept(tmp_path) == ["0016", "0017", "0018", "0019", "new"]


def test_what_was_asked_for_is_not_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    store = fill(tmp_path, 10)
    assert store.read("0002") == graded(bytes(10))
    Store(tmp_path).write("new", graded())
    assert kept(tmp_path) == ["0002", "0009", "new"]


def test_it_is_not_looked_for_at_each_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 5)
    looked: list[object] = []
    scandir = os.scandir
    monkeypatch.setattr(module.os, "scandir", lambda path: looked.append(path) or scandir(path))
    fill(tmp_path, 3 * ONE_IN)
    assert len(looked) == 3
    assert len(kept(tmp_path)) < 5 + ONE_IN


def test_files_that_are_being_written_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    (tmp_path / ".0001.77.new").write_bytes(b"half")
    fill(tmp_path, 3)
    Store(tmp_path).write("new", graded())
    assert kept(tmp_path) == [".0001.77.new", "new"]


def test_what_is_damaged_is_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("key", graded())
    damaged = (tmp_path / "key").read_bytes().replace(b"ann", b"\xff\xff\xff")
    (tmp_path / "key").write_bytes(damaged)  # one who reads it as text stops
    assert store.read("key") is None


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "cache")
    store.write("key", graded())
    assert store.read("key") is None
