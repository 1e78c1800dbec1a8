"""What a child is asked on a socket of its own: one question at a time, each with its number."""

from __future__ import annotations

from typing import Annotated

import msgspec

from autograder.wire.values import Name, Value, Wire

MAX_CALLS = 200  # in one message
MAX_ARGUMENTS = 20


class RunCell(Wire, frozen=True):
    """Run a cell as Jupyter would, and go on after an error; or a `file` of this name, as when it
    is imported: what stands under `if __name__ == "__main__"` is not run. Or run of a cell only the
    imports and definitions, where the whole of it does not end."""

    number: int
    source: str
    output_limit: int
    file: Name = ""
    only_definitions: bool = False


class Call(Wire, frozen=True):
    """Call a function of the student by name. The answer also says how it left its arguments."""

    number: int
    name: str
    arguments: list[Value]


class CallEach(Wire, frozen=True):
    """Call a function of the student once for each list of arguments, up to the first exception."""

    number: int
    name: str
    calls: Annotated[list[list[Value]], msgspec.Meta(max_length=MAX_CALLS)]


class Read(Wire, frozen=True):
    """Read a variable of the student by name."""

    number: int
    name: str


class CallMethod(Wire, frozen=True):
    """Call a method of an object that an earlier answer held."""

    number: int
    handle: int
    method: str
    arguments: list[Value]


class Define(Wire, frozen=True):
    """Define functions in place of the student's, without a trace of their source. Answered by
    `Returned`."""

    number: int
    source: str


class Build(Wire, frozen=True):
    """Build an object of a kind that owes nothing to the student, by a recipe that its kit reads.

    Answered by `Returned`: the object, or only its number where it is to be put into a `state`,
    since nothing is asked about what is known.
    """

    number: int
    kind: Name
    recipe: bytes
    state: list[Value] | None = None


class Seed(Wire, frozen=True):
    """Set all seeds. Answered by `Returned`."""

    number: int
    seed: int


class PutFile(Wire, frozen=True):
    """Write a file into the folder in which the student's code runs. Answered by `Returned`."""

    number: int
    name: str
    content: bytes


class Share(Wire, frozen=True):
    """Keep an array for later calls, where `Shared` names it by its number.

    Its bytes are in a sealed memory file, whose descriptor comes after the message. Every use is a
    fresh copy. Answered by `Returned`.
    """

    number: int
    shared: int
    dtype: str
    shape: tuple[int, ...]


Request = RunCell | Call | CallEach | Read | CallMethod | Define | Build | Seed | PutFile | Share
