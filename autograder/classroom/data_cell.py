"""A cell that fetches the files which a notebook reads, where it was opened without them.

It is put in when the notebook is given out, since it names the address of the service. Where the
files are there, as while it is graded, it does nothing.
"""

from __future__ import annotations

import hashlib
from typing import Any

from autograder.course import Exercise
from autograder.language import _, speaking

DATA_PATH = "data"  # of the service
CODE = """\
# {about}
def _fetch_files(address, files):
    import hashlib
    import urllib.request
    from pathlib import Path

    for name, sha256 in files.items():
        if Path(name).is_file():
            continue
        place = f"{{address}}/{{urllib.request.quote(name)}}"
        try:
            with urllib.request.urlopen(place, timeout=30) as answer:
                content = answer.read()
            if hashlib.sha256(content).hexdigest() != sha256:
                raise ValueError
            Path(name).write_bytes(content)
        except Exception:
            print({missing!r}.format(name=name, folder=Path.cwd(), place=place))


_fetch_files({address!r}, {files!r})"""


def data_cell(exercise: Exercise, address: str) -> dict[str, Any]:
    """The cell, for an exercise with files; `address` is that of the service."""
    with speaking(exercise.language):
        source = CODE.format(
            about=_("Fetches the files that this notebook reads, where they are not beside it."),
            missing=_("Please put the file {name} into the folder {folder}. It is at {place}"),
            address=f"{address}/{DATA_PATH}/{exercise.name}",
            files={
                name: hashlib.sha256(content).hexdigest() for name, content in exercise.data.items()
            },
        )
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "files-of-the-notebook",
        "metadata": {
            "autograder": {"kind": "files", "name": "files"},
            "deletable": False,
            "editable": False,
        },
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }
