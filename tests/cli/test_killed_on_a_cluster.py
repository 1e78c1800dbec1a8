"""`autograder grade --scheduler`, killed in the middle and run again: the class of a local run."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import cluster_tools as tools
import toy_course as toy

from autograder.course import Course, load_course

STUDENTS = [f"student{number}" for number in range(6)]
COMMAND = [sys.executable, "-m", "autograder", "grade"]
ROWS = """
select submitted_assignment.student_id, base_cell.name, auto_score, needs_manual_grade
from grade
join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
order by 1, 2
"""


def hand_in(course: Course) -> None:
    """A class for the toy, and one submission of the exercise that wants a GPU."""
    for number, student in enumerate(STUDENTS):
        sleep = f"import time; time.sleep(0.4)\nA = 2.5 + {number}"
        for name in ("toy", tools.HEAVY) if number == 0 else ("toy",):
            folder = course.submitted / student / name
            folder.mkdir(parents=True)
            content = toy.notebook(**{**toy.ANSWERS, "by_hand": sleep})
            (folder / f"{name}.ipynb").write_bytes(content)
            (folder / "timestamp.txt").write_text("2030-01-01 12:00:00 UTC")


def grade(course: Course, *options: str) -> None:
    """`autograder grade` with these options."""
    done = subprocess.run(
        [*COMMAND, *options], cwd=course.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def kept(course: Course) -> dict[str, int]:
    """The gradings in the cache, and when each was written."""
    files = (course.folder / ".autograder" / "cache" / "toy").glob("[!.]*")
    return {path.name: path.stat().st_mtime_ns for path in files}


def recorded(course: Course) -> tuple[object, ...]:
    """The gradebook, and the records."""
    with sqlite3.connect(course.database) as database:
        rows = database.execute(ROWS).fetchall()
    reports = {
        path.parts[-3]: {**json.loads(path.read_bytes()), "seconds": 0}
        for path in course.autograded.glob("*/toy/report.json")
    }
    return rows, reports


def test_killed_and_run_again(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    local = tools.write_course(tmp_path / "local")
    hand_in(local)
    course = load_course(shutil.copytree(local.folder, tmp_path / "course"))
    grade(local, "toy")
    cluster = tools.Cluster(tmp_path, course)
    try:
        cluster.start_worker(1)
        command = [*COMMAND, "toy", "--scheduler", cluster.address]
        with subprocess.Popen(command, cwd=course.folder, stderr=subprocess.DEVNULL) as process:
            tools.until(lambda: kept(course))
            process.send_signal(signal.SIGKILL)
        before = kept(course)
        assert 0 < len(before) < len(STUDENTS)
        grade(course, "toy", "--scheduler", cluster.address)
        assert kept(course).items() >= before.items()  # what was finished was not graded again
        assert len(kept(course)) == len(STUDENTS)
        assert recorded(course) == recorded(local)
        grade(course, tools.HEAVY, "--scheduler", cluster.address)  # no GPU there: the fallback
        assert list(course.autograded.glob(f"*/{tools.HEAVY}/report.json"))
    finally:
        cluster.close()
