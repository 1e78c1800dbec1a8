"""Who takes part in a course, as frozen data."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class Role(StrEnum):
    """What a person may do in the course."""

    STUDENT = "student"
    ASSISTANT = "assistant"  # helps to grade
    TEACHER = "teacher"


class Person(msgspec.Struct, frozen=True):
    """A person; `id` is the name of the folder in submitted/."""

    id: str
    name: str = ""
    email: str = ""
    role: Role = Role.STUDENT
    sections: tuple[str, ...] = ()


class Extension(msgspec.Struct, frozen=True):
    """More time for one student and one exercise: until when (in UTC), and why."""

    student: str
    exercise: str
    until: datetime
    why: str = ""


class Roster(msgspec.Struct, frozen=True):
    """The class list as a whole; empty where a course has none."""

    people: tuple[Person, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def students(self) -> tuple[Person, ...]:
        """Those who hand in."""
        return tuple(each for each in self.people if each.role is Role.STUDENT)

    @property
    def sections(self) -> tuple[str, ...]:
        """All sections, in order."""
        return tuple(sorted({section for each in self.people for section in each.sections}))

    def person(self, id: str) -> Person | None:
        """The person with this id."""
        return next((each for each in self.people if each.id == id), None)

    def in_section(self, section: str) -> tuple[Person, ...]:
        """The people of a section."""
        return tuple(each for each in self.people if section in each.sections)

    def until(self, student: str, exercise: str) -> datetime | None:
        """The student's own due date for an exercise; None where there is no extension."""
        own = (
            each.until
            for each in self.extensions
            if (each.student, each.exercise) == (student, exercise)
        )
        return max(own, default=None)
