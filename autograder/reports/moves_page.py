"""Whose points move after a change of an exercise, as one HTML file for the teacher."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.language import speaking
from autograder.reports.html import TITLE_LIMIT, plain_page
from autograder.reports.moves import CheckLine, MoveLine, check_words, counts, reasons_of, signed
from autograder.reports.plain import one_line
from autograder.reports.values import points

NAME_LIMIT = 80


def moves_page(
    *,
    course: str,
    title: str,
    language: str,
    said: Sequence[str],
    checks: Sequence[CheckLine],
    students: Sequence[MoveLine],
) -> str:
    """The page; `said` are the sentences above the tables."""
    with speaking(language):
        return plain_page(
            "moves.html.jinja",
            language=language,
            course=one_line(course, TITLE_LIMIT),
            title=one_line(title, TITLE_LIMIT),
            said=said,
            checks=[
                (
                    one_line(each.question, NAME_LIMIT),
                    check_words(each.description),
                    counts(each.gains, each.losses),
                )
                for each in checks
            ],
            students=[
                (
                    one_line(each.student, NAME_LIMIT),
                    points(each.before),
                    points(each.after),
                    signed(each.after - each.before),
                    reasons_of(each),
                )
                for each in students
            ],
        )
