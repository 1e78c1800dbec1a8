"""What goes into a grading and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from autograder.checking.examine import Examiner
from autograder.course import Limits
from autograder.notebooks.raw import RawNotebook
from autograder.results import Report


class Submission(msgspec.Struct, frozen=True):
    """What a student handed in: the file's bytes, and small files that lie beside it."""

    student: str
    exercise: str
    content: bytes
    is_python: bool = False
    files: dict[str, bytes] = {}


class Graded(msgspec.Struct, frozen=True):
    """A report, the notebook with the outputs, and the student's source by question."""

    report: Report
    notebook: bytes
    answers: dict[str, str] = {}


@dataclass(frozen=True)
class Bench:
    """All that grading one exercise needs, made once."""

    examiner: Examiner
    release: RawNotebook
    limits: Limits

    @property
    def exercise(self) -> str:
        return self.examiner.checks.exercise.name
