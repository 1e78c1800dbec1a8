"""What is kept of one person, and all of it as a file for them.

It needs no web: the tables of the service may be there or not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, exists, select

from autograder.classroom.kept import open_history
from autograder.course import Course
from autograder.errors import UsageError, did_you_mean
from autograder.files import is_id, read_regular
from autograder.gradebook import Gradebook
from autograder.history.tables import SUBMISSIONS
from autograder.intake.shelf import COLLECTED
from autograder.roster import load_roster
from autograder.service.store.audit import OF_AN_EXERCISE, PEOPLE, TERMINAL, note
from autograder.service.store.leaderboards_table import LEADERBOARDS
from autograder.service.store.lti_tables import LTI_GRADES, LTI_MEMBERS, PASSBACKS
from autograder.service.store.marking_tables import MARKS, OPENED, REVIEWS, SAID, THREADS
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
    VISITS,
)
from autograder.service.upkeep.names import is_text

OF_A_PERSON = (
    RECEIPTS, JOBS, BOOKINGS, LINKS, SESSIONS, TOKENS, BUCKETS, CHECKS, IDENTITIES, TRIALS,
    PASSBACKS, LTI_GRADES, LEADERBOARDS, MARKS, OPENED, REVIEWS, THREADS, SAID,
)  # fmt: skip
BY_A_PERSON = ((MARKS, "grader"), (SAID, "writer"))  # what they did for others, and stays
OF_AN_IDENTITY = (LTI_MEMBERS, VISITS)  # they know people by what another system calls them
SECRET = ("digest", "key", "browser")  # columns of tables that are of no use to anybody else
MOST_BYTES = 100_000_000  # of one file
README = """\
All that this course keeps of you.

person.json      your entry in the class list, and more time that you were given
hand-ins.json    what you have handed in, when it came, and what it was given
hand-ins/        the files themselves, by their SHA-256
records/         the record of each grading
collected/       all versions of your work that a teacher has taken in from archives and folders
gradebook.json   points and comments in the gradebook
service.json     receipts, checks before handing in, when you were signed in, who you are in other
                 systems and what they were told, what you are called on leaderboards, what people
                 gave for your answers, what you have asked about grades, who has seen what
"""


def export_person(course: Course, id: str) -> bytes:
    """A zip archive of all that is kept of a person. Raises UsageError where that is nothing."""
    see_that_it_is_an_id(id)
    roster = load_roster(course)
    person = roster.person(id)
    with open_history(course, SERVICE) as history:
        entries = history.entries(student=id)
        with history.database.reading() as connection:
            tables = {
                table.name: [
                    {name: value for name, value in row.items() if name not in SECRET}
                    for row in connection.execute(select(table).where(is_theirs)).mappings()
                ]
                for table, is_theirs in _tables_of(id)
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
        with history.database.writing() as connection:
            note(connection, TERMINAL, "wrote out all that is kept of somebody", id)
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
        for path, data in _collected(course, id):
            into.writestr(f"collected/{path}", data)
        for grading, report in records.items():
            into.writestr(f"records/{grading}.json", msgspec.json.encode(report))
    return archive.getvalue()


def _collected(course: Course, id: str) -> Iterator[tuple[str, bytes]]:
    """The versions that `autograder collect` keeps: of those that never counted the history has
    nothing."""
    shelf = course.submitted / COLLECTED / id
    for path in sorted(shelf.rglob("*")) if is_id(id) else ():
        data = read_regular(path, MOST_BYTES)
        if data is not None:
            yield path.relative_to(shelf).as_posix(), data


def _tables_of(id: str) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """The tables with something of a person, and which rows of them that is."""
    for table in OF_A_PERSON:
        yield table, table.c.person == id
    for table in OF_AN_IDENTITY:
        one = (IDENTITIES.c.issuer == table.c.issuer, IDENTITIES.c.subject == table.c.subject)
        yield table, exists().where(IDENTITIES.c.person == id, *one)


def acts_of(connection: Connection, id: str) -> list[dict[str, Any]]:
    """What the audit log has of a person: what they did, and what was done with them."""
    found = map(dict, connection.execute(select(AUDIT)).mappings())
    return [each for each in found if id in people_of(each)]


def people_of(act: Mapping[str, Any]) -> set[str]:
    """The people in a row of the audit log. Words there may be somebody's id by chance."""
    found = {act["who"], *act["detail"].get(PEOPLE, ())}
    if act["what"] not in OF_AN_EXERCISE:
        found.add(act["about"])
    return found - {""}


def everybody_in(connection: Connection) -> set[str]:
    """The ids of all people of whom the service and the history keep something."""
    found = set(connection.scalars(select(SUBMISSIONS.c.student).distinct()))
    for table in OF_A_PERSON:
        found.update(connection.scalars(select(table.c.person).distinct()))
    for table, column in BY_A_PERSON:
        found.update(connection.scalars(select(table.c[column]).distinct()))
    for act in map(dict, connection.execute(select(AUDIT)).mappings()):
        found |= people_of(act)
    return {id for id in found if id}


def _without_others(act: dict[str, Any], id: str) -> dict[str, Any]:
    """Where several people are named at once, the others are nobody's business."""
    detail = dict(act["detail"])
    if PEOPLE in detail:
        detail[PEOPLE] = [each for each in detail[PEOPLE] if each == id]
    return {**act, "detail": detail}


def see_that_it_is_an_id(id: str) -> None:
    """Raises UsageError where nobody can be called so."""
    if not id.strip():
        raise UsageError("The id of a person is empty.", todo="Write it as it is in people.csv.")
    if not is_text(id):
        raise UsageError(
            "This id is no text in UTF-8, so nobody can be called so.",
            todo="A folder of that name in submitted/ is nobody's: remove it by hand.",
        )


def nobody(course: Course, id: str) -> UsageError:
    """Nothing is kept of a person with this id."""
    known = [each.id for each in load_roster(course).people]
    return UsageError(
        f"Nothing is kept of a person with the id '{id}'.",
        where=course.folder,
        todo=did_you_mean(id, known) or "Check the id: it is the name of a folder in submitted/.",
    )
