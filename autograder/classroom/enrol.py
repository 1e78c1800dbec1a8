"""The class list is added to, from a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from autograder.course import Course
from autograder.errors import CourseError
from autograder.language import _
from autograder.personal import plain_id
from autograder.roster import (
    PEOPLE,
    Mistake,
    Person,
    Role,
    Sheet,
    changing,
    load_roster,
    read_people,
    save_people,
)
from autograder.roster.lists import PEOPLE_COLUMNS

FIELDS = {
    "name": "name", "email": "email", "role": "role", "section": "sections",
}  # of a person, by the column in which it stands  # fmt: skip


class Enrolled(NamedTuple):
    """Who was added, and who was in the list already and is written anew; what is wrong in other
    lines, of which nothing was taken then. `left_out` are the headings of columns that mean nothing
    in a class list."""

    added: Sequence[Person] = ()
    changed: Sequence[Person] = ()
    mistakes: Sequence[Mistake] = ()
    left_out: Sequence[str] = ()


def enrol(course: Course, table: bytes, teacher: str = "") -> Enrolled:
    """Add the people of a table to people.csv, or write them anew; nobody is taken out. A column
    that the table does not have, and a cell that is empty, change nothing of who is there already.

    Where a line is wrong, nothing is changed. Raises CourseError where the class list is, or where
    it would lose its last teacher, or the `teacher` with this id.
    """
    people, mistakes = read_people(table)
    sheet = Sheet.read(table, PEOPLE_COLUMNS)[0]
    if not mistakes and not people:
        mistakes = [Mistake(1, _("There is nobody in this table."), _("Is it the right one?"))]
    if mistakes:
        return Enrolled(mistakes=mistakes)
    named = zip(sheet.headings, sheet.names, strict=True)
    left_out = [said for said, name in named if said and name not in PEOPLE_COLUMNS]
    cells = {values["id"]: values for values in map(sheet.values, sheet.rows) if values["id"]}
    with changing(course):
        before = {each.id: each for each in load_roster(course).people}
        after = dict(before)
        for each in people:
            said = cells[each.id]
            fields = {
                FIELDS[name]: getattr(each, FIELDS[name]) for name in FIELDS if said.get(name)
            }
            known = before.get(each.id)
            after[each.id] = each if known is None else msgspec.structs.replace(known, **fields)
        lines = {sheet.values(row).get("id", ""): row.line for row in sheet.rows}
        mistakes = list(_confused([(lines[each.id], after[each.id]) for each in people], before))
        if mistakes:
            return Enrolled(mistakes=mistakes)
        _see_that_one_teaches(course, before, after, teacher)
        new = [after[each.id] for each in people if each.id not in before]
        changed = [each for id, each in after.items() if id in before and before[id] != each]
        if new or changed:
            save_people(course, list(after.values()))
    return Enrolled(new, changed, left_out=left_out)


def _confused(
    told: Iterable[tuple[int, Person]], before: Mapping[str, Person]
) -> Iterator[Mistake]:
    """What is wrong with the people of a table, each with its line, beside those who are in the
    list and not in the table."""
    told = list(told)
    others = [each for each in before.values() if each.id not in {who.id for _line, who in told}]
    ids = {plain_id(each.id): each.id for each in others}
    emails = {each.email.casefold(): each.id for each in others if each.email}
    for line, who in told:
        like = ids.get(plain_id(who.id))
        if like is not None:
            text = _("The id “{id}” is nearly that of “{other}”, who is in the class list.")
            todo = _("Give two people ids that nobody confuses, or take one line out.")
            yield Mistake(line, text.format(id=who.id, other=like), todo)
        owner = emails.get(who.email.casefold())
        if owner is not None:
            text = _("The address {email} is that of “{other}”, who is in the class list.")
            todo = _("Each address belongs to one person: correct it, or leave it empty.")
            yield Mistake(line, text.format(email=who.email, other=owner), todo)


def _see_that_one_teaches(
    course: Course, before: Mapping[str, Person], after: Mapping[str, Person], teacher: str
) -> None:
    """Raises CourseError where nobody could mend the list any more, or who changes it could not."""
    taught = [id for id, each in before.items() if each.role is Role.TEACHER]
    teaches = [id for id in taught if after[id].role is Role.TEACHER]
    others = any(each.role is Role.TEACHER for each in after.values())
    if taught and (not others or (teacher in taught and teacher not in teaches)):
        raise CourseError(
            _("By this table the last teacher, or you yourself, would be none any more."),
            where=course.folder / PEOPLE,
            todo=_("Take that line out of it, or write `teacher` in its column `role`."),
        )
