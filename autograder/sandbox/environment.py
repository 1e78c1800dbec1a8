"""The environment variables of the student side: an allow-list, not the grader's own."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.errors import UsageError

BACKEND = "KERAS_BACKEND"
BACKENDS = ("tensorflow", "jax")
# One thread for each submission: several of them share the cores.
JAX_ON_CPU = {"JAX_PLATFORMS": "cpu", "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false"}
FOR_DRIVERS = ("CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "LD_LIBRARY_PATH")


def environment(room: Path, *, with_gpu: bool) -> dict[str, str]:
    """All variables; `room` is the folder of the warm process."""
    common = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(room),
        "TMPDIR": str(room),
        "IPYTHONDIR": str(room),
        "MPLCONFIGDIR": str(_fonts(room)),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        BACKEND: backend(),
        "KERAS_HOME": str(room),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
    }
    more = _for_gpu() if with_gpu else {"CUDA_VISIBLE_DEVICES": "-1"}
    return {**common, **more, **(JAX_ON_CPU if backend() == "jax" and not with_gpu else {})}


def backend() -> str:
    """What Keras computes with: TensorFlow, unless KERAS_BACKEND says jax."""
    wanted = os.environ.get(BACKEND, "tensorflow")
    if wanted not in BACKENDS:
        raise UsageError(
            f"{BACKEND} is '{wanted}', but students' code can run with {' or '.join(BACKENDS)}.",
            todo=f"Set {BACKEND} to one of them, or not at all.",
        )
    return wanted


def _for_gpu() -> dict[str, str]:
    """Memory is taken as it is needed: several submissions share one GPU."""
    given = {name: os.environ[name] for name in FOR_DRIVERS if name in os.environ}
    return {
        **given,
        "TF_FORCE_GPU_ALLOW_GROWTH": "true",
        "XLA_PYTHON_CLIENT_PREALLOCATE": "false",
    }


def _fonts(room: Path) -> Path:
    """Where matplotlib keeps its list of fonts, which takes a second to make."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    fonts = cache / "autograder" / "matplotlib"
    try:
        fonts.mkdir(parents=True, exist_ok=True)
    except OSError:
        return room
    return fonts
