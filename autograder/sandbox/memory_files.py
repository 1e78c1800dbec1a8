"""Large arrays on their way into the sandbox: files in memory, which nobody can change."""

from __future__ import annotations

import fcntl
import mmap
import os
from typing import Any

import numpy as np

SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL


def memory_file(array: np.ndarray[Any, Any]) -> int:
    """A sealed file with the bytes of an array, little-endian and in C order: its descriptor.

    The array must not be empty.
    """
    descriptor = os.memfd_create("array", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.ftruncate(descriptor, array.nbytes)
        with mmap.mmap(descriptor, array.nbytes) as memory:
            target = np.frombuffer(memory, array.dtype.newbyteorder("<")).reshape(array.shape)
            target[...] = array
            del target
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, SEALS)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
