"""When work came, when it was due, and what nbgrader's rule for late work takes off."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autograder.course import Course
from autograder.errors import GradebookError
from autograder.nbgrader_config import CONFIG
from autograder.submissions import when


@dataclass(frozen=True)
class Lateness:
    """What a student is told about late work: the times are in UTC."""

    due: datetime
    came: datetime
    penalty: float


class LateRule:
    """nbgrader's AssignLatePenalties with the plug-in that nbgrader_config.py names."""

    def __init__(self, course: Course, settings: Any) -> None:
        """Raises GradebookError where the plug-in cannot be loaded."""
        from nbgrader.preprocessors import AssignLatePenalties

        self._where = course.folder / CONFIG
        try:
            self._rule = AssignLatePenalties(config=settings)
            self._rule.init_plugin()
        except Exception as error:
            raise self._trouble("cannot be loaded", _cause(settings, error)) from error

    def apply(self, notebook: Any) -> None:
        """Take off from a submission what the rule says, as nbgrader does."""
        submission = notebook.assignment
        notebook.late_submission_penalty = None
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


def parsed_date(text: str) -> datetime | None:
    """The date in a timestamp.txt as nbgrader keeps it: in UTC, without a zone; None where there is
    none."""
    moment = when(text)
    return None if moment is None else moment.replace(tzinfo=None)
