"""Until when somebody has more time, as people write it and spreadsheets rewrite it."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from autograder.errors import CourseError
from autograder.language import _
from autograder.policies import When, read_moment, zone_named

# 20.12.2030 18:00: so Russian and German spreadsheets save a date.
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", re.ASCII)
_HOUR = re.compile(r",? +(?P<hour>\d):(?=\d\d)", re.ASCII)


def moment_of(text: str, zone: ZoneInfo | None) -> datetime:
    """The moment until which there is time, in UTC. Raises CourseError, in the current language,
    where the text means none."""
    when = When(_year_first(text))
    try:
        return read_moment(when, zone, end=True)
    except CourseError as error:
        if zone is None and _is_date(when):
            what = _("“{date}” has no time zone, and the course has none either.")
            todo = _("Write the offset behind the time: 2030-09-15 23:59 +03:00.")
        elif _is_date(when):
            what = _("“{date}” never comes in the zone of the course: the clocks go over it.")
            todo = _("Write a time that there is, an hour earlier or later.")
        else:
            what = _("“{date}” is no date.")
            todo = _("Write a day, 2030-09-15, or a day and a time, 2030-09-15 23:59.")
        raise CourseError(what.format(date=text[:40]), todo=todo) from error


def written(until: datetime, zone: ZoneInfo | None) -> str:
    """The date in the shortest form that means the same moment."""
    until = until.replace(microsecond=0)
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S") if zone is not None else ():
        text = f"{until.astimezone(zone):{form}}"
        if read_moment(When(text), zone, end=True) == until:
            return text
    return f"{until:%Y-%m-%d %H:%M:%S}Z"  # the first of two hours of one name


def _year_first(text: str) -> str:
    found = _DAY_FIRST.match(text.strip())
    if found is None:
        return text.strip().replace("T", " ")
    rest = text.strip()[found.end() :]
    day = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    return day + _HOUR.sub(r" 0\g<hour>:", rest).replace(", ", " ")


def _is_date(when: When) -> bool:
    try:
        read_moment(when, zone_named("UTC"), end=True)
    except CourseError:
        return False
    return True
