"""Files appear whole or not at all, and only plain ones are read."""

from __future__ import annotations

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder import files
from autograder.errors import FileError, file_trouble

NOBODY = 2**22 + 1  # no process has so large a number


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("durable", [False, True])
@pytest.mark.parametrize("mode", [files.READ_ONLY, files.WRITABLE, files.PRIVATE])
def test_a_file_is_written_and_replaced(tmp_path: Path, mode: int, durable: bool) -> None:
    path = tmp_path / "new" / "file"
    for data in (b"first", b"2"):
        files.write_atomically(path, data, mode, durable=durable)
        assert path.read_bytes() == data
        assert stat.S_IMODE(path.stat().st_mode) == mode
    assert names(path.parent) == ["file"]


def test_the_old_file_stays_until_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def full(_number: int) -> None:
        assert path.read_bytes() == b"old"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="cannot be written: No space left") as caught:
        files.write_atomically(path, b"new", durable=True)
    assert caught.value.where == path and caught.value.todo
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_what_nobody_else_may_read_is_never_open_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(os, "fsync", lambda number: seen.append(os.fstat(number).st_mode))
    files.write_atomically(tmp_path / "secret", b"secret", files.PRIVATE, durable=True)
    assert stat.S_IMODE(seen[0]) & 0o077 == 0


def test_threads_that_write_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with files.aside(path) as ours, ThreadPoolExecutor(1) as other:
        ours.write_bytes(b"half")
        other.submit(files.write_atomically, path, b"theirs").result()
        assert (path.read_bytes(), ours.read_bytes()) == (b"theirs", b"half")
    assert names(tmp_path) == ["file"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file is in the way")
    with pytest.raises(FileError, match=r"cannot be written: .* a file in place of a folder"):
        files.write_atomically(tmp_path / "folder" / "file", b"data")


@pytest.fixture(params=["with links", "without links"])
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that has hard links, and one that has none."""

    def no_links(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if request.param == "without links":
        monkeypatch.setattr(os, "link", no_links)


@pytest.mark.usefixtures("links")
def test_the_first_writer_wins(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert files.create_atomically(path, b"first")
    assert not files.create_atomically(path, b"second")
    assert path.read_bytes() == b"first"
    assert names(tmp_path) == ["file"]


@pytest.mark.usefixtures("links")
def test_of_many_writers_at_once_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda n: files.create_atomically(path, bytes([n])), range(64)))
    assert won.count(True) == 1
    assert path.read_bytes() == bytes([won.index(True)])


def test_what_a_killed_writer_has_begun_is_removed(tmp_path: Path) -> None:
    for folder in ("ann", "ben"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f".a.json.{NOBODY}.new").write_text("half")
    running = tmp_path / "ann" / f".a.json.{os.getpid()}.new"
    running.write_text("half")
    (tmp_path / "ann" / "a.json").write_text("whole")
    files.remove_abandoned(tmp_path, "*/")
    assert names(tmp_path / "ann") == [running.name, "a.json"]
    assert names(tmp_path / "ben") == []


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    plain, link, pipe = tmp_path / "plain", tmp_path / "link", tmp_path / "pipe"
    plain.write_bytes(b"12345")
    link.symlink_to(plain)
    os.mkfifo(pipe)
    assert files.read_regular(plain, 100) == b"12345"
    assert files.read_regular(plain, 3) == b"123"
    for other in (link, pipe, tmp_path, tmp_path / "nothing", tmp_path / "a\0b"):
        assert files.read_regular(other, 100) is None


@pytest.mark.parametrize("kind", ["folder", "loop"])
def test_what_stands_in_its_place_is_to_be_moved_away(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "people.csv"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path.name)
    with pytest.raises(OSError, match=r"directory|symbolic links") as caught:
        path.read_bytes()
    for error in (files.cannot_be("read", path, caught.value), file_trouble(caught.value)):
        assert error is not None and error.where is not None
        assert "folder stands where a file has to be" in error.todo
        assert "leads to itself: move it away" in error.todo
