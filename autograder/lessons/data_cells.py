"""The cell that carries the files of a lesson: a notebook alone is enough, wherever it lies."""

from __future__ import annotations

import base64
import textwrap
import zlib

from autograder.course import Exercise
from autograder.errors import CourseError
from autograder.language import _, speaking
from autograder.lessons.lesson import LessonCell
from autograder.notebooks.kinds import DATA

MOST_BYTES = 50_000  # of all files together, as they lie on disk
WIDTH = 76


def check_data(exercise: Exercise, cells: tuple[LessonCell, ...]) -> None:
    """At most one cell for the files, none where there are none, and not too many bytes."""
    found = [cell for cell in cells if cell.kind == DATA]
    if not found:
        return
    if len(found) > 1 or not exercise.data or found[0].source.strip():
        raise CourseError(
            f"`{found[-1].fence}` has no place here.",
            where=found[-1].place.at(0),
            todo="Write it once, with nothing in it, in a lesson that has files in `data`.",
        )
    if sum(map(len, exercise.data.values())) > MOST_BYTES:
        raise CourseError(
            f"Only files of {MOST_BYTES // 1000} KB, all together, can travel in a notebook.",
            where=exercise.folder / "data",
            todo="Take the cell out, and say in the lesson where the files are to be had.",
        )


def data_source(exercise: Exercise) -> str:
    """Code that writes the files that are not there, and leaves alone those that are."""
    with speaking(exercise.language):
        comment = _("The files of this lesson, for where they do not lie beside the notebook.")
    parts = [f"# {comment}", "import base64", "import pathlib", "import zlib", "", "files = {"]
    for name, content in exercise.data.items():
        packed = base64.b85encode(zlib.compress(content, 9)).decode()
        lines = "\n".join(f'        "{line}"' for line in textwrap.wrap(packed, WIDTH))
        parts.append(f'    "{name}": (\n{lines}\n    ),')
    parts += [
        "}",
        "for name, packed in files.items():",
        "    if not pathlib.Path(name).exists():",
        "        pathlib.Path(name).write_bytes(zlib.decompress(base64.b85decode(packed)))",
    ]
    return "\n".join(parts)
