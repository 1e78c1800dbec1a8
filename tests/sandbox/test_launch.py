"""The warm process: started, asked, ended; and what is said when it cannot be used."""

from __future__ import annotations

import errno
import os
import resource
import select
import signal
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import SandboxError
from autograder.sandbox import folders, launch
from autograder.sandbox.clock import Clock
from autograder.sandbox.isolation import DEFAULT_LIMITS
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session


def test_a_module_that_is_not_there_is_named() -> None:
    with StudentSide(["no_such_module"]) as side, pytest.raises(SandboxError) as caught:
        side.wait_until_warm()
    assert "no_such_module (ModuleNotFoundError" in str(caught.value)
    assert "course.toml" in caught.value.todo


def test_a_warm_process_that_dies_is_noticed() -> None:
    with StudentSide([]) as side:
        side.wait_until_warm()
        os.kill(side.process, signal.SIGKILL)
        with pytest.raises(SandboxError, match="ended unexpectedly"):
            Session(side.control, Clock(5, 5), 1000, {})


def test_a_warm_process_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "_library_paths", lambda: ["/nowhere"])
    with StudentSide([]) as side, pytest.raises(SandboxError, match="It said: ModuleNotFoundError"):
        side.wait_until_warm()


def test_a_control_channel_that_is_closed_with_a_reply_unread_ends_no_other() -> None:
    with StudentSide([]) as side:
        side.wait_until_warm()
        control = side.control.open_control()
        control.warm([])
        assert select.select([control], [], [], 5)[0] == [control]
        control.close()
        session = Session(side.control, Clock(5, 5), 1000, {})
        assert not session.run_cell("1").failed
        session.close()


def test_sets_of_data_of_the_same_name_are_kept_apart() -> None:
    """As two courses have them, or one before and after a change."""
    with StudentSide([]) as side:
        side.wait_until_warm()
        folders = [
            side.confinement(DEFAULT_LIMITS, {"mnist": {"x": np.array(x)}}).datasets
            for x in ([1, 2], [1, 3], [1, 2])
        ]
        kept = [np.load(Path(folder, "mnist.npz"))["x"].tolist() for folder in folders]
    assert kept == [[1, 2], [1, 3], [1, 2]]
    assert folders[0] == folders[2]
    assert not any(Path(folder).exists() for folder in folders)


def test_nothing_is_left_after_it() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    with StudentSide([]) as side:
        side.wait_until_warm()
        room = side._held.path
        session = Session(side.control, Clock(5, 5), 1000, {})
    assert side._process.poll() == 0
    assert not room.exists()
    with pytest.raises(SandboxError):
        session.close()
    assert not session.scratch.exists()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("step", ["_copy_code", "Popen", "send"])
def test_one_that_cannot_be_started_says_why_and_leaves_nothing(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    places = {"Popen": launch.subprocess, "_copy_code": launch, "send": launch.socket.socket}
    before = len(list(Path("/proc/self/fd").iterdir()))
    with monkeypatch.context() as patched:
        patched.setattr(folders, "VAR_TMP", str(tmp_path))
        patched.setattr(places[step], step, full)
        with pytest.raises(SandboxError, match="cannot be started: No space left on device"):
            StudentSide([])
    assert not list(tmp_path.iterdir())
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_half_a_folder_of_data_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folders, "VAR_TMP", str(tmp_path))
    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="No space left"):
        launch._write_datasets({"mnist": {"x": np.zeros(1)}})
    assert not list(tmp_path.iterdir())


def test_where_no_child_can_be_forked_the_others_go_on() -> None:
    with StudentSide([]) as side:
        side.wait_until_warm()
        session = Session(side.control, Clock(5, 5), 1000, {})
        soft, hard = resource.prlimit(side.process, resource.RLIMIT_NOFILE)
        there = len(list(Path(f"/proc/{side.process}/fd").iterdir()))
        refused = []
        for most in range(there, soft):  # its socket, its leash, what tells of its end
            resource.prlimit(side.process, resource.RLIMIT_NOFILE, (most, hard))
            try:
                other = Session(side.control, Clock(5, 5), 1000, {})
            except SandboxError as error:
                refused.append(error.what)
            else:
                break
        assert set(refused) == {
            "A child of the student side cannot be started: Too many open files."
        }
        for each in (session, other):
            assert not each.run_cell("1").failed
            each.close()
