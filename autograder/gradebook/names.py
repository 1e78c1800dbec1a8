"""Students' names in nbgrader's pages: those of the class list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograder.roster import Person

MOST = 128  # characters that nbgrader's columns hold


def name_students(book: Any, people: Iterable[Person]) -> None:
    """Write the names and addresses of those whom the gradebook knows. What somebody has written
    there by another way stays. To be called inside a transaction.

    Nobody can tell which part of a name is the surname. So “Weber, Katrin” is taken apart, and any
    other name is kept whole, as what nbgrader sorts by.
    """
    from nbgrader.api import Student

    named = {person.id: person for person in people}
    for student in book.db.query(Student).filter(Student.id.in_(named)):
        person = named[student.id]
        last, first = _taken_apart(person.name)
        is_ours = not student.first_name or student.first_name == first
        if last and is_ours and (student.last_name, student.first_name) != (last, first):
            student.last_name, student.first_name = last, first
        if person.email and not student.email:
            student.email = person.email[:MOST]


def _taken_apart(name: str) -> tuple[str, str]:
    last, comma, first = name.partition(",")
    if not comma:
        return name[:MOST], ""
    return last.strip()[:MOST], first.strip()[:MOST]
