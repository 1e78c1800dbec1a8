"""What PostgreSQL says, in words: for the history, and for nbgrader's gradebook where it is there.

The server gives each error a code; where no connection came about there is only its text, which is
in the server's language: what is not recognised is repeated.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# What the drivers raise where no connection came about, or it was lost.
NO_CONNECTION = ("OperationalError", "InterfaceError")
WRONG_OPTION = "invalid connection option"  # of which they say so before they ask anybody
AGAIN = "run the command again; a service goes on by itself"


class Trouble(NamedTuple):
    """`codes` are the beginnings of the server's codes; `signs` are patterns of the text where no
    connection came about. `{it}` is what could not be used, as in "the history"."""

    codes: tuple[str, ...]
    signs: tuple[str, ...]
    what: str
    todo: str


# The first one that fits counts.
TROUBLES = (
    Trouble(
        (),
        (WRONG_OPTION, r"invalid \w+ value", "for connection option"),
        "What follows the `?` in the address of the database is not understood.",
        "Correct it there: PostgreSQL's manual lists these options under libpq, connection "
        "parameters.",
    ),
    Trouble(
        (),
        ("SSL was required", "does not support SSL"),
        "The database server does not encrypt connections, and the address wants it to.",
        "Let the server do it (ssl = on), or write another `sslmode` into the address.",
    ),
    Trouble(
        (),
        ("certificate", "SSL error", "sslmode"),
        "The certificate of the database server is not trusted, or one that is needed is missing.",
        "Check `sslmode`, `sslrootcert` and the name of the host in the address of the database.",
    ),
    Trouble(
        (),
        ("no pg_hba.conf entry",),
        "The database server lets this user in from other machines, or encrypted, or not at all.",
        "Let its pg_hba.conf name the user, the database and this machine; where it wants "
        "encryption, write `?sslmode=require` behind the address of the database.",
    ),
    Trouble(
        (),
        ("too many connections for role", "too many connections for database"),
        "This user, or this database, has no connection left on the database server.",
        "Let it have more (ALTER ROLE … or ALTER DATABASE … CONNECTION LIMIT), or start fewer "
        f"services; then {AGAIN}.",
    ),
    Trouble(
        ("28",),
        ("authentication failed", "no password supplied", r'role ".*" (does not exist|is not)'),
        "The database server does not let this user in.",
        "Check the user and the password in the address of the database.",
    ),
    Trouble(
        ("3D000",),
        ('database ".*" does not exist',),
        "There is no such database on this server.",
        "Make it with `createdb`, or check its name in the address of the database.",
    ),
    Trouble(
        ("53300",),
        ("too many clients", "remaining connection slots"),
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
    kinds = {each.__name__ for each in type(cause).__mro__}
    is_lost = not code and (not kinds.isdisjoint(NO_CONNECTION) or WRONG_OPTION in said)
    for each in TROUBLES:
        named = code.startswith(each.codes) if code else is_lost and _any_in(each.signs, said)
        if named:
            return each.what.format(it=it), each.todo
    return (
        f"The {it} does not accept this: {str(cause).partition(chr(10))[0]}.",
        "See what the log of the database server says.",
    )


def _any_in(signs: tuple[str, ...], said: str) -> bool:
    return any(re.search(sign, said) for sign in signs)
