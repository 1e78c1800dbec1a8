"""Pictures of a lesson go into the notebook itself, so that it can be handed on as one file."""

from __future__ import annotations

import base64
import re
from pathlib import Path, PurePosixPath

from autograder.errors import CourseError
from autograder.lessons.lesson import LessonCell

_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)\s]+)\)")

Attachments = dict[str, dict[str, str]]


def embed(cell: LessonCell, folder: Path) -> tuple[str, Attachments]:
    """The text of a cell with its pictures, and the attachments that they need.

    A PNG becomes an attachment. JupyterLab shows attachments of raster formats only, so the bytes
    of an SVG stand at the end of the text, where the picture refers to them by its name.
    """
    attachments: Attachments = {}
    references: dict[str, str] = {}
    names: dict[str, str] = {}  # by the file

    def name_of(file: str) -> str:
        """The file's own name, unless a picture of another folder has it in this cell."""
        name = PurePosixPath(file).name
        while name in names.values():
            name = f"{len(names) + 1}-{name}"
        return name

    def place(found: re.Match[str]) -> str:
        file = found["file"]
        if "://" in file:
            return found.group()
        path = folder / file
        line = cell.source.count("\n", 0, found.start()) + 1
        if path.suffix not in (".svg", ".png") or not path.is_file():
            raise CourseError(
                f"There is no picture '{file}' in the folder of the exercise.",
                where=cell.place.at(line),
                todo="Put an .svg or .png file there.",
            )
        name = names.get(file) or names.setdefault(file, name_of(file))
        if path.suffix == ".png":
            attachments[name] = {"image/png": _encoded(path)}
            return f"![{found['alt']}](attachment:{name})"
        references[name] = f"[{name}]: data:image/svg+xml;base64,{_encoded(path)}"
        return f"![{found['alt']}][{name}]"

    text = _PICTURE.sub(place, cell.source)
    return "\n".join([text, *([""] if references else []), *references.values()]), attachments


def _encoded(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")
