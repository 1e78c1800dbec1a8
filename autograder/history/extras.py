"""How what is not always needed is installed: the database server's driver, the service."""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def how_to_install(extra: str) -> str:
    """A command for it that is right here: the name of this project on PyPI is somebody else's."""
    pip = f"{sys.executable} -m pip install"
    if (REPOSITORY / "pyproject.toml").is_file():
        return f"Install it with what it needs: {pip} -e '{REPOSITORY}[{extra}]'."
    return f"In a copy of its repository, install it with what it needs: {pip} '.[{extra}]'."
