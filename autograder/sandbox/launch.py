"""The trusted side's handle on the student side: start the warm process, ask it for children."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import msgspec

import autograder
from autograder.closing import Closing
from autograder.errors import SandboxError, SlowAnswer
from autograder.kits.registry import folders
from autograder.sandbox import gpu, scratch
from autograder.sandbox.environment import environment
from autograder.sandbox.isolation import DEFAULT_LIMITS, NONE, Confinement, choose_level
from autograder.sandbox.spare import Child, Spare, make
from autograder.wire.channel import Patience, decoder
from autograder.wire.control import (
    ControlReply,
    ControlRequest,
    Forked,
    Gone,
    Limits,
    OpenControl,
    Ready,
    Stop,
    Trial,
    Warm,
)

if TYPE_CHECKING:
    import numpy as np

# On the wall, so far more than they take on a busy machine: what has died is noticed at once.
START_SECONDS = 600.0
REPLY_SECONDS = 120.0
MAX_REPLY = 1 << 16
VAR_TMP = "/var/tmp"
Reply = TypeVar("Reply", Ready, Forked, Gone)
Arrays: TypeAlias = "Mapping[str, np.ndarray[Any, Any]]"
COPIED = (
    "__init__.py", "wire/*.py", "sandbox/__init__.py", "sandbox/inside/**/*.py",
    "kits/__init__.py", "kits/inside/*.py",
)  # fmt: skip
COPIED_OF_A_KIT = "inside/**/*.py"


class ControlChannel:
    """A control socket to the warm process. When it closes, its children die."""

    def __init__(self, sock: socket.socket, confinement: Confinement) -> None:
        self.confinement = confinement
        self._socket = sock
        self._decoder: msgspec.msgpack.Decoder[ControlReply] = decoder(ControlReply)
        self._gone: dict[int, int] = {}
        self._spare: Spare | None = None
        self._dying: list[Child] = []

    def open_control(self) -> ControlChannel:
        """Another control channel, for another process of the trusted side."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, _closing_on_error(ours):
            self._send(OpenControl(), theirs.fileno())
        return ControlChannel(ours, self.confinement)

    def child(self, files: Mapping[str, bytes]) -> Child:
        """A child for one submission, with these files beside its code: the spare one, or new."""
        self.see_off()
        spare, self._spare = self._spare, None
        if spare is not None:
            if spare.serves(self.confinement, files):
                return spare.child
            self._end(spare.child)
        return make(self._fork, files)

    def prepare(self, files: Mapping[str, bytes]) -> None:
        """Make a spare child, for the next submission that has these files beside its code."""
        self.see_off()
        if self._spare is not None and self._spare.serves(self.confinement, files):
            return
        if self._spare is not None:
            self._end(self._spare.child)
        self._spare = None
        self._spare = Spare(make(self._fork, files), self.confinement, files)

    def let_go(self, child: Child) -> None:
        """Kill a child, and do not wait for it: no other is made before it has gone."""
        child.socket.close()
        try:
            if child.number not in self._gone:
                self._send(Stop(child.number))
        except SandboxError:  # with the student side all of its children have ended
            scratch.remove(child.scratch)
            raise
        self._dying.append(child)

    def see_off(self) -> None:
        """Wait until those that were killed have gone, and remove their folders."""
        while self._dying:
            child = self._dying[-1]
            self.wait_until_gone(child.number, _in_time(REPLY_SECONDS))
            del self._gone[child.number]
            self._dying.pop()
            scratch.remove(child.scratch)

    def _end(self, child: Child) -> None:
        self.let_go(child)
        self.see_off()

    def _fork(self, folder: Path) -> tuple[int, socket.socket]:
        ours, theirs = socket.socketpair()
        with theirs, _closing_on_error(ours):
            self._send(self.confinement.fork(folder), theirs.fileno())
            reply = self._wait_for(Forked, _in_time(REPLY_SECONDS))
        return reply.child, ours

    def stop(self, child: int) -> int:
        """Kill a child, if it still lives; its exit status, negative for a signal."""
        if child not in self._gone:
            self._send(Stop(child))
        self.wait_until_gone(child, _in_time(REPLY_SECONDS))
        return self._gone.pop(child)

    def wait_until_gone(self, child: int, patience: Patience) -> None:
        """Wait for the end of a child that is about to die."""
        while child not in self._gone:
            self._wait_for(Gone, patience)

    def warm(self, modules: Iterable[str], datasets: Iterable[str] = ()) -> None:
        """Ask for modules to be imported, without waiting for it; `datasets` are names of sets of
        data that have to be known there."""
        self._send(Warm(list(modules), tuple(datasets)))

    def wait_until_warm(self) -> tuple[Trial, ...]:
        """Wait for the answer to `warm`: the levels of isolation that were tried.

        Raises SandboxError where a module cannot be imported.
        """
        reply = self._wait_for(Ready, _in_time(START_SECONDS))
        if reply.failed:
            raise SandboxError(
                f"The student side cannot import {', '.join(reply.failed)}.",
                todo="Install it, or correct `warm` in course.toml.",
            )
        return tuple(reply.trials)

    def close(self) -> None:
        """End the channel and everything that it started."""
        with suppress(SandboxError):  # then nobody is left
            self.see_off()
        self._socket.close()
        while self._dying:
            scratch.remove(self._dying.pop().scratch)
        if self._spare is not None:
            self._spare.child.socket.close()
            scratch.remove(self._spare.child.scratch)
            self._spare = None

    def fileno(self) -> int:
        """The descriptor of the socket."""
        return self._socket.fileno()

    def _send(self, request: ControlRequest, *descriptors: int) -> None:
        try:
            socket.send_fds(self._socket, [msgspec.msgpack.encode(request)], descriptors)
        except OSError as error:
            raise SandboxError("The student side has ended unexpectedly.") from error

    def _wait_for(self, kind: type[Reply], patience: Patience) -> Reply:
        while True:
            self._socket.settimeout(patience())
            try:
                message = self._socket.recv(MAX_REPLY)
            except TimeoutError:
                continue
            except OSError as error:
                raise SandboxError("The student side has ended unexpectedly.") from error
            if not message:
                raise SandboxError("The student side has ended unexpectedly.")
            reply = self._decoder.decode(message)
            if isinstance(reply, Gone):
                self._gone[reply.child] = reply.status
            if isinstance(reply, kind):
                return reply


class StudentSide(Closing):
    """The warm process itself: started here, ended by `close` or by leaving the `with` block."""

    def __init__(
        self,
        modules: Iterable[str],
        limits: Limits = DEFAULT_LIMITS,
        datasets: Mapping[str, Arrays] | None = None,
        *,
        with_gpu: bool = False,
    ) -> None:
        """Start it, and let it import `modules`; `wait_until_warm` waits for that.

        `limits` holds for each of its children. `datasets` are the arrays that
        a library's own sets of data give them, by the names that the library has for these.
        `with_gpu` lets them use the GPUs of this machine.
        """
        self.trials: tuple[Trial, ...] = ()
        self._level: str | None = None  # known once it is warm
        self._limits = limits
        self._devices = gpu.device_files() if with_gpu else ()
        self._readable = gpu.driver_files() if with_gpu else ()
        self._room = Path(tempfile.mkdtemp(prefix="autograder-student-side-", dir=_place()))
        _copy_code(self._room)
        self._folders: dict[tuple[str, ...], Path] = {}  # of sets of data, by their names
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._log = self._room / "log"
        with theirs, self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*_interpreter(), "-m", "autograder.sandbox.inside.main", str(theirs.fileno())],
                cwd=self._room,
                env=environment(self._room, with_gpu=with_gpu),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[theirs.fileno()],
            )
        ours.send(json.dumps(_library_paths()).encode())
        self.control = ControlChannel(ours, Confinement(NONE, limits))
        self.control.warm(modules, datasets or ())
        self._first = datasets

    @property
    def process(self) -> int:
        """The number of the warm process."""
        return self._process.pid

    def wait_until_warm(self) -> None:
        """Wait until the modules are imported, and choose the strongest isolation there is.

        Raises SandboxError with what went wrong, IsolationError where there is not enough.
        """
        try:
            self.trials = self.control.wait_until_warm()
        except SandboxError as error:
            said = self._log.read_text(errors="replace").strip().splitlines()
            what = f"{error.what} It said: {said[-1]}" if said else error.what
            raise SandboxError(what, todo=error.todo) from error
        self._level = choose_level(self.trials)
        self.control.confinement = self.confinement(self._limits, self._first)

    def confinement(self, limits: Limits, datasets: Mapping[str, Arrays] | None) -> Confinement:
        """How the children of one exercise are kept: within its limits, with its sets of data.

        Once the modules are imported: only then the level is known.
        """
        assert self._level is not None, "wait until it is warm"
        folder = str(self._folder_of(datasets)) if datasets else ""
        return Confinement(self._level, limits, self._readable, self._devices, folder)

    def close(self) -> None:
        """End the warm process and all its children, and clean up."""
        self.control.close()
        try:
            self._process.wait(REPLY_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for folder in (self._room, *self._folders.values()):
            shutil.rmtree(folder, ignore_errors=True)

    def _folder_of(self, datasets: Mapping[str, Arrays]) -> Path:
        names = tuple(sorted(datasets))
        if names not in self._folders:
            self._folders[names] = _write_datasets(datasets)
        return self._folders[names]


def _in_time(seconds: float) -> Patience:
    """Patience that ends on the wall clock; then it raises SlowAnswer."""
    end = time.monotonic() + seconds

    def left() -> float:
        if (rest := end - time.monotonic()) <= 0:
            raise SlowAnswer(
                f"The student side did not answer in {seconds:g} s.",
                todo="Is this machine too busy? Grade with fewer --workers.",
            )
        return rest

    return left


@contextmanager
def _closing_on_error(sock: socket.socket) -> Iterator[None]:
    try:
        yield
    except BaseException:
        sock.close()
        raise


def _place() -> str | None:
    """Where the copy of our code goes: not below /tmp, which a student sees as a scratch folder."""
    return VAR_TMP if os.access(VAR_TMP, os.W_OK) else None


def _copy_code(room: Path) -> None:
    """Copy what the student side needs of this package, and nothing else, into `room`."""
    package = Path(autograder.__file__).parent
    for pattern in COPIED:
        _copy(package, pattern, room / "autograder")
    for folder in folders():
        _copy(folder, COPIED_OF_A_KIT, room / "autograder" / "kits" / folder.name)


def _copy(folder: Path, pattern: str, room: Path) -> None:
    for file in folder.glob(pattern):
        target = room / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def _write_datasets(datasets: Mapping[str, Arrays]) -> Path:
    """A folder of NAME.npz, which every child may read, whatever its user is."""
    import numpy as np

    folder = Path(tempfile.mkdtemp(prefix="autograder-datasets-", dir=_place()))
    folder.chmod(0o755)
    for name, arrays in datasets.items():
        content: Any = arrays
        np.savez(folder / f"{name}.npz", **content)
    return folder


def _interpreter() -> list[str]:
    # -S: no `site`, so no .pth file can lead to the course; -s: nothing of the user's; -B: no
    # byte code is written. Not -I, which would ignore PYTHONHASHSEED.
    return [sys.executable, "-S", "-s", "-B"]


def _library_paths() -> list[str]:
    paths = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    return list(dict.fromkeys(paths))
