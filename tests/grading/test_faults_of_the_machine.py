"""What the machine has caused is never the student's: no verdict, and another try."""

from __future__ import annotations

import errno
import os
import signal
import threading

import msgspec
import pytest
import toy_course as toy
from gradings import grade_here
from toy_course import GradeHere

from autograder.engine import in_process
from autograder.errors import SlowAnswer
from autograder.grading import ExerciseContext, Graded, Submission
from autograder.responder import ChildDied
from autograder.results import ReportStatus, Status
from autograder.sandbox import clock, scratch, spent
from autograder.sandbox.account import Use
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.inside.confine.processes import descendants
from autograder.sandbox.session import Session

LOOP = toy.notebook(**{**toy.ANSWERS, "double": "def double(x):\n    while True: pass"})
SLEEP = toy.notebook(**{**toy.ANSWERS, "double": "import time\ntime.sleep(600)"})
RIGHT = toy.notebook(**toy.ANSWERS)
QUICK = toy.MANIFEST.replace("cell_seconds", "idle_seconds = 0.5\ncell_seconds")


def statuses(graded: Graded) -> set[Status]:
    return {each.status for each in graded.report.questions}


def test_a_loop_is_the_students_after_another_try(grade_toy: GradeHere) -> None:
    graded = grade_toy(LOOP)
    assert (graded.report.status, graded.report.score) == (ReportStatus.GRADED, 6)
    assert graded.again


def test_a_sleep_is_the_students_at_once(grade_toy: GradeHere) -> None:
    graded = grade_toy(SLEEP, manifest=QUICK)
    assert Status.TIMEOUT in statuses(graded)
    assert not graded.again


def test_a_right_answer_needs_no_other_try(grade_toy: GradeHere) -> None:
    assert not grade_toy(RIGHT).again


@pytest.mark.parametrize(
    ("source", "momentary"), [("x = 3", False), ("import os\nos._exit(0)", True), ("1 / 0", False)]
)
def test_a_child_that_died_in_a_cell_of_no_question(
    grade_toy: GradeHere, source: str, momentary: bool
) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells.insert(2, toy.code(source))
    graded = grade_toy(toy.notebook(cells))
    assert (graded.report.score, graded.again, graded.momentary) == (10, False, momentary)


def test_the_last_stop_gives_no_verdict(
    grade_toy: GradeHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spent, "LAST_STOP", 0.1)
    monkeypatch.setattr(clock, "look", lambda *_given: Use(0.0, 0.0))  # it stands in the queue
    graded = grade_toy(LOOP)
    assert graded.report.status is ReportStatus.INTERNAL
    assert statuses(graded) == {Status.INTERNAL}
    assert "too busy" in graded.report.notes[0]
    assert graded.again


@pytest.mark.parametrize("step", ["child", "stop"])
def test_a_student_side_that_does_not_answer_gives_no_verdict(
    grade_toy: GradeHere, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def slow(*_given: object) -> None:
        raise SlowAnswer("The student side did not answer.")

    monkeypatch.setattr(ControlChannel, step, slow)
    graded = grade_toy(LOOP)
    assert graded.report.status is ReportStatus.INTERNAL
    assert graded.again


def test_a_disk_that_is_full_gives_no_verdict(
    grade_toy: GradeHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_files: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(scratch, "make", full)
    graded = grade_toy(RIGHT)
    assert graded.report.status is ReportStatus.INTERNAL
    assert "cannot be started: No space left on device" in graded.report.notes[0]
    assert graded.again


def test_a_child_that_the_kernel_has_killed_is_tried_again(session: Session) -> None:
    session.run_cell("1")
    student = descendants(session.child)[0]
    killer = threading.Timer(0.2, os.kill, (student, signal.SIGKILL))
    killer.start()
    with pytest.raises(ChildDied, match="crashed Python itself"):
        session.run_cell("while True: pass")
    killer.join()
    assert session.clock.again


def tries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the first grading of each submission be one that the machine may have had a hand in."""
    seen: list[str] = []
    genuine = in_process.grade_whole

    def grade(submission: Submission, context: ExerciseContext, control: ControlChannel) -> Graded:
        seen.append(submission.student)
        graded = genuine(submission, context, control)
        first = seen.count(submission.student) == 1
        report = msgspec.structs.replace(graded.report, score=0.0) if first else graded.report
        return msgspec.structs.replace(graded, report=report, again=first)

    monkeypatch.setattr(in_process, "grade_whole", grade)
    return seen


def test_one_by_one_the_second_try_counts(
    make_toy: toy.MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make_toy()
    seen = tries(monkeypatch)
    submissions = [Submission(name, "toy", RIGHT) for name in ("ann", "ben")]
    gradings = grade_here(course.exercise("toy"), submissions)
    assert seen == ["ann", "ann", "ben", "ben"]
    assert [each.report.score for each in gradings] == [10, 10]
