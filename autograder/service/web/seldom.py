"""What strangers can cause is written into the log once a minute: nobody fills a disk."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

EVERY = 60.0  # seconds
MOST = 100  # different lines in that time
OURS = "autograder.service.web"
OF_REQUESTS = ("uvicorn.error", f"{OURS}.routes", f"{OURS}.hub_users")
OF_FORMS = "python_multipart.multipart"  # what it says of a form, who has sent it is told


class Seldom(logging.Filter):
    """Lets each line through once in a while, with how often it would have come since."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now, self._lock = now, threading.Lock()
        self._said: dict[tuple[object, ...], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """For `logging`."""
        kind, now = _kind(record), self._now()
        with self._lock:
            again_at, number = self._said.get(kind, (now, 0))
            if now < again_at:
                self._said[kind] = again_at, number + 1
                return False
            if kind not in self._said and len(self._said) >= MOST:
                self._said = {each: told for each, told in self._said.items() if now < told[0]}
                if len(self._said) >= MOST:
                    return False
            self._said[kind] = now + EVERY, 0
        if number:
            record.msg = f"{record.getMessage().rstrip()} ({number} more of these before it)"
            record.args = ()
        return True


def keep_the_log_short() -> None:
    """Let what requests cause be said seldom."""
    for name in OF_REQUESTS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, Seldom) for each in logger.filters):
            logger.addFilter(Seldom())
    logging.getLogger(OF_FORMS).setLevel(logging.CRITICAL)


def _kind(record: logging.LogRecord) -> tuple[object, ...]:
    """What is the same of lines that say the same: a fault by where it has come to light, too."""
    error = record.exc_info[1] if record.exc_info else None
    place = error.__traceback__ if error is not None else None
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = (place.tb_frame.f_code.co_filename, place.tb_lineno) if place is not None else ()
    return (record.levelno, record.getMessage(), type(error), *where)
