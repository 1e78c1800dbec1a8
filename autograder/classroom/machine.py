"""What this machine gives to keep a student's code in."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import autograder
from autograder.engine.engine import default_workers
from autograder.errors import IsolationError
from autograder.sandbox.gpu import gpus
from autograder.sandbox.isolation import ENOUGH, MEANING
from autograder.sandbox.launch import StudentSide
from autograder.wire.control import BASE, FULL, Trial

GUARD = Path(autograder.__file__).parent / "nbgrader_plugins" / "jupyter_config.json"
SECURITY_MODULES = Path("/sys/kernel/security/lsm")
HELP = {
    FULL: "Needs user namespaces (or root). On Ubuntu 24.04: sudo sysctl "
    "kernel.apparmor_restrict_unprivileged_userns=0. Many containers forbid them.",
    BASE: "Needs Linux 5.13 or newer with Landlock, and libseccomp (Debian and Ubuntu: "
    "apt install libseccomp2).",
}


class Level(NamedTuple):
    """A level of isolation, and what stops it here, with help: empty where it works."""

    name: str
    meaning: str
    trouble: str


class Isolation(NamedTuple):
    """The levels that are enough to grade with, the best first; which one of them students' code
    gets here, if there is any; and sentences on what the machine gives and lacks."""

    levels: list[Level]
    best: Level | None
    notes: list[str]


def meaning(level: str) -> str:
    """What a level of isolation keeps in, in a few words."""
    return MEANING[level]


def isolation() -> Isolation:
    """Try every level for real; raises SandboxError where nothing can be started."""
    with StudentSide(["numpy"]) as side:
        try:
            side.wait_until_warm()
        except IsolationError:
            pass  # the trials say it all
        trials = [trial for trial in side.trials if trial.level in ENOUGH]
    levels = [_level(trial) for trial in trials]
    best = next((level for level in levels if not level.trouble), None)
    found = dict.fromkeys(note for trial in trials for note in trial.notes)
    return Isolation(levels, best, [namespaces_note(trials), *found])


def facts() -> Iterator[tuple[str, str]]:
    """The machine itself: a word, and what it is here."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield "system", f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "Python", f"{platform.python_version()} in {sys.prefix}"
    yield "cores, memory", f"{default_workers()}, {memory:.0f} GiB"
    yield "user", "root" if os.geteuid() == 0 else f"number {os.geteuid()}"
    yield "GPUs", ", ".join(gpus()) or "none"
    if SECURITY_MODULES.is_file():
        yield "security modules", SECURITY_MODULES.read_text()


def is_guarded() -> bool:
    """Whether nbgrader refuses, in this environment, a course whose settings it has not read."""
    from jupyter_core.paths import jupyter_config_path

    return any((Path(place) / GUARD.name).is_file() for place in jupyter_config_path())


def _level(trial: Trial) -> Level:
    trouble = f"{trial.problem}. {HELP[trial.level]}" if trial.problem else ""
    return Level(trial.level, MEANING[trial.level], trouble)


def namespaces_note(trials: Iterable[Trial]) -> str:
    """A sentence on whether this user may make namespaces, by the levels that were tried."""
    if os.geteuid() == 0:
        return "User namespaces: root needs none."
    if all(trial.problem for trial in trials if trial.level == FULL):
        return (
            "User namespaces: none for this user here, or not enough; the level 'full' needs one."
        )
    return "User namespaces: this user may make them."
