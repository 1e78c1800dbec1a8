"""Which file the notebook is, where the kernel can know it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, List, Optional


def notebook_file(shell: Any) -> Optional[Path]:
    """The path of the notebook that runs here, or None: as Jupyter and VS Code tell it."""
    for told in (os.environ.get("JPY_SESSION_NAME"), shell.user_ns.get("__vsc_ipynb_file__")):
        if told and Path(told).suffix == ".ipynb" and Path(told).is_file():
            return Path(told)
    return None


def colab_notebook() -> Optional[bytes]:
    """The notebook as Colab has it open, as bytes; None elsewhere."""
    try:
        from google.colab import _message

        found = _message.blocking_request("get_ipynb", request="", timeout_sec=30)
        return json.dumps(found["ipynb"]).encode()
    except Exception:
        return None


def exercise_in(content: bytes) -> str:
    """The exercise that a notebook says it is; empty where it says none."""
    try:
        metadata = json.loads(content)["metadata"]["autograder"]
        return str(metadata.get("exercise", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""


def code_of(content: bytes) -> List[str]:
    """The sources of the code cells of a notebook file."""
    try:
        cells = json.loads(content)["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        return []
