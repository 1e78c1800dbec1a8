"""What stands in the two tables, strictly: every line is a person or an extension, or a sentence
says why it is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from zoneinfo import ZoneInfo

from autograder.errors import CourseError
from autograder.files import MAX_NAME, is_id
from autograder.language import _
from autograder.personal import plain_id
from autograder.roster.dates import moment_of, written
from autograder.roster.people import Extension, Person, Role
from autograder.roster.sheet import Mistake, Row, Sheet
from autograder.roster.words import like_one_of, role_names, role_of

PEOPLE_COLUMNS = ("id", "name", "email", "role", "section")
EXTENSION_COLUMNS = ("id", "exercise", "until", "why")
BETWEEN_SECTIONS = ";"
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
SHOWN = 60  # characters of what is wrong


def read_people(data: bytes) -> tuple[tuple[Person, ...], list[Mistake]]:
    """The people in a people.csv, and what is wrong in its other lines."""
    sheet, mistakes = Sheet.read(data, PEOPLE_COLUMNS)
    people: list[Person] = []
    ids: dict[str, tuple[str, int]] = {}
    emails: dict[str, int] = {}
    for row in _filled(sheet) if not mistakes else ():
        values = sheet.values(row)
        wrong = sheet.wrong_cells(row, PEOPLE_COLUMNS)
        wrong = wrong or list(_wrong_person(row.line, values, ids, emails))
        mistakes += wrong
        if not wrong:
            people.append(_person(values))
        ids.setdefault(plain_id(values["id"]), (values["id"], row.line))
        if values.get("email"):
            emails.setdefault(values["email"].casefold(), row.line)
    return tuple(people), mistakes


def people_sheet(sheet: Sheet, people: Collection[Person]) -> Sheet:
    """The table with these people in it, and no others."""
    wanted = [_person_cells(each) for each in people]
    return sheet.with_rows(wanted, ("id",), lambda cells: _person_cells(_person(cells)))


def read_extensions(
    data: bytes, zone: ZoneInfo | None, exercises: Collection[str], ids: Collection[str]
) -> tuple[tuple[Extension, ...], list[Mistake]]:
    """The extensions in an extensions.csv, for these exercises and the people with these ids, and
    what is wrong in its other lines. Dates without an offset are in the zone."""
    sheet, mistakes = Sheet.read(data, EXTENSION_COLUMNS)
    extensions: list[Extension] = []
    seen: dict[tuple[str, str], int] = {}
    for row in _filled(sheet) if not mistakes else ():
        values = sheet.values(row)
        wrong = sheet.wrong_cells(row, EXTENSION_COLUMNS)
        wrong = wrong or list(_wrong_extension(row.line, values, exercises, ids, seen))
        try:
            until = moment_of(values.get("until", ""), zone)
        except CourseError as error:
            mistakes += [*wrong, Mistake(row.line, error.what, error.todo)]
            continue
        mistakes += wrong
        if not wrong:
            own = values["id"], values["exercise"]
            extensions.append(Extension(*own, until, values.get("why", "")))
            seen[own] = row.line
    return tuple(extensions), mistakes


def extensions_sheet(
    sheet: Sheet, extensions: Collection[Extension], zone: ZoneInfo | None
) -> Sheet:
    """The table with these extensions in it, and no others."""
    rows = [_extension_cells(each, zone) for each in extensions]

    def meant(cells: Mapping[str, str]) -> Mapping[str, str]:
        return {**cells, "until": written(moment_of(cells.get("until", ""), zone), zone)}

    return sheet.with_rows(rows, ("id", "exercise"), meant)


def _filled(sheet: Sheet) -> Iterator[Row]:
    return (row for row in sheet.rows if any(cell.strip() for cell in row.cells))


def _person(values: Mapping[str, str]) -> Person:
    sections = (each.strip() for each in values.get("section", "").split(BETWEEN_SECTIONS))
    return Person(
        values["id"],
        values.get("name", ""),
        values.get("email", ""),
        role_of(values.get("role", "")) or Role.STUDENT,
        tuple(dict.fromkeys(filter(None, sections))),
    )


def _person_cells(person: Person) -> dict[str, str]:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "role": person.role.value,
        "section": BETWEEN_SECTIONS.join(person.sections),
    }


def _wrong_person(
    line: int,
    values: dict[str, str],
    ids: dict[str, tuple[str, int]],
    emails: dict[str, int],
) -> Iterator[Mistake]:
    """What is wrong with a person, beside those in the lines above."""
    id, email, role = values["id"], values.get("email", ""), values.get("role", "")
    before, there = ids.get(plain_id(id), ("", 0))
    if not id:
        yield Mistake(line, _("There is no id."), _("Write the name of this student's folder."))
    elif not is_id(id):
        text = _("“{id}” cannot be an id, since no folder can be called so.")
        todo = _('Take one without a full stop in front, and without / < > " \\ in it.')
        if len(id.encode()) > MAX_NAME:
            todo = _("It is too long: take one of a few letters.")
        yield Mistake(line, text.format(id=id[:SHOWN]), todo)
    elif before == id:
        text = _("The id “{id}” stands in line {there}, too.")
        yield Mistake(line, text.format(id=id, there=there), _("Take one line out."))
    elif before:
        text = _("The ids “{id}” and “{other}” (line {there}) are nearly one.")
        todo = _("Give two people ids that nobody confuses, or take one line out.")
        yield Mistake(line, text.format(id=id, other=before, there=there), todo)
    if email and not _EMAIL.fullmatch(email):
        text = _("“{email}” is no e-mail address.")
        yield Mistake(line, text.format(email=email[:SHOWN]), _("Correct it, or leave it empty."))
    elif email and email.casefold() in emails:
        there = emails[email.casefold()]
        text = _("The address {email} stands in line {there}, too.")
        todo = _("Each address belongs to one person: correct it, or leave it empty.")
        yield Mistake(line, text.format(email=email, there=there), todo)
    if role and role_of(role) is None:
        names = role_names()
        known = _("Roles are: {names}.").format(names=", ".join(names))
        todo = like_one_of(role.casefold(), names) or known
        text = _("The role “{role}” is not known.")
        yield Mistake(line, text.format(role=role[:SHOWN]), todo)


def _wrong_extension(
    line: int,
    values: dict[str, str],
    exercises: Collection[str],
    ids: Collection[str],
    seen: dict[tuple[str, str], int],
) -> Iterator[Mistake]:
    id, exercise = values["id"], values.get("exercise", "")
    if id not in ids:
        meant = like_one_of(id, ids) or _("Write an id of people.csv.")
        text = _("Nobody in people.csv has the id “{id}”.")
        yield Mistake(line, text.format(id=id[:SHOWN]), meant)
    if exercise not in exercises:
        known = _("They are: {names}.").format(names=", ".join(exercises))
        text = _("There is no exercise “{name}”.").format(name=exercise[:SHOWN])
        yield Mistake(line, text, like_one_of(exercise, exercises) or known)
    if (id, exercise) in seen:
        there = seen[id, exercise]
        text = _("“{id}” has an extension for {exercise} in line {there} already.")
        what = text.format(id=id, exercise=exercise, there=there)
        yield Mistake(line, what, _("Leave the one that holds."))


def _extension_cells(extension: Extension, zone: ZoneInfo | None) -> dict[str, str]:
    return {
        "id": extension.student,
        "exercise": extension.exercise,
        "until": written(extension.until, zone),
        "why": extension.why,
    }
