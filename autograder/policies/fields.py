"""[policies] of course.toml, and [exercises.policies]: as they stand there, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from autograder.errors import CourseError
from autograder.policies.moments import When, read_moment, zone_named
from autograder.policies.policy import (
    Checks,
    Keep,
    Late,
    Minutes,
    Number,
    Policy,
    Tells,
    Weight,
)


class CourseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[policies]: what holds for every exercise that says nothing else; `days_in_hand` are for the
    course as a whole."""

    zone: str | None = None
    keep: Keep = Keep.BEST
    attempts: Number | None = None
    pause_minutes: Minutes = 1.0
    days_in_hand: Annotated[int, msgspec.Meta(ge=0)] = 3
    late: Late = Late()
    check: Tells = Tells.HINTS
    hand_in: Tells = Tells.FULL
    checks: Checks = Checks()


class ExerciseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[exercises.policies]: the dates of one exercise, and what is other than in the course."""

    opens: When | None = None
    due: When | None = None
    closes: When | None = None
    keep: Keep | None = None
    attempts: Number | None = None
    pause_minutes: Minutes | None = None
    weight: Weight = 1.0
    bonus: bool = False
    late: dict[str, float] = {}
    check: Tells | None = None
    hand_in: Tells | None = None
    checks: dict[str, int | float | list[str]] = {}
    leaderboard: bool = False


def policies_of(
    rules: CourseRules, own: Mapping[str, ExerciseRules], where: Path
) -> dict[str, Policy]:
    """The policy of each exercise; raises CourseError, which names the exercise and the date."""
    try:
        zone = zone_named(rules.zone) if rules.zone is not None else None
    except CourseError as error:
        raise CourseError(error.what, where=where, todo=error.todo) from error
    return {name: _policy(rules, own[name], zone, name, where) for name in own}


def _policy(
    rules: CourseRules, own: ExerciseRules, zone: ZoneInfo | None, name: str, where: Path
) -> Policy:
    moments: dict[str, datetime | None] = {}
    for field in ("opens", "due", "closes"):
        when: When | None = getattr(own, field)
        try:
            moments[field] = read_moment(when, zone, end=field != "opens") if when else None
        except CourseError as error:
            what = f"The date `{field}` of {name}: {error.what}"
            raise CourseError(what, where=where, todo=error.todo) from error
    _check_order(moments, name, where)
    return Policy(
        **moments,
        late=own_late(rules.late, own.late),
        keep=own.keep or rules.keep,
        attempts=own.attempts or rules.attempts,
        pause_minutes=rules.pause_minutes if own.pause_minutes is None else own.pause_minutes,
        weight=own.weight,
        bonus=own.bonus,
        zone=zone.key if zone is not None else "UTC",
        check=own.check or rules.check,
        hand_in=own.hand_in or rules.hand_in,
        checks=own_checks(rules.checks, own.checks),
        leaderboard=own.leaderboard,
    )


def own_late(late: Late, own: Mapping[str, float]) -> Late:
    """The rule with what one exercise says in place; raises msgspec.ValidationError."""
    return msgspec.convert({**msgspec.to_builtins(late), **own}, Late)


def own_checks(checks: Checks, own: Mapping[str, int | float | list[str]]) -> Checks:
    """The same for how often a question is checked, and which are not."""
    return msgspec.convert({**msgspec.to_builtins(checks), **own}, Checks)


def _check_order(moments: Mapping[str, datetime | None], name: str, where: Path) -> None:
    there = [(moment, field) for field, moment in moments.items() if moment is not None]
    for (earlier, first), (later, second) in pairwise(there):
        if earlier > later:
            raise CourseError(
                f"In {name}, `{second}` lies before `{first}`.",
                where=where,
                todo="The order is: opens, due, closes.",
            )
