"""Whether the grades of an exercise were given out: from then on, nobody's are lowered unasked.

A teacher says so (`autograder released`). Whatever came in by the service was answered at once, so
its grades are out as soon as there are any.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from autograder.classroom.kept import open_history
from autograder.course import Course, Exercise
from autograder.files import alone_in, cannot_be, write_atomically
from autograder.history import Clock, place_of

FILE = ".autograder/released.json"


def mark_released(course: Course, exercise: Exercise) -> datetime:
    """Remember that its grades are out; since when they are. Raises FileError."""
    known = _known(course)
    since = known.get(exercise.name) or datetime.now(UTC)
    _write(course, {**known, exercise.name: since})
    return since


def take_back(course: Course, exercise: Exercise) -> None:
    """They were not given out after all. Raises FileError."""
    _write(course, {name: on for name, on in _known(course).items() if name != exercise.name})


def is_released(course: Course, exercise: Exercise) -> bool:
    """Whether students may know their points; raises HistoryError."""
    if exercise.name in _known(course):
        return True
    place = place_of(course.folder)
    if isinstance(place, Path) and not place.exists():
        return False
    with open_history(course) as history:
        return any(
            each.grading is not None and each.submission.clock is Clock.RECEIVER
            for each in history.entries(exercise=exercise.name)
        )


def _known(course: Course) -> dict[str, datetime]:
    try:
        content = (course.folder / FILE).read_bytes()
        return msgspec.json.decode(content, type=dict[str, datetime])
    except (OSError, msgspec.DecodeError):
        return {}


def _write(course: Course, known: dict[str, datetime]) -> None:
    path = course.folder / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(path.parent):
            write_atomically(path, msgspec.json.encode(known), durable=True)
    except OSError as error:
        raise cannot_be("written", path, error) from error
