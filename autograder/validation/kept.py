"""What was proved of an exercise, kept in its folder with a digest of what that hangs on.

Where networks are trained, mutants and answers with two faults take minutes. They are run when
they are asked for, and when what is kept does not fit any more. docs/validity.md is made of
these figures.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from importlib.metadata import version

import msgspec

from autograder.course import Exercise
from autograder.course.solution import read_solution
from autograder.course.wrong_answers import FOLDER
from autograder.files import write_atomically
from autograder.validation.crossing import Crossing
from autograder.validation.figures import Figures
from autograder.validation.mutants import mutants
from autograder.validation.score import Key

FILE = "proved.json"
FILES = ("solution.py", "checks.py", "alternatives.py")
DIGEST_BYTES = 20
SHORT_LIST = re.compile(r"\[\s+\d+,\s+\d+\s+\]")  # goes on one line


class Kept(msgspec.Struct, frozen=True):
    """The content of proved.json.

    `alive` are the mutants that lose nothing; all others have lost points. `mixed` is the number of
    answers with two faults that only the sandbox can run, and `crossed` are the hints that would be
    shown for one of them. `seal` is a digest of all that the verdicts relied on; `on` is the
    day on which they were given, and `libraries` has the versions that students' code was given.
    """

    digest: str
    figures: Figures
    alive: tuple[Key, ...]
    mixed: int = 0
    crossed: tuple[Crossing, ...] = ()
    seal: str = ""
    on: str = ""
    libraries: dict[str, str] = {}


def stored(exercise: Exercise) -> Kept | None:
    """What was last proved of the exercise, as it was then; None if nothing was."""
    try:
        return msgspec.json.decode((exercise.folder / FILE).read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError):
        return None  # not there, or not ours: everything is run


def read(exercise: Exercise) -> Kept | None:
    """What was proved of the exercise as it is now; None if what is kept does not fit."""
    kept = stored(exercise)
    return kept if kept is not None and kept.digest == digest(exercise) else None


def died(exercise: Exercise, kept: Kept) -> dict[Key, bool]:
    """The mutants of the exercise, and whether each has lost points."""
    questions = read_solution(exercise.file("solution.py")).questions
    made = [(each.question, each.change) for question in questions for each in mutants(question)]
    return {mutant: mutant not in kept.alive for mutant in made}


def alive(died: Mapping[Key, bool]) -> tuple[Key, ...]:
    """The mutants that lose nothing."""
    return tuple(mutant for mutant, lost in died.items() if not lost)


def write(exercise: Exercise, kept: Kept) -> None:
    """Keep what was proved of the exercise as it is now."""
    content = msgspec.json.format(msgspec.json.encode(kept), indent=1).decode()
    content = SHORT_LIST.sub(lambda found: " ".join(found[0].split()), content)
    write_atomically(exercise.folder / FILE, f"{content}\n".encode())


def digest(exercise: Exercise) -> str:
    """A digest of the exercise's answers and checks, and of what makes the mutants."""
    found = hashlib.blake2b(version("mutmut").encode(), digest_size=DIGEST_BYTES)
    files = [exercise.file(name).read_bytes() for name in FILES]
    mistakes = sorted((exercise.folder / FOLDER).glob("*.py"))
    files += [path.name.encode() + b"\0" + path.read_bytes() for path in mistakes]
    found.update(msgspec.msgpack.encode([*files, sorted(exercise.data.items())]))
    return found.hexdigest()
