"""The environment variables of the student side: an allow-list, not the grader's own."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.kits.registry import kits

FOR_DRIVERS = ("CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "LD_LIBRARY_PATH")


def environment(room: Path, *, with_gpu: bool) -> dict[str, str]:
    """All variables; `room` is the folder of the warm process. Raises UsageError where the grader's
    own ask for what students' code cannot run with."""
    variables = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(room),
        "TMPDIR": str(room),
        "IPYTHONDIR": str(room),
        "MPLCONFIGDIR": str(_fonts(room)),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # One thread for each submission: several of them share the cores.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
    }
    variables |= _of_drivers() if with_gpu else {"CUDA_VISIBLE_DEVICES": "-1"}
    for kit in kits().values():
        variables |= kit.variables(room, with_gpu)
    return variables


def _of_drivers() -> dict[str, str]:
    return {name: os.environ[name] for name in FOR_DRIVERS if name in os.environ}


def _fonts(room: Path) -> Path:
    """Where matplotlib keeps its list of fonts, which takes a second to make."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    fonts = cache / "autograder" / "matplotlib"
    try:
        fonts.mkdir(parents=True, exist_ok=True)
    except OSError:
        return room
    return fonts
