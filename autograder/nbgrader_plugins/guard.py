"""Where a course's nbgrader_config.py was not read, nbgrader refuses instead of grading by itself.

`jupyter_config.json` beside this file plugs this in for the whole environment: it is installed as
etc/jupyter/jupyter_config.json, which nbgrader reads before any other settings. The course's own
nbgrader_config.py then puts our engine in its place. Other courses of nbgrader, without a
course.toml, are not touched.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.converters.base import NbGraderException

from autograder.course.manifest import MANIFEST


class Guard(NotebookExporter):
    """nbgrader's own exporter, but for a course of ours: there it says what is missing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        coursedir = getattr(self.parent, "coursedir", None)
        if coursedir is not None and (Path(coursedir.root) / MANIFEST).is_file():
            said = _refusal(Path(coursedir.root))
            self.log.error("%s", said)
            raise NbGraderException(said)


def _refusal(folder: Path) -> str:
    settings = folder / "nbgrader_config.py"
    if settings.is_file():
        return (
            f"{settings}: this file has an error, so nbgrader goes on without the grader of this "
            "course, and would run students' code unprotected. Correct it, and try again."
        )
    return (
        f"{settings}: this file is missing, and without it nbgrader would run students' code "
        "unprotected. Run `autograder build` in this folder, which writes it, and try again."
    )
