"""Start the warm process of the student side, and end it."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import autograder
from autograder.closing import Closing
from autograder.errors import SandboxError
from autograder.kits.registry import folders
from autograder.sandbox import gpu
from autograder.sandbox.control_channel import REPLY_SECONDS, ControlChannel
from autograder.sandbox.environment import environment
from autograder.sandbox.folders import Held, make_folder, remove_abandoned
from autograder.sandbox.isolation import DEFAULT_LIMITS, Confinement, choose_level
from autograder.wire.control import NONE, Limits, Trial

if TYPE_CHECKING:
    import numpy as np

SIDE, DATASETS = "side", "data"  # kinds of folders
Arrays: TypeAlias = "Mapping[str, np.ndarray[Any, Any]]"
COPIED = (
    "__init__.py", "wire/*.py", "sandbox/__init__.py", "sandbox/inside/**/*.py",
    "kits/__init__.py", "kits/inside/*.py",
)  # fmt: skip
COPIED_OF_A_KIT = "inside/**/*.py"


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
        `with_gpu` lets them use the GPUs of this machine. Raises SandboxError where it cannot be
        started; then nothing is left of it.
        """
        self.trials: tuple[Trial, ...] = ()
        self._level: str | None = None  # known once it is warm
        self._limits = limits
        self._devices = gpu.device_files() if with_gpu else ()
        self._readable = gpu.driver_files() if with_gpu else ()
        self._folders: dict[bytes, Held] = {}  # of sets of data, by their digest
        self._first = datasets
        with starting("The student side"), ExitStack() as undo:
            remove_abandoned((SIDE, DATASETS))
            self._held = make_folder(SIDE)
            undo.callback(self._held.remove)
            room = self._held.path
            _copy_code(room)
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self.control = ControlChannel(ours, Confinement(NONE, limits))
            undo.callback(self.control.close)
            self._log = room / "log"
            with theirs, self._log.open("wb") as log:
                self._process = subprocess.Popen(
                    [*_interpreter(), "-m", "autograder.sandbox.inside.main", str(theirs.fileno())],
                    cwd=room,
                    env=environment(room, with_gpu=with_gpu),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=[theirs.fileno()],
                )
            undo.enter_context(self._process)  # waits for its end
            undo.callback(self._process.kill)
            ours.send(json.dumps(_library_paths()).encode())
            self.control.warm(modules, datasets or ())
            undo.pop_all()  # all has gone well

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
        for folder in (self._held, *self._folders.values()):
            folder.remove()

    def _folder_of(self, datasets: Mapping[str, Arrays]) -> Path:
        digest = _digest_of(datasets)
        if digest not in self._folders:
            self._folders[digest] = _write_datasets(datasets)
        return self._folders[digest].path


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


def _digest_of(datasets: Mapping[str, Arrays]) -> bytes:
    """Of their names and contents: courses may share this side, and change what is in a set."""
    import numpy as np

    digest = hashlib.blake2b()
    for name, arrays in sorted(datasets.items()):
        for part, array in sorted(arrays.items()):
            digest.update(repr((name, part, array.dtype.str, array.shape)).encode())
            digest.update(np.ascontiguousarray(array).data)
    return digest.digest()


def _write_datasets(datasets: Mapping[str, Arrays]) -> Held:
    """A folder of NAME.npz, which every child may read, whatever its user is."""
    import numpy as np

    folder = make_folder(DATASETS)
    try:
        folder.path.chmod(0o755)
        for name, arrays in datasets.items():
            content: Any = arrays
            np.savez(folder.path / f"{name}.npz", **content)
    except BaseException:  # the disk may be full; half a folder is of no use
        folder.remove()
        raise
    return folder


@contextmanager
def starting(what: str) -> Iterator[None]:
    """A process is started here: where the machine refuses what it needs, say so in our words."""
    try:
        yield
    except OSError as error:
        raise SandboxError(
            f"{what} cannot be started: {error.strerror or error}.",
            where=error.filename,
            todo="See that there is room for one more: on the disk, in memory and of processes.",
        ) from error


def _interpreter() -> list[str]:
    # -S: no `site`, so no .pth file can lead to the course; -s: nothing of the user's; -B: no
    # byte code is written. Not -I, which would ignore PYTHONHASHSEED.
    return [sys.executable, "-S", "-s", "-B"]


def _library_paths() -> list[str]:
    paths = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    return list(dict.fromkeys(paths))
