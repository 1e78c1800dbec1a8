"""What was decided and said after a backup was made stays so when it is put back."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.errors import UsageError
from autograder.history import FILE, History
from autograder.service.lti import keys, platforms
from autograder.service.store.identities import (
    bind_identity,
    find_identity,
    saw_identity,
)
from autograder.service.store.lti import Link, came_back
from autograder.service.store.passbacks import DONE, Score, told, was_told
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep.backup import back_up
from autograder.service.upkeep.examined import is_of_use
from autograder.service.upkeep.restore import restore

A_MONTH = timedelta(days=30)
HUB = "https://hub.example.org"
LINK = Link(
    issuer=HUB,
    client_id="c",
    deployment="d",
    context="x",
    link="l",
    exercise="toy",
    line_item=f"{HUB}/items/1",
)
SIX, TEN = (Score(float(points), 10.0, DONE, f"hand-in {points}") for points in (6, 10))
PLATFORM = """\
[[platform]]
issuer = "https://lms.example.org"
client_id = "client"
login_url = "https://lms.example.org/auth"
token_url = "https://lms.example.org/token"
keys_url = "https://lms.example.org/keys"
"""


def decided(course: Course, subject: str, person: str | None, how: str = "tess") -> None:
    with (
        History(course.folder / FILE, SERVICE) as history,
        history.database.writing() as connection,
    ):
        saw_identity(connection, HUB, subject, "Somebody", "", datetime.now(UTC))
        bind_identity(connection, HUB, subject, person, how)


def who_is(course: Course, subject: str) -> tuple[str | None, str]:
    with (
        History(course.folder / FILE, SERVICE) as history,
        history.database.reading() as connection,
    ):
        found = find_identity(connection, HUB, subject)
    assert found is not None
    return found.person, found.how


def test_who_was_let_go_stays_so(lived: tuple[Course, Path], tmp_path: Path) -> None:
    course, _file = lived
    decided(course, "let go", "ann")
    decided(course, "another now", "ann")
    decided(course, "as it was", "bob")
    back_up(course, tmp_path / "b.zip", A_MONTH)
    decided(course, "let go", None)
    decided(course, "another now", "bob")
    decided(course, "came later, and was let go", None)
    restore(course, tmp_path / "b.zip", yes=False)
    assert who_is(course, "let go") == (None, "tess")
    assert who_is(course, "another now") == ("bob", "tess")
    assert who_is(course, "as it was") == ("bob", "tess")
    assert who_is(course, "came later, and was let go") == (None, "tess")


def test_a_sign_in_that_was_used_since_is_used(lived: tuple[Course, Path], tmp_path: Path) -> None:
    course, _file = lived
    back_up(course, tmp_path / "b.zip", A_MONTH)
    now = datetime.now(UTC)
    for expected in (True, False):
        with (
            History(course.folder / FILE, SERVICE) as history,
            history.database.writing() as connection,
        ):
            assert came_back(connection, "state", now, now + A_MONTH) is expected
        restore(course, tmp_path / "b.zip", yes=True)


def test_what_platforms_were_told_since_is_known(
    lived: tuple[Course, Path], tmp_path: Path
) -> None:
    """They have ten points, and are told what counts now; where nobody knows what they have, they
    are told whatever counts."""
    course, _file = lived
    file, now = tmp_path / "b.zip", datetime.now(UTC)

    def tells(score: Score, subject: str) -> None:
        with (
            History(course.folder / FILE, SERVICE) as history,
            history.database.writing() as connection,
        ):
            was_told(connection, LINK, subject, "ann", score, now)

    def known(subject: str) -> Score | None:
        with (
            History(course.folder / FILE, SERVICE) as history,
            history.database.reading() as connection,
        ):
            return told(connection, LINK, subject)

    tells(SIX, "told before")
    back_up(course, file, A_MONTH)
    tells(TEN, "told before")
    tells(TEN, "told since")
    restore(course, file, yes=False)
    assert [known(each) for each in ("told before", "told since")] == [TEN, TEN]
    for path in course.folder.glob(f"{FILE}*"):
        path.unlink()
    restore(course, file, yes=True)
    unknown = known("told before")
    assert unknown is not None and unknown != SIX and unknown.points == SIX.points


def test_platforms_that_were_taken_out_are_not_back_by_accident(
    lived: tuple[Course, Path], tmp_path: Path
) -> None:
    course, _file = lived
    place = course.folder / platforms.FILE
    place.write_text(PLATFORM)
    assert platforms.load_platforms(course)
    back_up(course, tmp_path / "b.zip", A_MONTH)
    place.unlink()
    with pytest.raises(UsageError, match=r"changes of lti\.toml"):
        restore(course, tmp_path / "b.zip", yes=False)


def test_a_list_that_was_put_there_with_an_older_date_is_not_lost_by_accident(
    lived: tuple[Course, Path], tmp_path: Path
) -> None:
    course, _file = lived
    place = course.folder / "people.csv"
    back_up(course, tmp_path / "b.zip", A_MONTH)
    place.write_text(place.read_text().replace("hal,", "hal2,"))
    os.utime(place, (0, 0))
    with pytest.raises(UsageError, match=r"changes of people\.csv"):
        restore(course, tmp_path / "b.zip", yes=False)


def test_keys_that_were_replaced_stay(lived: tuple[Course, Path], tmp_path: Path) -> None:
    course, _file = lived
    place, first = course.folder / keys.FILE, keys.own_keys(course)
    back_up(course, tmp_path / "b.zip", A_MONTH)
    new = keys.rotate(course)
    restore(course, tmp_path / "b.zip", yes=True)
    assert keys.own_keys(course) == new != first
    place.write_text("damaged")
    restore(course, tmp_path / "b.zip", yes=True)
    assert keys.own_keys(course) == first


def test_which_keys_are_of_use(course: Course) -> None:
    keys.own_keys(course)
    place = course.folder / keys.FILE
    assert is_of_use(place)
    whole = json.loads(place.read_bytes())
    (pair,) = whole["keys"]
    for wrong in (
        {**whole, "keys": [{}]},
        {**whole, "keys": []},
        {**whole, "states": ""},
        {**whole, "keys": [{**pair, "jwk": {}}]},
        {**whole, "keys": [{**pair, "made_at": "2030-01-01T00:00:00"}]},
        {**whole, "keys": [{**pair, "jwk": {**pair["jwk"], "d": None}}]},
    ):
        place.write_text(json.dumps(wrong))
        assert not is_of_use(place)
