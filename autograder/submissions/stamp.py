"""timestamp.txt: when something was handed in.

With nbgrader's exchange, the student's own process writes that file.
"""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime
from pathlib import Path

from autograder.files import read_regular
from autograder.language import _
from autograder.submissions.files import Kind, kind

# What nbgrader's exchange adds: when it was handed in, and under which name its page is fetched.
TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
MAX_TIMESTAMP = 200
YEARS = range(2000, 2200)
# As nbgrader writes it. Importing nbgrader takes seconds, so only other forms are left to it.
_USUAL = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(?: ?(?:UTC|Z))?", re.A)


def timestamp(folder: Path) -> str | None:
    """When the work in a folder was handed in, if timestamp.txt says so."""
    return dated(folder)[0]


def dated(folder: Path) -> tuple[str | None, str]:
    """The same, and a note where that file is there and says no date."""
    path = folder / TIMESTAMP
    if kind(path) is Kind.NOTHING:
        return None, ""
    data = read_regular(path, MAX_TIMESTAMP + 1)
    text = "" if data is None else data.decode(errors="replace").strip()
    if data is not None and len(data) <= MAX_TIMESTAMP and when(text) is not None:
        return text, ""
    return None, no_date()


def no_date() -> str:
    """The note on a timestamp.txt that says none."""
    text = _("“{name}” holds no date, so nobody can tell when this was handed in.")
    return text.format(name=TIMESTAMP)


def when(text: str) -> datetime | None:
    """The moment that a timestamp names, in UTC; None where it names none that can be meant."""
    usual = _USUAL.fullmatch(text)
    try:
        found = datetime.fromisoformat(usual[1]) if usual else _as_nbgrader(text)
    except Exception:  # a student has written it, and the parser for other forms is not ours
        return None
    fits = found.year in YEARS and str(found.year) in text
    return found.replace(tzinfo=UTC) if fits else None


def _as_nbgrader(text: str) -> datetime:
    from nbgrader.utils import parse_utc

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the names of time zones
        found: datetime = parse_utc(text)
    return found
