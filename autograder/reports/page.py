"""The page for the student: one HTML file that needs nothing else, not even a script."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from autograder.language import _, speaking
from autograder.reports.changes import changes
from autograder.reports.html import TITLE_LIMIT, policy, style, templates
from autograder.reports.plain import clean, one_line
from autograder.reports.reasons import reasons
from autograder.reports.statuses import OPEN
from autograder.reports.view import question_view, view
from autograder.results import QuestionResult, Report, Status

RULE_LIMIT = 400
ANSWER_LIMIT = 20_000
OUTPUT_LIMIT = 4_000


def feedback_page(
    report: Report,
    *,
    title: str,
    language: str,
    answers: Mapping[str, str] | None = None,
    course: str = "",
    date: str = "",
    written: Collection[str] = (),
    outputs: Mapping[str, str] | None = None,
    before: Report | None = None,
) -> str:
    """The page on one submission; `title` is that of the exercise, `course` that of the course.

    `answers` holds the student's own answers by question, to be shown beside the verdict: code, or
    words where the question is one of `written`. `date` is a line on when the work came. `outputs`
    is what the student's cells have shown, by question; `before` is the attempt before this one.
    """
    with speaking(language):
        shown = view(report)
        return (
            templates()
            .get_template("feedback.html.jinja")
            .render(
                _=_,
                style=style("feedback.css"),
                policy=policy(style("feedback.css")),
                language=language,
                title=one_line(title, TITLE_LIMIT),
                course=one_line(course, TITLE_LIMIT),
                date=one_line(date, TITLE_LIMIT),
                rules=[one_line(each.sentence, RULE_LIMIT) for each in report.policy or ()],
                attempt=report.attempt.number if report.attempt is not None else 0,
                changes=changes(before, report),
                outputs=[
                    clean((outputs or {}).get(question.name, ""), OUTPUT_LIMIT).strip("\n")
                    for question in report.questions
                ],
                written=[question.name in written for question in report.questions],
                report=shown,
                all_passed=bool(report.questions)
                and all(question.status is Status.PASSED for question in report.questions),
                to_mend=[
                    reason
                    for reason in reasons(report)
                    if reason.place is not None
                    and reason.status not in OPEN
                    and not _is_decided(report.questions[reason.place])
                ],
                answers=[
                    clean((answers or {}).get(question.name, ""), ANSWER_LIMIT).strip("\n")
                    for question in report.questions
                ],
            )
        )


def question_part(
    result: QuestionResult, *, place: str, language: str, answer: str = "", in_words: bool = False
) -> str:
    """The part of such a page on one question, as HTML: for a page that fills itself.

    `place` tells it from the other parts; `answer` is the student's own, `in_words` or in code.
    """
    with speaking(language):
        parts = templates().get_template("parts.html.jinja").make_module({"_": _})
        own = clean(answer, ANSWER_LIMIT).strip("\n")
        return str(parts.question_part(question_view(result), place, own, in_words))  # type: ignore[attr-defined]


def _is_decided(question: QuestionResult) -> bool:
    """Whether a person has given the points without saying what is missing."""
    return question.by_hand and not question.comment
