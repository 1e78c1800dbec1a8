"""The mutants of a slow exercise that live, kept in its folder with a digest of what that hangs on.

Mutants of code that trains networks take minutes. They are run when they are asked for, and when
what is kept does not fit any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version

import msgspec

from autograder.course import Exercise
from autograder.notebooks.solution import read_solution
from autograder.validation.mutants import mutants
from autograder.validation.score import Key

FILE = "mutants.json"
DIGEST_BYTES = 20


class Kept(msgspec.Struct, frozen=True):
    """The content of mutants.json. All other mutants have lost points."""

    digest: str
    alive: tuple[Key, ...]


def read(exercise: Exercise) -> dict[Key, bool] | None:
    """The mutants, and whether each has lost points; None if what is kept does not fit."""
    try:
        kept = msgspec.json.decode((exercise.folder / FILE).read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError):
        return None  # not there, or not ours: the mutants are run
    if kept.digest != _digest(exercise):
        return None
    questions = read_solution(exercise.file("solution.py")).questions
    made = [(each.question, each.change) for question in questions for each in mutants(question)]
    return {mutant: mutant not in kept.alive for mutant in made}


def write(exercise: Exercise, died: Mapping[Key, bool]) -> None:
    """Keep which mutants of the exercise, as it is now, live."""
    alive = tuple(mutant for mutant, lost in died.items() if not lost)
    content = msgspec.json.encode(Kept(_digest(exercise), alive))
    (exercise.folder / FILE).write_bytes(msgspec.json.format(content, indent=1) + b"\n")


def _digest(exercise: Exercise) -> str:
    digest = hashlib.blake2b(version("mutmut").encode(), digest_size=DIGEST_BYTES)
    files = [exercise.file(name).read_bytes() for name in ("solution.py", "checks.py")]
    digest.update(msgspec.msgpack.encode([*files, sorted(exercise.data.items())]))
    return digest.hexdigest()
