"""A PostgreSQL for the tests that want one: one server for all, a new database for each."""

from __future__ import annotations

from collections.abc import Iterator

import postgres_server
import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Server]:
    """The server."""
    programs = postgres_server.programs()
    if programs is None:
        pytest.skip(postgres_server.MISSING)
    pytest.importorskip("psycopg", reason="missing: psycopg (pip install 'autograder[postgres]')")
    server = postgres_server.Server(programs)
    yield server
    server.stop()


@pytest.fixture
def postgres_address(postgres: postgres_server.Server) -> Iterator[str]:
    """The address of a new database."""
    with postgres.database() as name:
        yield postgres.address(name)
