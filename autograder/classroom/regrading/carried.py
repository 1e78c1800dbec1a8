"""What a record goes on saying when the same work is graded once more."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from autograder.classroom.regrading.merging import RULE, changes_told
from autograder.classroom.withdrawn import Withdrawn, with_withdrawn
from autograder.course import Course
from autograder.errors import SubmissionError
from autograder.files import read_regular
from autograder.grading import Graded
from autograder.notebooks.raw import MAX_BYTES
from autograder.outputs import places
from autograder.results import Report, from_json


def carried_on(
    course: Course, graded: Graded, decided: Mapping[str, Withdrawn], language: str
) -> Graded:
    """The grading with what was decided about questions that were withdrawn, and with what the
    record before has told its student of changes, where that is of the same work."""
    report = graded.report
    before = _before(course, report)
    told = tuple(rule for rule in changes_told(before) if rule.name == RULE) if before else ()
    if told:
        report = msgspec.structs.replace(report, policy=(*(report.policy or ()), *told))
    report = with_withdrawn(report, decided, language)
    return graded if report is graded.report else msgspec.structs.replace(graded, report=report)


def _before(course: Course, report: Report) -> Report | None:
    path = places(course, report.exercise, report.student).record
    content = read_regular(path, MAX_BYTES)
    if content is None or b'"regraded"' not in content or report.provenance is None:
        return None
    try:
        before = from_json(content, path)
    except SubmissionError:  # of another version
        return None
    same = before.provenance is not None and (
        before.provenance.submission == report.provenance.submission
    )
    return before if same else None
