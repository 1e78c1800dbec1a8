"""Long work says how far it is, also where there is no terminal."""

from __future__ import annotations

import pytest

from autograder.cli.common import Lines, progress


def test_without_a_terminal_there_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 6))
    monkeypatch.setattr("autograder.cli.common.monotonic", lambda: next(clock))
    with progress("ex02", 8) as bar:
        assert isinstance(bar, Lines)
        for _step in range(8):
            bar.advance(bar.task_ids[0])
    lines = capsys.readouterr().err.splitlines()
    assert 0 < len(lines) < 8
    assert all(line.startswith("ex02: ") and line.endswith(" of 8") for line in lines)


def test_short_work_says_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.cli.common.monotonic", lambda: 0.0)
    with progress("ex02", 300) as bar:
        for _step in range(300):
            bar.advance(bar.task_ids[0])
    assert capsys.readouterr().err == ""
