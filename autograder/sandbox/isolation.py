"""Which isolation the student's code gets: the strongest that this machine gives, or none at all.

`full`: namespaces, Landlock, seccomp and limits. `base`: the same without namespaces, for
containers and machines that forbid them. Below that, grading refuses, unless a person has
accepted the risk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ACCEPT_RISK, IsolationError
from autograder.wire.control import BASE, FULL, MEGABYTE, NONE, Fork, Limits, Trial

ENOUGH = (FULL, BASE)
MEANING = {
    FULL: "a file system, network and process numbers of its own, Landlock, seccomp, limits",
    BASE: "Landlock, seccomp, limits; it cannot start processes",
    NONE: "no isolation: the code can do whatever you can do",
}
DEFAULT_LIMITS = Limits(
    memory_bytes=1024 * MEGABYTE, scratch_bytes=64 * MEGABYTE, cpu_seconds=120.0
)


@dataclass(frozen=True)
class Confinement:
    """How children are kept: the level, the limits, what they may read beside the libraries, and
    devices that they may use; and the folder of the sets of data that they are given."""

    level: str
    limits: Limits
    readable: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    datasets: str = ""

    def fork(self, scratch: Path) -> Fork:
        """The request for a child that works in `scratch`."""
        given = (self.datasets,) if self.datasets else ()
        seen = (*self.readable, *given)
        return Fork(str(scratch), self.level, self.limits, seen, self.devices, self.datasets)


def choose_level(trials: Iterable[Trial]) -> str:
    """The strongest level that works here; raises IsolationError where none is enough."""
    problems = []
    for trial in trials:
        if trial.level in ENOUGH and not trial.problem:
            return trial.level
        problems.append(f"{trial.level}: {trial.problem}")
    if os.environ.get(ACCEPT_RISK) == "1":
        return NONE
    raise IsolationError(
        f"This machine cannot keep a student's code in ({'; '.join(problems)}).",
        todo=(
            "Use Linux 5.13 or newer with Landlock, and install libseccomp (on Debian and Ubuntu: "
            "apt install libseccomp2). `autograder doctor` shows more. To grade students whom you "
            "trust without isolation, add --accept-risk."
        ),
    )
