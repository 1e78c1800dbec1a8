"""All grades are compared with what learning platforms know."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from autograder.course import Course
from autograder.service.store.identities import all_identities
from autograder.service.store.lti import members_of, our_links
from autograder.service.store.passbacks import put_passbacks


def compare_all(connection: Connection, course: Course, now: datetime) -> None:
    """Let every grade be looked at once more that belongs to a platform; those that it knows
    already are not sent."""
    known = {(e.issuer, e.subject): e.person for e in all_identities(connection) if e.person}
    for exercise in course.exercises:
        links = our_links(connection, exercise.name)
        there = {(each.issuer, who) for each in links for who in members_of(connection, each)}
        people = {known[each] for each in there & known.keys()}
        put_passbacks(connection, exercise.name, sorted(people), now)
