"""`autograder doctor`: what this machine gives to keep a student's code in."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.table import Table

from autograder.classroom.machine import GUARD, Level, facts, is_guarded, isolation
from autograder.cli.common import console, open_course, warn_without_engine
from autograder.errors import AutograderError, SandboxError


def run() -> int:
    """Try every level for real; exit status 1 if none is enough to grade with."""
    out = console()
    machine = Table(show_header=False)
    for fact in facts():
        machine.add_row(*fact)
    out.print(machine)
    try:
        levels, best, notes = isolation()
    except SandboxError as error:
        print(error)
        return 1
    out.print(_table(levels))
    if best is None:
        print("Grading refuses here, unless you accept the risk with --accept-risk.")
        return 1
    print(f"Students' code runs at the level '{best.name}': {best.meaning}.")
    for note in notes:
        print(f"- {note}")
    look_at_nbgrader()
    return 0


def look_at_nbgrader() -> None:
    """Whether nbgrader's own commands use this engine, in the course that we stand in, if any."""
    if not is_guarded():
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


def _table(levels: list[Level]) -> Table:
    table = Table()
    for title in ("level", "here", "what it is"):
        table.add_column(title)
    for level in levels:
        table.add_row(level.name, level.trouble or "works", level.meaning)
    return table
