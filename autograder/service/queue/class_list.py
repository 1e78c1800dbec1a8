"""The class list as the service uses it: read again when its files have changed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import NamedTuple

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.roster import EXTENSIONS, PEOPLE, Person, Role, Roster, load_roster

TEACHER, STUDENT = "teacher", "student"  # who there is where the class list names nobody

Mark = tuple[tuple[int, int] | None, ...]


class Changed(NamedTuple):
    """The class list has changed. `left` were in it and then were not, though they may be again;
    others may have been in one that nobody has read."""

    version: int
    left: frozenset[str]
    roster: Roster

    def has_left(self, id: str) -> bool:
        """Whether somebody is not in it, or was not in between."""
        return id in self.left or _person(self.roster, id) is None


class ClassList:
    """The roster of a course, for many threads."""

    def __init__(self, course: Course) -> None:
        """Raises CourseError where something in it is wrong."""
        self._course = course
        self._lock = threading.Lock()
        self._mark = _mark(course)
        self._roster = load_roster(course)
        self._filled = self._roster  # the newest one in which there is anybody
        self._left: set[str] = set()
        self._version, self._seen_to = 1, 0
        self.trouble = ""

    def now(self) -> Roster:
        """The class list as it stands in the files. Where somebody has made a mistake in them
        meanwhile, `trouble` says so, and what was there before goes on."""
        mark = _mark(self._course)
        with self._lock:
            if mark != self._mark:
                self._mark, self.trouble = mark, ""
                try:
                    self._roster = load_roster(self._course)
                    self._compare()
                except AutograderError as error:
                    where = f"{Path(error.where).name}: " if error.where is not None else ""
                    self.trouble = f"{where}{error.what} {error.todo}".rstrip()
            return self._roster

    def person(self, id: str) -> Person | None:
        """Who has this id; where the list has no teacher, or no student, one stands in."""
        return _person(self.now(), id)

    def changed(self) -> Changed | None:
        """What has changed, until somebody has `seen_to` that, at the start, too. A list in which
        there is nobody is no change: some programs empty a file before they write it."""
        self.now()
        with self._lock:
            if self._seen_to == self._version or not self._filled.people:
                return None
            return Changed(self._version, frozenset(self._left), self._filled)

    def seen_to(self, changed: Changed) -> None:
        """What comes of a change is done."""
        with self._lock:
            self._seen_to = max(self._seen_to, changed.version)
            if self._version == changed.version:
                self._left.clear()

    def first_teacher(self) -> Person:
        """A teacher, for the link that is printed at the start."""
        roster = self.now()
        return next(iter(_teachers(roster)), Person(TEACHER, role=Role.TEACHER))

    def first_student(self) -> Person:
        """A student, for the same."""
        return next(iter(self.now().students), Person(STUDENT))

    def _compare(self) -> None:
        if self._roster.people:
            before = {each.id for each in self._filled.people} | {TEACHER, STUDENT}
            self._left |= {
                id for id in before if _person(self._filled, id) and not _person(self._roster, id)
            }
            self._filled = self._roster
            self._version += 1


def _person(roster: Roster, id: str) -> Person | None:
    found = roster.person(id)
    if found is None and id == TEACHER and not _teachers(roster):
        return Person(TEACHER, role=Role.TEACHER)
    if found is None and id == STUDENT and not roster.students:
        return Person(STUDENT)
    return found


def _teachers(roster: Roster) -> list[Person]:
    return [each for each in roster.people if each.role is Role.TEACHER]


def _mark(course: Course) -> Mark:
    return tuple(_state(course.folder / name) for name in (PEOPLE, EXTENSIONS))


def _state(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
