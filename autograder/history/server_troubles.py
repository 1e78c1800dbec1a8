"""What PostgreSQL says, in words: for the history, and for nbgrader's gradebook where it is there.

The server gives each error a code; where no connection came about there is only its text, which is
in the server's language: what is not recognised is repeated.
"""

from __future__ import annotations

from typing import NamedTuple

AGAIN = "run the command again; a service goes on by itself"


class Trouble(NamedTuple):
    """`codes` are the beginnings of the server's codes; `signs` stand in the text where no
    connection came about. `{it}` is what could not be used, as in "the history"."""

    codes: tuple[str, ...]
    signs: tuple[str, ...]
    what: str
    todo: str


TROUBLES = (
    Trouble(
        ("28",),
        ("authentication failed", "no password supplied", "no pg_hba.conf entry", 'role "'),
        "The database server does not let this user in.",
        "Check the user and the password in the address of the database.",
    ),
    Trouble(
        ("3D000",),
        ("does not exist",),
        "There is no such database on this server.",
        "Make it with `createdb`, or check its name in the address of the database.",
    ),
    Trouble(
        ("53300",),
        ("too many", "remaining connection slots"),
        "The database server has no connection left.",
        f"Let it take more (max_connections), or start fewer services; then {AGAIN}.",
    ),
    Trouble(
        ("53100",),
        (),
        "There is no room left for the {it} on the database server.",
        f"Make room there, and {AGAIN}.",
    ),
    Trouble(
        ("25006",),
        (),
        "The {it} cannot be written: this database server only lets it be read.",
        "Name the server that may be written, not a copy of it.",
    ),
    Trouble(
        ("42501",),
        (),
        "This user may not make or change the tables of the {it}.",
        "Let the database belong to this user: ALTER DATABASE … OWNER TO ….",
    ),
    Trouble(
        ("55P03", "40", "25P03"),
        (),
        "Another program is writing into the {it}.",
        "Wait for it, and run the command again.",
    ),
    Trouble(
        ("XX001", "XX002"),
        (),
        "The {it} is damaged.",
        "Put back a copy of the database.",
    ),
    Trouble(
        ("58", "XX"),
        (),
        "The database server does not take or give the {it}.",
        "See what its log says.",
    ),
    Trouble(
        ("08", "57P"),
        ("",),
        "The database server cannot be reached.",
        f"See that it runs, and that host and port are right; then {AGAIN}.",
    ),
)


def is_of_a_server(cause: BaseException) -> bool:
    """Whether a server, or its driver, has said this."""
    return type(cause).__module__.partition(".")[0].startswith("psycopg")


def said_by_a_server(cause: BaseException, it: str) -> tuple[str, str]:
    """What happened, and what to do; `it` is what could not be used."""
    code = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or ""
    said = " ".join(str(cause).split())
    is_lost = not code and type(cause).__name__ in ("OperationalError", "InterfaceError")
    for each in TROUBLES:
        named = code.startswith(each.codes) if code else is_lost and _any_in(each.signs, said)
        if named:
            return each.what.format(it=it), each.todo
    return (
        f"The {it} does not accept this: {str(cause).partition(chr(10))[0]}.",
        "See what the log of the database server says.",
    )


def _any_in(signs: tuple[str, ...], said: str) -> bool:
    return any(sign in said for sign in signs)
