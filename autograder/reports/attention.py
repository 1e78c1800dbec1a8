"""What a teacher should look at after a grading: odd files, and who has handed in nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.language import _, speaking
from autograder.reports.plain import one_line
from autograder.reports.values import points

LINES_SHOWN = 30
LINE_LIMIT = 300
NAMES_SHOWN = 30
NAME_LIMIT = 80
FAULT_LIMIT = 1000


def attention(odd: Sequence[str], *, language: str, whole: bool = False) -> list[str]:
    """The lines on what was not understood, all of them if the `whole` list is asked for; none
    where all was as it should be."""
    if not odd:
        return []
    shown = len(odd) if whole else LINES_SHOWN
    with speaking(language):
        lines = [_("Please look at this ({number}):").format(number=len(odd))]
        lines += [f"  {one_line(text, LINE_LIMIT)}" for text in odd[:shown]]
        if len(odd) > shown:
            text = _("… and {number} more: --all shows them")
            lines.append("  " + text.format(number=len(odd) - shown))
    return lines


def outdated_mark(
    student: str, question: str, by_hand: float, automatic: float | None, *, language: str
) -> str:
    """That a mark by hand is from before the work has changed."""
    with speaking(language):
        if automatic is None:
            text = _(
                "{student}, {question}: the {by_hand} by hand are for another answer than the one "
                "that is there now. Read it, then save the mark in formgrader once more, or empty "
                "it."
            )
            return text.format(student=student, question=question, by_hand=points(by_hand))
        text = _(
            "{student}, {question}: the {by_hand} by hand are from before this work changed. By "
            "itself it has {automatic} now. Save the mark in formgrader once more, or empty it."
        )
        return text.format(
            student=student,
            question=question,
            by_hand=points(by_hand),
            automatic=points(automatic),
        )


def class_list_lines(
    missing: Sequence[str], exercise: str, *, language: str, whole: bool = False
) -> list[str]:
    """Who of the class list has handed in nothing; or how to make a class list."""
    shown = len(missing) if whole else NAMES_SHOWN
    with speaking(language):
        if not missing:
            text = _(
                "Everybody on the class list has handed in {exercise}. The list is people.csv, a "
                "table with a column `id`, and whom the gradebook knows."
            )
            return [text.format(exercise=exercise)]
        text = _("Nothing handed in for {exercise} ({number}): {names}")
        names = in_a_row(missing[:shown])
        if len(missing) > shown:
            more = _("… and {number} more: --all shows them")
            names += ", " + more.format(number=len(missing) - shown)
    return [text.format(exercise=exercise, number=len(missing), names=names)]


def in_a_row(names: Iterable[str]) -> str:
    """Names that somebody else has given, on one line."""
    return ", ".join(one_line(name, NAME_LIMIT) for name in names)


def fault_line(student: str, question: str, message: str) -> str:
    """What went wrong on our side, on one line; `question` is empty where it was all of them."""
    where = in_a_row(filter(None, (student, question)))
    text = _("Not graded, through our fault: {where}: {message}")
    return text.format(where=where, message=one_line(message, FAULT_LIMIT))
