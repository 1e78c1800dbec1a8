"""Which file the notebook is, where the kernel can know it, and what it says of itself."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, List, NamedTuple, Optional, Set

from autograder_client.cells import defined
from autograder_client.words import Trouble


class Own(NamedTuple):
    """What a notebook says of itself: empty where it says nothing."""

    exercise: str = ""
    address: str = ""
    language: str = ""


def notebook_file(shell: Any) -> Optional[Path]:
    """The path of the notebook that runs here, or None: as Jupyter and VS Code tell it."""
    for told in (os.environ.get("JPY_SESSION_NAME"), shell.user_ns.get("__vsc_ipynb_file__")):
        if told and Path(told).suffix == ".ipynb" and Path(told).is_file():
            return Path(told)
    return None


def content_of(path: Path) -> bytes:
    """The bytes of a file that a person has named. Raises Trouble."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Trouble("file_missing", path=str(path.absolute())) from None
    except (OSError, ValueError):
        kind = "file_folder" if path.is_dir() else "file_unreadable"
        raise Trouble(kind, path=str(path)) from None


def own_of(content: bytes) -> Own:
    """What a notebook says of itself."""
    try:
        told = json.loads(content)["metadata"]["autograder"]
        return Own(*(str(told.get(name) or "") for name in Own._fields))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Own()


def code_of(content: bytes) -> List[str]:
    """The sources of the code cells of a notebook file."""
    return ["".join(cell["source"]) for cell in _code_cells(content)]


def asked_in(content: bytes) -> Set[str]:
    """The names that the answers of a notebook file give: the one by which a question is called,
    where its cell gives that, or all of that cell. Where no cell says that it is an answer, all
    names that are given and not imported."""
    answers = [(each, _grade_id(each)) for each in _code_cells(content)]
    marked = [each for each in answers if each[1]] or answers
    asked: Set[str] = set()
    for cell, name in marked:
        names = defined("".join(cell["source"]))
        asked |= {name} if name in names else names
    return asked


def _code_cells(content: bytes) -> List[Any]:
    try:
        cells = json.loads(content)["cells"]
        return [cell for cell in cells if cell["cell_type"] == "code" and "".join(cell["source"])]
    except (ValueError, KeyError, TypeError):
        return []


def _grade_id(cell: Any) -> str:
    """What the question of an answer's cell is called; empty for any other cell."""
    try:
        told = cell["metadata"]["nbgrader"]
        return str(told["grade_id"]) if told["solution"] else ""
    except (KeyError, TypeError):
        return ""
