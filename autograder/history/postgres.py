"""A database on a server: PostgreSQL, for several processes and several machines at once.

Our tables live in a schema of their own: nbgrader's gradebook may be in the same database.

Whoever writes and names nothing writes alone, as in a file: whatever is read first and written then
is right. Whoever names what it is about shares the database with others, and waits only for who
has named the same. The server frees these locks with the transaction, however that ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, select
from sqlalchemy.schema import CreateSchema

from autograder.errors import HistoryError
from autograder.history.extras import how_to_install

SCHEMA = "autograder_history"  # no user is called so: what has no schema goes into one's own
PATIENCE_MILLISECONDS = 10_000  # that one writer waits for the others
IDLE_MILLISECONDS = 60_000  # that a writer may keep others waiting and do nothing
MOST_CONNECTIONS = 15  # of one process
# How soon it is noticed that the server has gone, and that its machine has. In seconds, but for the
# last one.
REACH = {
    "connect_timeout": 5,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
ENCODING = "UTF8"
ALL = "everything"


def open_server(url: URL) -> Engine:
    """The server as an engine, which connects later. Raises HistoryError without its driver."""
    try:
        engine = create_engine(
            url,
            connect_args={key: REACH[key] for key in REACH if key not in url.query},
            pool_pre_ping=True,  # after the server was started again, old connections are of no use
            pool_size=5,
            max_overflow=MOST_CONNECTIONS - 5,
            pool_timeout=PATIENCE_MILLISECONDS / 1_000,
        )
    except ModuleNotFoundError as error:
        raise HistoryError(
            f"PostgreSQL needs {error.name}, which is not installed.",
            todo=how_to_install("postgres"),
        ) from error
    event.listen(engine, "connect", _prepare, insert=True)
    return engine


def for_reading(connection: Connection) -> Connection:
    """One whose transactions see one state of the database, and stop nobody."""
    return connection.execution_options(isolation_level="REPEATABLE READ")


def take_turns(connection: Connection, about: Iterable[str]) -> None:
    """Wait, inside a transaction, until nobody else writes about the same; about anything, where
    nothing is named."""
    names = sorted(set(about))
    whole = func.pg_advisory_xact_lock_shared if names else func.pg_advisory_xact_lock
    connection.execute(select(whole(_number(ALL))))
    for name in names:  # all in one order, or two would wait for each other
        connection.execute(select(func.pg_advisory_xact_lock(_number(f"about {name}"))))


def make_schema(connection: Connection) -> None:
    """See that there is the schema for our tables."""
    if not inspect(connection).has_schema(SCHEMA):
        connection.execute(CreateSchema(SCHEMA))


def compact(engine: Engine) -> None:
    """Write all tables anew, and what the server knows of their values: else what was taken out
    would lie in pages that nobody uses, and in the lists of values that are common."""
    with engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        quote = engine.dialect.identifier_preparer.quote
        for name in inspect(connection).get_table_names(schema=SCHEMA):
            connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {SCHEMA}.{quote(name)}")


def _number(name: str) -> int:
    """What a lock is called on the server: 64 bits with a sign."""
    digest = hashlib.sha256(f"autograder {name}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def _prepare(connection: Any, _record: Any) -> None:
    """Every connection to the server, as it is opened."""
    from psycopg.types.string import StrDumper

    class Text(StrDumper):
        """PostgreSQL has no text with the character 0, and nothing has half a character."""

        def dump(self, text: Any) -> bytes:
            return str(text).replace("\0", "\ufffd").encode("utf-8", "replace")

    encoding = connection.info.parameter_status("server_encoding")
    if encoding != ENCODING:
        raise HistoryError(
            f"This database has the encoding {encoding}, and names of people need {ENCODING}.",
            todo=f"Make a new one: createdb --encoding {ENCODING} --template template0.",
        )
    connection.adapters.register_dumper(str, Text)
    connection.autocommit = True
    for name, value in (
        ("search_path", SCHEMA),
        ("lock_timeout", PATIENCE_MILLISECONDS),
        ("idle_in_transaction_session_timeout", IDLE_MILLISECONDS),
    ):
        connection.execute("SELECT set_config(%s, %s, false)", (name, str(value)))
    connection.autocommit = False
