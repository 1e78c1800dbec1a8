"""Sets of data for the student's code, without a network: Keras loads what lies in a folder."""

from __future__ import annotations

import importlib
from pathlib import Path


def offer(folder: Path) -> list[str]:
    """Let `keras.datasets.NAME.load_data()` read NAME.npz in the folder, for each that is there.

    Keras would look into its cache and, since the file there is not the one that it knows,
    download that one. Returns the names that this Keras does not have.
    """
    failed = []
    for path in sorted(folder.glob("*.npz")):
        try:
            module = importlib.import_module(f"keras.src.datasets.{path.stem}")
            module.get_file  # noqa: B018  (another version of Keras may load in another way)
        except (ImportError, AttributeError) as error:
            failed.append(f"keras.datasets.{path.stem} ({type(error).__name__}: {error})")
        else:
            module.get_file = _finding(path)  # type: ignore[attr-defined]
    return failed


def _finding(path: Path) -> object:
    return lambda *_arguments, **_options: str(path)
