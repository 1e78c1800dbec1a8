"""The class list as the service uses it: read again when its files have changed."""

from __future__ import annotations

import threading
from pathlib import Path

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.roster import EXTENSIONS, PEOPLE, Person, Role, Roster, load_roster

TEACHER, STUDENT = "teacher", "student"  # who there is where the class list names nobody

Mark = tuple[tuple[int, int] | None, ...]


class ClassList:
    """The roster of a course, for many threads."""

    def __init__(self, course: Course) -> None:
        """Raises CourseError where something in it is wrong."""
        self._course = course
        self._lock = threading.Lock()
        self._mark = _mark(course)
        self._roster = load_roster(course)
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
                except AutograderError as error:
                    where = f"{Path(error.where).name}: " if error.where is not None else ""
                    self.trouble = f"{where}{error.what} {error.todo}".rstrip()
            return self._roster

    def person(self, id: str) -> Person | None:
        """Who has this id; where the list has no teacher, or no student, one stands in."""
        roster = self.now()
        found = roster.person(id)
        if found is None and id == TEACHER and not _teachers(roster):
            return Person(TEACHER, role=Role.TEACHER)
        if found is None and id == STUDENT and not roster.students:
            return Person(STUDENT)
        return found

    def first_teacher(self) -> Person:
        """A teacher, for the link that is printed at the start."""
        roster = self.now()
        return next(iter(_teachers(roster)), Person(TEACHER, role=Role.TEACHER))

    def first_student(self) -> Person:
        """A student, for the same."""
        return next(iter(self.now().students), Person(STUDENT))


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
