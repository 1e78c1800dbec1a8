"""What becomes of a cell's import statements.

A library that is not installed is bound to a stand-in. One that is installed, but was not loaded
before the fork, is bound to a placeholder and imported when it is first used.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from autograder.sandbox.inside import bare
from autograder.sandbox.inside.failures import ANY, bound_by
from autograder.sandbox.inside.importing.loading import is_installed
from autograder.sandbox.inside.importing.standins import stand_in
from autograder.sandbox.inside.importing.uses import ImportStatement, names_used, undecorate
from autograder.wire.responses import MAX_MISSING
from autograder.wire.values import MAX_NAME, clean


class Later:
    """A placeholder for a library that is imported when it is used.

    Before a statement runs that uses it, the library itself takes its place. What reaches the
    placeholder on another way finds the library behind it.
    """

    def __init__(self, resolve: Callable[[], Any]) -> None:
        self._resolve = resolve

    def __getattr__(self, name: str) -> Any:
        return getattr(self._resolve(), name)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._resolve()(*arguments, **options)


class Imports:
    """The import statements of one submission, each of one name."""

    def __init__(self, run: Callable[[ImportStatement, str], None]) -> None:
        """`run` runs one of them, from the file that is named, and deals with what it raises."""
        self.namespace: dict[str, Any] = {}
        self.missing: list[str] = []  # libraries, since the cell began
        self._run = run
        self._later: dict[str, list[tuple[ImportStatement, str]]] = {}
        self._has_stand_ins = False

    def postpone(self, statement: ImportStatement, file: str) -> bool:
        """Whether an import can wait; then a placeholder is bound."""
        name = bound_by(statement.names[0])
        if name == ANY or not is_installed(_module(statement).partition(".")[0]):
            return False
        waiting = self._later.setdefault(name, [])
        if not (_adds_to(statement) and bare.is_a(self.namespace.get(name), Later)):
            waiting.clear()
        waiting.append((statement, file))
        self.namespace[name] = Later(lambda: self._resolve(name))
        return True

    def failed(
        self, statement: ImportStatement, error: ImportError, namespace: dict[str, Any]
    ) -> None:
        """An import has failed: bind a stand-in, among the names where it stands."""
        name = bound_by(statement.names[0])
        instead = self.instead(statement, error, namespace.get(name))
        if name != ANY:
            namespace[name] = instead

    def instead(self, statement: ImportStatement, error: ImportError, before: Any = None) -> Any:
        """What the name of an import that has failed is bound to; it is missing from now on."""
        name = bound_by(statement.names[0])
        said = _said(statement, error)
        if isinstance(said, ModuleNotFoundError):
            library = clean(said.name or name, MAX_NAME)
            if library not in self.missing and len(self.missing) < MAX_MISSING:
                self.missing.append(library)
        if _adds_to(statement) and name in sys.modules:
            return sys.modules[name]  # the rest of `import numpy.nothing`
        if bare.is_a(before, ModuleType) or bare.is_a(before, Later):
            return before  # as it keeps its name where Python's import fails
        self._has_stand_ins = True
        return stand_in(_whole_name(statement), said)

    def before(self, statement: ast.stmt) -> None:
        """A statement is about to run: import what it uses, and leave out what it cannot use."""
        if self._later:
            self._resolve_all(names_used(statement, self.namespace))
        if self._has_stand_ins:
            undecorate(statement, self.namespace)

    def before_use(self, name: str) -> None:
        """A variable is about to be used from outside, such as a function to be called."""
        self.before(ast.Expr(ast.Name(name, ast.Load())))

    def _resolve_all(self, names: set[str]) -> None:
        for name in names & self._later.keys():
            if bare.is_a(self.namespace.get(name), Later):
                self._resolve(name)
            else:  # the name is something else by now
                del self._later[name]

    def _resolve(self, name: str) -> Any:
        """Import what a placeholder stands for, now; it is gone, whatever comes of that."""
        if name in self._later:
            del self.namespace[name]
            for statement, file in self._later.pop(name):
                self._run(statement, file)
        if name not in self.namespace:
            raise NameError(f"name '{name}' is not defined", name=name)
        return self.namespace[name]


def _module(statement: ImportStatement) -> str:
    """What is imported, or imported from; nothing where that is relative to where the code is."""
    if isinstance(statement, ast.Import):
        return statement.names[0].name
    return statement.module or "" if not statement.level else ""


def _adds_to(statement: ImportStatement) -> bool:
    """Whether this is like `import a.b`, which binds `a` and may add to what it has."""
    return isinstance(statement, ast.Import) and not statement.names[0].asname


def _whole_name(statement: ImportStatement) -> str:
    """What the bound name stands for: `a.b.c` for `from a.b import c`, or `import a.b.c as d`."""
    alias = statement.names[0]
    if isinstance(statement, ast.ImportFrom):
        return f"{statement.module}.{alias.name}"
    return alias.name if alias.asname else bound_by(alias)


def _said(statement: ImportStatement, error: ImportError) -> ImportError:
    """What the stand-in says when it is used."""
    library = bare.missing_module(error) or _whole_name(statement)
    root, _dot, rest = library.partition(".")
    if bare.is_a(error, ModuleNotFoundError):
        if rest and getattr(sys.modules.get(root), "__file__", None):
            return ImportError(f"{root} has no {rest}", name=library)
        text = f"{library} is not installed where your work is graded"
        return ModuleNotFoundError(text, name=library)
    text = bare.text(error)
    if isinstance(statement, ast.ImportFrom) and text.startswith("cannot import name"):
        return ImportError(f"{statement.module} has no {statement.names[0].name}", name=library)
    return ImportError(f"{library} cannot be used where your work is graded: {text}", name=library)
