"""Open nbgrader's database; make it first where there is none."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from autograder.files import aside, put_new
from autograder.gradebook.server import making
from autograder.history.place import after_the_password, has_one_reading


def database_file(url: str) -> Path | None:
    """The file of the database; None where it is on a server, or named with options."""
    from sqlalchemy.engine import make_url

    parts = make_url(url)
    name = parts.database if parts.get_backend_name() == "sqlite" else None
    return Path(name) if name and not name.startswith("file:") else None


def database_place(url: str) -> str:
    """Where the database is, for a person: its file, or its address without the password."""
    from sqlalchemy.engine import make_url

    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        return str(database_file(url) or url)
    if not has_one_reading(url, parts):
        return f"{parts.drivername}://{after_the_password(url).partition('?')[0]}"
    return parts.set(query={}).render_as_string(hide_password=True)  # it may hold one, too


def open_database(url: str, course_id: str) -> Any:
    """nbgrader's Gradebook on this database, which is made whole or not at all.

    Raises what SQLAlchemy raises where the database is that of another version.
    """
    from nbgrader.api import Gradebook

    find_alembic()
    file = database_file(url)
    if file is not None and not file.exists():
        _create(file, course_id)
    book: Any = Gradebook.__new__(Gradebook)  # known before it is open: it is closed if that fails
    try:
        with making(url):
            book.__init__(url, course_id)
        _see_that_it_fits(book)
    except BaseException:
        if hasattr(book, "engine"):
            book.close()
        raise
    return book


def _see_that_it_fits(book: Any) -> None:
    """Ask for every column: in a database of an older nbgrader one is missing. Better now than in
    the middle of a class."""
    from nbgrader.api import Base
    from sqlalchemy import select

    with book.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(select(table).limit(0))


def _create(path: Path, course_id: str) -> None:
    from nbgrader.api import Gradebook

    with aside(path) as other:
        Gradebook(f"sqlite:///{other.absolute()}", course_id).close()
        put_new(other, path)


def find_alembic() -> None:
    """nbgrader calls the program `alembic`: find it where the environment is not activated."""
    if shutil.which("alembic") is None:
        folder = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", "")])
