"""Gradings that need not be done again: kept by a digest of everything that they depend on.

A grading is a function of the submission, the exercise with all that it shares with others, the
libraries and this package (`engine.digests`), and the level of isolation; and of the student's id
where the numbers are personal. A verdict that depends on the machine's mood (timeout, memory,
crash, in whatever cell) or on a fault of ours is never kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable

import msgspec

from autograder.course import Course, Exercise
from autograder.engine import Runner
from autograder.engine.digests import DIGEST_BYTES, digest_of_exercise
from autograder.engine.store import Store
from autograder.grading import Graded, Submission
from autograder.results import ReportStatus, Status

FOLDER = ".autograder/cache"
NOT_CACHED = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED, Status.INTERNAL)


class Cached:
    """A runner whose gradings of one exercise are kept in the course's folder."""

    def __init__(
        self, runner: Runner, course: Course, exercise: Exercise, *, force: bool = False
    ) -> None:
        """With `force`, everything is graded again, and kept anew."""
        self._runner = runner
        self._exercise = exercise
        self._store = Store(course.folder / FOLDER / exercise.name)
        self._base = digest_of_exercise(exercise)
        self._personal = exercise.is_personal
        self._force = force
        self.taken = 0

    def grade(
        self, submissions: Iterable[Submission]
    ) -> Generator[tuple[Submission, Graded], None, None]:
        """Yield what is kept at once, and grade the rest. `taken` counts what was kept."""
        waiting: list[Submission] = []
        for submission in submissions:
            kept = None if self._force else self._store.read(self._key(submission))
            if kept is None:
                waiting.append(submission)
            else:
                self.taken += 1
                report = msgspec.structs.replace(kept.report, student=submission.student)
                yield submission, msgspec.structs.replace(kept, report=report)
        for submission, graded in self._runner.grade(self._exercise, waiting):
            if self._can_be_kept(graded):
                self._store.write(self._key(submission), graded)
            yield submission, graded

    def _key(self, submission: Submission) -> str:
        student = submission.student if self._personal else ""
        anonymous = msgspec.structs.replace(submission, id="", student=student)
        digest = hashlib.blake2b(self._base, digest_size=DIGEST_BYTES)
        digest.update(self._runner.isolation(self._exercise).encode())
        digest.update(msgspec.msgpack.encode(anonymous, order="sorted"))
        return digest.hexdigest()

    def _can_be_kept(self, graded: Graded) -> bool:
        """Not what another moment may grade otherwise; nor what was graded by something else than
        the key says, since a file has changed in between."""
        report, made_of = graded.report, graded.report.provenance
        verdicts = {check.status for question in report.questions for check in question.checks}
        changed = made_of is not None and made_of.exercise != self._base.hex()
        if changed or graded.again or graded.momentary:
            return False
        return report.status is not ReportStatus.INTERNAL and verdicts.isdisjoint(NOT_CACHED)
