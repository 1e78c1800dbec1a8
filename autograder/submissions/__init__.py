"""What was handed in: found, read, and never trusted."""

from autograder.submissions.date import date_line
from autograder.submissions.files import names
from autograder.submissions.found import (
    Found,
    find_submissions,
    read_file,
    read_submission,
    with_notes,
)
from autograder.submissions.stamp import MAX_TIMESTAMP, SECRET, TIMESTAMP, no_date, timestamp, when
from autograder.submissions.strays import strays
from autograder.submissions.work import NOTEBOOK, PYTHON, exercise_of

__all__ = [
    "MAX_TIMESTAMP",
    "NOTEBOOK",
    "PYTHON",
    "SECRET",
    "TIMESTAMP",
    "Found",
    "date_line",
    "exercise_of",
    "find_submissions",
    "names",
    "no_date",
    "read_file",
    "read_submission",
    "strays",
    "timestamp",
    "when",
    "with_notes",
]
