"""The page for the student: one HTML file that needs nothing else, not even a script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from autograder.language import _, speaking
from autograder.reports.plain import clean, one_line
from autograder.reports.reasons import reasons
from autograder.reports.statuses import OPEN
from autograder.reports.view import view
from autograder.results import Report, Status

TITLE_LIMIT = 200
ANSWER_LIMIT = 20_000


def feedback_page(
    report: Report, *, title: str, language: str, answers: Mapping[str, str] | None = None
) -> str:
    """The page on one submission; `title` is that of the exercise.

    `answers` holds the student's own code by question, to be shown beside the verdict.
    """
    with speaking(language):
        shown = view(report)
        return _template().render(
            _=_,
            language=language,
            title=one_line(title, TITLE_LIMIT),
            report=shown,
            all_passed=bool(report.questions)
            and all(question.status is Status.PASSED for question in report.questions),
            to_mend=[
                reason
                for reason in reasons(report)
                if reason.place is not None and reason.status not in OPEN
            ],
            answers=[
                clean((answers or {}).get(question.name, ""), ANSWER_LIMIT).strip("\n")
                for question in report.questions
            ],
        )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("autograder.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("feedback.html.jinja")
