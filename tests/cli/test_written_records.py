"""Where `--json` writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.cli.common import write_text


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "all.json"
    for text in (b"first", b"second"):
        write_text(str(target), text)
        assert target.read_bytes() == text
    assert [path.name for path in tmp_path.iterdir()] == ["all.json"]


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    target = tmp_path / "nowhere"
    target.symlink_to("/dev/null")
    write_text(str(target), b"text")
    assert target.is_symlink() and target.is_char_device()


def test_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    write_text("-", b"text")
    assert capsys.readouterr().out == "text"
