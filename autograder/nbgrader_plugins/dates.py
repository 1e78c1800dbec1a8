"""nbgrader stops a whole command at a timestamp.txt without a date in it. Here that is no date.

With the exchange a student's own process writes that file, so `collect`, `autograde` and the list
of submissions in formgrader would hang on the goodwill of each.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory

from autograder.gradebook.late import parsed_date
from autograder.submissions import timestamp


def forgive_dates() -> None:
    """For every command of nbgrader in this process."""
    CourseDirectory.get_existing_timestamp = _existing_timestamp


def _existing_timestamp(_coursedir: Any, folder: str) -> datetime | None:
    """What nbgrader's own method gives, and None where it would stop."""
    text = timestamp(Path(folder))
    return parsed_date(text) if text is not None else None
