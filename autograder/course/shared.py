"""The modules of the author's own that the Python files of an exercise share with others.

They are found by reading the imports, and nothing is run. Where a module lies that an author has
put on `sys.path` cannot be read, so every place in the course that it may come from counts: too
many files cost a grading that was not needed, too few would keep one that is wrong.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import Path

from autograder.course.exercise import Exercise
from autograder.course.remembered import remembered

# Folders of a course that hold no modules of the author's; and our own package, if it lies there.
NO_MODULES = frozenset(
    {"autograder", "autograded", "datasets", "exercises", "feedback", "release", "solutions"}
    | {"source", "submitted"}
)
COMPILED = "__pycache__"
KNOWN = frozenset((*sys.stdlib_module_names, "autograder"))
BY_NAME = ("import_module", "__import__")  # functions that import what a text names

Module = tuple[int, tuple[str, ...]]  # how many folders up the import begins, and its parts


def files_below(folder: Path) -> list[Path]:
    """All files in a folder, in order, but for hidden ones and what Python has compiled. Links to
    folders are not followed."""
    found = []
    for entry in _visible(folder):
        if entry.is_dir(follow_symlinks=False):
            found += files_below(Path(entry.path))
        elif _is_file(entry):
            found.append(Path(entry.path))
    return found


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def shared_files(exercise: Exercise) -> list[Path]:
    """The files outside of the exercise's folder that its Python files import, and what these
    import. Of a folder of its own, such as solutions/common/, everything counts: tables, too."""
    found: set[Path] = set()
    roots = {root: {each.name for each in _visible(root)} for root in _roots(exercise)}
    todo = [path for path in files_below(exercise.folder) if path.suffix == ".py"]
    seen = set(todo)
    while todo:
        for path in _imported(todo.pop(), roots):
            if path not in seen:
                seen.add(path)
                todo.append(path)
                found.update(_with_its_folder(path, exercise))
    return sorted(path for path in found if exercise.folder not in path.parents)


def _roots(exercise: Exercise) -> Iterator[Path]:
    """Where a module may lie: in the course, in solutions/, and in folders of both that are no
    exercises."""
    for place in (exercise.course_folder, exercise.folder.parent):
        yield place
        for entry in _visible(place):
            if entry.name not in NO_MODULES and entry.is_dir():
                folder = Path(entry.path)
                if not _is_exercise(folder):
                    yield folder


def _visible(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, in order, but for what is hidden and what Python has compiled."""
    try:
        with os.scandir(folder) as entries:
            shown = [each for each in entries if each.name[0] != "." and each.name != COMPILED]
    except OSError:  # it has just gone, or nobody may look
        return []
    return sorted(shown, key=lambda each: each.name)


def _imported(path: Path, roots: Mapping[Path, AbstractSet[str]]) -> Iterator[Path]:
    """The files in the course that a Python file may import. `roots` has what is in each root."""
    try:
        modules = _imports(path)
    except OSError:
        return
    for up, parts in modules:
        if up:
            yield from _walk(path.parents[min(up, len(path.parents)) - 1], parts)
            continue
        yield from _walk(path.parent, parts)
        for root, names in roots.items():
            if parts[0] in names or f"{parts[0]}.py" in names:
                yield from _walk(root, parts)


def _walk(folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    """The files that the import of a dotted name runs, from a folder downwards."""
    for part in parts:
        if (folder / part).is_dir():
            folder = folder / part
            names = "__init__.py"
        else:
            names = f"{part}.py"
        if (folder / names).is_file():
            yield folder / names
        if names != "__init__.py":
            return


def _with_its_folder(path: Path, exercise: Exercise) -> Iterable[Path]:
    """A module; and what lies beside it, unless that is other exercises or the whole course."""
    folder = path.parent
    own = (exercise.course_folder, exercise.folder.parent, exercise.folder)
    return [path] if folder in own or _is_exercise(folder) else files_below(folder)


def _is_exercise(folder: Path) -> bool:
    return (folder / "solution.py").is_file()


@remembered
def _imports(path: Path) -> frozenset[Module]:
    """What a Python file imports, anywhere in it, but for the standard library and this package.
    Nothing where it cannot be read as Python: who loads it says so."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return frozenset()
    found = chain.from_iterable(map(_of_node, ast.walk(tree)))
    return frozenset((up, parts) for up, parts in found if up or parts[0] not in KNOWN)


def _of_node(node: ast.AST) -> Iterator[Module]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield 0, tuple(alias.name.split("."))
    elif isinstance(node, ast.ImportFrom):
        start = tuple(node.module.split(".")) if node.module else ()
        for alias in node.names:
            yield node.level, (*start, alias.name)
    elif isinstance(node, ast.Call) and node.args:
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
        first = node.args[0]
        if name in BY_NAME and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield 0, tuple(first.value.split("."))
