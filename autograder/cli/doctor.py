"""`autograder doctor`: what this machine gives to keep a student's code in."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from rich.table import Table

import autograder
from autograder.cli.common import console, open_course, warn_without_engine
from autograder.engine.engine import default_workers
from autograder.errors import AutograderError, IsolationError, SandboxError
from autograder.sandbox.gpu import gpus
from autograder.sandbox.isolation import ENOUGH, FULL, MEANING
from autograder.sandbox.launch import StudentSide
from autograder.wire.control import Trial

GUARD = Path(autograder.__file__).parent / "nbgrader_plugins" / "jupyter_config.json"
HELP = {
    "full": "Needs user namespaces (or root). On Ubuntu 24.04: sudo sysctl "
    "kernel.apparmor_restrict_unprivileged_userns=0. Many containers forbid them.",
    "base": "Needs Linux 5.13 or newer with Landlock, and libseccomp (Debian and Ubuntu: "
    "apt install libseccomp2).",
}


def run() -> int:
    """Try every level for real; exit status 1 if none is enough to grade with."""
    out = console()
    out.print(_machine())
    with StudentSide(["numpy"]) as side:
        try:
            side.wait_until_warm()
        except IsolationError:
            pass  # the trials below say it all
        except SandboxError as error:
            print(error)
            return 1
    trials = [trial for trial in side.trials if trial.level in ENOUGH]
    out.print(_levels(trials))
    best = next((trial.level for trial in trials if not trial.problem), None)
    if best is None:
        print("Grading refuses here, unless you accept the risk with --accept-risk.")
        return 1
    print(f"Students' code runs at the level '{best}': {MEANING[best]}.")
    for note in (_namespaces(trials), *dict.fromkeys(n for each in trials for n in each.notes)):
        print(f"- {note}")
    look_at_nbgrader()
    return 0


def look_at_nbgrader() -> None:
    """Whether nbgrader's own commands use this engine, in the course that we stand in, if any."""
    from jupyter_core.paths import jupyter_config_path

    if not any((Path(place) / GUARD.name).is_file() for place in jupyter_config_path()):
        place = Path(sys.prefix) / "etc" / "jupyter"
        print(
            f"Warning: Copy {GUARD} into {place}: then nbgrader refuses a course whose "
            "nbgrader_config.py is missing or has an error."
        )
    try:
        course = open_course(None)
    except AutograderError:
        return  # not in a course
    warn_without_engine(course)


def _machine() -> Table:
    table = Table(show_header=False)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    table.add_row("system", f"{platform.system()} {platform.release()} {platform.machine()}")
    table.add_row("Python", f"{platform.python_version()} in {sys.prefix}")
    table.add_row("cores, memory", f"{default_workers()}, {memory:.0f} GiB")
    table.add_row("user", "root" if os.geteuid() == 0 else f"number {os.geteuid()}")
    table.add_row("GPUs", ", ".join(gpus()) or "none")
    modules = Path("/sys/kernel/security/lsm")
    if modules.is_file():
        table.add_row("security modules", modules.read_text())
    return table


def _namespaces(trials: list[Trial]) -> str:
    if os.geteuid() == 0:
        return "User namespaces: root needs none."
    if all(trial.problem for trial in trials if trial.level == FULL):
        return (
            "User namespaces: none for this user here, or not enough; the level 'full' needs one."
        )
    return "User namespaces: this user may make them."


def _levels(trials: list[Trial]) -> Table:
    table = Table()
    for title in ("level", "here", "what it is"):
        table.add_column(title)
    for trial in trials:
        here = "works" if not trial.problem else f"{trial.problem}. {HELP[trial.level]}"
        table.add_row(trial.level, here, MEANING[trial.level])
    return table
