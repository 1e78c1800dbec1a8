"""A course with a class, served for real, and the clients that come to it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from autograder.course import Course, load_course
from autograder.demo.classroom import make_course
from autograder.engine.memory import proportional_set_size
from autograder.history import History, place_of
from autograder.service.store.sessions import begin_session, make_token
from autograder.service.store.tables import SERVICE
from autograder.service.web.access import cookie_name
from autograder.service.web.settings import Settings
from benchmarks import measure
from benchmarks.classes import this_course
from benchmarks.service.files import Files
from benchmarks.service.machine import Moment, Spell
from benchmarks.service.plans import Check, Client, HandIn, Plan, Result, Seen

WAIT = 300.0
START = 2.0  # seconds that clients have to get ready
LULL = 2.0  # seconds in which the service does next to nothing, when it is warm
PORT = 8790
OFTEN = "[policies]\nchecks = {in_hand = 100000, minutes_each = 1}\npause_minutes = 0\n"
Does = Mapping[str, Sequence[Check | HandIn]]


@dataclass(frozen=True)
class Load:
    """What came of some load: the answers, and what the machine did meanwhile.

    `wall` is from the begin to the last answer. `service_cpu` is the processor time of the service
    with all that it has started, and `front_cpu` that of its own process alone; in seconds.
    """

    seen: list[Seen]
    wall: float
    service_cpu: float
    front_cpu: float
    client_cpu: float
    spell: Spell

    def of(self, what: str) -> list[Seen]:
        """The answers to checks or to hand-ins."""
        return [each for each in self.seen if each.what == what]

    @property
    def troubles(self) -> list[Seen]:
        """What was not answered as it should be."""
        return [each for each in self.seen if each.trouble]


class Service:
    """`autograder serve` in a course. `cores` are those that it may use, all else."""

    def __init__(
        self, course: Course, students: Sequence[str], *, port: int = PORT, cores: str = "",
        options: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.course, self._port, self._cores, self._options = course, port, cores, options
        self.address = f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None
        self.clients = _sign_in(course, students)

    def start(self) -> None:
        """Start it, and wait until it answers; the exercises are not warm then."""
        pinned = ["taskset", "-c", self._cores] if self._cores else []
        command = [*pinned, sys.executable, "-m", "autograder", "serve", "--port", str(self._port)]
        with (self.course.folder / "service.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *self._options], cwd=self.course.folder, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        until(self._answers)

    def stop(self) -> None:
        """Stop it as a person does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(WAIT)
            self._process = None

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            log = (self.course.folder / "service.log").read_text()
            raise SystemExit(f"The service has ended with {self._process.returncode}:\n{log}")
        with suppress(OSError), urllib.request.urlopen(f"{self.address}/health", timeout=5):
            return True
        return False

    def warm(self, *files: Files) -> None:
        """Wait until exercises are warm, and so much else that is slow for the first time."""
        student = next(iter(self.clients))
        for each in files:
            source = each.asked(0, each.questions[0])
            twice = [Check(0.0, each.exercise, each.questions[0], source)] * 2
            load = self.run({student: [*twice, HandIn(0.0, each.exercise, each.whole(10**6))]})
            if load.troubles:
                raise SystemExit(f"The service does not work: {load.troubles[0].trouble}")
        end = time.monotonic() + WAIT
        while time.monotonic() < end:  # other exercises get warm, a gradebook is made
            used = self.cpu()
            time.sleep(LULL)
            if self.cpu() - used < 0.1 * LULL:
                return

    def memory(self) -> int:
        """Bytes that it and all processes below it hold; what they share counts once."""
        assert self._process is not None
        return proportional_set_size(measure.tree(self._process.pid))

    def cpu(self) -> float:
        """Seconds of processor time that it has used up to now, with all that it has started."""
        assert self._process is not None
        return measure.used_by_orphans() + sum(
            map(measure.used_by, measure.tree(self._process.pid))
        )

    def front_cpu(self) -> float:
        """The same of its own process alone."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def run(self, does: Does, processes: int = 1, ready: float = START) -> Load:
        """Let students do this, in so many processes that have so many seconds to get ready; comes
        back when all is answered."""
        names = list(does)
        shares = [names[place::processes] for place in range(processes)]
        started = [_start_clients() for _share in shares]
        before = Moment.now()
        used, used_in_front, begin = self.cpu(), self.front_cpu(), time.time() + ready
        for process, share in zip(started, shares, strict=True):
            own = [self._client(name, does[name]) for name in share]
            plan = Plan(self.address, begin, own)
            assert process.stdin is not None
            process.stdin.write(msgspec.msgpack.encode(plan))
            process.stdin.close()
        results = [_result(process) for process in started]
        seen = sorted((each for one in results for each in one.seen), key=lambda one: one.sent_at)
        clients = sum(one.cpu for one in results)
        end = max(each.sent_at + each.seconds for each in seen)
        # the clients were children of ours, and are counted with the orphans
        service = self.cpu() - used - sum(one.whole_cpu for one in results)
        front = self.front_cpu() - used_in_front
        spell = Spell.between(before, Moment.now())
        return Load(seen, end - begin, service, front, clients, spell)

    def _client(self, name: str, does: Sequence[Check | HandIn]) -> Client:
        secret, token = self.clients[name]
        cookies = {cookie_name(Settings(port=self._port)): secret}
        return Client(name, cookies, token, list(does))


def _start_clients() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.service.clients"]
    return subprocess.Popen(
        command, cwd=Path(__file__).resolve().parents[2], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip


def _result(process: subprocess.Popen[bytes]) -> Result:
    assert process.stdout is not None
    with process.stdout:
        data = process.stdout.read()
    process.wait()
    if not data:
        raise SystemExit("The clients have failed.")
    return msgspec.msgpack.decode(data, type=Result)


def _sign_in(course: Course, students: Sequence[str]) -> dict[str, tuple[str, str]]:
    """A session and a token for each."""
    now = datetime.now(UTC)
    with History(place_of(course.folder), SERVICE) as history, history.database.writing() as into:
        return {
            each: (begin_session(into, each, now), make_token(into, each, "benchmark", now))
            for each in students
        }


def course_for(
    folder: Path,
    students: Sequence[str],
    policies: str = OFTEN,
    own: Mapping[str, str] | None = None,
) -> Course:
    """A copy of this course with a class; `policies` are for all of it, `own` by exercise."""
    course = make_course(this_course(), folder)
    people = ["id,role", *(f"{each},student" for each in students), "teacher1,teacher"]
    (folder / "people.csv").write_text("\n".join(people) + "\n")
    path = folder / "course.toml"
    text = path.read_text().replace("[[exercises]]", f"{policies}[[exercises]]", 1)
    for exercise, rules in (own or {}).items():
        entry = f'name = "{exercise}"\n'
        head, tail = text.split(entry)
        entries = tail.split("[[exercises]]")
        entries[0] += f"[exercises.policies]\n{rules}\n"
        text = head + entry + "[[exercises]]".join(entries)
    path.write_text(text)
    return load_course(course.folder)


@contextmanager
def serving(course: Course, students: Sequence[str], **options: object) -> Iterator[Service]:
    """A service of a course, as long as the block lasts."""
    service = Service(course, students, **options)  # type: ignore[arg-type]
    service.start()
    try:
        yield service
    finally:
        service.stop()


def until(what: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + WAIT
    while not what():
        if time.monotonic() > end:
            raise SystemExit("This has not come.")
        time.sleep(0.02)


def moments(chance: random.Random, a_second: float, count: int) -> list[float]:
    """When so many come who know nothing of one another (a Poisson process), in seconds."""
    found, now = [], 0.0
    for _each in range(count):
        now += chance.expovariate(a_second)
        found.append(now)
    return found


def cores() -> list[int]:
    """Those that we may use."""
    return sorted(os.sched_getaffinity(0))
