"""A history that is taken away or replaced while it is in use: nothing is written into nowhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.errors import HistoryError
from autograder.history import History


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_what_is_written_is_not_lost_without_a_word(tmp_path: Path, how: str) -> None:
    path = tmp_path / "history.db"
    with History(path) as history:
        assert history.entries() == []
        copy = shutil.copy(path, tmp_path / "copy.db")
        path.unlink()
        if how == "replaced":
            Path(copy).rename(path)
        with pytest.raises(HistoryError, match="moved away or replaced"), history.writing():
            pass
        with pytest.raises(HistoryError, match="start it again"):
            history.entries()
    with History(path) as history:
        assert history.entries() == []
