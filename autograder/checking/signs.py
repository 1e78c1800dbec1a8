"""Signs by which a known mistake shows: for `when=` in `mistakes/`.

A sign is asked about all that was seen of one question, and says whether it shows there. What an
error tells of one call, for `explains=`, is in `symptoms`; what is told by one model, in
`kits.keras.signs`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.student import Seen

Sign = Callable[[Seen], bool]


def stopped_with(*said: str) -> Sign:
    """Some call stopped with one of these texts in its error: what the student reads of it, so the
    name of the exception and the student's line count in."""
    return lambda seen: any(text in message for message in _messages(seen) for text in said)


def stopped_with_all(*said: str) -> Sign:
    """Some call stopped with all of these texts in its error, the student's line counted in."""
    return lambda seen: any(all(text in message for text in said) for message in _messages(seen))


def always_stopped_with(exception: str, *said: str) -> Sign:
    """Each call stopped with this exception and, where texts are named, one of them in its error.
    False where nothing was called."""
    return lambda seen: (
        bool(seen.calls)
        and all(
            call.failure is not None
            and call.failure.exception == exception
            and (not said or any(text in call.failure.message for text in said))
            for call in seen.calls
        )
    )


def returned_nothing(seen: Seen) -> bool:
    """Some call came to its end and gave None back."""
    return any(call.value is None and not call.failure for call in seen.calls)


def returned_a(*type_names: str) -> Sign:
    """Some call gave back a thing of a class with one of these names, such as "Dense". Numbers,
    texts, lists and arrays have none."""
    return lambda seen: any(
        getattr(call.value, "type_name", None) in type_names for call in seen.calls
    )


def always_returned_a(*type_names: str) -> Sign:
    """Each call gave back a thing of a class with one of these names. False where nothing was
    called."""
    return lambda seen: (
        bool(seen.calls)
        and all(getattr(call.value, "type_name", None) in type_names for call in seen.calls)
    )


def some_model(shows: Callable[[Any], object]) -> Sign:
    """A model that came back shows the mistake."""
    return lambda seen: any(shows(model) for model in seen.models)


def every_model(shows: Callable[[Any], object]) -> Sign:
    """All models that came back show the mistake. False where none came back."""
    return lambda seen: bool(seen.models) and all(shows(model) for model in seen.models)


def some_built(shows: Callable[..., object]) -> Sign:
    """A model that came back shows the mistake, measured by what was asked for: `shows` gets the
    model, and the arguments of the call that gave it."""
    return lambda seen: any(shows(*each) for each in each_built(seen))


def every_built(shows: Callable[..., object]) -> Sign:
    """All models that came back show the mistake, measured by what was asked for, as for
    `some_built`. False where none came back."""
    return lambda seen: bool(each_built(seen)) and all(shows(*each) for each in each_built(seen))


def each_built(seen: Seen) -> list[tuple[Any, ...]]:
    """The models that came back, in order, each with the arguments of its call behind it."""
    models = {id(model) for model in seen.models}
    return [(call.value, *call.arguments) for call in seen.calls if id(call.value) in models]


def _messages(seen: Seen) -> list[str]:
    return [call.failure.message for call in seen.calls if call.failure]
