"""The calls by which checks have decided, as text for a person who looks at a verdict again."""

from __future__ import annotations

from autograder.checking import show
from autograder.grading.records import ScoredCall
from autograder.student import Seen, SeenCall

MOST = 200  # calls of one question


def scored_calls(seen: Seen) -> list[ScoredCall]:
    """What the checks of a question have read and called, in their order; each value shortened."""
    found = [ScoredCall("", name, show.text(value)) for name, value in seen.values.items()]
    found += [
        ScoredCall(check, show.call(call.function, call.arguments), _answer(call))
        for check, places in seen.by_check.items()
        for call in seen.calls[places.start : places.stop]
    ]
    return found[:MOST]


def _answer(call: SeenCall) -> str:
    return show.text(call.value) if call.failure is None else call.failure.message
