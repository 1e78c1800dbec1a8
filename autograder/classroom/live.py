"""A class while it works: where each student is, who is stuck, and on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from autograder.classroom.sayable import without_fillings
from autograder.history import Entry, KeptSubmission
from autograder.policies import Keep
from autograder.reports.statuses import status_words
from autograder.results import CheckResult, ReportStatus, Status

Told = TypeVar("Told", "CheckLine", CheckResult)
NOTHING_TO_GAIN = {Status.PASSED, Status.MANUAL}  # a person looks at it, whatever else comes
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
    there is none), how many attempts there were, and since how many nothing was gained. Whoever
    `is_done` has nothing to gain any more, or waits for what a person grades; by the attempt that
    counts, as is said whether in it `all_work`. Whoever does not `belong` here is no student of the
    class list, such as who has left it."""

    student: str
    verdicts: tuple[Status | None, ...]
    attempts: int
    stuck: int
    waiting: bool
    last: datetime | None
    submission: str
    is_done: bool = False
    all_work: bool = False
    belongs: bool = True

    @property
    def passed(self) -> int:
        """How many questions work."""
        return self.verdicts.count(Status.PASSED)

    def passed_of(self, places: Iterable[int]) -> int:
        """How many of some questions work, by their places in the exercise."""
        return sum(self.verdicts[place] is Status.PASSED for place in places)


class Wrong(NamedTuple):
    """A wrong answer: the known mistake, empty where there is none, and what was told. It
    `is_explained` where that is a hint, or where the status says what has happened."""

    student: str
    question: str
    mistake: str
    said: str
    is_explained: bool


class Stuck(NamedTuple):
    """A mistake, or another wrong answer, on a question or on several of which the same is told:
    how many students have made it, what they were told, and whether that explains it."""

    questions: tuple[str, ...]
    said: str
    students: int
    is_explained: bool


def class_lines(
    students: Collection[str],
    questions: Sequence[str],
    entries: Iterable[Entry],
    records: Mapping[str, RecordLine],
    keep: Keep,
) -> list[Line]:
    """The grid of an exercise: a line for each student, who is stuck comes first, and last who has
    handed in and is no student of the class list. `entries` are all of the exercise, `records`
    those of their gradings by id, and `keep` says which attempt counts."""
    own = defaultdict[str, dict[str, Entry]](dict)
    for each in entries:
        own[each.submission.student][each.submission.id] = each
    lines = [
        _line(student, questions, list(own[student].values()), records, keep)
        for student in dict.fromkeys((*students, *own))
    ]
    return sorted(_apart(lines, set(students)), key=_order)


def stuck_on(answers: Iterable[Wrong]) -> list[Stuck]:
    """What the class is stuck on, the commonest first. Each student counts once. A mistake is one
    whatever was told of it; of several questions of which the same is told, it is told once."""
    told: dict[tuple[str, str, str], Wrong] = {}
    alike = defaultdict[tuple[str, bool], list[Wrong]](list)
    for each in answers:
        key = each.question, each.mistake, "" if each.mistake else each.said
        first = told.setdefault(key, each)
        alike[first.said, first.is_explained].append(each)
    found = [
        Stuck(
            tuple(sorted({each.question for each in some})),
            said,
            len({each.student for each in some}),
            is_explained,
        )
        for (said, is_explained), some in alike.items()
    ]
    return sorted(found, key=lambda each: (-each.students, each.questions, each.said))


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
    keep: Keep,
) -> Line:
    passed: list[int] = []
    seen: list[tuple[Status | None, ...]] = []
    verdicts: tuple[Status | None, ...] = (None,) * len(questions)
    for entry in entries:
        record = records.get(entry.grading.id) if entry.grading is not None else None
        if record is None:
            continue
        by_name = {each.name: each.status for each in record.questions}
        verdicts = tuple(by_name.get(name) for name in questions)
        passed.append(verdicts.count(Status.PASSED))
        seen.append(verdicts)
    counting = seen if keep is Keep.BEST else seen[-1:]
    is_done = any(set(each) <= NOTHING_TO_GAIN for each in counting if each)
    all_work = any(set(each) == {Status.PASSED} for each in counting)
    last: KeptSubmission | None = entries[-1].submission if entries else None
    return Line(
        student,
        verdicts,
        len(entries),
        0 if is_done else _since_gain(passed),
        bool(entries) and entries[-1].grading is None,
        last.received_at if last is not None else None,
        last.id if last is not None else "",
        is_done,
        all_work,
    )


def _since_gain(passed: Sequence[int]) -> int:
    """After how many attempts in a row no more questions worked than before."""
    best, since = -1, -1
    for number in passed:
        best, since = (number, 0) if number > best else (best, since + 1)
    return max(since, 0)


def _apart(lines: Iterable[Line], students: Collection[str]) -> list[Line]:
    """Those who are no students, without a sign of being stuck."""
    return [
        line if line.student in students else line._replace(belongs=False, stuck=0)
        for line in lines
    ]


def _order(line: Line) -> tuple[object, ...]:
    place = (line.is_done, line.attempts == 0, -line.stuck, line.passed, line.student)
    return (not line.belongs, *place)
