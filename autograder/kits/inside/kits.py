"""All kits of this process."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from autograder.kits.inside.base import Kind, Kit

ROOM = "autograder.kits"
OWN = "*/inside/kit.py"


class Kits:
    """All kits whose folders are here, in the order of their names."""

    def __init__(self) -> None:
        places = map(Path, import_module(ROOM).__path__)
        names = {path.parent.parent.name for place in places for path in place.glob(OWN)}
        self.all: tuple[Kit, ...] = tuple(
            import_module(f"{ROOM}.{name}.inside.kit").Kit() for name in sorted(names)
        )

    def remember(self) -> None:
        """The libraries are as they are before any code of a student's has run."""
        for kit in self.all:
            kit.remember()

    def set_seeds(self, seed: int) -> None:
        """The same random numbers on every run, from all libraries."""
        for kit in self.all:
            kit.set_seeds(seed)

    def settle(self) -> None:
        """Libraries have been imported."""
        for kit in self.all:
            kit.settle()

    def missing(self, names: Iterable[str]) -> list[str]:
        """Which of these sets of data no library can read in place of its own, and why."""
        failed = []
        for name in names:
            reasons = [why for kit in self.all if (why := kit.lacks(name)) is not None]
            if all(reasons):
                failed.append(", ".join(reasons) or name)
        return failed

    def offer(self, folder: Path) -> None:
        """In a child: let libraries read the sets of data in a folder."""
        for kit in self.all:
            kit.offer(folder)

    def kind_of(self, thing: Any) -> Kind | None:
        """The kind of an object; None where no kit knows it."""
        return next((kind for kit in self.all for kind in kit.kinds if kind.is_one(thing)), None)

    def kind(self, name: str) -> Kind:
        """The kind of this name; raises KeyError."""
        return {kind.name: kind for kit in self.all for kind in kit.kinds}[name]
