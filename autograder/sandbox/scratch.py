"""The folder that one child writes into: made before it starts, and gone after it has ended.

A student may have filled it with anything: folders ten thousand deep, folders without permissions.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from autograder.errors import SandboxError

OWN = 0o700


def make(files: Mapping[str, bytes]) -> Path:
    """A new private folder with these files. Raises SandboxError where one would lie elsewhere."""
    for name in files:
        if "/" in name or name in ("", ".", ".."):
            what = f"A file called {name!r} does not lie in the folder of a student's code."
            raise SandboxError(what, todo="Give only the name of a file, without a folder.")
    folder = Path(tempfile.mkdtemp(prefix="autograder-scratch-"))
    try:
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except BaseException:
        remove(folder)
        raise
    return folder


def remove(folder: Path) -> None:
    """Remove a folder of which no process writes any more; what cannot be removed is left."""
    try:
        folder.rmdir()  # in the level `full` the child has never written here
        return
    except OSError:
        pass
    try:
        folder.chmod(OWN)
        _flatten(folder, Path(tempfile.mkdtemp(dir=folder)))
    except OSError:
        pass
    shutil.rmtree(folder, ignore_errors=True)


def _flatten(folder: Path, shallow: Path) -> None:
    """Move every folder below `folder` into `shallow`, so that no path becomes too long."""
    waiting, number = [folder], 0
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            inner = [Path(entry) for entry in entries if entry.is_dir(follow_symlinks=False)]
        for path in inner:
            if path != shallow:
                number += 1
                path.chmod(OWN)
                waiting.append(path.rename(shallow / str(number)))
