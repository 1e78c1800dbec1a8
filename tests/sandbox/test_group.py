"""The control group that bounds all memory of a child, where the machine gives one."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from autograder.sandbox.clock import Clock
from autograder.sandbox.inside.confine import group
from autograder.sandbox.isolation import DEFAULT_LIMITS, Confinement
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.wire.control import BASE, FULL

FIRST = "20 1 0:18 {root} {mount} rw - cgroup cgroup rw,memory"
SECOND = "21 1 0:19 {root} {mount} rw - cgroup2 cgroup2 rw,nsdelegate"


def need_a_group() -> None:
    """Skip the test where this machine lets nobody make one."""
    place, why_not = group.found()
    if place is None:
        pytest.skip(f"no control groups here: {why_not}")


def a_machine(folder: Path, mounts: list[str], own: list[str]) -> Path:
    """What /proc/self says on a machine with these mounts."""
    proc = folder / "proc"
    proc.mkdir()
    (proc / "mountinfo").write_text("\n".join(["1 0 8:1 / / rw - ext4 /dev/root rw", *mounts]))
    (proc / "cgroup").write_text("\n".join(own))
    return proc


def test_version_1_has_it_below_the_own_group(tmp_path: Path) -> None:
    mount = FIRST.format(root="/", mount=tmp_path)
    own = ["5:cpu:/elsewhere", "4:memory:/jobs/one", "0::/"]
    place = group.where(a_machine(tmp_path, [mount], own))
    assert place == group.Place(tmp_path / "jobs/one", group.FIRST)


def test_a_container_sees_its_own_group_as_the_root(tmp_path: Path) -> None:
    mount = FIRST.format(root="/docker/1", mount=tmp_path)
    place = group.where(a_machine(tmp_path, [mount], ["4:memory:/docker/1"]))
    assert place == group.Place(tmp_path, group.FIRST)


@pytest.mark.parametrize(
    ("passed_on", "expected"),
    [({"": "cpu memory"}, ""), ({"user": "memory", "": "memory"}, "user"), ({"": "cpu"}, None)],
)
def test_version_2_has_it_beside_the_own_group(
    tmp_path: Path, passed_on: dict[str, str], expected: str | None
) -> None:
    own = "user/shell" if "user" in passed_on else "shell"
    (tmp_path / own).mkdir(parents=True)
    (tmp_path / own / "cgroup.subtree_control").write_text("")
    for folder, controllers in passed_on.items():
        (tmp_path / folder / "cgroup.subtree_control").write_text(controllers)
    mount = SECOND.format(root="/", mount=tmp_path)
    place = group.where(a_machine(tmp_path, [mount], [f"0::/{own}"]))
    wanted = None if expected is None else group.Place(tmp_path / expected, group.SECOND)
    assert place == wanted


def test_no_group_above_what_is_mounted(tmp_path: Path) -> None:
    (tmp_path / "cgroup.subtree_control").write_text("")
    mount = SECOND.format(root="/", mount=tmp_path)
    assert group.where(a_machine(tmp_path, [mount], ["0::/"])) is None


def test_a_machine_without_it_is_graded_on_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group, "found", lambda: (None, "because"))
    assert group.make(1) is None
    assert "because" in group.note()


def test_pages_that_nobody_has_mapped_are_counted() -> None:
    need_a_group()
    own = group.make(0)
    assert own is not None
    child = os.fork()
    if child == 0:
        try:
            own.join()
            files = []
            while len(files) < 100:  # 200 MB, where 64 are allowed
                path = f"/dev/shm/autograder-test-{os.getpid()}"
                files.append(os.open(path, os.O_CREAT | os.O_RDWR))
                os.unlink(path)  # noqa: PTH108
                os.write(files[-1], bytes(1 << 21))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert own.was_full()
    own.remove()
    assert not Path(own.folder).exists()
    assert not own.was_full()


@pytest.mark.parametrize("level", [FULL, BASE])
def test_a_child_has_one_for_as_long_as_it_lives(side: StudentSide, level: str) -> None:
    need_a_group()
    control = side.control.open_control()
    control.confinement = Confinement(level, DEFAULT_LIMITS)
    session = Session(control, Clock(20, 20), 10_000, {})
    session.run_cell("1")
    (child,) = Path(f"/proc/{session.child}/task/{session.child}/children").read_text().split()
    rows = Path(f"/proc/{child}/cgroup").read_text().splitlines()
    names = [name for row in rows if "autograder-" in (name := row.rpartition("/")[2])]
    place, _why_not = group.found()
    assert place is not None
    folder = place.folder / names[0]
    limit = int((folder / place.version.limit).read_text())
    assert DEFAULT_LIMITS.memory_bytes < limit < 2 * DEFAULT_LIMITS.memory_bytes
    session.close()
    control.close()
    assert not folder.exists()
