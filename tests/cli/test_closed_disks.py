"""A course that cannot be written, and a disk that is full: one sentence each.

The disks are real: mounts in a namespace of the command's own, so root is refused like anybody.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.cli import grade, new

NAME = "ex11_wall_paint"
HERE = Path(__file__).parent
UNSHARE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]

READ_ONLY = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"'
FULL = (
    'mount -t tmpfs -o size=4m none "$1"; cp -r "$2/." "$1"; '
    'cat /dev/zero > "$1/filled" 2>/dev/null || true; truncate -s -"$3" "$1/filled"'
)

Ended = tuple[object, str, str]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course that has been graded once."""
    folder = tmp_path_factory.mktemp("disks") / "course"
    assert new.run(folder, NAME) == 0
    place = folder / "submitted" / "anna" / NAME
    place.mkdir(parents=True)
    shutil.copy(folder / "source" / NAME / f"{NAME}.ipynb", place)
    assert grade.run(folder, NAME, None, 1, "-", scheduler=None, force=False) == 0
    return folder


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def ended(mount: str, places: list[Path | str], folder: Path, *commands: str) -> list[Ended]:
    """What came of commands in `folder`, where `mount` has closed the first of the places."""
    given = [sys.executable, str(HERE / "several_commands.py"), *commands]
    shell = f'set -e; {mount}; cd "$0"; shift {len(places)}; exec "$@"'
    done = subprocess.run(
        [*UNSHARE, "sh", "-c", shell, folder, *places, *given],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    if done.returncode != 0 and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip(f"no mounts of one's own here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return [(status, out, err) for status, out, err in json.loads(done.stdout)]


def is_one_sentence(err: str) -> bool:
    lines = [line for line in err.splitlines() if not line.startswith("Isolation: ")]
    return len(lines) == 1 and lines[0].startswith("autograder: ")


def test_a_course_that_cannot_be_written(course: Path) -> None:
    for_reading = [f"report {NAME}", "build", f"check source/{NAME}/{NAME}.ipynb"]
    for_writing = ["build --language ru", "new ex12", f"grade {NAME}", f"grade {NAME} --force"]
    found = ended(READ_ONLY, [course], course, *for_reading, *for_writing)
    for command, (status, _out, err) in zip([*for_reading, *for_writing], found, strict=True):
        assert "Traceback" not in err, command
        if command in for_reading:
            assert status == 0, err
        else:
            assert status in (1, 2), command
            assert is_one_sentence(err), f"{command}: {err}"
            assert str(course) in err or "/" in err, command


@pytest.mark.parametrize("gone", [("gradebook.db",), ("gradebook.db", "autograded", "feedback")])
def test_a_course_that_was_never_graded_and_cannot_be(course: Path, gone: tuple[str, ...]) -> None:
    for name in gone:
        place = course / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    [(status, _out, err)] = ended(READ_ONLY, [course], course, f"grade {NAME}")
    assert status == 1
    assert is_one_sentence(err), err
    assert "gradebook" in err.lower()


@pytest.mark.parametrize("closed", ["feedback", "autograded", f"feedback/anna/{NAME}"])
def test_a_folder_that_cannot_be_written(course: Path, closed: str) -> None:
    (course / "submitted" / "anna" / NAME / "timestamp.txt").write_text("2030-01-01 12:00:00 UTC")
    [first, second] = ended(
        READ_ONLY, [course / closed], course, f"grade {NAME}", f"forget {NAME} nobody"
    )
    assert first[0] == 1
    assert is_one_sentence(first[2]), first[2]
    assert closed.partition("/")[0] in first[2]
    assert second[0] == 2
    assert is_one_sentence(second[2]), second[2]


def test_work_that_cannot_be_written_can_be_graded(course: Path) -> None:
    [(status, _out, err)] = ended(READ_ONLY, [course / "submitted"], course, f"grade {NAME}")
    assert status == 0, err


@pytest.mark.parametrize("left", ["0", "40K", "300K"])
def test_a_full_disk(course: Path, tmp_path: Path, left: str) -> None:
    """However much room there is: whatever is the first that does not fit."""
    small = tmp_path / "small"
    small.mkdir()
    for name in ("autograded", "feedback", ".autograder"):
        shutil.rmtree(course / name)
    (course / "gradebook.db").unlink()
    commands = [f"grade {NAME}", "new ex12", "build --language ru"]
    found = ended(FULL, [small, course, left], small, *commands)
    for command, (status, _out, err) in zip(commands, found, strict=True):
        if status != 0:
            assert status in (1, 2), f"{command}: {err}"
            assert is_one_sentence(err), f"{command}: {err}"
    assert left != "0" or all(status != 0 for status, _out, _err in found)
