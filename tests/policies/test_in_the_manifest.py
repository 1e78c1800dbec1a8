"""[policies] in course.toml: what stands there, what it means, and what is wrong in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import toy_course as toy

from autograder.course import Course, load_course
from autograder.errors import CourseError
from autograder.policies import Checks, Keep, Late, Policy, Tells


def load(folder: Path, course: str = "", exercise: str = "") -> Course:
    """The toy course with these lines below [policies] and [exercises.policies]."""
    manifest = toy.MANIFEST.replace("[[exercises]]", f"[policies]\n{course}\n[[exercises]]")
    manifest += f"[exercises.policies]\n{exercise}\n"
    (folder / "course.toml").write_text(manifest, encoding="utf-8")
    return load_course(folder)


def test_a_course_that_says_nothing(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    assert course.policies == {"toy": Policy(pause_minutes=1)}
    assert course.rules.days_in_hand == 3


def test_what_an_exercise_says_goes_before_what_the_course_says(tmp_path: Path) -> None:
    course = load(
        tmp_path,
        'zone = "Europe/Moscow"\nkeep = "last"\nattempts = 5\nlate = {per_day = 0.2, floor = 0}\n'
        'check = "passed"\nhand_in = "hints"\nchecks = {minutes_each = 2}',
        "opens = 2030-09-01\ndue = 2030-09-15 23:59:00\ncloses = 2030-09-20T12:00:00Z\n"
        "attempts = 2\nweight = 2\nbonus = true\nlate = {floor = 0.25}\n"
        'check = "full"\nchecks = {in_hand = 4, without = ["double"]}\nleaderboard = true',
    )
    assert course.policies["toy"] == Policy(
        opens=datetime(2030, 8, 31, 21, tzinfo=UTC),
        due=datetime(2030, 9, 15, 20, 59, tzinfo=UTC),
        closes=datetime(2030, 9, 20, 12, tzinfo=UTC),
        late=Late(per_day=0.2, floor=0.25),
        keep=Keep.LAST,
        attempts=2,
        pause_minutes=1,
        weight=2,
        bonus=True,
        zone="Europe/Moscow",
        check=Tells.FULL,
        hand_in=Tells.HINTS,
        checks=Checks(in_hand=4, minutes_each=2, without=("double",)),
        leaderboard=True,
    )


def test_a_date_may_be_a_text(tmp_path: Path) -> None:
    course = load(tmp_path, 'zone = "Europe/Moscow"', 'due = "2030-09-15 23:59"')
    assert course.policies["toy"].due == datetime(2030, 9, 15, 20, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("course", "exercise", "said"),
    [
        ('zone = "Europe/Mosow"', "", "Did you mean 'Europe/Moscow'?"),
        ("", "due = 2030-09-15", "`due` of toy: 2030-09-15 has no time zone"),
        ("", "due = 12:00:00", "Exercise 'toy', `policies.due`: Expected a date"),
        ("", "due = 20300915", "Exercise 'toy', `policies.due`: Expected a date"),
        ("", 'due = "soon"', "`due` of toy: 'soon' is no date"),
        ("", "dew = 2030-09-15", "Did you mean 'due'?"),
        ("", "late = {flor = 0.2}", "The rule for late work of toy"),
        ("", "late = {floor = 2}", "The rule for late work of toy: `floor`"),
        ("", "weight = 0", "`policies.weight`"),
        ("", 'check = "everything"', "`policies.check`"),
        ("", "checks = {inhand = 3}", "Did you mean 'in_hand'?"),
        ("", "checks = {in_hand = 0}", "The number of checks of toy: `in_hand`"),
        ("checks = {in_hand = 2.5}", "", "`policies.checks.in_hand`"),
        ("checks = {minutes_each = inf}", "", "`policies.checks.minutes_each`"),
        ("late = {per_day = -1}", "", "`policies.late.per_day`"),
        ("late = {per_day = nan}", "", "`policies.late.per_day`"),
        ("late = {grace_minutes = inf}", "", "`policies.late.grace_minutes`"),
        ("late = {flor = 1}", "", "The fields here are: grace_minutes, per_day, floor"),
        ("zones = 1", "", "Did you mean 'zone'?"),
        ("attempts = 0", "", "`policies.attempts`"),
        ('keep = "worst"', "", "`policies.keep`"),
        ('keep = "first"', "", "There is no 'first'. It may be: best, last."),
        ("", 'keep = "lst"', "Did you mean 'last'?"),
        ("days_in_hand = -1", "", "`policies.days_in_hand`"),
        ('zone = "Europe/Berlin"', "due = 2030-03-31 02:30:00", "never comes"),
        ('zone = "UTC"', "due = 2030-09-15\ncloses = 2030-09-14", "`closes` lies before `due`"),
        ('zone = "UTC"', "opens = 2030-09-16\ncloses = 2030-09-14", "before `opens`"),
    ],
)
def test_what_is_wrong(tmp_path: Path, course: str, exercise: str, said: str) -> None:
    with pytest.raises(CourseError) as caught:
        load(tmp_path, course, exercise)
    assert said in str(caught.value)
    assert caught.value.where == tmp_path / "course.toml"
