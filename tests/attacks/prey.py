"""What the attempts aim at, set up and looked at afterwards; without pytest, for `as_user.py`."""

from __future__ import annotations

import os
import socket
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from attempt import SHOW, TOOLS, Attempt, Target
from shared_things import SharedThings

import autograder
from autograder.responder import ChildDied
from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.inside.confine import group
from autograder.sandbox.isolation import Confinement
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.wire.control import MEGABYTE, Limits
from autograder.wire.responses import Stream

__all__ = ["LIMITS", "SHOW", "Attempt", "Prey", "open_attacker", "outcome", "tried"]

LIMITS = Limits(
    memory_bytes=150 * MEGABYTE, scratch_bytes=16 * MEGABYTE, cpu_seconds=20.0, processes=64
)
REPOSITORY = Path(__file__).parents[2]
OUTSIDE = (Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"))
CALL_NUMBERS = {"kill": 62, "fcntl": 72, "prctl": 157, "clone": 56, "socketpair": 53}  # x86-64


def open_attacker(
    control: ControlChannel,
    level: str,
    limits: Limits = LIMITS,
    seconds: float = 10.0,
    idle_seconds: float | None = None,
) -> Session:
    """A session at a level, with the attacker's tools. It may compute for so many seconds, and only
    wait for as many, unless `idle_seconds` says otherwise."""
    control.confinement = Confinement(level, limits)
    waits = seconds if idle_seconds is None else idle_seconds
    session = Session(control, Clock(seconds, 10 * seconds, waits), 10_000, {})
    session.run_cell(TOOLS)
    return session


def outcome(session: Session, cell: str) -> str:
    """What a cell of `SHOW` printed; how the child died, if it did."""
    try:
        outputs = session.run_cell(cell).outputs
    except ChildDied as death:
        return f"died {death.message}"
    texts = [each.text for each in outputs if isinstance(each, Stream) and each.name == "stdout"]
    return "".join(texts).strip() or f"said {outputs}"


def tried(session: Session, prey: Prey, attempt: Attempt) -> str:
    """Try it: `won`, or `lost` and why."""
    return outcome(session, prey.target.cell(attempt))


class Prey:
    """Files, sockets and a process of the grader's user."""

    def __init__(self, folder: Path, side: StudentSide) -> None:
        self.folder = folder / "course"
        self.folder.mkdir()
        self.secret = self.folder / "secret.db"
        self.secret.write_text("SECRET")
        self.secret.chmod(0o600)
        os.utime(self.secret, (10**9, 10**9))
        with suppress(OSError):  # not every file system has attributes
            os.setxattr(self.secret, "user.mark", b"1")
        self.folder.chmod(0o755)
        self.sockets = ExitStack()
        self.shared = self.sockets.enter_context(SharedThings())
        self.owned = side._held.path / "autograder" / "__init__.py"
        self.target = Target(
            {
                "secret": self.secret,
                "folder": self.folder,
                "repository": REPOSITORY,
                "tmp": folder,
                "sign": os.getpid(),
                "packages": sysconfig.get_path("purelib"),
                "owned": self.owned,
                "group": _group(),
                "tcp": self._listen(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))[1],
                "udp": self._listen(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))[1],
                "unix": self._path(socket.SOCK_STREAM, folder / "stream"),
                "datagrams": self._path(socket.SOCK_DGRAM, folder / "datagrams"),
                "abstract": self._name(socket.SOCK_STREAM, "stream"),
                "datagrams_name": self._name(socket.SOCK_DGRAM, "datagrams"),
                **self.shared.numbers,
                **CALL_NUMBERS,
            }
        )
        self.before = self.state()

    def state(self) -> object:
        """What an attack must leave as it is."""
        status, package = self.folder.stat(), Path(autograder.__file__)
        own = self.secret.stat()
        return (
            sorted(path.name for path in self.folder.iterdir()),
            sorted(path.name for path in self.folder.parent.iterdir()),
            self.secret.read_text(), own.st_mode, own.st_mtime, own.st_nlink, own.st_uid,
            status.st_mode, package.stat().st_mtime, self.owned.stat().st_mode,
            self.owned.stat().st_mtime, self.shared.there(), _marks(self.secret),
            [path for place in OUTSIDE for path in place.glob(f"*-{os.getpid()}")],
        )  # fmt: skip

    @contextmanager
    def victim(self) -> Iterator[subprocess.Popen[bytes]]:
        """A process of the grader's user, for one attempt."""
        with subprocess.Popen(["/bin/sleep", "100"], start_new_session=True) as process:
            maps = Path(f"/proc/{process.pid}/maps")
            while not maps.read_text():
                pass  # it is just being started
            self.target.things["victim"] = process.pid
            self.target.things["address"] = int(maps.read_text().split("-")[0], 16)
            try:
                yield process
            finally:
                process.kill()

    def close(self) -> None:
        """Close the sockets, and remove what an attempt without isolation has left."""
        self.sockets.close()
        for place in OUTSIDE:
            for path in place.glob(f"left-{os.getpid()}"):
                path.unlink()

    def _listen(self, family: int, kind: int, address: object) -> object:
        sock = self.sockets.enter_context(socket.socket(family, kind))
        sock.bind(address)
        if kind == socket.SOCK_STREAM:
            sock.listen()
        return sock.getsockname()

    def _path(self, kind: int, path: Path) -> Path:
        self._listen(socket.AF_UNIX, kind, str(path))
        path.chmod(0o777)
        return path

    def _name(self, kind: int, name: str) -> str:
        name = f"autograder-test-{name}-{os.getpid()}"
        self._listen(socket.AF_UNIX, kind, f"\0{name}")
        return name


def _marks(path: Path) -> list[str]:
    try:
        return sorted(os.listxattr(path))
    except OSError:
        return []


def _group() -> Path:
    place, _why_not = group.found()
    return place.folder / place.version.members if place else Path("/nowhere")
