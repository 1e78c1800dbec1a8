"""Things that belong to a user, not to a process, and that any process of that user may remove."""

from __future__ import annotations

import ctypes
import os
from types import TracebackType

_libc = ctypes.CDLL(None, use_errno=True)
PRIVATE, CREATE, MODE, REMOVE, STATUS = 0, 0o1000, 0o600, 0, 2


class SharedThings:
    """Semaphores, messages and a segment as System V has them, and a queue as POSIX has it.

    `numbers` says which; a machine may lack them, and then a number is -1.
    """

    def __enter__(self) -> SharedThings:
        self.queue = f"/autograder-test-{os.getpid()}"
        self._open = _libc.mq_open(self.queue.encode(), os.O_CREAT | os.O_RDONLY, MODE, None)
        self.numbers: dict[str, object] = {
            "semaphores": _libc.semget(PRIVATE, 1, CREATE | MODE),
            "messages": _libc.msgget(PRIVATE, CREATE | MODE),
            "segment": _libc.shmget(PRIVATE, 4096, CREATE | MODE),
            "queue": self.queue,
        }
        return self

    def there(self) -> list[bool]:
        """Which of them are there still."""
        room = ctypes.create_string_buffer(1024)
        found = [
            _libc.semctl(self.numbers["semaphores"], 0, STATUS, room) >= 0,
            _libc.msgctl(self.numbers["messages"], STATUS, room) >= 0,
            _libc.shmctl(self.numbers["segment"], STATUS, room) >= 0,
        ]
        again = _libc.mq_open(self.queue.encode(), os.O_RDONLY)
        if again >= 0:
            _libc.mq_close(again)
        return [*found, again >= 0]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _libc.semctl(self.numbers["semaphores"], 0, REMOVE)
        _libc.msgctl(self.numbers["messages"], REMOVE, None)
        _libc.shmctl(self.numbers["segment"], REMOVE, None)
        _libc.mq_close(self._open)
        _libc.mq_unlink(self.queue.encode())
