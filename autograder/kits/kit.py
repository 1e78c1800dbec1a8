"""What the trusted side has to know of a library: each folder beside this file has a `Kit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.kits.aid import Aid
from autograder.kits.things import Told

Word = Callable[..., Any]  # its first argument is a `Build`


def _no_variables(_room: Path, _with_gpu: bool) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Lies:
    """Code that lies about a library, to see that nobody earns anything by it.

    `patches` makes the library say what suits (NumPy is there as `np`); `constants` are expressions
    for what is right then, of the arguments `args`; `copies` defines `MARK`, an attribute that only
    things have which are worth keeping, and `like(thing, sizes)`, which makes another such thing.
    """

    patches: str
    constants: Mapping[str, str]
    copies: str


@dataclass(frozen=True)
class Kit:
    """A library at the border; all but its modules may be left out.

    `modules` are the names that it is imported by: an exercise that warms one of them needs this
    kit, and the trusted side imports none of them. `imports` are lines by which a lesson imports
    it, by the name that they bind. `is_slow` says that answers take minutes where it is taught, so
    not everything can be graded again and again.

    `kinds` are the kinds of its objects, as they are seen here. `words` are what a check may say to
    a student beyond calling functions, such as `student.known(…)`, by their names.

    `aids` gives sentences about its own errors, those that know more first. `variables` gives
    environment variables of the student side, for the folder of the warm process, and with or
    without a GPU; `chosen` is the library that they choose where it has a choice, such as a
    backend: results depend on it. Both may raise UsageError.

    `still_seconds` is how long its threads may all stand still, although nothing is wrong.
    """

    modules: tuple[str, ...]
    imports: Mapping[str, str] = field(default_factory=dict)
    is_slow: bool = False
    kinds: tuple[type[Told], ...] = ()
    words: Mapping[str, Word] = field(default_factory=dict)
    lies: Lies | None = None
    aids: Callable[[], tuple[Aid, ...]] = tuple
    variables: Callable[[Path, bool], Mapping[str, str]] = _no_variables
    chosen: Callable[[], str] = str
    still_seconds: float = 0.0
