"""Which kits there are, and which of them an exercise needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import autograder.kits
from autograder.kits.kit import Kit, Word
from autograder.kits.things import CallMethod, Told
from autograder.wire.values import BadValue, Handle

OWN = "*/kit.py"


def folders() -> list[Path]:
    """The folder of each kit, in the order of their names."""
    found = [path.parent for place in autograder.kits.__path__ for path in Path(place).glob(OWN)]
    return sorted(found, key=lambda folder: folder.name)


@cache
def kits() -> dict[str, Kit]:
    """All kits, by the names of their folders."""
    names = [folder.name for folder in folders()]
    return {name: import_module(f"autograder.kits.{name}.kit").KIT for name in names}


def kits_of(modules: Iterable[str]) -> frozenset[str]:
    """The names of the kits that modules belong to, such as those that an exercise warms."""
    roots = {module.partition(".")[0] for module in modules}
    return frozenset(name for name, kit in kits().items() if roots.intersection(kit.modules))


def still_seconds_of(modules: Iterable[str]) -> float:
    """How long the threads of these libraries may all stand still, although nothing is wrong."""
    return max((kits()[name].still_seconds for name in kits_of(modules)), default=0.0)


def libraries() -> tuple[str, ...]:
    """The names by which what the kits are for is imported."""
    return tuple(module for kit in kits().values() for module in kit.modules)


def chosen() -> dict[str, str]:
    """What has been chosen for each kit, as far as results depend on it, such as a backend."""
    return {name: kit.chosen() for name, kit in kits().items()}


def opened(handle: Handle, call: CallMethod) -> Told:
    """An object that stays on the student side, as it is described; raises BadValue where its kind
    is not known, or nothing of its kind could be so."""
    for kit in kits().values():
        for kind in kit.kinds:
            if kind.kind == handle.kind:
                return kind.opened(handle.description, handle.number, call)
    raise BadValue("an object of an unknown kind")


def words() -> Mapping[str, Word]:
    """What a check may say to a student beyond calling functions, by name."""
    return {name: word for kit in kits().values() for name, word in kit.words.items()}
