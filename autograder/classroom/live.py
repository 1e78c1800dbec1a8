"""A class while it works: where each student is, who is stuck, and on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from autograder.classroom.sayable import without_fillings
from autograder.history import Entry, KeptSubmission
from autograder.reports.statuses import status_words
from autograder.results import CheckResult, ReportStatus, Status

Told = TypeVar("Told", "CheckLine", CheckResult)
NO_ANSWER = (Status.PASSED, Status.MISSING, Status.MANUAL, Status.INTERNAL, Status.SKIPPED)


class CheckLine(msgspec.Struct, frozen=True):
    """Of a check in a record, what a class is summed up by."""

    status: Status
    description: str = ""
    hint: str = ""
    mistake: str | None = None


class QuestionLine(msgspec.Struct, frozen=True):
    """Of a question in a record."""

    name: str
    status: Status
    checks: tuple[CheckLine, ...] = ()


class RecordLine(msgspec.Struct, frozen=True):
    """Of a record: reading no more of it takes a tenth of the time."""

    status: ReportStatus
    questions: tuple[QuestionLine, ...] = ()


class Line(NamedTuple):
    """A student at an exercise: the verdict of the newest attempt on each question (None where
    there is none), how many attempts there were, and since how many nothing was gained."""

    student: str
    verdicts: tuple[Status | None, ...]
    attempts: int
    stuck: int
    waiting: bool
    last: datetime | None
    submission: str

    @property
    def passed(self) -> int:
        """How many questions work."""
        return self.verdicts.count(Status.PASSED)


class Wrong(NamedTuple):
    """A wrong answer: the known mistake, empty where there is none, and what was told. It
    `is_explained` where that is a hint, or where the status says what has happened."""

    student: str
    question: str
    mistake: str
    said: str
    is_explained: bool


class Stuck(NamedTuple):
    """A mistake, or another wrong answer, on a question: how many students have made it, what they
    were told, and whether that explains it."""

    question: str
    mistake: str
    said: str
    students: int
    is_explained: bool


def class_lines(
    students: Iterable[str],
    questions: Sequence[str],
    entries: Iterable[Entry],
    records: Mapping[str, RecordLine],
) -> list[Line]:
    """The grid of an exercise: a line for each student, who is stuck comes first. `entries` are all
    of the exercise, and `records` those of their gradings by id."""
    own = defaultdict[str, dict[str, Entry]](dict)
    for each in entries:
        own[each.submission.student][each.submission.id] = each
    lines = [
        _line(student, questions, list(own[student].values()), records)
        for student in dict.fromkeys((*students, *own))
    ]
    return sorted(lines, key=lambda line: _order(line, len(questions)))


def stuck_on(answers: Iterable[Wrong]) -> list[Stuck]:
    """What the class is stuck on, the commonest first. Each student counts once."""
    who = defaultdict[tuple[str, str, str], set[str]](set)
    first: dict[tuple[str, str, str], Wrong] = {}
    for each in answers:
        key = each.question, each.mistake, "" if each.mistake else each.said
        who[key].add(each.student)
        first.setdefault(key, each)
    found = [
        Stuck(question, mistake, told.said, len(who[question, mistake, said]), told.is_explained)
        for (question, mistake, said), told in first.items()
    ]
    return sorted(found, key=lambda each: (-each.students, each.question, each.mistake))


def wrong_answers(student: str, record: RecordLine) -> list[Wrong]:
    """The failed questions of one record, for `stuck_on`; none where nobody could read the file.

    No message stands there: it may quote what a student has written, or say what is right, and the
    class sees this on a projector.
    """
    found = []
    for question in record.questions if record.status is ReportStatus.GRADED else ():
        if question.status in NO_ANSWER:
            continue
        first = telling(question.checks)
        if first is not None:
            said = said_to_all(first.description, first.hint, first.mistake)
            mistake, has_hint = first.mistake or "", bool(first.hint)
            found.append(wrong(student, question.name, mistake, said, first.status, has_hint))
    return found


def telling(checks: Iterable[Told]) -> Told | None:
    """The failed check that says most of what is wrong: the first known mistake, or else the first
    of all."""
    failed = [each for each in checks if each.status is not Status.PASSED]
    return next((each for each in failed if each.mistake), next(iter(failed), None))


def wrong(
    student: str, question: str, mistake: str, said: str, status: Status, has_hint: bool
) -> Wrong:
    """A wrong answer, in the language of now: what took too long, or has failed with an error, is
    no riddle, and says so."""
    if status is not Status.FAILED and not has_hint:
        return Wrong(student, question, mistake, f"{status_words(status)}: {said}", True)
    return Wrong(student, question, mistake, said, has_hint)


def said_to_all(description: str, hint: str, mistake: str | None) -> str:
    """What a class may see of a check that has failed: what was checked, or the hint. Where no
    known mistake has given that, names out of a student's code may stand in it: they are left
    out."""
    return (hint if mistake else without_fillings(hint)) or description


def _line(
    student: str,
    questions: Sequence[str],
    entries: list[Entry],
    records: Mapping[str, RecordLine],
) -> Line:
    passed: list[int] = []
    verdicts: tuple[Status | None, ...] = (None,) * len(questions)
    for entry in entries:
        record = records.get(entry.grading.id) if entry.grading is not None else None
        if record is None:
            continue
        by_name = {each.name: each.status for each in record.questions}
        verdicts = tuple(by_name.get(name) for name in questions)
        passed.append(verdicts.count(Status.PASSED))
    last: KeptSubmission | None = entries[-1].submission if entries else None
    return Line(
        student,
        verdicts,
        len(entries),
        _since_gain(passed),
        bool(entries) and entries[-1].grading is None,
        last.received_at if last is not None else None,
        last.id if last is not None else "",
    )


def _since_gain(passed: Sequence[int]) -> int:
    """After how many attempts in a row no more questions worked than before."""
    best, since = -1, -1
    for number in passed:
        best, since = (number, 0) if number > best else (best, since + 1)
    return max(since, 0)


def _order(line: Line, questions: int) -> tuple[object, ...]:
    done = line.passed == questions and questions > 0
    return (done, line.attempts == 0, -line.stuck, line.passed, line.student)
