"""What the history tells: frozen data, and pure functions over it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from autograder.results import ReportStatus


class Clock(StrEnum):
    """How it is known when work came: by a clock of ours as it was handed in, by a date that came
    with it (timestamp.txt), or only by when a grading first saw it, which proves nothing."""

    RECEIVER = "receiver"
    STAMP = "stamp"
    SEEN = "seen"


class HandIn(msgspec.Struct, frozen=True, kw_only=True):
    """Work as it comes: the file's bytes, the small files beside it, and when it came.

    `place` is the folder that it lies in, from the course's folder on; empty where it lies in none.
    """

    exercise: str
    student: str
    content: bytes
    files: dict[str, bytes] = {}
    received_at: datetime
    clock: Clock
    place: str = ""


class KeptSubmission(msgspec.Struct, frozen=True, kw_only=True):
    """Work that came: `digest` is the SHA-256 of its file, as `sha256sum` writes it, and `files`
    has those of the files beside it. `attempt` counts from 1, for a student and an exercise."""

    id: str
    exercise: str
    student: str
    attempt: int
    received_at: datetime
    clock: Clock
    digest: str
    files: dict[str, str] = {}
    place: str = ""


class KeptGrading(msgspec.Struct, frozen=True, kw_only=True):
    """A grading: `score` is what the checks gave, and `counted` what the gradebook made of it, with
    points by hand and late work; None where nobody has asked it. `why` is what a person said.

    The digests are those of the record's provenance, and empty where it has none. That of the
    exercise is of all that its gradings depend on but for the submission, so of the package, too.
    """

    id: str
    submission: str
    graded_at: datetime
    package_version: str
    package_digest: str
    exercise_digest: str
    status: ReportStatus
    score: float
    max_score: float
    counted: float | None = None
    why: str = ""

    @property
    def points(self) -> float:
        """The points that the student had by it."""
        return self.score if self.counted is None else self.counted

    @property
    def was_changed(self) -> bool:
        """Whether people or rules made other points of it than the checks gave."""
        return not math.isclose(self.points, self.score, abs_tol=1e-9)


class Entry(msgspec.Struct, frozen=True):
    """A submission with one of its gradings; None where it has none yet."""

    submission: KeptSubmission
    grading: KeptGrading | None = None


def latest_of(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """The newest attempt with its newest grading, by exercise and student, of entries in the order
    in which the history gives them."""
    return {(each.submission.exercise, each.submission.student): each for each in entries}


def best_of(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """The attempt with the most points, each by its newest grading; of equals the newest. What has
    no verdict, through our fault or since it waits, is passed over."""
    best: dict[tuple[str, str], Entry] = {}
    for each in {each.submission.id: each for each in entries}.values():
        key = each.submission.exercise, each.submission.student
        if each.grading is None or each.grading.status is ReportStatus.INTERNAL:
            continue
        before = best.get(key)
        if before is None or before.grading is None or each.grading.points >= before.grading.points:
            best[key] = each
    return best


def had_at(entries: Iterable[Entry], moment: datetime) -> dict[tuple[str, str], Entry]:
    """What everybody had at a moment: the newest attempt that had come by then, with the newest
    grading that it had by then."""
    had: dict[tuple[str, str], Entry] = {}
    for each in entries:
        key = each.submission.exercise, each.submission.student
        if each.submission.received_at > moment:
            continue
        if each.grading is None or each.grading.graded_at <= moment:
            had[key] = each
        elif key not in had or had[key].submission.id != each.submission.id:
            had[key] = Entry(each.submission)
    return had


def outdated(entries: Iterable[Entry], digests: Mapping[str, str]) -> list[KeptSubmission]:
    """The newest attempts whose newest grading was made with another exercise or engine than those
    of now, by the exercises' digests; and those without a grading. That is what to grade again."""
    return [
        each.submission
        for each in latest_of(entries).values()
        if each.grading is None
        or each.grading.exercise_digest != digests.get(each.submission.exercise)
    ]
