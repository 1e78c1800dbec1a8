"""What an answer does when it is asked, as bounded data: to be sent, and compared with others."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import numpy as np

from autograder.checking import show
from autograder.checking.behaviour import OF_ONE_CASE, alike, no_warnings
from autograder.checking.compare import ATOL, RTOL
from autograder.kits.things import Thing
from autograder.language import _
from autograder.responder import StudentFailure
from autograder.student import SeenCall
from autograder.wire.values import Opaque

MAX_NUMBERS = 256  # of one deed: of more, so many are kept, evenly over all
MAX_PARTS = 10_000  # of what is no array: beyond that, its size is all that is kept
MAX_SAID = 300


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one question to an answer: a call, a variable that was read, or a check.

    `kind` and `said` say what sort of thing came back, `shape` and `numbers` what stands in it.
    `off` is how far that is from what is right, at most: None where it is not of the right kind, or
    nothing is known to be right. `expected` and `actual` are for people, where it `is_wrong`.
    """

    asked: str
    kind: str
    said: str = ""
    shape: tuple[int, ...] = ()
    numbers: tuple[float, ...] = ()
    printed: bool = False
    changed: bool = False
    off: float | None = None
    is_wrong: bool = False
    expected: str = ""
    actual: str = ""


Deeds = tuple[Deed, ...]


def deed_of(asked: str, value: Any, *, printed: bool = False, changed: bool = False) -> Deed:
    """The deed of an answer that gave this value."""
    kind, said, shape, numbers = _read(value)
    return Deed(
        asked=asked,
        kind=kind,
        said=said[:MAX_SAID],
        shape=shape,
        numbers=_some_of(numbers),
        printed=printed and value is None,
        changed=changed,
    )


def failed(asked: str, failure: StudentFailure) -> Deed:
    """The deed of an answer that stopped: by which error, but for the names and numbers in it."""
    is_name = failure.exception == NameError.__name__  # another name is another mistake
    said = failure.said if is_name else re.sub(OF_ONE_CASE, "", failure.said)
    known = f"{failure.exception}: {said}" if failure.exception else ""
    actual = f"{failure.exception}: {failure.said}" if failure.exception else failure.message
    kind = failure.status.value
    return Deed(asked=asked, kind=kind, said=known[:MAX_SAID], actual=actual[:MAX_SAID])


def of_call(call: SeenCall) -> Deed:
    """The deed in a call that was made."""
    asked = show.call(call.function, call.arguments)
    if call.failure is not None:
        return failed(asked, call.failure)
    changed = call.changed and not all(map(alike, call.after or (), call.arguments))
    return deed_of(asked, call.value, printed=call.printed, changed=changed)


def beside_what_is_right(
    deed: Deed, value: Any, right: Any, *, is_right: bool, arguments: tuple[Any, ...] = ()
) -> Deed:
    """The deed, with what it says of itself beside the right answer (to these `arguments`)."""
    kind, _said, shape, numbers = _read(right)
    off = None
    if (deed.kind, deed.shape) == (kind, shape) and numbers.size:
        with no_warnings():
            away = np.abs(np.array(deed.numbers) - np.array(_some_of(numbers))).max()
        off = float(away) if np.isfinite(away) else None
    if is_right:
        return msgspec.structs.replace(deed, off=off)
    expected, actual = show.text(right), deed.actual or deed.said or deed.kind
    if deed.kind in ("numbers", "parts", "text", "nothing"):
        actual = show.text(value)
    if deed.shape == shape and numbers.size > show.MAX_CELLS:
        expected, actual = _at_one_place(value, right, arguments)
    return msgspec.structs.replace(deed, off=off, is_wrong=True, expected=expected, actual=actual)


def _at_one_place(value: Any, right: Any, arguments: tuple[Any, ...]) -> tuple[str, str]:
    """What is right and what was given, at the place where they differ first; of arrays that are
    too long to be shown."""
    wanted, found = (np.asarray(each, dtype=float) for each in (right, value))
    with no_warnings():
        differs = ~np.isclose(found, wanted, rtol=RTOL, atol=ATOL)
    place = int(np.argmax(differs))
    beside = [each for each in arguments if getattr(each, "shape", None) == wanted.shape]
    given = ", ".join(show.text(float(each.flat[place])) for each in beside)
    number = _("number {n}, for {given}: {value}") if given else _("number {n}: {value}")
    expected, actual = (
        number.format(n=place + 1, given=given, value=show.text(float(each.flat[place])))
        for each in (wanted, found)
    )
    return expected, actual


def _read(value: Any) -> tuple[str, str, tuple[int, ...], np.ndarray[Any, Any]]:
    """The kind of a value, words about it, its shape, and its numbers in a row."""
    nothing = np.empty(0)
    if value is None:
        return "nothing", "", (), nothing
    if isinstance(value, Thing):
        return "thing", value.outline(), (), nothing
    if isinstance(value, Opaque):
        return "other", value.type_name, (), nothing
    if isinstance(value, str):
        return "text", value, (), nothing
    if show.cells(value, MAX_PARTS) > MAX_PARTS and not isinstance(value, np.ndarray):
        return "parts", type(value).__name__, (), nothing
    try:
        with no_warnings():
            array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return _read_parts(value)
    # (1, 5) may be a decimal comma, [1, 5] is not
    said = "tuple" if isinstance(value, tuple) and array.ndim == 1 else ""
    return "numbers", said, array.shape, array.ravel()


def _read_parts(value: Any) -> tuple[str, str, tuple[int, ...], np.ndarray[Any, Any]]:
    """A list whose parts are of several shapes, or are no numbers."""
    if isinstance(value, dict):
        named = [_read(each) for each in value.values()]
        outline = ", ".join(
            f"{key}: {_outline(*part)}" for key, part in zip(value, named, strict=True)
        )
    elif isinstance(value, list | tuple):
        named = [_read(each) for each in value]
        outline = ", ".join(_outline(*part) for part in named)
    else:
        return "other", type(value).__name__, (), np.empty(0)
    numbers = [part[3] for part in named]
    text = f"{type(value).__name__}({outline})"
    return "parts", text, (), np.concatenate(numbers) if numbers else np.empty(0)


def _outline(kind: str, said: str, shape: tuple[int, ...], _numbers: Any) -> str:
    return f"{kind} {said} {shape}"


def _some_of(numbers: np.ndarray[Any, Any]) -> tuple[float, ...]:
    if numbers.size > MAX_NUMBERS:
        places = np.linspace(0, numbers.size - 1, MAX_NUMBERS).astype(int)
        numbers = numbers[places]
    return tuple(map(float, numbers))
