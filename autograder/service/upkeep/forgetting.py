"""One person taken out of everything that a course keeps, while its service may be running.

The points stay, under a pseudonym. Whoever is stopped in the middle runs it again, also where
nothing but unused parts of a database has anything of the person any more.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, exists, select, update

from autograder.classroom.giving_back.pages import INDEX
from autograder.classroom.kept import open_history
from autograder.classroom.secret import course_secret
from autograder.course import Course
from autograder.engine.cache import FOLDER as CACHE
from autograder.errors import HistoryError, UsageError
from autograder.files import is_id
from autograder.gradebook import Gradebook
from autograder.history import History
from autograder.history.forgetting import pseudonymise
from autograder.intake.shelf import COLLECTED
from autograder.roster import (
    PEOPLE,
    Role,
    Roster,
    changing,
    load_roster,
    save_extensions,
    save_people,
)
from autograder.roster.pseudonyms import new_pseudonym
from autograder.service.store.audit import OF_AN_EXERCISE, TERMINAL, note
from autograder.service.store.audit import PEOPLE as NAMED
from autograder.service.store.identities import forget_identities
from autograder.service.store.jobs import TAKEN_FOR
from autograder.service.store.kept_apart import (
    Backup,
    backups,
    forgotten,
    note_forgotten,
    was_forgotten,
)
from autograder.service.store.passbacks import stays_at
from autograder.service.store.tables import AUDIT, BOOKINGS, JOBS, SERVICE
from autograder.service.upkeep.left import is_being_made, remove_what_was_left
from autograder.service.upkeep.person import (
    BY_A_PERSON,
    OF_A_PERSON,
    acts_of,
    nobody,
    see_that_it_is_an_id,
)

PATIENCE = TAKEN_FOR.total_seconds() + 30  # for what is being written just now
LOOK_EVERY = 0.1  # seconds
TELL_OF_OTHERS = (JOBS, BOOKINGS)  # why several had to wait stands with each of them


class Elsewhere(msgspec.Struct, frozen=True):
    """Where somebody stays whom we forget: in these backups, of which some are still `being_made`,
    and at platforms, each with an exercise for which it has a grade."""

    backups: list[Backup] = []
    being_made: list[Backup] = []
    grades: list[tuple[str, str]] = []


class Forgotten(NamedTuple):
    """Under which name how many hand-ins stand now. Without a name they had been forgotten before,
    and what was left to be done then is done."""

    pseudonym: str
    hand_ins: int


def forget_person(
    course: Course, id: str, tell: Callable[[Elsewhere], None] = lambda _elsewhere: None
) -> Forgotten:
    """Take a person out of everything that the course keeps. Before that `tell` is told where they
    stay, which is heard also where something fails afterwards; and later of what was begun since.

    Raises UsageError where nobody has the id, or the class list would lose its last teacher.
    """
    see_that_it_is_an_id(id)
    roster, secret = load_roster(course), course_secret(course)
    done = Forgotten("", 0)
    with open_history(course, SERVICE) as history:
        is_known = _is_known(course, roster, history, id)
        if is_known:
            _see_that_another_teaches(course, roster, id)
        with history.database.writing() as connection:
            if is_known:
                note_forgotten(connection, id, secret)
            elif not was_forgotten(id, forgotten(connection), secret):
                raise nobody(course, id)
        told = _elsewhere(history, id)
        tell(told)
        if is_known:
            with ExitStack() as opened:
                book = opened.enter_context(Gradebook(course)) if Gradebook.exists(course) else None
                done = Forgotten(*take_out(course, history, book, id))
            now = _elsewhere(history, id)
            tell(
                Elsewhere(
                    [each for each in now.backups if each not in told.backups + told.being_made],
                    [each for each in now.being_made if each not in told.being_made],
                )
            )
        shutil.rmtree(course.folder / CACHE, ignore_errors=True)  # gradings can be had again
        remove_what_was_left(course, history)
        history.database.compact(PATIENCE)
    return done


def _elsewhere(history: History, id: str) -> Elsewhere:
    with history.database.reading() as connection:
        known, grades = backups(connection), stays_at(connection, id)
    being_made = [each for each in known if is_being_made(each)]  # asked first: they may be ready
    ready = [each for each in known if each not in being_made and Path(each.place).exists()]
    return Elsewhere(ready, being_made, grades)


def take_out(course: Course, history: History, book: Gradebook | None, id: str) -> tuple[str, int]:
    """Take a person out of a course with this history and gradebook. Under which name how many
    hand-ins stand now; of the rows, something stays in the file until it is made compact."""
    pseudonym = new_pseudonym()
    person = load_roster(course).person(id)
    name, email = (person.name, person.email) if person is not None else ("", "")
    with history.database.writing() as connection:
        forget_identities(connection, id, name=name, email=email)
    if person is not None:  # nothing more comes from them
        with changing(course):
            roster = load_roster(course)
            save_extensions(course, [each for each in roster.extensions if each.student != id])
            save_people(course, [each for each in roster.people if each.id != id])
    number = _forget_in_the_history(history, id, pseudonym)
    if book is not None:
        book.pseudonymise(id, pseudonym)
    if is_id(id):
        shelf = course.submitted / COLLECTED
        for folder in (course.submitted, shelf, course.autograded, course.feedback):
            shutil.rmtree(folder / id, ignore_errors=True)
    (course.feedback / INDEX).unlink(missing_ok=True)  # it has everybody's name, and is made anew
    return pseudonym, number


def _see_that_another_teaches(course: Course, roster: Roster, id: str) -> None:
    """Raises UsageError where nobody could see to the class any more."""
    teachers = [each.id for each in roster.people if each.role is Role.TEACHER]
    if teachers == [id]:
        raise UsageError(
            f"'{id}' is the only teacher in the class list.",
            where=course.folder / PEOPLE,
            todo="Add another one first: `autograder people add FILE`.",
        )


def _is_known(course: Course, roster: Roster, history: History, id: str) -> bool:
    folders = (course.submitted / id, course.submitted / COLLECTED / id)
    if roster.person(id) is not None or (is_id(id) and any(each.exists() for each in folders)):
        return True
    with history.database.reading() as connection:
        known = any(
            connection.scalar(select(exists().where(table.c.person == id))) for table in OF_A_PERSON
        )
        if known or acts_of(connection, id):
            return True
    if history.entries(student=id):
        return True
    if not Gradebook.exists(course):
        return False
    with Gradebook(course) as book:
        return id in book.class_list()


def _forget_in_the_history(history: History, id: str, pseudonym: str) -> int:
    """Raises HistoryError where a running service does not let go of this person's work."""
    end = time.monotonic() + PATIENCE
    while True:
        with history.database.writing() as connection:
            if not _is_being_written(connection, id):
                number = pseudonymise(connection, id, pseudonym)
                _forget_in_the_service(connection, id, pseudonym)
                note(connection, TERMINAL, "forgot somebody", pseudonym)
                return number
        if time.monotonic() > end:
            raise HistoryError(
                f"The service is writing work of '{id}' into the gradebook.",
                where=history.database.where,
                todo="Run the command again in a minute.",
            )
        time.sleep(LOOK_EVERY)


def _is_being_written(connection: Connection, id: str) -> bool:
    """Whether a service brings something of this person into the gradebook just now: the folders
    would be there again afterwards."""
    held = (BOOKINGS.c.taken_by.is_not(None), BOOKINGS.c.taken_until >= datetime.now(UTC))
    return bool(connection.scalar(select(exists().where(BOOKINGS.c.person == id, *held))))


def _forget_in_the_service(connection: Connection, id: str, pseudonym: str) -> None:
    for table in OF_A_PERSON:
        connection.execute(delete(table).where(table.c.person == id))
    for table, column in BY_A_PERSON:
        own = update(table).where(table.c[column] == id)
        connection.execute(own.values({column: pseudonym}))
    for table in TELL_OF_OTHERS:
        told = table.c.trouble.contains(id, autoescape=True)
        connection.execute(update(table).where(told).values(trouble=""))
    for row in acts_of(connection, id):
        detail = dict(row["detail"])
        if NAMED in detail:
            detail[NAMED] = [pseudonym if each == id else each for each in detail[NAMED]]
        is_about_them = row["about"] == id and row["what"] not in OF_AN_EXERCISE
        new = {
            "who": pseudonym if row["who"] == id else row["who"],
            "about": pseudonym if is_about_them else row["about"],
            "detail": detail,
        }
        connection.execute(update(AUDIT).where(AUDIT.c.id == row["id"]).values(new))
