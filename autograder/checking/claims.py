"""What a hint claims, and whether that is true of what was seen.

An author's predicate sees one symptom. The engine sees the rest: a hint is shown only if every call
is either explained by it or right, unless its author says that the others do not matter.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

from autograder.checking.answers import CheckFailed
from autograder.checking.behaviour import alike, no_warnings
from autograder.checking.compare import equal
from autograder.checking.words import Elsewhere, MistakeNote
from autograder.kits.things import Thing
from autograder.student import Seen, SeenCall

NO_CALLS: frozenset[int] = frozenset()


def explained(
    note: MistakeNote, question: str, seen: Seen, reference: ModuleType
) -> frozenset[int] | None:
    """The calls of a question's function that a hint explains, by their place; None where its claim
    is not true.

    What a predicate cannot be asked about does not fit.
    """
    if note.when is not None and not _says(note.when, seen):
        return None
    own = [i for i, call in enumerate(seen.calls) if call.function == question]
    if note.explains is not None:
        ask = note.explains
        found = frozenset(i for i in own if _says(ask, seen.calls[i]))
        if not found:
            return None
    else:
        when = note.when
        assert when is not None
        found = frozenset(i for i in own if _says(when, replace(seen, calls=[seen.calls[i]])))
        if not found:  # it takes several calls to see this: it speaks of all of them
            return frozenset(own)
    if note.elsewhere is Elsewhere.RIGHT:
        right = getattr(reference, question, None)
        others = (seen.calls[i] for i in own if i not in found)
        if not all(is_right(call, right) is not False for call in others):
            return None
    return found


def is_right(call: SeenCall, right: Callable[..., Any] | None) -> bool | None:
    """Whether a call gave what is right, and left its arguments alone.

    None where that cannot be told here: where objects come in that stay in the sandbox, or
    what only the sandbox can compute.
    """
    if right is None or any(isinstance(it, Thing) for it in (call.value, *call.arguments)):
        return None
    try:
        with no_warnings():
            expected = right(*copy.deepcopy(call.arguments))
    except Exception:  # it uses what only the student side has
        return None
    if call.failure is not None:
        return False
    if call.changed and not all(map(alike, call.after or (), call.arguments)):
        return False
    if expected is None or isinstance(expected, str | bool):
        return type(call.value) is type(expected) and bool(call.value == expected)
    if isinstance(expected, dict):
        return None
    try:
        equal(call.value, expected, "")
    except CheckFailed:
        return False
    return True


def _says(predicate: Callable[[Any], Any], thing: Seen | SeenCall) -> bool:
    try:
        with no_warnings():
            return bool(predicate(thing))
    except Exception:  # an answer of any shape comes here
        return False
