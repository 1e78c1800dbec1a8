"""Moodle's grading worksheet: whom the numbers in the names of its files mean, and when they have
handed in.

Its headings are in the teacher's language, so cells are known by what is in them: a participant's
number, an id or an e-mail or a full name of the class list, and dates, of which the first is that
of the hand-in.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from autograder.errors import SubmissionError
from autograder.intake.class_list import ClassList, How
from autograder.intake.matching import Known

_PARTICIPANT = re.compile(r"[^\W\d]+\s?(?P<number>\d+)")
_DATE = re.compile(
    r"\w+, (?P<day>\d{1,2}) (?P<month>[^\W\d]+) (?P<year>\d{4}),? "
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?: (?P<half>[AP]M))?(?: г\.)?"
)
_MONTHS = (
    "january february march april may june july august september october november december",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
MONTHS = {name: number for row in _MONTHS for number, name in enumerate(row.split(), 1)}


def read_sheet(data: bytes, known: ClassList, zone: ZoneInfo | None) -> dict[str, Known]:
    """Whom each number means. Dates are on the clocks of the zone; without one they tell nothing.

    Raises SubmissionError where it is no such table.
    """
    found = {}
    for cells in _rows(data):
        number = _PARTICIPANT.fullmatch(cells[0].strip())
        if number is None:
            continue
        student = _student(cells[1:], known)
        if student:
            came = next(filter(None, (_moment(cell, zone) for cell in cells)), None)
            found[number["number"]] = Known(student, came)
    if not found:
        raise SubmissionError(
            "Nobody of the class list stands in this table.",
            todo="Name Moodle's grading worksheet (“Download grading worksheet”), as it comes.",
        )
    return found


def _student(cells: Sequence[str], known: ClassList) -> str:
    """Whom a row means: by the address, by the name, and of two of one name by the id, too; empty
    where that is not one person. A number alone may be points."""
    by_email, by_name, by_id = set[str](), set[str](), set[str]()
    for who, how in (each for cell in cells for each in known.named(cell).items()):
        {How.EMAIL: by_email, How.ID: by_id}.get(how, by_name).add(who)
    sure = by_email or (by_name if len(by_name) == 1 else by_name & by_id) or by_id
    return next(iter(sure)) if len(sure) == 1 else ""


def _rows(data: bytes) -> Iterator[Sequence[str]]:
    try:
        text = data.decode("utf-8-sig")
        first = text.partition("\n")[0]
        separator = max(",;\t", key=first.count)
        yield from filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (UnicodeDecodeError, csv.Error) as error:
        what = "This is no table in UTF-8."
        raise SubmissionError(what, todo="Download it from Moodle once more.") from error


def _moment(cell: str, zone: ZoneInfo | None) -> datetime | None:
    found = _DATE.fullmatch(cell.strip())
    month = MONTHS.get(found["month"].casefold()) if found is not None else None
    if zone is None or found is None or month is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "PM" else 0)
    try:
        day = datetime(int(found["year"]), month, int(found["day"]), tzinfo=zone)
        return day.replace(hour=hour, minute=int(found["minute"])).astimezone(UTC)
    except ValueError:
        return None
