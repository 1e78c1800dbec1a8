"""What a teacher does with people at the terminal: no web is needed, and a service may run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from autograder.classroom.enrol import Enrolled, enrol
from autograder.classroom.kept import open_history
from autograder.classroom.more_time import extend
from autograder.course import Course
from autograder.history import History
from autograder.policies import shown_moment
from autograder.reports.people_table import Line
from autograder.roster import Person, load_roster
from autograder.service.signin.links import personal_links
from autograder.service.store.audit import TERMINAL, note
from autograder.service.store.bookings import put_booking
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep.alone import addresses_of_services
from autograder.service.web.settings import Settings


def add_people(course: Course, table: bytes) -> Enrolled:
    """Add people to the class list; where a line is wrong, nothing is changed. Raises CourseError
    and HistoryError."""
    done = enrol(course, table)
    people = [each.id for each in (*done.added, *done.changed)]
    if people:
        with _history(course) as history, history.database.writing() as connection:
            note(connection, TERMINAL, "changed the class list", people=people)
    return done


def known_address(course: Course) -> str:
    """Where the service of this course is: the one that is running on this machine, or as
    course.toml has it; empty where neither says so. Of several that are running and do not agree,
    course.toml says which is meant."""
    running = addresses_of_services(course)
    said = course.service.address
    return said if said and len(running) != 1 else (running or [""])[0]


def give_links(course: Course, people: Sequence[Person], address: str) -> list[tuple[Person, str]]:
    """A new personal link for each, at the service with this address. Raises HistoryError."""
    shown = Settings(address=address).shown
    now = datetime.now(UTC)
    with _history(course) as history, history.database.writing() as connection:
        made = personal_links(connection, people, shown, now)
        note(connection, TERMINAL, "made personal links", people=[each.id for each in people])
    return made


def give_time(
    course: Course, id: str, exercise: str, until: str, why: str, *, may_shorten: bool
) -> tuple[str, str]:
    """More time for one student; until when that is, for people, and was before, if it was. The
    gradebook follows when a service runs. Raises UsageError, CourseError and HistoryError."""
    given = extend(course, id, exercise, until, why, may_shorten=may_shorten)
    with _history(course) as history, history.database.writing() as connection:
        note(connection, TERMINAL, "gave more time", id, **given.noted(exercise))
        put_booking(connection, exercise, id, datetime.now(UTC))
    zone = course.policies[exercise].zone
    before = shown_moment(given.before, zone) if given.before is not None else ""
    return shown_moment(given.until, zone), before


def note_of_platforms(course: Course, what: str, issuer: str = "") -> None:
    """Write down what was done with learning platforms, or one of them. Raises HistoryError."""
    detail = {"issuer": issuer} if issuer else {}
    with _history(course) as history, history.database.writing() as connection:
        note(connection, TERMINAL, what, "", **detail)


def class_list(course: Course) -> list[Line]:
    """Everybody, with the time that they were given. Raises CourseError."""
    roster = load_roster(course)
    given: dict[str, list[str]] = {}
    for each in roster.extensions:
        until = shown_moment(each.until, course.policies[each.exercise].zone)
        given.setdefault(each.student, []).append(f"{each.exercise}: {until}")
    return [
        Line(
            each.id,
            each.name,
            each.email,
            each.role.value,
            "; ".join(each.sections),
            "; ".join(given.get(each.id, ())),
        )
        for each in roster.people
    ]


def _history(course: Course) -> History:
    return open_history(course, SERVICE)
