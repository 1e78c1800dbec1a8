"""The gradebook on a server: written by one process at a time, as a file is by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, func, select

TURN = 0x6E62_6772_6164_6572  # the name of the lock on the server


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Of all who ask here, one at a time: nbgrader looks first and writes then, and two that do
    so at once would be in each other's way. In a file the database itself sees to that."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection, connection.begin():
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))
        yield


@contextmanager
def making(url: str) -> Iterator[None]:
    """The same while a gradebook is opened, which makes what is not there yet."""
    engine = create_engine(url)
    try:
        with alone(engine):
            yield
    finally:
        engine.dispose()


def write_anew(engine: Engine) -> None:
    """All of it: else what was taken out would lie where nobody looks."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            for name in _tables():
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {name}")
        elif engine.dialect.name == "sqlite":
            connection.exec_driver_sql("VACUUM")


def _tables() -> list[Any]:
    from nbgrader.api import Base

    return [table.name for table in Base.metadata.sorted_tables]
