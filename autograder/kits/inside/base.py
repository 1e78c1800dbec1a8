"""What the student side has to know of a library: `inside/kit.py` of each kit has a `Kit`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from autograder.wire.values import Opaque, Wire


class Kind:
    """One kind of object that stays on the student side: how it is known and described.

    `name` stands for it on the wire. `methods` are those that the other side may call: functions of
    the object and of the arguments.
    """

    name: ClassVar[str]
    methods: ClassVar[Mapping[str, Callable[..., Any]]] = {}

    def is_one(self, thing: Any) -> bool:
        """Whether an object is of this kind. Nothing is imported to learn it."""
        raise NotImplementedError

    def describe(self, thing: Any) -> Wire | Opaque:
        """What the object claims to be, in the kit's own schema; `Opaque` where it is too large."""
        raise NotImplementedError

    def build(self, recipe: bytes) -> Any:
        """An object that owes nothing to the student, as the other side wants it."""
        raise NotImplementedError

    def restore(self, thing: Any, state: Sequence[Any]) -> None:
        """Put what `build` has made into a state that the other side has chosen."""
        raise NotImplementedError


class Kit:
    """A library on the student side. What a library does not need is left as it is here.

    `modules` are the names by which it is imported, `kinds` the kinds of its objects.
    """

    modules: ClassVar[tuple[str, ...]] = ()
    kinds: tuple[Kind, ...] = ()

    def remember(self) -> None:
        """Look at the library as it is now: no code of a student's has run yet."""

    def set_seeds(self, seed: int) -> None:
        """Let its random numbers be the same on every run."""

    def settle(self) -> None:
        """It has been imported: set what its settings have to be."""

    def lacks(self, name: str) -> str | None:
        """Why it cannot read a set of data of this name in place of its own; empty where it can,
        None where it has no sets of data at all."""

    def offer(self, folder: Path) -> None:
        """In a child: let it read the sets of data in a folder, NAME.npz, in place of its own."""

    def loaded(self) -> frozenset[str]:
        """Those of its modules that have been imported."""
        return frozenset(self.modules).intersection(sys.modules)
