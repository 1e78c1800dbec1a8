"""What is written into a history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from autograder.history import Clock, HandIn, History, KeptSubmission, Versions
from autograder.results import Report, ReportStatus

NOON = datetime(2030, 9, 15, 12, tzinfo=UTC)
FIRST = Versions(engine="1.0", engine_digest="e1", exercise_digest="x1")
SECOND = Versions(engine="1.0", engine_digest="e1", exercise_digest="x2")


def work(
    student: str = "ann",
    content: bytes = b"1",
    hours: float = 0,
    *,
    exercise: str = "toy",
    clock: Clock = Clock.STAMP,
    **files: bytes,
) -> HandIn:
    return HandIn(
        exercise=exercise,
        student=student,
        content=content,
        files=files,
        received_at=NOON + timedelta(hours=hours),
        clock=clock,
        place=f"submitted/{student}/{exercise}",
    )


def report(
    score: float,
    student: str = "ann",
    status: ReportStatus = ReportStatus.GRADED,
    *,
    seconds: float = 0.5,
) -> Report:
    return Report(
        exercise="toy",
        student=student,
        status=status,
        score=score,
        max_score=10,
        seconds=seconds,
        notes=("«да»",),
    )


def came(history: History, *works: HandIn) -> list[KeptSubmission]:
    with history.writing() as into:
        return [into.hand_in(each) for each in works]


def graded(
    history: History,
    submission: KeptSubmission,
    score: float,
    versions: Versions = FIRST,
    *,
    counted: float | None = None,
    status: ReportStatus = ReportStatus.GRADED,
) -> str:
    with history.writing() as into:
        return into.grading(
            submission, report(score, submission.student, status), versions, counted=counted
        )
