"""What a person has looked at, and why it is right: `reviewed.toml` in an exercise's folder."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from autograder.course import Exercise
from autograder.course.explain import AGAIN
from autograder.errors import CourseError
from autograder.pysource.parse import read_text

FILE = "reviewed.toml"


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Mutants that no fair check can kill: they do what the stub asks for."""

    question: str
    mutants: tuple[str, ...]
    reason: str


class WideHint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mistake whose hint is true of more than what does the same as its function.

    `of` names other mistakes that it is true of; without it, these are mutants of the reference.
    """

    question: str
    mistake: str
    reason: str
    of: tuple[str, ...] = ()


class Reviewed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of the file."""

    equivalents: tuple[Equivalent, ...] = ()
    hints: tuple[WideHint, ...] = ()

    def mutants(self) -> Iterator[tuple[str, str]]:
        """The equivalent mutants: the question, and what is changed."""
        for each in self.equivalents:
            for mutant in each.mutants:
                yield each.question, mutant.strip()


def read_reviewed(exercise: Exercise) -> Reviewed:
    """What is recorded in the exercise's folder; raises CourseError where it cannot be read."""
    path = exercise.folder / FILE
    if not path.exists():
        return Reviewed()
    try:
        found = msgspec.toml.decode(read_text(path), type=Reviewed)
    except msgspec.DecodeError as error:
        raise CourseError(f"{error}.", where=path, todo=AGAIN) from error
    entries: tuple[Equivalent | WideHint, ...] = (*found.equivalents, *found.hints)
    for each in entries:
        if not each.reason.strip():
            raise CourseError(
                f"An entry about '{each.question}' has no reason.",
                where=path,
                todo="Say why it is right, so that the next reader can see it too.",
            )
    return found
