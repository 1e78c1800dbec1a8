"""What is kept of one person, and all of it as a file for them.

It needs no web: the tables of the service may be there or not.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, or_, select

from autograder.classroom.kept import open_history
from autograder.course import Course
from autograder.errors import UsageError, did_you_mean
from autograder.gradebook import Gradebook
from autograder.roster import load_roster
from autograder.service.store.lti_tables import LTI_GRADES, PASSBACKS
from autograder.service.store.tables import (
    AUDIT,
    BOOKINGS,
    BUCKETS,
    CHECKS,
    IDENTITIES,
    JOBS,
    LINKS,
    RECEIPTS,
    SERVICE,
    SESSIONS,
    TOKENS,
    TRIALS,
)

OF_A_PERSON = (
    RECEIPTS, JOBS, BOOKINGS, LINKS, SESSIONS, TOKENS, BUCKETS, CHECKS, IDENTITIES, TRIALS,
    PASSBACKS, LTI_GRADES,
)  # fmt: skip
SECRET = ("digest", "key")  # columns of tables that are of no use to anybody else
README = """\
All that this course keeps of you.

person.json      your entry in the class list, and more time that you were given
hand-ins.json    what you have handed in, when it came, and what it was given
hand-ins/        the files themselves, by their SHA-256
records/         the record of each grading
gradebook.json   points and comments in the gradebook
service.json     receipts, checks before handing in, when you were signed in, who has seen what
"""


def export_person(course: Course, id: str) -> bytes:
    """A zip archive of all that is kept of a person. Raises UsageError where that is nothing."""
    roster = load_roster(course)
    person = roster.person(id)
    with open_history(course, SERVICE) as history:
        entries = history.entries(student=id)
        with history.database.reading() as connection:
            tables = {
                table.name: [
                    {name: value for name, value in row.items() if name not in SECRET}
                    for row in _rows(connection, table, id)
                ]
                for table in OF_A_PERSON
            }
            tables["audit"] = [_without_others(row, id) for row in acts_of(connection, id)]
        contents = {each.submission.digest: each.submission for each in entries}
        files = {digest: history.content(digest) for digest in contents if digest}
        records = {
            each.grading.id: history.report(each.grading.id)
            for each in entries
            if each.grading is not None
        }
    marks: list[dict[str, Any]] = []
    if Gradebook.exists(course):
        with Gradebook(course) as book:
            marks = book.marks_of(id)
    if person is None and not entries and not marks and not any(tables.values()):
        raise nobody(course, id)
    extensions = [each for each in roster.extensions if each.student == id]
    plain = {
        "person.json": {"person": person, "extensions": extensions},
        "hand-ins.json": entries,
        "gradebook.json": marks,
        "service.json": tables,
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("README.txt", README)
        for name, value in plain.items():
            into.writestr(name, msgspec.json.format(msgspec.json.encode(value), indent=1))
        for digest, data in files.items():
            if data is not None:
                into.writestr(f"hand-ins/{digest}", data)
        for grading, report in records.items():
            into.writestr(f"records/{grading}.json", msgspec.json.encode(report))
    return archive.getvalue()


def _rows(connection: Connection, table: Table, id: str) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(table.c.person == id)).mappings()
    return [dict(row) for row in found]


def acts_of(connection: Connection, id: str) -> list[dict[str, Any]]:
    """What the audit log has of a person: what they did, and what was done with them."""
    mentions = or_(AUDIT.c.who == id, AUDIT.c.about == id)
    found = [dict(row) for row in connection.execute(select(AUDIT).where(mentions)).mappings()]
    known = {row["id"] for row in found}
    for row in connection.execute(select(AUDIT)).mappings():
        if row["id"] not in known and json.dumps(id) in json.dumps(row["detail"]):
            found.append(dict(row))
    return found


def _without_others(act: dict[str, Any], id: str) -> dict[str, Any]:
    """Where several people are named at once, the others are nobody's business."""
    detail = {
        name: [each for each in value if each == id] if isinstance(value, list) else value
        for name, value in act["detail"].items()
    }
    return {**act, "detail": detail}


def nobody(course: Course, id: str) -> UsageError:
    """Nothing is kept of a person with this id."""
    known = [each.id for each in load_roster(course).people]
    return UsageError(
        f"Nothing is kept of a person with the id '{id}'.",
        where=course.folder,
        todo=did_you_mean(id, known) or "Check the id: it is the name of a folder in submitted/.",
    )
