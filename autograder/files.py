"""Files that appear whole or not at all, and files that are read only where they are plain.

What is written stands aside first, as `.NAME.THREAD.PID.new` in the same folder, and is then put in
place at once: whoever reads sees the old file or the new one, also where the writer is killed, and
where several threads or processes write. What a killed writer has left is known by its name
(`is_abandoned`).

That holds without waiting for the disk (fsync). After a power cut a new file may be empty, which
the next run mends, since it makes all files again from what was handed in; and to wait for the disk
with every file would cost a class more than its grading. Only what cannot be made again waits, with
`durable`.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder.errors import MOVE_AWAY, WRONG_KINDS, FileError

SUFFIX = ".new"
READ_ONLY, WRITABLE, PRIVATE = 0o444, 0o644, 0o600
MAX_NAME = 200  # bytes
ACTIVE = frozenset('<>"\\')  # where a name is put into a page or a script as it is
WITHOUT_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS)  # what some file systems say


def write_atomically(
    path: Path, data: bytes, mode: int = WRITABLE, *, durable: bool = False
) -> None:
    """Write a file at once or not at all, in place of what is there; its folder is made.

    With `durable`, it has reached the disk when this returns. Raises FileError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside(path) as other:
            _write(other, data, mode, durable)
            other.replace(path)
        if durable:
            _sync(path.parent)
    except OSError as error:
        raise cannot_be("written", path, error) from error


def create_atomically(
    path: Path, data: bytes, mode: int = WRITABLE, *, durable: bool = False
) -> bool:
    """The same where nothing is there yet; whether it was this call that has written the file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside(path) as other:
            _write(other, data, mode, durable)
            is_ours = put_new(other, path)
        if durable:
            _sync(path.parent)
        return is_ours
    except OSError as error:
        raise cannot_be("written", path, error) from error


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Where to write a file until it is whole; what still stands there in the end is removed."""
    writer = f"{threading.get_native_id()}.{os.getpid()}"
    other = path.with_name(f".{path.name}.{writer}{SUFFIX}")
    try:
        yield other
    finally:
        with suppress(OSError):
            other.unlink()


def put_new(aside: Path, path: Path) -> bool:
    """Put a file in its place; False where another process was faster. Raises OSError."""
    try:
        os.link(aside, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in WITHOUT_LINKS:
            raise
        return _put_without_link(aside, path)
    return True


def _put_without_link(aside: Path, path: Path) -> bool:
    """The same where the file system has no hard links."""
    with alone_in(path.parent):
        if os.path.lexists(path):
            return False
        aside.rename(path)
        return True


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One at a time, of all threads and processes that ask for this folder. Raises OSError."""
    import fcntl  # Windows has none, and nothing that runs there comes here

    with _opened(folder) as number:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield


def remove_abandoned(folder: Path, pattern: str = "") -> None:
    """Remove the files that killed writers have begun in the folders that match `pattern`. What a
    running one writes stays."""
    for path in folder.glob(f"{pattern}.*{SUFFIX}"):
        if is_abandoned(path):
            with suppress(OSError):
                path.unlink()


def is_abandoned(path: Path) -> bool:
    """Whether a file was begun by a writer that does not run any more."""
    *_name, writer, _suffix = path.name.split(".")
    return not (writer.isdecimal() and Path(f"/proc/{writer}").exists())


def read_regular(path: Path, most_bytes: int) -> bytes | None:
    """The first bytes of a regular file; None for a link, a pipe, a folder, or nothing at all."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        with os.fdopen(number, "rb") as file:
            return file.read(most_bytes) if stat.S_ISREG(os.fstat(number).st_mode) else None
    except OSError:  # a folder, or a disk that fails
        return None


def is_plain(name: str) -> bool:
    """Whether a name can stand for one file or folder, and is not hidden."""
    return (
        0 < len(name.encode(errors="replace")) <= MAX_NAME
        and not name.startswith(".")
        and "/" not in name
        and name.isprintable()
    )


def is_id(name: str) -> bool:
    """Whether a name can be a student's: formgrader puts it into its pages as it is."""
    return is_plain(name) and ACTIVE.isdisjoint(name)


def cannot_be(done: str, path: Path, error: OSError) -> FileError:
    """The error for what could not be `done` (read, written, removed) to a file or a folder."""
    todo = "Make room, or make its folder writable for you, and run the command again."
    if done == "read":
        todo = "Make it readable for you, and run the command again."
    if error.errno in WRONG_KINDS:
        todo = MOVE_AWAY
    return FileError(f"This cannot be {done}: {error.strerror or error}.", where=path, todo=todo)


def _write(path: Path, data: bytes, mode: int, durable: bool) -> None:
    with open(path, "wb", opener=_privately) as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    path.chmod(mode)


def _privately(name: str, flags: int) -> int:
    return os.open(name, flags, PRIVATE)


def _sync(folder: Path) -> None:
    """Wait until the names in a folder have reached the disk."""
    with _opened(folder) as number:
        os.fsync(number)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    number = os.open(folder, os.O_RDONLY)
    try:
        yield number
    finally:
        os.close(number)
