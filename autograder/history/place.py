"""Where the database of a course is: in a file of its own, or on a server."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from autograder.errors import UsageError

VARIABLE = "AUTOGRADER_DB"
FILE = ".autograder/history.db"
DRIVER = "postgresql+psycopg"
Place = Path | URL


def place_of(folder: Path) -> Place:
    """Where the course in this folder keeps its history: on the server that the environment
    variable names, else in its file. Raises UsageError where the variable names none."""
    address = os.environ.get(VARIABLE, "")
    return server_at(address) if address else folder / FILE


def server_at(address: str) -> URL:
    """A database on a server; raises UsageError, which does not repeat what may be a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() not in ("postgresql", "postgres") or not url.database:
        raise UsageError(
            "This is no address of a PostgreSQL database.",
            where=VARIABLE,
            todo="It looks like postgresql://user:password@host/name; special characters of the "
            "password are written as %40 and the like.",
        )
    return url.set(drivername=DRIVER)


def shown(place: Place) -> str | Path:
    """A place as people may see it: no password, nor options, where one may stand, too."""
    if isinstance(place, Path):
        return place
    plain = URL.create("postgresql", place.username, None, place.host, place.port, place.database)
    return plain.render_as_string()
