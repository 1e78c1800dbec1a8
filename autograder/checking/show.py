"""Values as people and as JSON read them: short, rounded, bounded."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.kits.things import Thing
from autograder.language import _
from autograder.wire.values import Opaque

MAX_CELLS = 64
MAX_TEXT = 100
DIGITS = 7
# As Python writes it; a datetime is a date.
SPELLED = (bytes, bytearray, complex, datetime.date, datetime.time, datetime.timedelta)
HOLDING = (list, tuple, dict, set, frozenset)


def plain(value: Any) -> Any:
    """A value as JSON: numbers with seven digits, "nan" and "inf" as text, lists, short text.

    What has too many parts is named only, so the work is that of what is shown, whatever the size.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value[:MAX_TEXT]
    if isinstance(value, float | np.floating):
        return _number(float(value))
    if isinstance(value, np.integer | np.bool_):
        return value.item()
    if isinstance(value, Thing):
        return value.shown()[:MAX_TEXT]
    if isinstance(value, Opaque):
        return f"{value.type_name}: {value.text}"[:MAX_TEXT]
    if isinstance(value, np.ndarray):
        if cells(value, MAX_CELLS) > MAX_CELLS:
            return _("array of shape {shape}").format(shape=value.shape)[:MAX_TEXT]
        return plain(value.tolist())
    if isinstance(value, SPELLED):
        return repr(value)[:MAX_TEXT]
    if isinstance(value, HOLDING):
        if cells(value, MAX_CELLS) > MAX_CELLS:
            text = _("{kind} of length {number}")
            return text.format(kind=type(value).__name__, number=len(value))
        if isinstance(value, dict):
            return {_key(key): plain(item) for key, item in value.items()}
        items = sorted(value, key=repr) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    return type(value).__name__


def _key(key: Any) -> str:
    """The key of a dictionary, as JSON has it."""
    return key[:MAX_TEXT] if isinstance(key, str) else text(key)


def text(value: Any) -> str:
    """A value as it would be written in Python, shortened."""
    shown = ""
    for piece in _pieces(value):
        shown += piece
        if len(shown) > MAX_TEXT:
            return shown[: MAX_TEXT - 1] + "…"
    return shown


def cells(value: Any, limit: int) -> int:
    """How many parts a value has; nothing is counted beyond `limit`, and what is empty is one."""
    if isinstance(value, np.ndarray):
        return math.prod(max(1, size) for size in value.shape)
    if not isinstance(value, HOLDING):
        return 1
    count = 0
    for item in value.values() if isinstance(value, dict) else value:
        count += cells(item, limit - count)
        if count > limit:
            break
    return max(1, count)


def call(name: str, arguments: tuple[Any, ...]) -> str:
    """A call as it would be written in Python, such as `softmax([1, 2])`."""
    return f"{name}({', '.join(text(argument) for argument in arguments)})"


def _number(value: float) -> float | int | str:
    if not math.isfinite(value):
        return str(value)
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e6 else rounded


def _pieces(value: Any) -> Iterator[str]:
    """What `text` is made of, from the left."""
    if isinstance(value, Thing):
        yield value.word
    elif isinstance(value, str):
        yield repr(value[: MAX_TEXT + 1])
    elif isinstance(value, set | frozenset):
        items = sorted(value, key=repr)[: MAX_CELLS + 1]
        yield f"{{{', '.join(map(text, items))}}}" if items else "set()"
    elif isinstance(value, dict):
        yield "{"
        for number, (key, item) in enumerate(value.items()):
            if number:
                yield ", "
            yield f"{text(key)}: {text(item)}"
        yield "}"
    elif isinstance(value, list | tuple):
        start, end = "[]" if isinstance(value, list) else "()"
        yield start
        for number, item in enumerate(value):
            if number:
                yield ", "
            yield text(item)
        yield f",{end}" if isinstance(value, tuple) and len(value) == 1 else end
    else:
        found = plain(value)
        yield found if isinstance(found, str) else str(found).replace("'", "")
