"""What is no plain data: tensors become arrays, models become descriptions with a handle, and
large arrays come as files."""

from __future__ import annotations

import mmap
import sys
from typing import Any

import numpy as np

from autograder.sandbox.inside.genuine import Genuine
from autograder.sandbox.inside.importing.standins import StandIn, error_of
from autograder.sandbox.inside.models import describe_model
from autograder.sandbox.inside.outputs import without_addresses
from autograder.wire.requests import Share
from autograder.wire.values import (
    BadValue,
    ModelValue,
    Opaque,
    Shared,
    Value,
    opaque,
    pack_array,
)


class ObjectTable:
    """The models of one submission, by handle, and the arrays that were shared with it."""

    def __init__(self, genuine: Genuine) -> None:
        self._genuine = genuine
        self._models: list[Any] = []
        self._shared: dict[int, tuple[Share, int]] = {}

    def special(self, thing: Any) -> Value:
        """Describe anything that `pack` does not know; a stand-in raises its error."""
        if isinstance(thing, StandIn):
            raise error_of(thing)
        keras = sys.modules.get("keras")
        if keras is not None and isinstance(thing, keras.Model):
            return describe_model(thing, self.handle(thing), self._genuine)
        try:
            if hasattr(thing, "__array__"):
                return pack_array(np.asarray(thing))
            return opaque(thing, without_addresses(repr(thing)))
        except Exception:  # a symbolic tensor has no values; a student's class may be wrong
            return opaque(thing)

    def handle(self, model: Any) -> int:
        """The number under which a model is handed out."""
        for handle, known in enumerate(self._models):
            if known is model:
                return handle
        self._models.append(model)
        return len(self._models) - 1

    def by_handle(self, handle: int) -> Any:
        """The model that was handed out under this number."""
        if not 0 <= handle < len(self._models):
            raise BadValue("no such model")
        return self._models[handle]

    def keep(self, share: Share, descriptor: int) -> None:
        """Keep a file that holds an array."""
        self._shared[share.shared] = share, descriptor

    def resolve(self, value: ModelValue | Opaque | Shared) -> Any:
        """A model that comes back as an argument; a fresh copy of an array that was shared."""
        if isinstance(value, ModelValue):
            return self.by_handle(value.handle)
        if isinstance(value, Shared):
            return _array(*self._shared[value.number])
        raise BadValue("no such thing")


def _array(share: Share, descriptor: int) -> np.ndarray[Any, Any]:
    """The array in a file: only the pages that are written to are copied, and no file changes."""
    memory = mmap.mmap(descriptor, 0, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE)
    return np.frombuffer(memory, np.dtype(share.dtype)).reshape(share.shape)
