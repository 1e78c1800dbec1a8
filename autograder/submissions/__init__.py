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
from autograder.submissions.looked import Look, look
from autograder.submissions.stamp import MAX_TIMESTAMP, SECRET, TIMESTAMP, no_date, timestamp, when
from autograder.submissions.strays import strays
from autograder.submissions.work import NOTEBOOK, PYTHON, exercise_of, is_python_file, right_names

__all__ = [
    "MAX_TIMESTAMP",
    "NOTEBOOK",
    "PYTHON",
    "SECRET",
    "TIMESTAMP",
    "Found",
    "Look",
    "date_line",
    "exercise_of",
    "find_submissions",
    "is_python_file",
    "look",
    "names",
    "no_date",
    "read_file",
    "read_submission",
    "right_names",
    "strays",
    "timestamp",
    "when",
    "with_notes",
]
