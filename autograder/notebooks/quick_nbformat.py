"""Import nbformat, and with it half of nbgrader, in less than half of the time."""

from __future__ import annotations

import sys
from typing import cast

GRAMMAR = "rfc3987_syntax"


def import_quickly() -> None:
    """Import nbformat, which nbgrader imports, too, without one part of jsonschema: to build the
    grammar of international addresses takes longer than all the rest, and no notebook has any.

    Whoever asks for the grammar later gets it. To be called before nbgrader or nbformat is
    imported; afterwards it does nothing.
    """
    if "jsonschema" in sys.modules or GRAMMAR in sys.modules:
        return
    modules = cast("dict[str, object]", sys.modules)
    modules[GRAMMAR] = None  # to Python, what is None here is not installed
    try:
        import nbformat  # noqa: F401
    finally:
        del modules[GRAMMAR]
