"""`autograder grade --scheduler`, killed in the middle and run again: the local records."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import cluster_tools as tools
import msgspec
import toy_course as toy
from databases import opened
from gradings import graded_by

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.results import Report, from_json
from autograder.submissions import find_submissions

STUDENTS = [f"student{number}" for number in range(6)]
COMMAND = [sys.executable, "-m", "autograder", "grade", "toy"]
ROWS = """
select submitted_assignment.student_id, base_cell.name, auto_score
from grade
join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
order by 1, 2
"""


def hand_in(course: Course) -> None:
    for number, student in enumerate(STUDENTS):
        sleep = f"import time; time.sleep(0.4)\nA = 2.5 + {number}"
        folder = course.submitted / student / "toy"
        folder.mkdir(parents=True)
        (folder / "toy.ipynb").write_bytes(toy.notebook(**{**toy.ANSWERS, "by_hand": sleep}))
        (folder / "timestamp.txt").write_text("2030-01-01 12:00:00 UTC")


def kept(course: Course) -> dict[str, int]:
    """The gradings in the cache, each with its inode: one that is written again gets another."""
    files = (course.folder / ".autograder" / "cache" / "toy").glob("[!.]*")
    return {path.name: path.stat().st_ino for path in files}


def locally(course: Course) -> list[Report]:
    """The records of the local run, by student."""
    exercise = course.exercise("toy")
    found = [each.submission for each in find_submissions(course, exercise)]
    with Engine(workers=2) as pool:
        reports = [each.report for each in graded_by(pool, exercise, found)]
    return sorted(reports, key=lambda report: report.student)


def test_killed_and_run_again(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    course = tools.write_course(tmp_path / "course")
    hand_in(course)
    cluster = tools.Cluster(tmp_path, course)
    command = [*COMMAND, "--scheduler", cluster.address]
    try:
        cluster.start_worker()
        with subprocess.Popen(command, cwd=course.folder, stderr=subprocess.DEVNULL) as process:
            tools.until(lambda: kept(course))
            process.send_signal(signal.SIGKILL)
        before = kept(course)
        assert 0 < len(before) < len(STUDENTS)
        done = subprocess.run(
            command, cwd=course.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    finally:
        cluster.close()
    assert kept(course).items() >= before.items()  # what was finished was not graded again
    assert len(kept(course)) == len(STUDENTS)
    right = [msgspec.structs.replace(report, seconds=0.0) for report in locally(course)]
    records = [  # an engine alone does not know which attempt it is
        msgspec.structs.replace(from_json(path.read_bytes()), seconds=0.0, attempt=None)
        for path in sorted(course.autograded.glob("*/toy/report.json"))
    ]
    assert records == right
    with opened(course.database) as database:
        rows = database.execute(ROWS).fetchall()
    assert rows == [
        (report.student, f"{question.name}-checks", question.score)
        for report in right
        for question in report.questions
    ]
