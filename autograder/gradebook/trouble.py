"""What can go wrong with a database, in words."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import SubprocessError

from autograder.errors import GradebookError
from autograder.history.extras import how_to_install
from autograder.history.server_troubles import is_of_a_server, said_by_a_server

UNDEFINED = "errors.Undefined"  # PostgreSQL: a table or a column that is not there
OTHER_VERSION = (
    "The gradebook was made by another version of nbgrader.",
    "Make a copy of it, then run `nbgrader db upgrade`.",
)
# What the database says, what that means, and what to do next.
TROUBLES = (
    ("locked", "Another program is writing into the gradebook.", "Wait for it, and try again."),
    (
        "readonly",
        "The gradebook cannot be written.",
        "Make this file and its folder writable for you.",
    ),
    (
        "disk is full",
        "There is no room left for the gradebook.",
        "Make room, and run the command again: what was graded is kept.",
    ),
    (
        "unable to open",
        "The gradebook cannot be opened.",
        "See that its folder exists and is writable for you.",
    ),
    ("no such", *OTHER_VERSION),
    (UNDEFINED, *OTHER_VERSION),
    (
        "not a database",
        "This file is no gradebook.",
        "Put a copy of the gradebook in its place, or move it away to begin a new one.",
    ),
    (
        "malformed",
        "The gradebook is damaged.",
        "Put a copy of the gradebook in its place, or move it away to begin a new one.",
    ),
)


@contextmanager
def database_trouble(where: str) -> Iterator[None]:
    """Turn the errors of nbgrader and SQLAlchemy into GradebookError."""
    from nbgrader.api import InvalidEntry, MissingEntry
    from sqlalchemy.exc import SAWarning, SQLAlchemyError

    logger = logging.getLogger("tornado.application")  # nbgrader logs a traceback there first
    disabled, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # about the order of nbgrader's own steps
            yield
    except MissingEntry as error:
        raise GradebookError(
            f"Something is missing in the gradebook: {error}.",
            where=where,
            todo="Run `nbgrader generate_assignment` for this exercise.",
        ) from error
    except (OSError, SubprocessError) as error:  # its file, or the program `alembic`
        raise GradebookError(
            f"The gradebook cannot be used: {getattr(error, 'strerror', None) or error}.",
            where=where,
            todo="Make room, or make its folder writable for you, and run the command again.",
        ) from error
    except ModuleNotFoundError as error:
        raise GradebookError(
            f"The database that db_url names needs {error.name}, which is not installed.",
            where=where,
            todo="Write postgresql+psycopg://… for CourseDirectory.db_url in nbgrader_config.py. "
            + how_to_install("postgres"),
        ) from error
    except (InvalidEntry, SQLAlchemyError) as error:
        raise _in_words(error, where) from error
    finally:
        logger.disabled = disabled


def _in_words(error: Exception, where: str) -> GradebookError:
    cause, said = getattr(error, "orig", None), str(error)
    if cause is not None and is_of_a_server(cause) and UNDEFINED not in said:
        what, todo = said_by_a_server(cause, "gradebook")
        return GradebookError(what, where=where, todo=todo)
    for sign, what, todo in TROUBLES:
        if sign in said:
            return GradebookError(what, where=where, todo=todo)
    first_line = said.partition("\n")[0]
    return GradebookError(
        f"The gradebook does not accept this: {first_line}.",
        where=where,
        todo="Look at it with `nbgrader formgrader`, or put a copy of it in its place.",
    )
