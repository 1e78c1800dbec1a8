"""The statuses in words and with a sign, so that nothing hangs on colour alone."""

from __future__ import annotations

from autograder.language import _
from autograder.results import QuestionResult, Report, ReportStatus, Status

SYMBOLS = {
    Status.PASSED: "✓",
    Status.FAILED: "✗",
    Status.ERROR: "!",
    Status.TIMEOUT: "!",
    Status.MEMORY: "!",
    Status.CRASHED: "!",
    Status.MISSING: "○",
    Status.SKIPPED: "–",
    Status.MANUAL: "✎",
    Status.INTERNAL: "?",
}

CHOSEN = "chosen"  # the check of a question with options

# Nobody has decided yet: the missing points are not lost.
OPEN = frozenset({Status.MANUAL, Status.INTERNAL})


def open_points(report: Report) -> float:
    """The points about which nobody has decided yet."""
    return sum(
        max(question.max_score - question.score, 0.0)
        for question in report.questions
        if question.status in OPEN
    )


def status_words(status: Status) -> str:
    """What a status means, in the current language."""
    match status:
        case Status.PASSED:
            return _("passed")
        case Status.FAILED:
            return _("not right yet")
        case Status.ERROR:
            return _("the code raised an error")
        case Status.TIMEOUT:
            return _("took too long")
        case Status.MEMORY:
            return _("needed too much memory")
        case Status.CRASHED:
            return _("the code crashed")
        case Status.MISSING:
            return _("not answered yet")
        case Status.SKIPPED:
            return _("not tried")
        case Status.MANUAL:
            return _("a teacher grades this")
        case Status.INTERNAL:
            return _("not graded, and this is our fault")


def question_words(question: QuestionResult) -> str:
    """The verdict on a question; where a person has decided, that is what there is to say."""
    if question.by_hand and question.status is not Status.PASSED:
        return _("graded by your teacher")
    if question.status is Status.PASSED and is_guess(question):
        return _("your guess counts")
    return status_words(question.status)


def is_guess(question: QuestionResult) -> bool:
    """Whether any option earns the points here: it is not hidden what that hangs on."""
    return [each.name for each in question.checks] == [CHOSEN] and not question.checks[0].hidden


def question_symbol(question: QuestionResult) -> str:
    """The sign before those words."""
    decided = question.by_hand and question.status is not Status.PASSED
    return SYMBOLS[Status.MANUAL if decided else question.status]


def report_status_words(status: ReportStatus) -> str:
    """What the status of a whole submission means, for the instructor."""
    match status:
        case ReportStatus.GRADED:
            return _("graded")
        case ReportStatus.UNREADABLE:
            return _("nothing to grade")
        case ReportStatus.INTERNAL:
            return _("not graded: internal error")
