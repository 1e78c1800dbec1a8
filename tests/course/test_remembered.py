"""A file is read again only where the file system says that it has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course import remembered as module
from autograder.course.remembered import remembered

Counted = tuple[Callable[[Path], str], list[str]]


@pytest.fixture
def counted() -> Counted:
    """A function that reads a file, and what it has read so far."""
    read: list[str] = []

    @remembered
    def content(path: Path) -> str:
        read.append(path.read_text())
        return read[-1]

    return content, read


def test_an_unchanged_file_is_read_once(
    counted: Counted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, read = counted
    monkeypatch.setattr(module, "SETTLED", 0)
    path = tmp_path / "file"
    path.write_text("one")
    assert [content(path), content(path)] == ["one", "one"]
    assert read == ["one"]
    path.write_text("another")
    assert [content(path), content(path)] == ["another", "another"]
    assert read == ["one", "another"]


def test_what_takes_the_place_of_a_file_is_another_one(
    counted: Counted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, _read = counted
    monkeypatch.setattr(module, "SETTLED", 0)
    path, aside = tmp_path / "file", tmp_path / "aside"
    path.write_text("one")
    aside.write_text("two")
    assert content(path) == "one"
    aside.replace(path)
    assert content(path) == "two"


def test_a_file_that_was_just_written_is_read_again(counted: Counted, tmp_path: Path) -> None:
    content, _read = counted
    path = tmp_path / "file"
    for number in range(50):  # of one size, and many of them within a tick of the clock
        path.write_text(f"{number:02}")
        assert content(path) == f"{number:02}"
