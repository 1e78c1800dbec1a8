"""`autograder export`: grades and pages for other systems."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.giving_back import Wish, give_back
from autograder.cli.common import open_course
from autograder.cli.options import in_a_folder
from autograder.errors import UsageError
from autograder.files import PRIVATE, cannot_be, write_atomically
from autograder.language import _, speaking
from autograder.sheets.table import MAX_BYTES

MAX_ZIP = 2_000_000_000  # bytes of all that was handed in


class Asked(NamedTuple):
    """What stands on the command line, beside the exercise."""

    format: str
    sheet: Path | None
    output: str | None
    column: str
    key: str
    scale: bool
    zeros: bool
    student: str


def run(folder: Path | None, name: str, asked: Asked) -> int:
    """Write one file, and say on stderr what there is to say of it."""
    course = open_course(folder)
    in_a_folder(asked.output)
    with speaking(course.language):
        exercise = course.exercise(name)
        from autograder.gradebook import Gradebook

        open_sink = Gradebook if Gradebook.exists(course) else None
        given = give_back(course, exercise, asked.format, _wish(asked), open_sink)
        target = asked.output or given.name
        if target == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(given.content)
        else:
            _see_that_it_may(Path(target), asked)
            write_atomically(Path(target), given.content, PRIVATE)
        said = given.said
        if target != "-":
            said = (_("Wrote {path}.").format(path=target), *said)
        for sentence in said:
            print(sentence, file=sys.stderr)
    return 0


def _wish(asked: Asked) -> Wish:
    sheet = None
    if asked.sheet is not None:
        try:
            with asked.sheet.open("rb") as file:
                first = file.read(2)
                sheet = first + file.read(MAX_ZIP if first == b"PK" else MAX_BYTES)
        except OSError as error:
            raise cannot_be("read", asked.sheet, error) from error
    return Wish(
        sheet=sheet,
        where=str(asked.sheet or ""),
        column=asked.column,
        key=asked.key,
        scale=asked.scale,
        zeros=asked.zeros,
        student=asked.student,
    )


def _see_that_it_may(path: Path, asked: Asked) -> None:
    """The sheet that was exported stays as it is."""
    if asked.sheet is not None and path.exists() and path.samefile(asked.sheet):
        what = _("This is the sheet itself, which stays as it is.")
        raise UsageError(what, where=path, todo=_("Name another file with -o."))
