"""`autograder lti`: the learning platforms that a course belongs to."""

from __future__ import annotations

from pathlib import Path

import msgspec

from autograder.cli.common import open_course
from autograder.course import Course
from autograder.errors import ServiceError, UsageError, did_you_mean
from autograder.history.extras import how_to_install
from autograder.roster import changing
from autograder.service.lti.addresses import CHOOSE, KEYS, LAUNCH, LOGIN
from autograder.service.lti.platforms import (
    FILE,
    Platform,
    check_platform,
    load_platforms,
    save_platforms,
)
from autograder.service.upkeep.terminal import note_of_platforms


def add(folder: Path | None, platform: Platform) -> int:
    """Add a platform, or write it anew; what was known besides its addresses stays."""
    course = open_course(folder)
    with changing(course):
        known = {(each.issuer, each.client_id): each for each in load_platforms(course)}
        before = known.get((platform.issuer, platform.client_id))
        if before is not None:
            platform = _with_what_was_known(platform, before)
        check_platform(platform)
        known[platform.issuer, platform.client_id] = platform
        save_platforms(course, known.values())
    note_of_platforms(course, "wrote down a learning platform", issuer=platform.issuer)
    print(f"Wrote {course.folder / FILE}.")
    _say_addresses(course)
    if not platform.deployments:
        print("It has no deployment yet: launches are refused, and say which id to add with")
        print("--deployment.")
    return 0


def _with_what_was_known(new: Platform, before: Platform) -> Platform:
    """What was said once, and is not said again, holds; it is taken back in the file."""
    return msgspec.structs.replace(
        new,
        deployments=tuple(dict.fromkeys((*before.deployments, *new.deployments))),
        frames=tuple(dict.fromkeys((*before.frames, *new.frames))),
        audience=new.audience or before.audience,
        trusts_emails=new.trusts_emails or before.trusts_emails,
    )


def show(folder: Path | None) -> int:
    """Say which platforms there are, and what to enter at each."""
    course = open_course(folder)
    platforms = load_platforms(course)
    if not platforms:
        print("This course belongs to no learning platform. `autograder lti add` adds one.")
        print()
    for each in platforms:
        for name, value in msgspec.structs.asdict(each).items():
            if value:
                said = ", ".join(value) if isinstance(value, tuple) else value
                print(f"{name:14} {said}")
        print()
    _say_addresses(course)
    return 0


def remove(folder: Path | None, issuer: str, client_id: str) -> int:
    """Take out a platform, or one registration at it."""
    course = open_course(folder)
    with changing(course):
        _take_out(course, issuer, client_id)
    note_of_platforms(course, "took out a learning platform", issuer=issuer)
    print(f"Taken out: {issuer}. Who has come from there stays known, and grades there stay.")
    return 0


def _take_out(course: Course, issuer: str, client_id: str) -> None:
    known = load_platforms(course)
    gone = [each for each in known if each.issuer == issuer and client_id in ("", each.client_id)]
    if not gone:
        raise UsageError(
            f"This course belongs to no learning platform {issuer!r}.",
            where=course.folder / FILE,
            todo=did_you_mean(issuer, [each.issuer for each in known])
            or "`autograder lti show` says which there are.",
        )
    save_platforms(course, [each for each in known if each not in gone])


def rotate(folder: Path | None) -> int:
    """Make a new key pair of ours."""
    course = open_course(folder)
    try:
        from autograder.service.lti.keys import SHOWN_BEFORE
        from autograder.service.lti.keys import rotate as make_new
    except ModuleNotFoundError as error:
        raise ServiceError(
            f"Learning platforms need {error.name}, which is not installed.",
            todo=how_to_install("lti"),
        ) from error
    number = len(make_new(course).keys)
    note_of_platforms(course, "made new keys for learning platforms")
    hours = int(SHOWN_BEFORE.total_seconds()) // 3600
    print(f"There are {number} keys now. The new one is shown to platforms at once, and signs")
    print(f"from {hours} hours from now on, when they have fetched it.")
    return 0


def _say_addresses(course: Course) -> None:
    """What to enter at a platform."""
    address = (course.service.address or "https://ADDRESS").rstrip("/")
    if not course.service.address:
        print("ADDRESS is what people type into a browser: `address` below [service] in")
        print("course.toml.")
    print("Enter at the platform:")
    print(f"  login (OpenID Connect initiation)  {address}{LOGIN}")
    print(f"  launch, redirect, target link      {address}{LAUNCH}")
    print(f"  public keys (JWK set)              {address}{KEYS}")
    print(f"  choosing exercises (deep linking)  {address}{CHOOSE}")
    print("  custom parameter of a link         exercise=NAME, such as")
    print(f"                                     exercise={course.exercises[0].name}")
