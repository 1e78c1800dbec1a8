"""What the dates of a course make of each of a student's hand-ins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import toy_course as toy

from autograder.classroom.dates import NOTHING, applied, applied_rules
from autograder.course import Course, load_course
from autograder.history import Clock, KeptSubmission
from autograder.results import AppliedRule
from autograder.roster import load_roster

OPENS = datetime(2030, 9, 1, tzinfo=UTC)


def course_with(folder: Path, policies: str) -> Course:
    manifest = f"{toy.MANIFEST}[exercises.policies]\nopens = 2030-09-01T00:00:00Z\n{policies}\n"
    return load_course(toy.write_course(folder, manifest=manifest).folder)


def hand_ins(*came: tuple[float, str]) -> list[KeptSubmission]:
    """The attempts of one student as the history has them: hours after it opens, and digests."""
    return [
        KeptSubmission(
            id=f"id{number}",
            exercise="toy",
            student="ann",
            attempt=number,
            received_at=OPENS + timedelta(hours=hours),
            clock=Clock.STAMP,
            digest=digest,
        )
        for number, (hours, digest) in enumerate(came, 1)
    ]


def verdicts(course: Course, attempts: list[KeptSubmission]) -> list[str]:
    roster = load_roster(course)
    found = [applied(course, roster, each, attempts) for each in attempts]
    return [each.verdict if each is not None else "" for each in found]


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ([(-1, "a"), (1, "b"), (2, "c")], ["not_open", "in_time", "too_many"]),
        ([(1, NOTHING), (2, "a"), (3, "b")], ["in_time", "in_time", "too_many"]),
        # A file beside the work has been added since, to the same hand-in.
        ([(1, "a"), (1, "a"), (2, "b")], ["in_time", "in_time", "too_many"]),
        ([(1, "a"), (2, NOTHING)], ["in_time", "too_many"]),
        ([(2, "a"), (1, "b")], ["too_many", "in_time"]),  # in the order in which they came
    ],
)
def test_what_is_not_taken_uses_up_no_attempt(
    tmp_path: Path, came: list[tuple[float, str]], expected: list[str]
) -> None:
    course = course_with(tmp_path, "attempts = 1")
    assert verdicts(course, hand_ins(*came)) == expected


def test_what_came_at_a_time_that_nobody_knows_uses_up_none(tmp_path: Path) -> None:
    course = course_with(tmp_path, "attempts = 1")
    first, second = hand_ins((1, "a"), (2, "b"))
    unknown = msgspec.structs.replace(first, clock=Clock.SEEN)
    assert verdicts(course, [unknown, second]) == ["", "in_time"]


def test_between_two_attempts_there_is_a_pause(tmp_path: Path) -> None:
    course = course_with(tmp_path, "pause_minutes = 60")
    attempts = hand_ins((1, "a"), (1.5, "b"), (2, "c"))
    assert verdicts(course, attempts) == ["in_time", "too_soon", "in_time"]


def test_what_stands_in_a_record_comes_back_from_json_as_it_was(tmp_path: Path) -> None:
    course = course_with(tmp_path, "late = {closed_after_days = inf}")
    attempts = hand_ins((1, "a"))
    rules = applied_rules(course, load_roster(course), attempts[0], attempts)
    assert rules is not None
    read = msgspec.json.decode(msgspec.json.encode(rules), type=tuple[AppliedRule, ...])
    assert read == rules
    assert rules[0].facts["late"]["closed_after_days"] == "inf"


@pytest.mark.parametrize(
    ("hours", "more_time", "said"),
    [
        (1, "", "Due 2030-09-02 00:00 UTC; it came 2030-09-01 01:00 UTC. That was in time."),
        (24.2, "", "in the 15 minutes of grace"),
        (30, "", "it came 2030-09-02 06:00 UTC. Late days: 1. 90 % of the points count."),
        (30, "2030-09-04T00:00:00Z", "Due 2030-09-04 00:00 UTC for you, with more time"),
        (24 * 20, "", "when the exercise had closed, so it does not count"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_student_is_told_which_rule_applied_and_from_which_date(
    tmp_path: Path, hours: float, more_time: str, said: str, language: str
) -> None:
    course = course_with(tmp_path, "due = 2030-09-02T00:00:00Z\nattempts = 3")
    if more_time:
        (tmp_path / "people.csv").write_text("id\nann\n")
        (tmp_path / "extensions.csv").write_text(f"id,exercise,until\nann,toy,{more_time}\n")
    course.language = language
    attempts = hand_ins((hours, "a"))
    (rule,) = applied_rules(course, load_roster(course), attempts[0], attempts) or ()
    if language == "en":
        assert said in rule.sentence
        assert ("attempt 1 of 3" in rule.sentence) is (hours < 100)
    else:
        assert rule.sentence.isascii() is False and "it came" not in rule.sentence
