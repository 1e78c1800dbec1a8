"""What is written into a history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from autograder.history import Clock, HandIn, History, KeptSubmission
from autograder.results import Provenance, Report, ReportStatus

NOON = datetime(2030, 9, 15, 12, tzinfo=UTC)
FIRST = Provenance(
    exercise="x1",
    package="p1",
    version="1.0",
    python="3.11",
    libraries={},
    device="cpu",
    language="en",
)
SECOND = msgspec.structs.replace(FIRST, exercise="x2")


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
    made_of: Provenance | None = FIRST,
    seconds: float = 0.5,
) -> Report:
    return Report(
        exercise="toy",
        student=student,
        status=status,
        score=score,
        max_score=10,
        seconds=seconds,
        provenance=made_of,
        notes=("«да»",),
    )


def came(history: History, *works: HandIn) -> list[KeptSubmission]:
    with history.writing() as into:
        return [into.hand_in(each) for each in works]


def graded(
    history: History,
    submission: KeptSubmission,
    score: float,
    made_of: Provenance | None = FIRST,
    *,
    counted: float | None = None,
    status: ReportStatus = ReportStatus.GRADED,
) -> str:
    with history.writing() as into:
        record = report(score, submission.student, status, made_of=made_of)
        return into.grading(submission, record, counted=counted)
