"""The grid of a class: who is stuck, who is not any more, and who does not belong to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from autograder.classroom.live import (
    Line,
    QuestionLine,
    RecordLine,
    Wrong,
    class_lines,
    stuck_on,
)
from autograder.history import Clock, Entry, KeptGrading, KeptSubmission
from autograder.policies import Keep
from autograder.results import ReportStatus, Status

GOOD, BAD, OPEN = Status.PASSED, Status.FAILED, Status.MANUAL
QUESTIONS = ("one", "two")


class Work:
    """What a class has handed in: entries, and records of their gradings."""

    def __init__(self, entries: list[Entry], records: dict[str, RecordLine]) -> None:
        self.entries, self.records = entries, records

    def lines(self, *students: str, keep: Keep = Keep.BEST) -> dict[str, Line]:
        """The lines of the grid, in order."""
        found = class_lines(students, QUESTIONS, self.entries, self.records, keep)
        return {each.student: each for each in found}


@pytest.fixture
def work() -> Work:
    return Work([], {})


def attempt(work: Work, student: str, *verdicts: Status) -> None:
    """A graded attempt of a student."""
    number = len(work.entries)
    at = datetime(2030, 9, 1, tzinfo=UTC) + timedelta(minutes=number)
    submission = KeptSubmission(
        id=f"s{number}",
        exercise="toy",
        student=student,
        attempt=number,
        received_at=at,
        clock=Clock.SEEN,
        digest="",
    )
    grading = KeptGrading(
        id=f"g{number}",
        submission=submission.id,
        graded_at=at,
        package_version="",
        package_digest="",
        exercise_digest="",
        status=ReportStatus.GRADED,
        score=0.0,
        max_score=1.0,
    )
    asked = tuple(
        QuestionLine(name, status) for name, status in zip(QUESTIONS, verdicts, strict=True)
    )
    work.entries.append(Entry(submission, grading))
    work.records[grading.id] = RecordLine(ReportStatus.GRADED, asked)


def test_whoever_has_all_by_the_attempt_that_counts_is_not_stuck(work: Work) -> None:
    attempt(work, "ann", GOOD, GOOD)
    attempt(work, "ann", GOOD, BAD)
    attempt(work, "bob", GOOD, BAD)
    attempt(work, "bob", GOOD, BAD)
    found = work.lines("ann", "bob")
    assert list(found) == ["bob", "ann"]
    assert [(each.stuck, each.is_done, each.all_work) for each in found.values()] == [
        (1, False, False),
        (0, True, True),
    ]
    assert found["ann"].verdicts == (GOOD, BAD)  # of the newest one
    ann = work.lines("ann", "bob", keep=Keep.LAST)["ann"]
    assert (ann.stuck, ann.is_done) == (1, False)


def test_whoever_waits_for_a_person_is_not_stuck_and_not_said_to_be_right(work: Work) -> None:
    for _time in range(3):
        attempt(work, "ann", GOOD, OPEN)
    (ann,) = work.lines("ann").values()
    assert (ann.stuck, ann.is_done, ann.all_work) == (0, True, False)


def test_whoever_is_no_student_of_the_list_comes_last_and_is_not_stuck(work: Work) -> None:
    for _time in range(3):
        attempt(work, "forgotten-0123abcd", BAD, BAD)
    attempt(work, "ann", GOOD, GOOD)
    found = work.lines("ann", "bob")
    assert list(found) == ["bob", "ann", "forgotten-0123abcd"]
    last = found["forgotten-0123abcd"]
    assert (last.belongs, last.stuck, last.attempts) == (False, 0, 3)
    assert found["bob"].belongs


def test_what_is_told_of_several_questions_is_told_once() -> None:
    wrong = [
        Wrong("ann", "relu", "tabs", "Look at the blanks.", True),
        Wrong("ann", "linear", "tabs", "Look at the blanks.", True),
        Wrong("bob", "linear", "tabs", "Look at the blanks.", True),
        Wrong("bob", "linear", "", "doubles each number", False),
    ]
    assert [(each.questions, each.students) for each in stuck_on(wrong)] == [
        (("linear", "relu"), 2),
        (("linear",), 1),
    ]
