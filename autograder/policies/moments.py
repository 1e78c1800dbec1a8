"""Dates as people write them, in the zone of the course, and the moments in UTC that they mean.

Only moments in UTC are compared and subtracted: Python takes two local times of one zone by their
faces, and is an hour off over a night on which the clocks change.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from autograder.errors import CourseError, did_you_mean

YEARS = range(2000, 2200)
_DAY_END = time(23, 59, 59)
_WRITTEN = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[ T](?P<time>\d\d:\d\d(?::\d\d)?) ?(?P<offset>Z|UTC|[+-]\d\d:\d\d)?)?",
    re.ASCII,
)
HOW = "Write a day, 2030-09-15, or a day and a time, 2030-09-15 23:59."
WITHOUT_ZONE = (
    'Write zone = "Europe/Moscow" (the zone of your course) below [policies] in course.toml, or '
    "the offset behind the time: 2030-09-15 23:59:00+03:00."
)


class When:
    """A date as it stands in a file: a day, a time of a day, or a text of one of these forms."""

    def __init__(self, said: date | datetime | str) -> None:
        self.said = said


def decoded_date(kind: type, value: object) -> When:
    """msgspec's hook for fields of the type When; raises ValueError where TOML has no date."""
    if kind is When and isinstance(value, date | str):  # a datetime is a date
        return When(value)
    raise ValueError("Expected a date")


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; raises ValueError for a time without a zone, which is no moment."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no time zone, so it is no moment.")
    return moment.astimezone(UTC)


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name; raises CourseError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        meant = did_you_mean(name, available_timezones())
    raise CourseError(
        f"The time zone '{name}' is not known.",
        todo=meant or "Write a name such as Europe/Moscow, Asia/Almaty or UTC.",
    )


def read_moment(when: When, zone: ZoneInfo | None, *, end: bool) -> datetime:
    """The moment that a date means, in UTC; raises CourseError where it means none.

    A day alone means its last second where it `end`s something, else its first. A time that there
    is twice, as the clocks go back, means what is better for the student: the second one at an end,
    else the first one.
    """
    said = _parsed(when.said) if isinstance(when.said, str) else when.said
    if said.year not in YEARS:
        raise CourseError(f"The year of {said} cannot be meant.", todo=HOW)
    if isinstance(said, datetime) and said.utcoffset() is not None:
        return said.astimezone(UTC)
    if zone is None:
        raise CourseError(f"{said} has no time zone.", todo=WITHOUT_ZONE)
    if not isinstance(said, datetime):
        at = _DAY_END if end else time()
        return datetime.combine(said, at, zone).replace(fold=int(end)).astimezone(UTC)
    local = said.replace(tzinfo=zone, fold=int(end))
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != said:
        raise CourseError(
            f"{said} never comes in the zone {zone.key}: the clocks are put forward over it.",
            todo="Write a time that there is, an hour earlier or later.",
        )
    return moment


def shown_moment(moment: datetime, zone: str = "UTC") -> str:
    """A moment for people: on the clocks of a zone, with what that zone calls its time then."""
    return f"{in_utc(moment).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %Z}"


def since(earlier: datetime, later: datetime) -> timedelta:
    """The time that has passed between two moments, on any clocks."""
    return in_utc(later) - in_utc(earlier)


def _parsed(text: str) -> date | datetime:
    found = _WRITTEN.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        day = date.fromisoformat(found["day"])
        if found["time"] is None:
            return day
        offset = (found["offset"] or "").replace("UTC", "+00:00").replace("Z", "+00:00")
        return datetime.fromisoformat(f"{day}T{found['time']}{offset}")
    except ValueError as error:
        raise CourseError(f"'{text[:40]}' is no date.", todo=HOW) from error
