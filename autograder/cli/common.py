"""What several commands share: the course, the records as JSON, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from autograder.course import Course, Exercise, find_course, load_course
from autograder.files import cannot_be, write_atomically
from autograder.language import _


def open_course(folder: Path | None, start: Path | None = None) -> Course:
    """The course that was named, or the nearest one above `start` (or the working folder)."""
    if folder is not None:
        return load_course(folder)
    return load_course(find_course(start or Path.cwd()))


def chosen(course: Course, exercise: str | None) -> tuple[Exercise, ...]:
    """The exercise of that name, or all of them."""
    return course.exercises if exercise is None else (course.exercise(exercise),)


def warn_without_engine(course: Course) -> None:
    """Say on stderr where nbgrader's own commands would not use this engine in this course."""
    from autograder.nbgrader_config import engine_trouble

    trouble = engine_trouble(course)
    if trouble:
        print(_("Warning: {text}").format(text=trouble), file=sys.stderr)


def console() -> Console:
    """Where tables go. Piped output is not cut to the width of a terminal that is not there."""
    return Console() if sys.stdout.isatty() else Console(width=120)


class Lines(Progress):
    """Progress where there is no terminal: now and then a line, so that a log shows life."""

    EVERY = 15.0  # seconds

    def __init__(self) -> None:
        super().__init__(console=Console(stderr=True), disable=True)
        self._said = monotonic()

    def advance(self, task_id: TaskID, advance: float = 1) -> None:
        """Count, and say so if nothing has been said for a while."""
        super().advance(task_id, advance)
        if monotonic() - self._said >= self.EVERY:
            self._said = monotonic()
            task = self.tasks[task_id]
            done = f"{task.completed:g}"
            if task.total is not None:
                done = f"{done} {_('of')} {task.total:g}"
            print(f"{task.description}: {done}", file=sys.stderr)


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Progress]:
    """Progress of long work on stderr; `advance(0)` moves it."""
    bar = _bar() if sys.stderr.isatty() else Lines()
    with bar:
        bar.add_task(what, total=total)
        yield bar


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def write_text(target: str, content: bytes) -> None:
    """Write to a file, at once or not at all; `-` is stdout, in whatever encoding a terminal has. A
    device stays what it is."""
    if target == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    path = Path(target)
    if not path.exists() or path.is_file():
        write_atomically(path, content)
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise cannot_be("written", path, error) from error


def as_json(records: Iterable[msgspec.Struct]) -> bytes:
    """Several records as one JSON array."""
    return msgspec.json.format(msgspec.json.encode(list(records)), indent=1) + b"\n"
