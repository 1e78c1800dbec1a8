"""A machine that is four times overbooked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

# It ends with whoever has started it.
SPIN = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"
OVERBOOKED = 4


@contextmanager
def busy_machine(cores: set[int] | None = None) -> Iterator[None]:
    """Four busy processes for each core, while this is open; on these cores only, if some are
    named."""
    count = OVERBOOKED * len(cores or os.sched_getaffinity(0))
    with ExitStack() as running:
        for _number in range(count):
            process = running.enter_context(subprocess.Popen([sys.executable, "-S", "-c", SPIN]))
            running.callback(process.kill)
            if cores:
                os.sched_setaffinity(process.pid, cores)
        yield
