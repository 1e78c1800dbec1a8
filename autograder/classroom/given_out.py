"""The notebook of an exercise as one student gets it: with their id in it, and able to fetch its
files."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import msgspec

from autograder.classroom.data_cell import data_cell
from autograder.course import Exercise
from autograder.errors import CourseError
from autograder.personal import ID_NAME, with_id

SAME_TIME = (1980, 1, 1, 0, 0, 0)  # in an archive: the same files give the same bytes


def notebook_for(exercise: Exercise, student: str, address: str = "") -> bytes:
    """The released notebook, with the id of a student where it asks for one; where there is an
    `address`, that of the service, with it in the metadata, and with a cell that fetches the files
    which it reads, where it reads any. Raises CourseError where it is not built."""
    path = exercise.release_notebook
    try:
        content: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        why = (isinstance(error, OSError) and error.strerror) or error
        raise CourseError(
            f"The notebook for students cannot be read: {why}.",
            where=path,
            todo="Run `autograder build`.",
        ) from error
    for cell in content["cells"]:
        lines = cell["source"]
        source = lines if isinstance(lines, str) else "".join(lines)
        if cell["cell_type"] == "code" and ID_NAME in source:
            cell["source"] = with_id(source, student).splitlines(keepends=True)
    if address:
        content["metadata"].setdefault("autograder", {})["address"] = address
    if address and exercise.data:
        kinds = [cell["cell_type"] for cell in content["cells"]]
        content["cells"].insert(kinds.index("code"), data_cell(exercise, address))
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def package_for(exercise: Exercise, student: str, address: str = "") -> bytes:
    """A zip archive of that notebook and of the files that it reads, in a folder."""
    archive = io.BytesIO()
    files = {f"{exercise.name}.ipynb": notebook_for(exercise, student, address), **exercise.data}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(zipfile.ZipInfo(f"{exercise.name}/{name}", SAME_TIME), content)
    return archive.getvalue()
