"""What Keras computes with, and the environment variables that it and its backends read."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.errors import UsageError

BACKEND = "KERAS_BACKEND"
BACKENDS = ("tensorflow", "jax")
# One thread for each submission: several of them share the cores.
JAX_ON_CPU = {"JAX_PLATFORMS": "cpu", "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false"}
# Memory is taken as it is needed: several submissions share one GPU.
ON_GPU = {"TF_FORCE_GPU_ALLOW_GROWTH": "true", "XLA_PYTHON_CLIENT_PREALLOCATE": "false"}


def variables(room: Path, with_gpu: bool) -> dict[str, str]:
    """The variables; raises UsageError where the backend is none that students' code can use."""
    more = ON_GPU if with_gpu else JAX_ON_CPU if backend() == "jax" else {}
    return {
        BACKEND: backend(),
        "KERAS_HOME": str(room),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        **more,
    }


def backend() -> str:
    """What Keras computes with: TensorFlow, unless KERAS_BACKEND says jax."""
    wanted = os.environ.get(BACKEND, "tensorflow")
    if wanted not in BACKENDS:
        raise UsageError(
            f"{BACKEND} is '{wanted}', but students' code can run with {' or '.join(BACKENDS)}.",
            todo=f"Set {BACKEND} to one of them, or not at all.",
        )
    return wanted
