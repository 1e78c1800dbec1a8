"""What goes into a grading and what comes out of it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from autograder.checking.deeds import Deeds
from autograder.checking.examine import Examiner
from autograder.checking.mentions import Mentions, mentions_of_checks
from autograder.course import Exercise, Limits
from autograder.errors import SubmissionError, UsageError
from autograder.notebooks.kinds import CHECKS_SUFFIX
from autograder.notebooks.raw import RawNotebook
from autograder.results import Provenance, Report, Sort


class Submission(msgspec.Struct, frozen=True):
    """What a student handed in: the file's bytes, and small files that lie beside it.

    `id` tells it from others, where somebody has given it one; no verdict depends on that. Without
    `visible_checks` their cells are not run, as there are none in a Python file. `secret` is the
    seed of all numbers that checks draw, and no student may know it; without one, they are others
    at each grading. With `crossing`, every known mistake is asked whether its hint would be true,
    for the proof. With `questions`, only these are examined, and only the cells run that they need.
    With `deeds`, each answer that has lost points is also asked what all others are asked.
    With `recording`, the calls that decided about points are written down, for a person who looks
    at a verdict once more.
    """

    student: str
    exercise: str
    content: bytes
    is_python: bool = False
    files: dict[str, bytes] = {}
    visible_checks: bool = True
    secret: bytes = b""
    crossing: bool = False
    deeds: bool = False
    questions: tuple[str, ...] = ()
    id: str = ""
    recording: bool = False

    @classmethod
    def from_file(cls, path: Path | str, student: str = "", exercise: str = "") -> Submission:
        """A notebook (.ipynb) or a Python file (.py) from disk; raises SubmissionError.

        Without `exercise`, it is called like the file.
        """
        path = Path(path)
        try:
            if path.exists() and not path.is_file():  # a pipe, say, at which one would wait
                todo = "Name a file; bytes from elsewhere: Submission(student, exercise, content)."
                raise SubmissionError("This is no ordinary file.", where=path, todo=todo)
            content = path.read_bytes()
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have
            what = f"This file cannot be read: {getattr(error, 'strerror', None) or error}."
            raise SubmissionError(what, where=path, todo="Check its name and folder.") from error
        return cls(student, exercise or path.stem, content, path.suffix == ".py")


class ScoredCall(msgspec.Struct, frozen=True):
    """A call of a student's function by which a check has decided, as text: what was called, and
    what came back or why nothing did. Of a variable that was read, `call` is its name, and nothing
    tells the `check`."""

    check: str
    call: str
    answer: str


class Graded(msgspec.Struct, frozen=True):
    """A report, the notebook with the outputs, and the student's source by question.

    Where only some questions were asked for, there is no notebook, and there are no other answers.
    `fitting` names, by question, all known mistakes whose hint would be true, where that was asked;
    `deeds` says, where that was asked, what its answer does on inputs that are the same for all.
    `again` says that the machine may have had a hand in the verdict: another try, alone, decides.
    `momentary` says that another moment may give another verdict, since a child has died or was
    stopped, be it in a cell of no question: that is no reason for another try, but such a verdict
    is not kept for the next time. `reasons` counts the notes, in front of the report's others, that
    say why nothing was graded. `scored` has the calls by question, where they were to be recorded.
    """

    report: Report
    notebook: bytes
    answers: dict[str, str] = {}
    fitting: dict[str, list[str]] = {}
    deeds: dict[str, Deeds] = {}
    again: bool = False
    momentary: bool = False
    reasons: int = 0
    scored: dict[str, list[ScoredCall]] = {}


@dataclass(frozen=True)
class ExerciseContext:
    """All that grading one exercise needs, made once.

    `personal` names the questions whose right answers depend on the student's id; `provenance` is
    what is known of every grading's before a submission comes.
    """

    examiner: Examiner
    release: RawNotebook
    limits: Limits
    personal: frozenset[str] = frozenset()
    provenance: Provenance | None = None

    @property
    def exercise(self) -> Exercise:
        return self.examiner.checks.exercise

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """All questions in the order of the notebook."""
        graded = [cell.grade_id for cell in self.release.cells if cell.is_grade]
        return tuple(grade_id.removesuffix(CHECKS_SUFFIX) for grade_id in graded)

    def require_questions(self, submission: Submission) -> None:
        """Raises UsageError where a submission asks for a question that is not there."""
        for name in submission.questions:
            if name not in self.questions:
                text = f"There is no question '{name}' in {self.exercise.name}."
                raise UsageError(text, todo=f"The questions are: {', '.join(self.questions)}.")

    def sort(self, question: str) -> Sort:
        """The sort of a question."""
        if question in self.exercise.written:
            return Sort.WRITTEN
        if question in self.exercise.choices:
            return Sort.CHOICE
        answer = getattr(self.examiner.checks.reference, question, None)
        return Sort.FUNCTION if inspect.isfunction(answer) else Sort.VALUES

    def asked(self, submission: Submission) -> tuple[str, ...]:
        """The questions that are to be graded, in the order of the notebook."""
        chosen = submission.questions or self.questions
        return tuple(name for name in self.questions if name in chosen)

    @cached_property
    def mentions(self) -> dict[str, Mentions]:
        """What the checks of each question mention."""
        checks = self.examiner.checks
        return mentions_of_checks(self.exercise.file("checks.py"), checks.questions)

    @property
    def placeholders(self) -> dict[str, str]:
        """The text of each written question that the student was to replace."""
        written = self.exercise.written
        return {
            cell.grade_id: cell.source for cell in self.release.cells if cell.grade_id in written
        }
