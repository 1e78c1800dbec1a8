"""What can be wrong with a server, told so that a person can mend it."""

from __future__ import annotations

import socket

import pytest
from history_tools import came, work
from postgres_server import PASSWORD, Server
from sqlalchemy import URL

from autograder.errors import HistoryError
from autograder.history import History, server_at
from autograder.history.forgetting import pseudonymise
from autograder.history.server_troubles import said_by_a_server


@pytest.fixture
def place(postgres_address: str) -> URL:
    return server_at(postgres_address)


def refused(place: URL) -> HistoryError:
    with pytest.raises(HistoryError) as caught, History(place):
        pass
    assert PASSWORD not in str(caught.value)
    return caught.value


def test_no_connection_is_left_for_this_user(place: URL, postgres: Server) -> None:
    postgres.tell("ALTER ROLE autograder CONNECTION LIMIT 0")
    try:
        error = refused(place)
    finally:
        postgres.tell("ALTER ROLE autograder CONNECTION LIMIT -1")
    assert "no connection left" in error.what and "ALTER ROLE" in error.todo


def test_a_server_that_says_nothing(place: URL) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        error = refused(place.set(port=port).update_query_dict({"connect_timeout": "1"}))
    assert "cannot be reached" in error.what


@pytest.mark.parametrize(
    ("option", "said", "todo"),
    [
        ({"sslmode": "require"}, "does not encrypt", "sslmode"),
        ({"sslmode": "perhaps"}, "not understood", "parameters"),
        ({"sslmod": "require"}, "not understood", "parameters"),
        ({"keepalives_idle": "often"}, "not understood", "parameters"),
    ],
)
def test_what_stands_behind_the_address(
    place: URL, option: dict[str, str], said: str, todo: str
) -> None:
    error = refused(place.update_query_dict(option))
    assert said in error.what and todo in error.todo


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('root certificate file "/x.pem" does not exist', "certificate"),
        ("SSL error: certificate verify failed", "certificate"),
        ('server certificate for "a" does not match host name "b"', "certificate"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "u", no encryption', "encrypted"),
        ('FATAL:  role "u" does not exist', "does not let this user in"),
        ('FATAL:  database "d" does not exist', "no such database"),
        ("FATAL:  sorry, too many clients already", "server has no connection left"),
    ],
)
def test_what_only_the_text_tells(told: str, said: str) -> None:
    psycopg = pytest.importorskip("psycopg", reason="missing: psycopg (pip install psycopg)")
    error = psycopg.OperationalError(f'connection to server at "h", port 5432 failed: {told}')
    assert said in said_by_a_server(error, "history")[0]


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_names_of_people_need_utf_8(place: URL, postgres: Server, encoding: str) -> None:
    name = f"other_{encoding.lower()}"
    postgres.tell(
        f"CREATE DATABASE {name} OWNER autograder ENCODING '{encoding}' TEMPLATE template0 "
        "LC_COLLATE 'C' LC_CTYPE 'C'"
    )
    try:
        error = refused(place.set(database=name))
    finally:
        postgres.tell(f"DROP DATABASE {name}")
    assert encoding in error.what and "UTF8" in error.todo


def test_nothing_is_left_in_what_the_server_knows_of_values(place: URL, postgres: Server) -> None:
    with History(place) as history:
        for number in range(30):
            came(history, work("zq81", f"{number}".encode()), work(f"s{number}", b"1"))
    assert place.database is not None

    def values() -> str:
        asked = "SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'submissions'"
        return str(postgres.tell("ANALYZE", asked, database=place.database))

    assert "zq81" in values()
    with History(place) as history:
        with history.database.writing() as connection:
            pseudonymise(connection, "zq81", "forgotten-1")
        history.database.compact(10)
    asked = "SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'submissions'"
    assert "zq81" not in str(postgres.tell(asked, database=place.database))
