"""Folders of a student side: held while somebody lives, and removed when nobody does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox import folders
from autograder.sandbox.folders import make_folder, remove_abandoned

KIND = "some-kind"
HOLDS = f"""
import sys, time
from autograder.sandbox import folders
from autograder.sandbox.folders import make_folder
folders.VAR_TMP = sys.argv[1]
held = make_folder({KIND!r})
(held.path / "file").write_text("of ours")
print(held.path, flush=True)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(folders, "VAR_TMP", str(tmp_path))
    return tmp_path


def grow_old(path: Path) -> None:
    then = time.time() - 2 * folders.NEW_SECONDS
    os.utime(path, (then, then))


def test_a_folder_is_ours_alone_and_goes_when_it_is_removed(place: Path) -> None:
    held = make_folder(KIND)
    assert held.path.parent == place
    assert held.path.stat().st_mode & 0o777 == 0o700
    held.remove()
    held.remove()
    assert not list(place.iterdir())


def test_what_somebody_holds_stays(place: Path) -> None:
    held = make_folder(KIND)
    grow_old(held.path)
    remove_abandoned((KIND,))
    assert held.path.is_dir()
    held.remove()


def test_what_a_killed_process_has_left_goes(place: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        path = Path(process.stdout.readline().decode().strip())
        grow_old(path)
        remove_abandoned((KIND,))
        assert path.is_dir()
        process.send_signal(signal.SIGKILL)
    remove_abandoned(("another",))
    assert path.is_dir()
    remove_abandoned((KIND,))
    assert not path.exists()


def test_a_new_one_may_not_be_held_yet(place: Path) -> None:
    new = place / f"autograder-{KIND}-new"
    new.mkdir()
    remove_abandoned((KIND,))
    assert new.is_dir()
    grow_old(new)
    remove_abandoned((KIND,))
    assert not new.exists()


def test_no_link_is_followed_and_no_file_removed(place: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("not ours")
    link, file = place / f"autograder-{KIND}-link", place / f"autograder-{KIND}-file"
    link.symlink_to(elsewhere)
    file.write_text("a file")
    grow_old(elsewhere)
    grow_old(file)
    remove_abandoned((KIND,))
    assert link.is_symlink()
    assert file.is_file()
    assert (elsewhere / "file").is_file()


def test_what_is_another_users_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place / f"autograder-{KIND}-theirs"
    path.mkdir()
    grow_old(path)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    remove_abandoned((KIND,))
    assert path.is_dir()


def test_without_locks_nothing_is_taken_for_abandoned(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int, _what: int) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr(folders.fcntl, "flock", refuse)
    held = make_folder(KIND)
    grow_old(held.path)
    remove_abandoned((KIND,))
    assert held.path.is_dir()
    held.remove()
    assert not held.path.exists()
