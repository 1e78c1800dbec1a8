"""What the class list of a learning platform would add to ours: a table that a teacher reads,
corrects, and lets be taken over."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from autograder.errors import CourseError
from autograder.files import is_id
from autograder.language import _
from autograder.personal import plain_id
from autograder.roster import Person, Role, Roster
from autograder.roster.names import readable
from autograder.service.lti.members import Member
from autograder.service.queue.class_list import STUDENT, TEACHER
from autograder.service.store.identities import Identity, plain_email

COLUMNS = ("id", "name", "email", "role", "there", "name_there")
OURS = COLUMNS[:4]  # what our class list has of somebody
LONGEST_ID = 40


class Alike(NamedTuple):
    """Somebody there, and who has the same e-mail address here."""

    member: Member
    person: Person


class Proposal(NamedTuple):
    """The table, as CSV with these columns: `there` is what the platform calls somebody, and
    `name_there` their name there. How many of it are new here, and whom their e-mail says to be in
    our list already, where the platform is trusted for that; who may be somebody of our list, which
    a teacher decides: they have no id in the table; how many were known before; and who is there
    not only to learn, whom a teacher adds by hand."""

    table: str
    new: int
    found: Sequence[Alike]
    open: Sequence[Alike]
    known: int
    others: Sequence[Member]


def proposal(
    roster: Roster, known: Iterable[Identity], members: Iterable[Member], *, trusts_emails: bool
) -> Proposal:
    """What this list would add; `known` are the identities of its platform that are somebody, and
    `trusts_emails` says that people cannot change their e-mail there."""
    known = tuple(known)
    subjects = {each.subject for each in known}
    taken = {each.person for each in known}
    ids = {plain_id(each.id) for each in roster.people} | {TEACHER, STUDENT}
    by_address = _by_address(roster)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    new = already = 0
    found: list[Alike] = []
    undecided: list[Alike] = []
    others: list[Member] = []
    for each in members:
        if each.subject in subjects:
            already += 1
            continue
        if not each.learns:
            others.append(each)
            continue
        people = by_address.get(plain_email(each.email), []) if each.email else []
        if not people:
            new += 1
            row = [_new_id(each, ids), each.name, each.email, Role.STUDENT.value]
        else:
            person = people[0]
            is_one = len(people) == 1 and person.id not in taken
            if is_one and person.role is Role.STUDENT and trusts_emails:
                taken.add(person.id)
                found.append(Alike(each, person))
                row = [person.id, person.name, person.email, person.role.value]
            else:
                undecided.append(Alike(each, person))
                row = ["", each.name, each.email, Role.STUDENT.value]
        writer.writerow([*row, each.subject, each.name])
    return Proposal(file.getvalue(), new, found, undecided, already, others)


def read_table(text: str) -> list[dict[str, str]]:
    """The rows of such a table that have an id, by its columns. Raises CourseError where it cannot
    be read as one, or says twice who somebody is."""
    reader = csv.DictReader(io.StringIO(text.strip()))
    try:
        rows = [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in reader]
    except csv.Error as error:
        raise CourseError(
            _("This cannot be read as a table: line {line}.").format(line=reader.line_num),
            todo=_("See that each quotation mark there has its other one."),
        ) from error
    rows = [{**row, "name_there": readable(row["name_there"])} for row in rows if row["id"]]
    if not all(row["there"].isprintable() for row in rows):
        what = _("In `{name}` there are signs that nobody can see.").format(name="there")
        raise CourseError(what, todo=_("Write it anew."))
    for name in ("id", "there"):
        twice = [each for each, number in Counter(row[name] for row in rows).items() if number > 1]
        if any(twice):
            what = _("Two lines have the same in the column {column}: {what}.")
            raise CourseError(what.format(column=name, what=", ".join(filter(None, twice))))
    return rows


def see_who(rows: Iterable[dict[str, str]], roster: Roster, known: Iterable[Identity]) -> None:
    """Raises CourseError where a line would let somebody of the platform be one who teaches or
    helps here, or who is another one there already, or takes them from who they are."""
    known = tuple(known)
    subjects = {each.person: each.subject for each in known}
    people = {each.subject: each.person for each in known}
    for row in rows:
        if not row["there"]:
            continue
        person = roster.person(row["id"])
        if person is not None and person.role is not Role.STUDENT:
            what = _("{id} teaches or helps here: a table does not say who that is there.")
        elif subjects.get(row["id"], row["there"]) != row["there"]:
            what = _("{id} is known under another name there already.")
        elif people.get(row["there"], row["id"]) != row["id"]:
            what = _("The person in the line of {id} is known here as somebody else already.")
        else:
            continue
        todo = _("Take the line out, and say at /identities who it is.")
        raise CourseError(what.format(id=row["id"]), todo=todo)


def as_table(rows: Iterable[dict[str, str]]) -> bytes:
    """Rows as a class list is read."""
    file = io.StringIO()
    writer = csv.DictWriter(file, OURS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _by_address(roster: Roster) -> dict[bytes, list[Person]]:
    found: dict[bytes, list[Person]] = {}
    for each in roster.people:
        if each.email:
            found.setdefault(plain_email(each.email), []).append(each)
    return found


def _new_id(member: Member, ids: set[str]) -> str:
    """An id that nobody has, made of what the platform calls somebody; it is remembered."""
    wanted = member.login or member.email.partition("@")[0] or f"p{member.subject}"
    base = re.sub(r"[^\w.-]+", "-", wanted.casefold()).strip(".-_")[:LONGEST_ID]
    base = base if base and is_id(base) else "somebody"
    id, number = base, 1
    while plain_id(id) in ids:
        number += 1
        id = f"{base}-{number}"
    ids.add(plain_id(id))
    return id
