"""The cells that were run, as a notebook: with the last definition of each name."""

from __future__ import annotations

import ast
import json
from typing import Any, Dict, Iterable, List, Set


def notebook_of(sources: Iterable[str]) -> str:
    """A notebook of these cells, in the order in which they were run. A cell all of whose names a
    later one defines again is left out, and so are magics."""
    kept: List[str] = []
    later: Set[str] = set()
    for source in reversed(list(sources)):
        code = without_magics(source)
        names = bound(code)
        if not code.strip() or (names and names <= later):
            continue
        later |= names
        kept.append(code)
    cells: List[Dict[str, Any]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(reversed(kept))
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def without_magics(source: str) -> str:
    """A cell without the lines that only IPython knows."""
    if source.lstrip().startswith("%%"):
        return ""
    lines = source.splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!", "?")))


def bound(code: str) -> Set[str]:
    """The names that a cell defines; none where it does more than define, as when it prints."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    names: Set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            targets = [each.id for each in node.targets if isinstance(each, ast.Name)]
            if len(targets) < len(node.targets):
                return set()
            names |= set(targets)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            return set()
    return names
