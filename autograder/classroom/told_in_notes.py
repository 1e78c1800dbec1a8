"""What the notes of a record tell of the work: which cells had been changed, and whether it was
late by nbgrader's rule. They are sentences, in the language of the grading; what the gradebook adds
is in the one that is spoken now."""

from __future__ import annotations

import re
from functools import cache

from autograder.language import _, current, speaking
from autograder.results import Report


def changed_cells(report: Report) -> tuple[str, ...]:
    """The cells and files of ours that the student had changed or taken out: their names."""
    found = [match["name"] for match in _matches(report, "changed")]
    return tuple(dict.fromkeys(found))


def was_late(report: Report) -> bool:
    """Whether the gradebook has called the work late."""
    return bool(_matches(report, "late"))


def _matches(report: Report, kind: str) -> list[re.Match[str]]:
    made_of = report.provenance
    patterns = list[re.Pattern[str]]()
    for language in {current(), made_of.language if made_of is not None else current()}:
        with speaking(language):
            patterns += _patterns(language)[kind]
    tried = (each.fullmatch(note) for note in report.notes for each in patterns)
    return [match for match in tried if match is not None]


@cache
def _patterns(_language: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    """In the current language."""
    changed = (
        _("The cell “{name}” had been changed: the original was used."),
        _("The check of “{name}” had been changed: the original was used."),
        _("The file “{name}” had been changed: the original was used."),
        _("The cell “{name}” was not in the notebook: it was put back."),
        _("The check of “{name}” was not in the notebook: it was put back."),
    )
    late = (
        _("This work was due on {due} and came on {came}. No points were taken off for that."),
        _(
            "This work was due on {due} and came on {came}. Points taken off, because it came "
            "late: {points}."
        ),
    )
    return {"changed": tuple(map(_pattern, changed)), "late": tuple(map(_pattern, late))}


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(sentence)), re.DOTALL)
