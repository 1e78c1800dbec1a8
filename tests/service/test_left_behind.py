"""What killed commands and services leave behind: copies of what a class has handed in."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.classroom.kept import open_history
from autograder.classroom.rooms import is_held, remove_left_rooms, room
from autograder.course import Course
from autograder.errors import ServiceError
from autograder.service import serve
from autograder.service.queue import reading
from autograder.service.store.kept_apart import Backup, note_backup
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep import left
from autograder.service.upkeep.forgetting import Elsewhere, forget_person
from autograder.service.upkeep.left import COPIES, remove_what_was_left
from autograder.service.web.settings import Settings

BEGIN = """\
import sys, time
from datetime import timedelta
from pathlib import Path
from autograder.course import load_course

def stay(*_some, **_more):
    print("here", flush=True)
    time.sleep(3600)

course = load_course(Path(sys.argv[1]))
"""
BACKUP = """\
from autograder.service.upkeep import backup
plain = backup.copy_database
backup.copy_database = lambda *where: (plain(*where), stay())
backup.back_up(course, Path(sys.argv[2]), timedelta(days=1))
"""
RESTORE = """\
from autograder.service.upkeep import restore
restore.examine = stay
restore.restore(course, Path(sys.argv[2]), yes=True)
"""
READ = """\
import tempfile
from autograder.service.queue import reading
tempfile.tempdir = reading.MEMORY = sys.argv[2]
reading.read_submission = stay
reading.read_bytes(course, course.exercise("toy"), "ann", "toy.ipynb", b"x" * int(sys.argv[3]))
"""
EXPORT = """\
import resource, signal
from autograder.cli import person
plain = person.export_person

def until_here(*some):
    data = plain(*some)
    signal.signal(signal.SIGXFSZ, {how})  # when the file has so many bytes
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    return data

person.export_person = until_here
person.export(Path(sys.argv[1]), "ann", Path(sys.argv[2]))
"""


@contextmanager
def stays(program: str, *arguments: object) -> Iterator[None]:
    """A program that is in the middle of its work, and is killed there."""
    command = [sys.executable, "-c", BEGIN + program, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"here\n"
            yield
        finally:
            process.kill()


def tidy(course: Course) -> None:
    with open_history(course, SERVICE) as history:
        remove_what_was_left(course, history)


def test_a_killed_backup(lived: tuple[Course, Path], tmp_path: Path) -> None:
    course, _file = lived
    new, said = tmp_path / "a [new] one.zip", list[Elsewhere]()

    def copies() -> list[Path]:
        beside = course.folder / ".autograder"
        return [*tmp_path.glob(".*.new"), *beside.glob(f"{COPIES}*/copy.db")]

    with stays(BACKUP, course.folder, new):
        forget_person(course, "ann", said.append)
        assert len(copies()) == 2  # it lives
        assert [each.place for each in said[0].being_made] == [str(new)]
    assert len(copies()) == 2
    forget_person(course, "bob", said.append)
    assert not copies() and not new.exists()
    assert said[2].being_made == []


def test_a_killed_restore(lived: tuple[Course, Path]) -> None:
    course, file = lived
    with stays(RESTORE, course.folder, file):
        tidy(course)
        assert list(course.folder.glob(".restoring-*/new/people.csv"))
    tidy(course)
    assert not list(course.folder.glob(".restoring-*"))


@pytest.mark.parametrize("size", [10, 2 * reading.SMALL])
def test_a_killed_service(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    place = tmp_path / "memory"
    place.mkdir()
    monkeypatch.setattr(reading, "MEMORY", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))

    def no_engine(_settings: Settings) -> None:
        raise ServiceError("It is not needed.")

    monkeypatch.setattr(serve, "_engine", no_engine)

    def copies() -> list[Path]:
        return list(place.glob("*/ann/toy/toy.ipynb"))

    def start() -> None:
        with pytest.raises(ServiceError, match="not needed"), serve.running(course, Settings()):
            pass

    with stays(READ, course.folder, place, size):
        start()  # as a service of another course may
        assert copies()
    assert copies()
    start()
    assert not list(place.iterdir())


@pytest.mark.parametrize("how", ["signal.SIG_DFL", "signal.SIG_IGN"])
def test_a_file_for_somebody_has_its_own_name_or_is_not_there(
    lived: tuple[Course, Path], tmp_path: Path, how: str
) -> None:
    """It has it where the command is killed, and is not there where the disk takes no more."""
    course, _file = lived
    place = tmp_path / "out" / "ann.zip"
    command = [sys.executable, "-c", BEGIN + EXPORT.format(how=how), course.folder, place]
    said = subprocess.run(command, capture_output=True, check=False)
    killed = said.returncode == -signal.SIGXFSZ
    assert killed is (how == "signal.SIG_DFL"), said
    assert list(place.parent.iterdir()) == [place] * killed
    assert killed or b"cannot be written" in said.stderr


def test_without_locks_it_is_told_by_the_process(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = Backup(str(tmp_path / "b.zip"), datetime.now(UTC), datetime.now(UTC))
    ours, gone = (tmp_path / f".b.zip.1.{each}.new" for each in (os.getpid(), 2**22 + 1))
    for part in (ours, gone):
        part.write_text("x")
    with open_history(course, SERVICE) as history:
        with history.database.writing() as connection:
            note_backup(connection, backup)

        def without_locks(_part: Path) -> bool:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

        with monkeypatch.context() as there:
            there.setattr(left, "is_held", without_locks)
            assert left.is_being_made(backup)
            remove_what_was_left(course, history)
            assert ours.exists() and not gone.exists()
        assert not left.is_being_made(backup)  # of that process it is another file, if any
        remove_what_was_left(course, history)
    assert not ours.exists()


def test_a_room_goes_with_whoever_has_made_it(tmp_path: Path) -> None:
    with room(tmp_path, "a-room-") as own:
        (own / "file").write_text("x")
        assert is_held(own)
        remove_left_rooms(tmp_path, "a-room-")
        assert (own / "file").exists()
    assert not list(tmp_path.iterdir())
    with room(tmp_path, "a-room-", unless="undo") as own:
        (own / "undo").write_text("x")
    remove_left_rooms(tmp_path, "a-room-", unless="undo")
    assert own.exists() and not is_held(own)
    remove_left_rooms(tmp_path, "a-room-")
    assert not own.exists()
