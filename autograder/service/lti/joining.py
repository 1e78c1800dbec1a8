"""What the class list of a learning platform would add to ours: a table that a teacher reads,
corrects, and lets be taken over."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from autograder.files import is_id
from autograder.personal import plain_id
from autograder.roster import Roster
from autograder.service.lti.members import Member
from autograder.service.store.identities import Identity, plain_email

COLUMNS = ("id", "name", "email", "role", "there")
LONGEST_ID = 40


class Proposal(NamedTuple):
    """The table, as CSV with these columns: `there` is what the platform calls somebody. How many
    of it are new here, and how many are in our list already, by their e-mail; how many were known
    before; and who teaches or helps there, whom a teacher adds by hand if they do so here."""

    table: str
    new: int
    found: int
    known: int
    others: Sequence[Member]


def proposal(roster: Roster, known: Iterable[Identity], members: Iterable[Member]) -> Proposal:
    """What this list would add; `known` are the identities of its platform that are somebody."""
    subjects = {each.subject for each in known}
    taken = {each.person for each in known}
    ids = {plain_id(each.id) for each in roster.people}
    emails = {plain_email(each.email): each for each in roster.people if each.email}
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    new = found = already = 0
    others = []
    for each in members:
        if each.subject in subjects:
            already += 1
            continue
        if not each.learns:
            others.append(each)
            continue
        person = emails.get(plain_email(each.email))
        if person is not None and person.id not in taken:
            found += 1
            row = [person.id, person.name, person.email, person.role.value]
        else:
            new += 1
            id = _new_id(each, ids)
            email = each.email if person is None else ""
            row = [id, each.name, email, "student"]
        writer.writerow([*row, each.subject])
    return Proposal(file.getvalue(), new, found, already, others)


def read_table(text: str) -> list[dict[str, str]]:
    """The rows of such a table, by its columns."""
    reader = csv.DictReader(io.StringIO(text.strip()))
    return [
        {name: (row.get(name) or "").strip() for name in COLUMNS}
        for row in reader
        if any(isinstance(value, str) and value.strip() for value in row.values())
    ]


def as_table(rows: Iterable[dict[str, str]]) -> bytes:
    """Rows as a class list is read."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS[:-1], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _new_id(member: Member, ids: set[str]) -> str:
    """An id that nobody has, made of what the platform calls somebody; it is remembered."""
    wanted = member.login or member.email.partition("@")[0] or f"p{member.subject}"
    base = re.sub(r"[^\w.-]+", "-", wanted.casefold()).strip(".-_")[:LONGEST_ID]
    base = base if base and is_id(base) else "student"
    id, number = base, 1
    while plain_id(id) in ids:
        number += 1
        id = f"{base}-{number}"
    ids.add(plain_id(id))
    return id
