"""The rooms of the house and what they import, read from the code.

A room is a package or a module of autograder/; what is copied to the student side (`inside`) is a
room of its own. A large room has rooms within: its own packages and modules. A room stands one
floor above the highest room that it imports. What a room is, is the first sentence of its
docstring.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "autograder"


@dataclass(frozen=True)
class Room:
    """A package or a module, with the rooms that it imports."""

    name: str  # as in an import, without "autograder.": "sandbox.inside"
    path: str  # below the house: "sandbox/inside/", "outputs.py"
    says: str  # the first sentence of its docstring
    imports: frozenset[str]


def module_of(path: Path) -> str:
    """The name by which a file of the package is imported, with `__init__` written out."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def room_of(module: str, within: str = "") -> str:
    """The room that a module belongs to, or `within` a room the one there; empty for the package's
    own name, and for what is elsewhere."""
    if within:
        start = f"autograder.{within}."
        return module.removeprefix(start).split(".")[0] if module.startswith(start) else ""
    first, *rest = module.split(".")[1:] or [""]
    beside = rest[:1] == ["inside"] or (first == "kits" and rest[1:2] == ["inside"])
    return f"{first}.inside" if beside else first


def imported(path: Path) -> set[str]:
    """Our modules and names that a file imports, anywhere in it; every import is written out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise ValueError(f"{path}:{node.lineno}: imports are written out")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "autograder"}


def read_rooms(within: str = "") -> dict[str, Room]:
    """Every room by its name: of the whole house, or `within` one room. `__main__` is the door of
    `cli` and no room of its own, as little as the front of a room is one within."""
    house = PACKAGE / within
    imports: dict[str, set[str]] = {}
    for path in sorted(house.rglob("*.py"), key=str):
        name = room_of(module_of(path), within)
        if name != "__main__" and not (within and name == "__init__"):
            imports.setdefault(name, set()).update(room_of(each, within) for each in imported(path))
    return {
        name: Room(name, *_front(house, name), frozenset(found & imports.keys() - {name}))
        for name, found in imports.items()
    }


def _front(house: Path, name: str) -> tuple[str, str]:
    """A room's path, and what its docstring says of it."""
    folder = house / name.replace(".", "/")
    front = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    path = folder if folder.is_dir() else front
    text = ast.get_docstring(ast.parse(front.read_text(encoding="utf-8"))) or ""
    sentence = re.split(r"(?<=\.)\s", " ".join(text.split()), maxsplit=1)[0]
    slash = "/" if folder.is_dir() else ""
    return path.relative_to(house).as_posix() + slash, sentence.rstrip(".")


def floors(rooms: dict[str, Room]) -> list[list[Room]]:
    """From the lowest floor up: each room one floor above the highest that it imports."""
    height: dict[str, int] = {}

    def measure(name: str) -> int:
        if name not in height:
            height[name] = 1 + max(map(measure, rooms[name].imports), default=-1)
        return height[name]

    found: list[list[Room]] = [[] for _ in range(1 + max(map(measure, rooms)))]
    for name in sorted(rooms):
        found[height[name]].append(rooms[name])
    return found


def ground(rooms: dict[str, Room]) -> set[str]:
    """Modules that need none but such modules: any room may use them."""
    found: set[str] = set()
    while more := {
        room.name
        for room in rooms.values()
        if room.path.endswith(".py") and room.imports <= found and room.name not in found
    }:
        found |= more
    return found


def student_side(rooms: dict[str, Room]) -> set[str]:
    """What runs beside a student's code: the rooms that are copied there, and what they import."""
    found = {name for name in rooms if name.endswith(".inside")}
    while more := {each for name in found for each in rooms[name].imports} - found:
        found |= more
    return found


def upstairs(rooms: dict[str, Room]) -> dict[str, Room]:
    """The rooms without the ground, and without what they import of it."""
    base = ground(rooms)
    return {
        name: replace(room, imports=room.imports - base)
        for name, room in rooms.items()
        if name not in base
    }
