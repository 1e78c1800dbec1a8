"""What is no plain data: tensors become arrays, what a kit knows becomes a handle with a
description, and large arrays come as files."""

from __future__ import annotations

import mmap
from typing import Any

import msgspec
import numpy as np

from autograder.kits.inside.base import Kind
from autograder.kits.inside.kits import Kits
from autograder.sandbox.inside.importing.standins import StandIn, error_of
from autograder.sandbox.inside.outputs import without_addresses
from autograder.wire.packing import opaque, pack_array
from autograder.wire.requests import Share
from autograder.wire.values import BadValue, Handle, Opaque, Shared, Value


class ObjectTable:
    """The objects of one submission, by number, and the arrays that were shared with it."""

    def __init__(self, kits: Kits) -> None:
        self._kits = kits
        self._kept: list[tuple[Kind, Any]] = []
        self._shared: dict[int, tuple[Share, int]] = {}

    def special(self, thing: Any) -> Value:
        """Describe anything that `pack` does not know; a stand-in raises its error."""
        if isinstance(thing, StandIn):
            raise error_of(thing)
        kind = self._kits.kind_of(thing)
        if kind is not None:
            return self._describe(kind, thing)
        try:
            if hasattr(thing, "__array__"):
                return pack_array(np.asarray(thing))
            return opaque(thing, without_addresses(repr(thing)))
        except Exception:  # a symbolic tensor has no values; a student's class may be wrong
            return opaque(thing)

    def _describe(self, kind: Kind, thing: Any) -> Value:
        number, found = self.number(kind, thing), kind.describe(thing)
        if isinstance(found, Opaque):
            return found
        return Handle(kind.name, number, msgspec.msgpack.encode(found))

    def number(self, kind: Kind, thing: Any) -> int:
        """The number under which an object is handed out."""
        for number, (_kind, known) in enumerate(self._kept):
            if known is thing:
                return number
        self._kept.append((kind, thing))
        return len(self._kept) - 1

    def by_number(self, number: int) -> tuple[Kind, Any]:
        """The object that was handed out under this number, and its kind."""
        if not 0 <= number < len(self._kept):
            raise BadValue("no such object")
        return self._kept[number]

    def keep(self, share: Share, descriptor: int) -> None:
        """Keep a file that holds an array."""
        self._shared[share.shared] = share, descriptor

    def resolve(self, value: Handle | Opaque | Shared) -> Any:
        """An object that comes back as an argument; a fresh copy of an array that was shared."""
        if isinstance(value, Handle):
            return self.by_number(value.number)[1]
        if isinstance(value, Shared):
            return _array(*self._shared[value.number])
        raise BadValue("no such thing")


def _array(share: Share, descriptor: int) -> np.ndarray[Any, Any]:
    """The array in a file: only the pages that are written to are copied, and no file changes."""
    memory = mmap.mmap(descriptor, 0, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE)
    return np.frombuffer(memory, np.dtype(share.dtype)).reshape(share.shape)
