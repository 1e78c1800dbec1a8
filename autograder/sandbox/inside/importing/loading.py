"""Libraries that are installed, but were not loaded before the fork.

To load one can take longer than a cell may: the trusted side is told when that begins and ends.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from autograder.wire.responses import MAX_IMPORTS

# Where libraries lie; read in the warm process, before a student's code could change the path.
LIBRARIES = tuple(path for path in sys.path if path.endswith("-packages"))


def is_installed(root: str) -> bool:
    """Whether a library of this name is there, and is not loaded."""
    return root not in sys.modules and _find(root) is not None


def _find(root: str) -> ModuleSpec | None:
    """A library; not a part of Python, and no file beside the student's code."""
    if not root.isidentifier() or root in sys.stdlib_module_names:
        return None
    spec = PathFinder.find_spec(root)
    place = spec.origin if spec is not None else None
    return spec if place is not None and place.startswith(LIBRARIES) else None


class Loading:
    """A finder that comes before Python's own: it finds nothing else, but sees what is loaded."""

    def __init__(self, tell: Callable[[str, bool], None], loaded: Callable[[], None]) -> None:
        """`tell` hears the name of a library, and whether it has come to its end; before that,
        `loaded` is called."""
        self._tell = tell
        self._loaded = loaded
        self._thread = os.getpid(), threading.get_ident()  # no other writes to the socket
        self._told: list[str] = []
        self._busy = False

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Only a library as a whole, and not what one library imports of others."""
        if path is not None or self._busy or name in self._told or len(self._told) >= MAX_IMPORTS:
            return None
        is_ours = (os.getpid(), threading.get_ident()) == self._thread
        spec = _find(name) if is_ours else None
        if spec is None or not hasattr(spec.loader, "exec_module"):
            return None
        loader: Any = spec.loader
        load = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            del loader.exec_module
            self._load(name, module, load)

        loader.exec_module = exec_module
        return spec

    def _load(self, name: str, module: ModuleType, load: Callable[[ModuleType], None]) -> None:
        self._busy = True
        self._told.append(name)
        self._tell(name, False)
        try:
            load(module)
            self._loaded()
        finally:
            self._busy = False
            self._tell(name, True)
