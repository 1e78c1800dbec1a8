"""Modules of the student's own, beside the notebook: their imports cost no more than a cell's."""

from __future__ import annotations

import ast
import codeop
import os
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

from autograder.sandbox.inside.importing.uses import ImportStatement, Place, soften, undecorate

WhenItFails = Callable[[ImportStatement, str, Place], str]
IN_A_MODULE = Place(caught=True)  # by whoever imports it


class OwnModules:
    """A finder for what lies in the folder in which the student's code runs."""

    def __init__(self, when_it_fails: WhenItFails) -> None:
        """`when_it_fails` gives the code that is run where an import of the file has failed."""
        self._folder = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118  (as Python finds it)
        self._when_it_fails = when_it_fails

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A file of Python source there; all else is left to Python's own finders."""
        if path is not None and not any(place.startswith(self._folder) for place in path):
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is None or not isinstance(spec.loader, SourceFileLoader):
            return None
        if not spec.loader.path.startswith(self._folder):
            return None
        spec.loader = OwnLoader(name, spec.loader.path)
        spec.loader.when_it_fails = self._when_it_fails
        return spec


class OwnLoader(SourceFileLoader):
    """Runs a file statement by statement; what it raises is raised, as by any import."""

    when_it_fails: WhenItFails

    def exec_module(self, module: ModuleType) -> None:
        """As Python would, except that a library that is missing is bound to a stand-in."""
        tree = ast.parse(self.get_data(self.path), self.path)
        soften(
            tree,
            lambda statement, place: self.when_it_fails(statement, self.path, place),
            IN_A_MODULE,
        )
        compiler = codeop.Compile()  # it remembers what comes from __future__
        for statement in tree.body:
            undecorate(statement, vars(module))
            code = compiler(ast.Module([statement], []), self.path, "exec")  # type: ignore[arg-type]
            exec(code, vars(module))
