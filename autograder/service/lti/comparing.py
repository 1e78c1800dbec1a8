"""All grades are compared with what learning platforms know."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from autograder.course import Course
from autograder.roster import Person, Role
from autograder.service.store.identities import all_identities
from autograder.service.store.lti import members_of, now_ours, our_links
from autograder.service.store.passbacks import put_passbacks


def compare_all(connection: Connection, course: Course, now: datetime) -> None:
    """Let every grade be looked at once more that belongs to a platform; those that it knows
    already are not sent."""
    for exercise in course.exercises:
        compare_one(connection, exercise.name, now)


def compare_one(connection: Connection, exercise: str, now: datetime) -> None:
    """The same for one exercise."""
    known = {(e.issuer, e.subject): e.person for e in all_identities(connection) if e.person}
    links = our_links(connection, exercise) if exercise else []
    there = {(each.issuer, who) for each in links for who in members_of(connection, each)}
    people = {known[each] for each in there & known.keys()}
    put_passbacks(connection, exercise, sorted(people), now)


def was_recognised(
    connection: Connection, course: Course, issuer: str, subject: str, person: Person, now: datetime
) -> None:
    """It was decided who somebody is that had come before: their grades belong there now, and where
    they teach here, those of all who belong to that course."""
    if person.role is not Role.STUDENT:
        now_ours(connection, issuer, subject)
        compare_all(connection, course, now)
        return
    for exercise in course.exercises:
        put_passbacks(connection, exercise.name, [person.id], now)
