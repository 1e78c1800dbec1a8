"""What the submissions of one exercise say together: scores, hard questions, common mistakes."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.reports.statuses import OPEN, open_points
from autograder.results import QuestionResult, Report, ReportStatus, Status

TINY = 1e-6  # points


@dataclass(frozen=True)
class HardQuestion:
    """The mean share of its points that a question earned, and how many answers that counts.

    `open` more answers wait for a person; nobody knows their share yet.
    """

    name: str
    share: float
    answers: int
    open: int = 0


@dataclass(frozen=True)
class CommonMistake:
    """A known mistake, its hint, how many students made it, and who they are."""

    question: str
    mistake: str
    hint: str
    students: int
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ungraded:
    """A question, or a whole submission where `question` is empty, without a verdict; and why."""

    student: str
    question: str
    message: str


@dataclass(frozen=True)
class ClassSummary:
    """The class at a glance.

    One rule holds for `counted`, `mean`, `median`, `full_marks` and `hardest`: all that was handed
    in counts, what could not be read as nothing earned; left out is what we failed to grade, and
    so is everything of a submission in which we failed on a part. `manual` lists what a person has
    still to grade. Those points, `open_points` in all, are not earned yet; `may_be_full` counts
    those who lack nothing else.
    """

    submissions: int
    max_score: float
    mean: float | None
    median: float | None
    counted: int
    full_marks: int
    may_be_full: int
    statuses: Mapping[ReportStatus, int]
    question_statuses: Mapping[Status, int]
    hardest: tuple[HardQuestion, ...]
    mistakes: tuple[CommonMistake, ...]
    ungraded: tuple[Ungraded, ...]
    manual: tuple[Ungraded, ...]
    open_points: float


def class_summary(reports: Iterable[Report]) -> ClassSummary:
    """The summary of the reports on one exercise; hardest and commonest come first."""
    everyone = list(reports)
    decided = [report for report in everyone if is_decided(report)]
    scores = [report.score for report in decided]
    return ClassSummary(
        submissions=len(everyone),
        max_score=max((report.max_score for report in everyone), default=0.0),
        mean=statistics.fmean(scores) if scores else None,
        median=statistics.median(scores) if scores else None,
        counted=len(decided),
        full_marks=sum(map(_is_full, decided)),
        may_be_full=sum(
            not _is_full(each) and each.score + open_points(each) >= each.max_score - TINY
            for each in decided
        ),
        statuses=Counter(report.status for report in everyone),
        question_statuses=Counter(
            question.status for report in everyone for question in report.questions
        ),
        hardest=_hardest(decided),
        mistakes=_mistakes(everyone),
        ungraded=tuple(_ungraded(everyone)),
        manual=tuple(_manual(everyone)),
        open_points=sum(map(open_points, decided)),
    )


def is_decided(report: Report) -> bool:
    """Whether we have failed on no part of it."""
    return report.status is not ReportStatus.INTERNAL and not any(
        question.status is Status.INTERNAL for question in report.questions
    )


def _is_full(report: Report) -> bool:
    return report.score >= report.max_score - TINY


def _hardest(reports: list[Report]) -> tuple[HardQuestion, ...]:
    shares = defaultdict[str, list[float]](list)
    waiting = Counter[str]()
    for report in reports:
        for question in report.questions:
            if question.status in OPEN:
                waiting[question.name] += 1
            elif question.max_score > 0:
                shares[question.name].append(question.score / question.max_score)
    questions = [
        HardQuestion(name, statistics.fmean(earned), len(earned), waiting[name])
        for name, earned in shares.items()
    ]
    return tuple(sorted(questions, key=lambda question: question.share))


def _mistakes(reports: list[Report]) -> tuple[CommonMistake, ...]:
    students = defaultdict[tuple[str, str], list[str]](list)
    hints: dict[tuple[str, str], str] = {}
    for report in reports:
        made = {
            (question.name, mistake): hint
            for question in report.questions
            for mistake, hint in _made(question).items()
        }
        for each in made:
            students[each].append(report.student)
        hints = made | hints
    commonest = sorted(students.items(), key=lambda each: -len(each[1]))
    return tuple(
        CommonMistake(question, mistake, hints[question, mistake], len(who), tuple(who))
        for (question, mistake), who in commonest
    )


def _made(question: QuestionResult) -> dict[str, str]:
    return {
        check.mistake: check.hint
        for check in question.checks
        if check.mistake and check.status is not Status.PASSED
    }


def _ungraded(reports: list[Report]) -> Iterable[Ungraded]:
    """Each question that we failed on; one entry for a submission on which we failed as a whole."""
    for report in reports:
        failed = [each for each in report.questions if each.status is Status.INTERNAL]
        if report.status is ReportStatus.INTERNAL and len(failed) == len(report.questions):
            said = report.notes or _messages(failed)
            yield Ungraded(report.student, "", " ".join(said))
            continue
        for question in failed:
            yield Ungraded(report.student, question.name, " ".join(_messages([question])))


def _manual(reports: list[Report]) -> Iterable[Ungraded]:
    for report in reports:
        for question in report.questions:
            if question.status is Status.MANUAL:
                yield Ungraded(report.student, question.name, " ".join(_messages([question])))


def _messages(questions: list[QuestionResult]) -> list[str]:
    return [check.message for each in questions for check in each.checks if check.message]
