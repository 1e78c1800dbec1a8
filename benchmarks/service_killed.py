"""A class hands in while the service is killed again and again: what was answered is never lost.

    python -m benchmarks.service_killed --rounds 200
    python -m benchmarks.service_killed --rounds 200 --postgres

Each round, students send files at the same time; at a random moment a process of the service is
killed (the whole of it, its engine, or what grades in the engine), and it is started again where it
has gone. Everybody writes down which answers they got. In the end that ledger is compared with the
database: each answered hand-in is there once, with the bytes that were sent, and has one grading.

With --postgres two services share a PostgreSQL server, which is killed, too. A client that got no
answer asks the other service, as a proxy would.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Protocol

from autograder.course import Course, load_course
from autograder.history import VARIABLE, History, place_of
from autograder.service.store.sessions import make_token
from autograder.service.store.tables import SERVICE
from benchmarks import classes

WAIT = 300.0
STUDENTS = 8
VICTIMS = ("service", "engine", "everything below the engine")
SERVER = "database"
Content = Callable[[int], bytes]


class Server(Protocol):
    """A database server."""

    def kill(self) -> None:
        """End it at once."""

    def start(self) -> None:
        """Start it again."""


@dataclass
class Ledger:
    """What clients were answered: by key, the id and the SHA-256 of what they sent."""

    answered: dict[str, tuple[str, str]] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, key: str, id: str, digest: str) -> None:
        with self._lock:
            known = self.answered.setdefault(key, (id, digest))
        assert known == (id, digest), f"{key} was answered twice, and not alike"

    def was_refused(self, status: int) -> None:
        with self._lock:
            self.refused[status] += 1

    def broke(self) -> None:
        with self._lock:
            self.broken += 1


class Served:
    """`autograder serve` in a course, started again where it was killed."""

    def __init__(self, course: Course, port: int) -> None:
        self._course, self._port = course, port
        self.address = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "autograder", "serve", "--port", str(self._port)]
        with tempfile.TemporaryFile() as said:
            self.process = subprocess.Popen(
                command,
                cwd=self._course.folder,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
            end = time.monotonic() + WAIT
            while time.monotonic() < end:
                with suppress(OSError), urllib.request.urlopen(f"{self.address}/health", timeout=5):
                    return
                if self.process.poll() is not None:
                    said.seek(0)
                    why = said.read().decode("utf-8", "replace")
                    raise RuntimeError(
                        f"The service has ended with {self.process.returncode}: {why}"
                    )
                time.sleep(0.05)
        raise RuntimeError("The service does not answer.")

    def kill(self, victim: str) -> None:
        """Kill one of its processes, whatever it does just now."""
        assert self.process is not None
        if victim == "service":
            self.process.kill()
            self.process.wait()
            return
        engines = children(self.process.pid)
        victims = engines if victim == "engine" else [c for e in engines for c in children(e)]
        for each in victims:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)

    def restart(self) -> None:
        """Start it again, where it is not there."""
        if self.process is None or self.process.poll() is not None:
            self.start()

    def stop(self) -> None:
        """Stop it as a person does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(WAIT)


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(number) for number in task.read_text().split()]
    return found


def hand_in(
    several: Sequence[Served], ledger: Ledger, token: str, exercise: str, key: str, content: bytes
) -> None:
    """Send a file until it is answered, as a client does that has lost its connection: under the
    same key it is the same hand-in. The first of the services is asked first."""
    path = f"/api/v1/exercises/{exercise}/hand-ins?name={exercise}.ipynb&key={key}"
    headers = {"Authorization": f"Bearer {token}"}
    digest = hashlib.sha256(content).hexdigest()
    end = time.monotonic() + WAIT
    for served in cycle(several):
        if time.monotonic() > end:
            break
        request = urllib.request.Request(f"{served.address}{path}", content, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                told = json.loads(answer.read())
                assert told["sha256"] == digest
                ledger.took(key, told["id"], digest)
                return
        except urllib.error.HTTPError as error:
            ledger.was_refused(error.code)
            error.close()
        except (OSError, ValueError):
            ledger.broke()
        time.sleep(0.1)
    raise RuntimeError(f"{key} was never answered.")


def rounds(
    course: Course,
    exercise: str,
    content: Content,
    count: int,
    *,
    ports: Sequence[int],
    seed: int = 0,
    server: Server | None = None,
    beside: Callable[[], None] | None = None,
) -> Ledger:
    """So many rounds, with a service on each of the ports; several need a database `server`, on
    which the course has its history. Each kind of victim has its turn before one comes again.
    `beside` is done at the end, while the class hands in once more and nothing is killed.
    Raises AssertionError where the ledger and the database do not agree."""
    chance, ledger = random.Random(seed), Ledger()
    victims = (*VICTIMS, SERVER) if server is not None else VICTIMS
    turns: list[str] = []
    students = [f"student{number}" for number in range(STUDENTS)]
    (course.folder / "people.csv").write_text("\n".join(["id", *students]) + "\n")
    place = place_of(course.folder)
    with History(place, SERVICE) as history, history.database.writing() as into:
        now = datetime.now(UTC)
        tokens = {student: make_token(into, student, "benchmark", now) for student in students}
    several = [Served(course, port) for port in ports]

    @contextmanager
    def class_hands_in(number: int) -> Iterator[None]:
        threads = [
            threading.Thread(
                target=hand_in,
                args=(_from(several, seat), ledger, token, exercise, f"{student}-{number}"),
                kwargs={"content": content(number * STUDENTS + seat)},
            )
            for seat, (student, token) in enumerate(tokens.items())
        ]
        for thread in threads:
            thread.start()
        yield
        for thread in threads:
            thread.join()

    try:
        for served in several:
            served.start()
        for number in range(count):
            turns = turns or chance.sample(victims, len(victims))
            victim, served = turns.pop(), chance.choice(several)
            with class_hands_in(number):
                time.sleep(chance.uniform(0.0, 0.6))
                if victim == SERVER and server is not None:
                    server.kill()
                    server.start()
                else:
                    served.kill(victim)
                ledger.kills[victim] += 1
                served.restart()
        _wait_until_all_is_graded(course, several)
        compare(course, ledger)
        if beside is not None:
            with class_hands_in(count):
                beside()
            _wait_until_all_is_graded(course, several)
            compare(course, ledger, once=False)
    finally:
        for served in several:
            served.stop()
    return ledger


def _from(several: list[Served], first: int) -> list[Served]:
    """The services, another one first."""
    first %= len(several)
    return several[first:] + several[:first]


def _wait_until_all_is_graded(course: Course, several: Sequence[Served]) -> None:
    end = time.monotonic() + WAIT
    with History(place_of(course.folder), SERVICE) as history:
        while time.monotonic() < end:
            with history.database.reading() as connection:
                left = connection.exec_driver_sql("SELECT count(*) FROM jobs").scalar()
                left += connection.exec_driver_sql("SELECT count(*) FROM bookings").scalar()
            if not left:
                return
            for served in several:
                served.restart()
            time.sleep(0.2)
    raise RuntimeError("Some hand-ins are not graded yet.")


def compare(course: Course, ledger: Ledger, *, once: bool = True) -> None:
    """Each hand-in that was answered is in the database once, with its bytes and a grading, and
    with one only where it was asked for `once`; what was not answered is not there."""
    with History(place_of(course.folder), SERVICE) as history:
        entries = history.entries()
        by_id = Counter(entry.submission.id for entry in entries)
        kept = {entry.submission.id: entry for entry in entries}
        assert not once or set(by_id.values()) <= {1}, "a hand-in was graded twice"
        for key, (id, digest) in ledger.answered.items():
            assert id in kept, f"{key} was answered, and is lost"
            entry = kept[id]
            assert entry.submission.digest == digest
            data = history.content(digest)
            assert data is not None and hashlib.sha256(data).hexdigest() == digest
            assert entry.grading is not None, f"{key} has no grading"
        ids = [id for id, _digest in ledger.answered.values()]
        assert len(set(ids)) == len(ids), "two hand-ins are one"
        assert set(kept) == set(ids), "something is there that nobody was told of"


@contextmanager
def course_of(exercise: str) -> Iterator[Course]:
    """A course of its own with one exercise of this one, in which nobody waits between attempts,
    and all files are kept."""
    ours = classes.this_course()
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        for part in ("solutions", "source", "release"):
            shutil.copytree(ours.folder / part / exercise, folder / part / exercise)
        head, *entries = (ours.folder / "course.toml").read_text().split("[[exercises]]")
        own = next(each for each in entries if f'name = "{exercise}"' in each)
        rules = "[service]\nattempts_kept = 100000\n[policies]\npause_minutes = 0\n"
        (folder / "course.toml").write_text(f"{head}{rules}[[exercises]]{own}")
        yield load_course(folder)


@contextmanager
def _server() -> Iterator[Server]:
    """A PostgreSQL of its own, on which the history of every course is then."""
    from tests import postgres_server

    programs = postgres_server.programs()
    if programs is None:
        sys.exit(postgres_server.MISSING)
    server = postgres_server.Server(programs)
    try:
        with server.database() as name:
            os.environ[VARIABLE] = server.address(name)
            yield server
    finally:
        server.stop()


def main() -> None:
    """Say how it went."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--exercise", default="ex02_activations")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--postgres", action="store_true", help="Two services on a server.")
    options = parser.parse_args()
    with course_of(options.exercise) as course, ExitStack() as opened:
        server = opened.enter_context(_server()) if options.postgres else None
        content = classes.contents(course, options.exercise)
        began = time.monotonic()
        ledger = rounds(
            course,
            options.exercise,
            content,
            options.rounds,
            ports=[options.port, options.port + 1] if server is not None else [options.port],
            seed=options.seed,
            server=server,
        )
    kills = ", ".join(f"{victim} {number}" for victim, number in sorted(ledger.kills.items()))
    print(f"{options.rounds} rounds in {time.monotonic() - began:.0f} s; killed: {kills}")
    print(f"answered: {len(ledger.answered)}; connections that broke: {ledger.broken}")
    print(f"refused, and sent again: {dict(ledger.refused)}")
    print("The ledger and the database agree: nothing lost, nothing twice.")


if __name__ == "__main__":
    main()
