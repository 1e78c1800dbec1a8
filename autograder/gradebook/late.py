"""When work came, when it was due, and what nbgrader's rule for late work takes off."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from autograder.classroom.dates import RULE
from autograder.course import Course
from autograder.errors import GradebookError
from autograder.nbgrader_config import CONFIG
from autograder.policies.decide import DECIMALS
from autograder.results import Report
from autograder.submissions import when


@dataclass(frozen=True)
class Lateness:
    """What a student is told about late work: the times are in UTC."""

    due: datetime
    came: datetime
    penalty: float


class Dates(msgspec.Struct, frozen=True):
    """What the dates of course.toml make of a hand-in, out of its record."""

    due: datetime | None
    factor: float


class LateRule:
    """The dates of course.toml, where it has one for the exercise; else nbgrader's
    AssignLatePenalties with the plug-in that nbgrader_config.py names."""

    def __init__(self, course: Course, settings: Any) -> None:
        """Raises GradebookError where the plug-in cannot be loaded."""
        from nbgrader.preprocessors import AssignLatePenalties

        self._course = course
        self._where = course.folder / CONFIG
        try:
            self._rule = AssignLatePenalties(config=settings)
            self._rule.init_plugin()
        except Exception as error:
            raise self._trouble("cannot be loaded", _cause(settings, error)) from error

    def apply(self, notebook: Any, report: Report) -> None:
        """Take off from a submission what the rule says, as nbgrader does."""
        submission = notebook.assignment
        notebook.late_submission_penalty = None
        dates = dates_in(report)
        if dates is not None and dates.due is not None:
            self._apply_dates(notebook, report.exercise, dates.due, dates.factor)
            return
        late = submission.total_seconds_late
        if late <= 0:
            return
        try:
            penalty = self._rule.plugin_inst.late_submission_penalty(
                submission.student.id, notebook.score, late
            )
            if penalty is not None:
                penalty = float(self._rule._check_late_penalty(notebook, penalty))
                if not math.isfinite(penalty):
                    raise ValueError(f"the points to take off are {penalty}")
        except Exception as error:
            student = submission.student.id
            raise self._trouble(f"has failed for the work of '{student}'", error) from error
        notebook.late_submission_penalty = penalty

    def _apply_dates(self, notebook: Any, exercise: str, due: datetime, factor: float) -> None:
        """nbgrader is told the dates, too: so that formgrader and its exports say the same."""
        submission = notebook.assignment
        of_all = self._course.policies[exercise].due or due
        submission.assignment.duedate = _naive(of_all)
        submission.extension = due - of_all if due > of_all else None
        if submission.total_seconds_late > 0:
            notebook.late_submission_penalty = round(notebook.score * (1 - factor), DECIMALS)

    def _trouble(self, what: str, error: Exception) -> GradebookError:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return GradebookError(
            f"The plug-in for late work {what}: {said.rstrip('.')}.",
            where=self._where,
            todo="Correct the plug-in, or AssignLatePenalties in this file, and grade again.",
        )


def _cause(settings: Any, error: Exception) -> Exception:
    """Why the plug-in that the settings name cannot be imported: traitlets does not tell."""
    from traitlets.utils.importstring import import_item

    name = settings.get("AssignLatePenalties", {}).get("plugin_class")
    try:
        if isinstance(name, str):
            import_item(name)
    except Exception as cause:
        return cause
    return error


def lateness(notebook: Any) -> Lateness | None:
    """When late work was due and came, and what was taken off; None where it was in time."""
    submission = notebook.assignment
    if submission.total_seconds_late <= 0:
        return None
    penalty = notebook.late_submission_penalty or 0.0
    return Lateness(submission.duedate, submission.timestamp, penalty)


def dates_in(report: Report) -> Dates | None:
    """The dates that applied to a hand-in, if its record has any."""
    rules = [rule.facts for rule in report.policy or () if rule.name == RULE]
    return msgspec.convert(rules[0], Dates) if rules else None


def _naive(moment: datetime) -> datetime:
    """As nbgrader keeps it: in UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def parsed_date(text: str) -> datetime | None:
    """The date in a timestamp.txt as nbgrader keeps it: in UTC, without a zone; None where there is
    none."""
    moment = when(text)
    return None if moment is None else moment.replace(tzinfo=None)
