"""What a date in course.toml or in a list means, on the two nights of summer time, too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import CourseError
from autograder.policies import When, in_utc, read_moment, shown_moment, zone_named
from autograder.policies.moments import decoded_date, since

BERLIN = ZoneInfo("Europe/Berlin")
MOSCOW = ZoneInfo("Europe/Moscow")


def read(said: date | datetime | str, *, end: bool = True, zone: ZoneInfo | None = MOSCOW) -> str:
    return f"{read_moment(When(said), zone, end=end):%Y-%m-%d %H:%M:%S}"


def test_a_day_alone_means_all_of_it() -> None:
    assert read("2030-09-15") == read(date(2030, 9, 15)) == "2030-09-15 20:59:59"
    assert read("2030-09-15", end=False) == "2030-09-14 21:00:00"


@pytest.mark.parametrize(
    "said",
    [
        "2030-09-15 23:59",
        " 2030-09-15T23:59:00 ",
        "2030-09-15 20:59 UTC",
        "2030-09-15T20:59Z",
        "2030-09-15 22:59+02:00",
        datetime(2030, 9, 15, 23, 59),
        datetime(2030, 9, 15, 22, 59, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_ways_to_write_one_moment(said: datetime | str) -> None:
    assert read(said) == "2030-09-15 20:59:00"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "soon",
        "2030-9-5",
        "15.09.2030",
        "2030-02-31",
        "2030-09-15 24:30",
        "20300915",
        "0030-01-01",
    ],
)
def test_what_is_no_date(said: str) -> None:
    with pytest.raises(CourseError) as caught:
        read(said)
    assert "2030-09-15 23:59" in caught.value.todo


def test_without_a_zone_only_an_offset_will_do() -> None:
    assert read("2030-09-15 23:59+03:00", zone=None) == "2030-09-15 20:59:00"
    for said in ("2030-09-15 23:59", "2030-09-15"):
        with pytest.raises(CourseError, match="has no time zone"):
            read(said, zone=None)


def test_the_hour_that_is_left_out_in_spring() -> None:
    with pytest.raises(CourseError, match="never comes in the zone Europe/Berlin"):
        read("2030-03-31 02:30", zone=BERLIN)
    assert read("2030-03-31 01:59", zone=BERLIN) == "2030-03-31 00:59:00"
    assert read("2030-03-31 03:00", zone=BERLIN) == "2030-03-31 01:00:00"


def test_the_hour_that_comes_twice_in_autumn_is_better_for_the_student() -> None:
    assert read("2030-10-27 02:30", zone=BERLIN) == "2030-10-27 01:30:00"
    assert read("2030-10-27 02:30", zone=BERLIN, end=False) == "2030-10-27 00:30:00"


def test_a_day_whose_midnight_is_left_out() -> None:
    beirut = ZoneInfo("Asia/Beirut")  # where the clocks go from 0 to 1 o'clock
    assert read("2022-03-27", zone=beirut, end=False) == "2022-03-26 22:00:00"


def test_a_night_of_summer_time_has_an_hour_less_or_more() -> None:
    def hours(earlier: datetime, later: datetime) -> float:
        return since(earlier, later) / timedelta(hours=1)

    spring = datetime(2030, 3, 30, 12, tzinfo=BERLIN), datetime(2030, 3, 31, 12, tzinfo=BERLIN)
    autumn = datetime(2030, 10, 26, 12, tzinfo=BERLIN), datetime(2030, 10, 27, 12, tzinfo=BERLIN)
    assert (hours(*spring), hours(*autumn)) == (23, 25)


def test_a_time_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        in_utc(datetime(2030, 9, 15))


def test_names_of_zones() -> None:
    assert zone_named("Asia/Almaty").key == "Asia/Almaty"
    for wrong in ("Europe/Mosow", "../etc/passwd", "", "MSK+3"):
        with pytest.raises(CourseError, match="not known"):
            zone_named(wrong)


def test_how_a_moment_is_shown_says_which_of_two_hours_it_is() -> None:
    first = datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
    assert shown_moment(first, "Europe/Berlin") == "2030-10-27 02:30 CEST"
    assert shown_moment(first + timedelta(hours=1), "Europe/Berlin") == "2030-10-27 02:30 CET"
    assert shown_moment(first) == "2030-10-27 00:30 UTC"


@pytest.mark.parametrize("value", [3, 1.5, True, [], {}])
def test_what_toml_gives_that_is_no_date(value: object) -> None:
    with pytest.raises(ValueError, match="Expected a date"):
        decoded_date(When, value)


@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2199, 1, 1)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
    st.booleans(),
)
def test_a_time_that_there_is_is_the_one_on_the_clock(
    local: datetime, name: str, end: bool
) -> None:
    zone = ZoneInfo(name)
    try:
        moment = read_moment(When(local), zone, end=end)
    except CourseError:
        both = {local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
        assert len(both) == 2, "only next to a change of the clocks a time may not exist"
    else:
        assert moment.astimezone(zone).replace(tzinfo=None) == local
