"""Which language the command line speaks: that of the course, else that of the environment.

It is found before anything else, since mistakes in the command itself are told in it, too. So no
course is loaded here: of its course.toml the one word is read.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from autograder.language import ENGLISH, LOCALE

MANIFEST = "course.toml"
COURSE = "--course"
# What people hand in: of `autograder check FILE`, the folder of the file says which course it is.
WORKS = (".ipynb", ".py")
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # as gettext reads them


def language_for(arguments: Sequence[str]) -> str:
    """The language for a command with these arguments."""
    with suppress(OSError, ValueError):
        for folder in _folders(arguments):
            path = folder / MANIFEST
            if path.is_file():
                with path.open("rb") as file:
                    found = tomllib.load(file).get("language")
                return found if isinstance(found, str) else ENGLISH
    return _of_environment()


def _folders(arguments: Sequence[str]) -> Iterator[Path]:
    """Where a course.toml may be: the folder that was named, then the nearest first."""
    for number, argument in enumerate(arguments):
        if argument == COURSE:
            yield from map(Path, arguments[number + 1 : number + 2])
        if argument.startswith(f"{COURSE}="):
            yield Path(argument.removeprefix(f"{COURSE}="))
    work = next((each for each in arguments if each.endswith(WORKS)), "")
    start = Path(work).parent.absolute()
    yield from (start, *start.parents)


def _of_environment() -> str:
    told = next(filter(None, map(os.environ.get, VARIABLES)), "")
    code = told.partition(":")[0].partition(".")[0].partition("_")[0].lower()
    return code if (LOCALE / code).is_dir() and code else ENGLISH
