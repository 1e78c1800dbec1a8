"""Do something for each of many things in forks of this process, a few at a time.

Whatever the code of an answer does there, this process goes on.
"""

from __future__ import annotations

import gc
import os
import selectors
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")
MOST_SAID = 1 << 16  # bytes, as many as a pipe holds


def in_forks(
    things: Iterable[Thing], job: Callable[[Thing], bytes], *, workers: int | None = None
) -> Iterator[tuple[Thing, bytes]]:
    """Each thing with what `job` says of it, as it comes; nothing where its fork has died.

    As many run at once as `workers` says, or as there are processors.
    """
    gc.freeze()  # a fork that collects garbage copies all that it shares
    waiting, most = iter(things), workers or len(os.sched_getaffinity(0))
    with selectors.DefaultSelector() as selector:
        while True:
            for thing in islice(waiting, most - len(selector.get_map())):
                process, pipe = _fork(partial(job, thing))
                selector.register(pipe, selectors.EVENT_READ, (process, thing))
            if not selector.get_map():
                return
            for key, _events in selector.select():
                process, thing = key.data
                said = os.read(key.fd, MOST_SAID)
                selector.unregister(key.fd)
                os.close(key.fd)
                os.waitpid(process, 0)
                yield thing, said


def _fork(job: Callable[[], bytes]) -> tuple[int, int]:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        os.write(writing, job()[:MOST_SAID])
    finally:
        os._exit(0)
