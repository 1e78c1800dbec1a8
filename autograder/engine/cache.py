"""Gradings that need not be done again: kept by a digest of everything that they depend on.

A grading is a function of the submission, the exercise's folder and release, the language, the
limits, the level of isolation, and this package; and of the student's id where the numbers are
personal. A verdict that depends on the machine's mood
(timeout, memory, crash) or on a fault of ours is never kept.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

import autograder
from autograder.course import Course, Exercise
from autograder.course.solution import read_solution
from autograder.engine import IsolatingRunner
from autograder.grading import Graded, Submission
from autograder.kits.registry import chosen
from autograder.results import ReportStatus, Status

FOLDER = ".autograder/cache"
NOT_CACHED = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED, Status.INTERNAL)
DIGEST_BYTES = 20


class Cached:
    """A runner whose gradings are kept in the course's folder."""

    def __init__(
        self, runner: IsolatingRunner, course: Course, exercise: Exercise, *, force: bool = False
    ) -> None:
        """With `force`, everything is graded again, and kept anew."""
        self._runner = runner
        self._folder = course.folder / FOLDER / exercise.name
        self._base = digest_of_course(course, exercise)
        self._personal = bool(read_solution(exercise.file("solution.py")).personal)
        self._force = force
        self._at_hand = False
        self.taken = 0

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Yield what is kept at once, and grade the rest. `taken` counts what was kept."""
        waiting: dict[str, Submission] = {}
        kept = self._kept(submissions, waiting)
        current = next(kept, None)
        while current is not None:
            following = next(kept, None)
            self._at_hand = following is not None
            self.taken += 1
            yield current
            current = following
        keys = {student: self._key(submission) for student, submission in waiting.items()}
        for graded in self._runner.grade(waiting.values()):
            if _can_be_kept(graded):
                self._write(keys[graded.report.student], graded)
            yield graded

    def has_more(self, seconds: float) -> bool:
        """Whether the next grading is there, or comes within that time."""
        return self._at_hand or self._runner.has_more(seconds)

    def _kept(
        self, submissions: Iterable[Submission], waiting: dict[str, Submission]
    ) -> Iterator[Graded]:
        """What is kept; the other submissions come into `waiting`."""
        for submission in submissions:
            kept = None if self._force else self._read(self._key(submission))
            if kept is None:
                waiting[submission.student] = submission
            else:
                report = msgspec.structs.replace(kept.report, student=submission.student)
                yield msgspec.structs.replace(kept, report=report)

    def _key(self, submission: Submission) -> str:
        student = submission.student if self._personal else ""
        anonymous = msgspec.structs.replace(submission, student=student)
        digest = hashlib.blake2b(self._base, digest_size=DIGEST_BYTES)
        digest.update(self._runner.isolation.encode())
        digest.update(msgspec.msgpack.encode(anonymous, order="sorted"))
        return digest.hexdigest()

    def _read(self, key: str) -> Graded | None:
        try:
            return msgspec.msgpack.decode((self._folder / key).read_bytes(), type=Graded)
        except (OSError, msgspec.DecodeError):
            return None  # not there, or half of an older version: it is graded again

    def _write(self, key: str, graded: Graded) -> None:
        path = self._folder / key
        aside = path.with_name(f".{key}.{os.getpid()}.new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(msgspec.msgpack.encode(graded))
            aside.replace(path)
        except OSError:  # a full disk: the grading itself is not lost
            with suppress(OSError):
                aside.unlink()


def _can_be_kept(graded: Graded) -> bool:
    report = graded.report
    verdicts = {check.status for question in report.questions for check in question.checks}
    return report.status is not ReportStatus.INTERNAL and verdicts.isdisjoint(NOT_CACHED)


def digest_of_course(course: Course, exercise: Exercise) -> bytes:
    """Of all that the gradings of an exercise depend on, but for the submissions."""
    digest = hashlib.blake2b(digest_of_package(), digest_size=DIGEST_BYTES)
    settings = (exercise.name, exercise.language, exercise.points, exercise.warm)
    graded_on = (exercise.device, exercise.setting, exercise.dataset_names, chosen())
    digest.update(msgspec.json.encode((settings, graded_on, exercise.limits), order="sorted"))
    sums = [data.sums for data in exercise.datasets.values()]
    for path in (*_files(exercise.folder), exercise.release_notebook, *sums):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


@cache
def digest_of_package() -> bytes:
    """Of this package, as it is installed here."""
    digest = hashlib.blake2b(autograder.__version__.encode(), digest_size=DIGEST_BYTES)
    package = Path(autograder.__file__).parent
    for path in _files(package):
        if path.suffix in (".py", ".mo"):
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.digest()


def _files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in found if "__pycache__" not in path.parts)
