"""What the submissions of one exercise say together: scores, hard questions, common mistakes."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.reports.statuses import OPEN, open_points
from autograder.results import QuestionResult, Report, ReportStatus, Status


@dataclass(frozen=True)
class HardQuestion:
    """The mean share of its points that a question earned, and how many answers that counts."""

    name: str
    share: float
    answers: int


@dataclass(frozen=True)
class CommonMistake:
    """A known mistake, its hint, and how many students made it."""

    question: str
    mistake: str
    hint: str
    students: int


@dataclass(frozen=True)
class Ungraded:
    """A question, or a whole submission where `question` is empty, without a verdict; and why."""

    student: str
    question: str
    message: str


@dataclass(frozen=True)
class ClassSummary:
    """The class at a glance.

    `mean`, `median` and `full_marks` (a share from 0 to 1) look only at submissions that were
    graded to the end, leaving aside those that we failed to grade; without any they are None.
    `manual` lists what a person has still to grade. Those points, `open_points` in all, are in no
    score yet, and no part of full marks.
    """

    submissions: int
    max_score: float
    mean: float | None
    median: float | None
    full_marks: float | None
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
    decided = [report for report in everyone if _decided(report)]
    scores = [report.score for report in decided]
    return ClassSummary(
        submissions=len(everyone),
        max_score=max((report.max_score for report in everyone), default=0.0),
        mean=statistics.fmean(scores) if scores else None,
        median=statistics.median(scores) if scores else None,
        full_marks=statistics.fmean(map(_is_full, decided)) if decided else None,
        statuses=Counter(report.status for report in everyone),
        question_statuses=Counter(
            question.status for report in everyone for question in report.questions
        ),
        hardest=_hardest(everyone),
        mistakes=_mistakes(everyone),
        ungraded=tuple(_ungraded(everyone)),
        manual=tuple(_manual(everyone)),
        open_points=sum(map(open_points, decided)),
    )


def _decided(report: Report) -> bool:
    return report.status is ReportStatus.GRADED and not any(
        question.status is Status.INTERNAL for question in report.questions
    )


def _is_full(report: Report) -> bool:
    return all(
        question.score >= question.max_score
        for question in report.questions
        if question.status is not Status.MANUAL
    )


def _hardest(reports: list[Report]) -> tuple[HardQuestion, ...]:
    shares = defaultdict[str, list[float]](list)
    for report in reports:
        for question in report.questions:
            if question.status not in OPEN and question.max_score > 0:
                shares[question.name].append(question.score / question.max_score)
    questions = [
        HardQuestion(name, statistics.fmean(earned), len(earned)) for name, earned in shares.items()
    ]
    return tuple(sorted(questions, key=lambda question: question.share))


def _mistakes(reports: list[Report]) -> tuple[CommonMistake, ...]:
    students = Counter[tuple[str, str]]()
    hints: dict[tuple[str, str], str] = {}
    for report in reports:
        made = {
            (question.name, mistake): hint
            for question in report.questions
            for mistake, hint in _made(question).items()
        }
        students.update(made.keys())
        hints = made | hints
    return tuple(
        CommonMistake(question, mistake, hints[question, mistake], count)
        for (question, mistake), count in students.most_common()
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
