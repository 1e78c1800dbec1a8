"""`autograder grade`, killed at any moment and run again: as if nothing had happened."""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from databases import opened

from autograder.course import load_course
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers

REPOSITORY = Path(__file__).parents[2]
NAME = "ex02_activations"
STUDENTS = [f"student{number:02}" for number in range(12)]
COMMAND = [sys.executable, "-m", "autograder", "grade", NAME]
WAIT = 60.0
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
ROWS = """
select submitted_assignment.student_id, base_cell.name,
       auto_score, manual_score, extra_credit, needs_manual_grade
from grade
join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
order by 1, 2
"""


def hand_in(course: Path) -> None:
    """Every student something else, so that no grading stands for another one."""
    exercise = load_course(course).exercise(NAME)
    release, right = exercise.release_notebook.read_bytes(), reference_answers(exercise)
    for number, student in enumerate(STUDENTS):
        answers = {**right, "relu": f"{right['relu']}\n# {student}"}
        if number % 4 == 1:
            answers["sigmoid"] = f"def sigmoid(x):\n    return x * {number}"
        if number % 4 == 2:
            del answers["softmax"]
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_bytes(fill(release, answers))
        (folder / "timestamp.txt").write_text("2030-01-01 12:00:00 UTC")
        (folder / "submission_secret.txt").write_text(f"the exchange knows {student} by this")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose class has been graded without any trouble."""
    course = tmp_path_factory.mktemp("undisturbed")
    for part in ("solutions", "source", "release"):
        shutil.copytree(REPOSITORY / part / NAME, course / part / NAME)
    manifest, _others = (REPOSITORY / "course.toml").read_text().split("[[exercises]]", 1)
    ours = (REPOSITORY / "course.toml").read_text().split("[[exercises]]")
    (own,) = [each for each in ours[1:] if f'name = "{NAME}"' in each]
    lines = [each for each in own.split("\n") if not each.startswith("needs")]
    (course / "course.toml").write_text(f"{manifest}[[exercises]]" + "\n".join(lines))
    hand_in(course)
    done = subprocess.run(COMMAND, cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture
def course(undisturbed: Path, tmp_path: Path) -> Path:
    """The same course with the same class and the same secret, not graded yet."""
    left_out = shutil.ignore_patterns("autograded", "feedback", "cache", "gradebook.db")
    return shutil.copytree(undisturbed, tmp_path / "course", ignore=left_out)


@pytest.fixture
def orphans() -> Iterator[Callable[[], list[int]]]:
    """What is still alive of the processes whose parents were killed: they become our children."""
    library = ctypes.CDLL(None)
    library.prctl(SUBREAPER, 1, 0, 0, 0)
    before = set(children())

    def alive() -> list[int]:
        found = [each for each in children() if each not in before]
        return [each for each in found if os.waitpid(each, os.WNOHANG) == (0, 0)]

    yield alive
    library.prctl(SUBREAPER, 0, 0, 0, 0)


def children() -> list[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(number) for task in tasks for number in task.read_text().split()]


def left_behind() -> set[Path]:
    """The rooms of student sides in which no process lives any more."""
    rooms = set(Path("/var/tmp").glob("autograder-side-*"))
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            command = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            rooms = {room for room in rooms if os.fsencode(room) not in command}
    return rooms


def kept(course: Path) -> dict[str, int]:
    """The gradings in the cache, each with its inode: one that is written again gets another."""
    folder = course / ".autograder" / "cache" / NAME
    files = folder.glob("[!.]*") if folder.is_dir() else ()
    return {path.name: path.stat().st_ino for path in files}


def finished(course: Path) -> int:
    """How many notebooks are out; each file that can be seen is whole."""
    for place in ("autograded", "feedback"):
        for path in (course / place).glob("*/*/[!.]*"):
            content = path.read_text()
            if path.suffix in (".json", ".ipynb"):
                json.loads(content)
            elif path.suffix == ".html":
                assert content.rstrip().endswith("</html>")
    return len(list((course / "autograded").glob(f"*/{NAME}/{NAME}.ipynb")))


def gradebook(course: Path) -> list[tuple[Any, ...]]:
    with opened(f"file:{course / 'gradebook.db'}?mode=ro", uri=True) as database:
        return database.execute(ROWS).fetchall()


def outputs(course: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for place in ("autograded", "feedback"):
        for path in sorted((course / place).rglob("*")):
            name = path.relative_to(course).as_posix()
            if path.name == "report.json":
                found[name] = {**json.loads(path.read_bytes()), "seconds": 0}
            elif path.is_file():
                found[name] = path.read_bytes()
    return found


def kill_once(course: Path, enough: int, delay: float) -> None:
    """Start grading, and kill it a moment after so many notebooks are out."""
    with subprocess.Popen(
        COMMAND, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        end = time.monotonic() + WAIT
        while finished(course) < enough and process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    finished(course)


def test_killed_at_any_moment_and_run_again(
    undisturbed: Path, course: Path, orphans: Callable[[], list[int]]
) -> None:
    chance = random.Random(7)
    before = left_behind()
    graded: dict[str, int] = {}
    for enough, longest in ((0, 4.0), (1, 0.1), (5, 0.3)):
        kill_once(course, enough, chance.uniform(0, longest))
        end = time.monotonic() + WAIT
        while orphans() and time.monotonic() < end:
            time.sleep(0.02)
        assert not orphans()
        assert kept(course).items() >= graded.items()  # what was finished was not graded again
        graded = kept(course)
    done = subprocess.run(COMMAND, cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert kept(course).items() >= graded.items()
    assert len(kept(course)) == len(STUDENTS)
    assert gradebook(course) == gradebook(undisturbed)
    assert outputs(course) == outputs(undisturbed)
    end = time.monotonic() + WAIT
    while left_behind() - before and time.monotonic() < end:  # others begin and end beside us
        time.sleep(0.1)
    assert not left_behind() - before


def run(course: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(COMMAND, cwd=course, capture_output=True, text=True, check=False)


def earlier_gradebook(undisturbed: Path, course: Path, options: str = "") -> Path:
    """A gradebook that knows the class but not its scores, opened with these options."""
    database = course / "gradebook.db"
    shutil.copyfile(undisturbed / "gradebook.db", database)
    with opened(database) as connection:
        connection.execute("update grade set auto_score = null")
    url = f"sqlite:///file:{database}?uri=true&{options}"
    settings = f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n"
    (course / "nbgrader_config.py").write_text(settings)
    return database


def test_a_locked_gradebook_costs_no_grading(undisturbed: Path, course: Path) -> None:
    other = sqlite3.connect(earlier_gradebook(undisturbed, course, "timeout=0.2"))
    other.execute("begin immediate")
    failed = run(course)
    assert failed.returncode == 1
    assert "Another program is writing into the gradebook" in failed.stderr
    assert "Traceback" not in failed.stderr
    graded = kept(course)
    assert graded
    other.rollback()
    other.close()
    assert run(course).returncode == 0
    assert kept(course).items() >= graded.items()
    assert gradebook(course) == gradebook(undisturbed)
    assert outputs(course) == outputs(undisturbed)


def test_a_read_only_gradebook_costs_no_grading(undisturbed: Path, course: Path) -> None:
    earlier_gradebook(undisturbed, course, "mode=ro")
    failed = run(course)
    assert failed.returncode == 1
    assert "The gradebook cannot be written" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert kept(course)


def test_an_older_gradebook_is_named(undisturbed: Path, course: Path) -> None:
    with opened(earlier_gradebook(undisturbed, course)) as database:
        database.execute("alter table student drop column lms_user_id")
    failed = run(course)
    assert failed.returncode == 1
    assert "nbgrader db upgrade" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_folder_that_cannot_be_written_keeps_what_was_finished(
    undisturbed: Path, course: Path
) -> None:
    in_the_way = course / "autograded" / STUDENTS[5]
    in_the_way.parent.mkdir()
    in_the_way.write_text("a file where a folder has to be")
    failed = run(course)
    assert failed.returncode == 1
    assert f"autograded/{STUDENTS[5]}" in failed.stderr
    assert "cannot be written" in failed.stderr
    assert "Traceback" not in failed.stderr
    rows = gradebook(course)
    assert kept(course)
    assert rows and set(rows) <= set(gradebook(undisturbed))
