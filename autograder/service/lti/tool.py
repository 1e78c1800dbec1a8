"""This service as a tool of learning platforms: who they are, our keys, and their keys."""

from __future__ import annotations

import threading

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.service.lti.keys import FILE as KEYS
from autograder.service.lti.keys import OwnKeys, own_keys
from autograder.service.lti.platforms import FILE, Platform, load_platforms
from autograder.service.lti.services import Services
from autograder.service.lti.trust import KeySets

Mark = tuple[int, int] | None


class Tool:
    """The files are read again when they have changed; for many threads."""

    def __init__(self, course: Course) -> None:
        """Raises ServiceError where one of them is wrong."""
        self._course = course
        self._lock = threading.Lock()
        self._marks = self._now()
        self._platforms = load_platforms(course)
        self._keys: OwnKeys | None = None
        self.key_sets = KeySets()
        self.services = Services(self.keys)
        self.trouble = ""

    def platforms(self) -> tuple[Platform, ...]:
        """Those of the course. Where somebody has made a mistake in the file meanwhile, `trouble`
        says so, and what was there before goes on."""
        with self._lock:
            self._look()
            return self._platforms

    def keys(self) -> OwnKeys:
        """Our own key pairs."""
        with self._lock:
            self._look()
            if self._keys is None:
                self._keys = own_keys(self._course)
                self._marks = self._now()
            return self._keys

    def platform(self, issuer: str, client_id: str = "") -> Platform | None:
        """The registration at this issuer. Without `client_id`, which platforms may leave out, it
        is the only one there."""
        own = [each for each in self.platforms() if each.issuer == issuer]
        if client_id:
            own = [each for each in own if each.client_id == client_id]
        return own[0] if len(own) == 1 else None

    def _look(self) -> None:
        marks = self._now()
        if marks == self._marks:
            return
        self._marks, self._keys, self.trouble = marks, None, ""
        try:
            self._platforms = load_platforms(self._course)
        except AutograderError as error:
            self.trouble = str(error)

    def _now(self) -> tuple[Mark, Mark]:
        return self._mark(FILE), self._mark(KEYS)

    def _mark(self, name: str) -> Mark:
        try:
            state = (self._course.folder / name).stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size
