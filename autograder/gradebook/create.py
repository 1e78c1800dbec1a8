"""Open nbgrader's database; make it first where there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SQLITE = "sqlite:///"


def open_database(url: str, course_id: str) -> Any:
    """nbgrader's Gradebook on this database, which is made whole or not at all."""
    from nbgrader.api import Gradebook

    with _alembic_on_path():
        if url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists():
            _create(Path(url.removeprefix(SQLITE)), course_id)
        return Gradebook(url, course_id)


def _create(path: Path, course_id: str) -> None:
    from nbgrader.api import Gradebook

    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        Gradebook(f"{SQLITE}{aside}", course_id).close()
        os.link(aside, path)
    except FileExistsError:
        pass  # somebody else was faster
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _alembic_on_path() -> Iterator[None]:
    """nbgrader calls the program `alembic`, which is found only in an activated environment."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
