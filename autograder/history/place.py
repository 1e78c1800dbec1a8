"""Where the database of a course is: in a file of its own, or on a server."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from autograder.errors import UsageError

VARIABLE = "AUTOGRADER_DB"
FILE = ".autograder/history.db"
SERVER = ".autograder/history.server"  # says on which server it is, where it is on one
DRIVER = "postgresql+psycopg"
PORT = 5432
Place = Path | URL


def place_of(folder: Path) -> Place:
    """Where the course in this folder keeps its history: on the server that the environment
    variable names, else in its file. Raises UsageError where the variable names none, or where the
    course has its history elsewhere: a new and empty one would be begun, without a word."""
    address = os.environ.get(VARIABLE, "")
    kept = kept_on(folder)
    if not address:
        if kept:
            raise UsageError(
                f"The history of this course is on a server: {kept}.",
                where=folder,
                todo=f"Set {VARIABLE} as the service has it, or name it with --db.",
            )
        return folder / FILE
    url = server_at(address)
    if kept and kept != bare(url):
        raise UsageError(
            f"The history of this course is in another database, {kept}, and not in {bare(url)}.",
            where=folder,
            todo="Name it as it is called there. Where the database has moved, remove the file "
            f"{SERVER}: the next command writes it anew.",
        )
    if not kept and (folder / FILE).exists():
        raise UsageError(
            f"This course has its history in a file, and {bare(url)} is another one.",
            where=folder / FILE,
            todo=f"Do not set {VARIABLE} and do not name --db; or move this file away, and a new "
            "history is begun on the server.",
        )
    return url


def kept_on(folder: Path) -> str:
    """The server and the database in which the course has had its history until now; empty where
    it had none there. Raises UsageError where that cannot be read."""
    path = folder / SERVER
    try:
        scheme, mark, rest = path.read_text(encoding="utf-8").strip().partition("://")
        return f"{scheme}{mark}{after_the_password(rest)}"
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, ValueError) as error:
        raise UsageError(
            f"It cannot be read where the history of this course is: {error}.",
            where=path,
            todo="Make this file readable for you.",
        ) from error


def bare(url: URL) -> str:
    """A database on a server without the user, the password and what else says how to get in."""
    host = url.host or url.query.get("host", "")
    port = url.port or url.query.get("port", PORT)
    told = [each if isinstance(each, str) else ",".join(each) for each in (host, str(port))]
    return f"postgresql://{told[0]}:{told[1]}/{url.database}"


def after_the_password(address: str) -> str:
    """What of an address no password can be part of, wherever somebody has left a sign in it."""
    return address.rpartition("@")[2]


def has_one_reading(address: str, url: URL | None) -> bool:
    """Whether it is certain where the password ends: else its end would be taken for the host."""
    marks = address.count("@")
    return marks == 0 or (marks == 1 and (url is None or url.username is not None))


def server_at(address: str, said_by: str = VARIABLE) -> URL:
    """A database on a server; raises UsageError, which does not repeat what may be a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if not has_one_reading(address, url):
        raise UsageError(
            "It is not clear where the password ends in this address of a database.",
            where=said_by,
            todo="In user and password, and behind the host, write @ as %40; and likewise "
            "/ as %2F, : as %3A, # as %23, ? as %3F, % as %25.",
        )
    if url is None or url.get_backend_name() not in ("postgresql", "postgres") or not url.database:
        raise UsageError(
            "This is no address of a PostgreSQL database.",
            where=said_by,
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
