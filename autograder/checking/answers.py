"""A student's answers as checks use them: what is something else fails with a sentence."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.checking.several import several_things
from autograder.errors import CourseError
from autograder.kits.claims import Unjudged
from autograder.kits.things import Thing
from autograder.language import _
from autograder.student import Model
from autograder.wire.values import Opaque

Numbers = np.ndarray[Any, Any]
OF_DTYPE = re.compile(r"an array of ([\w\[\]]{1,40})")  # what is told of one that is not sent


class CheckFailed(Exception):
    """A check failed: the sentence, and both answers where they help."""

    def __init__(self, message: str, expected: Any = None, actual: Any = None) -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.actual = actual


def numbers(value: Any, what: str) -> Numbers:
    """The value as an array of floats; fails with a sentence where it is something else."""
    array = _array(value, what)
    if array.dtype.kind == "b":
        text = _("{what} is True or False, where numbers are wanted.")
        raise CheckFailed(text.format(what=what), None, value)
    return array.astype(float)


def integers(value: Any, what: str, message: str) -> Numbers:
    """The value as an array of integers; fails with your own sentence where its numbers are not."""
    array = _array(value, what)
    if array.dtype.kind not in "iu":
        raise CheckFailed(message, None, value)
    return array


def ones_for_true(value: Any) -> Any:
    """The value with 1 for True and 0 for False, where a type of its own costs a check of its own.

    What is anything else is given back as it is.
    """
    try:
        array = _array(value, "")
    except CheckFailed:
        return value
    return array.astype(int) if array.dtype.kind == "b" else value


def arrays(value: Any, what: str) -> list[Numbers]:
    """The value as a list of arrays of floats, such as weights; fails where it is no such list."""
    if not isinstance(value, list | tuple):
        numbers(value, what)  # fails with a better sentence for None, text and models
        raise CheckFailed(_("{what} is not a list of arrays.").format(what=what), None, value)
    return [numbers(each, f"{what}[{i}]") for i, each in enumerate(value)]


def _array(value: Any, what: str) -> Numbers:
    """The value as an array of numbers or of True and False."""
    judged(value, what)
    if value is None:
        raise CheckFailed(_("{what} is None: is the `return` missing?").format(what=what))
    if isinstance(value, str):
        text = _(
            "{what} is text, not a number. Numbers and names of variables are written without "
            "quotes."
        )
        raise CheckFailed(text.format(what=what), None, value)
    if isinstance(value, Opaque | Thing | dict):
        name = value.type_name if isinstance(value, Opaque) else type(value).__name__
        text = _("{what} is of type {type}, where numbers are wanted.")
        if name == "ellipsis":
            text = _("{what} is still the ... of a skeleton: write your own in its place.")
        found = OF_DTYPE.fullmatch(value.text) if isinstance(value, Opaque) else None
        if found:
            name = found[1]
            text = _("{what} holds values of type {type}, where ordinary numbers are wanted.")
        raise CheckFailed(text.format(what=what, type=name), None, value)
    try:
        array = np.asarray(value) if _holds_numbers(value) else None
    except (ValueError, MemoryError):
        if isinstance(value, tuple):
            raise CheckFailed(several_things(value, _no_part, what), None, value) from None
        text = _("{what} has rows of different lengths.")
        raise CheckFailed(text.format(what=what), None, value) from None
    if array is None or array.dtype.kind not in "biuf":
        if isinstance(value, tuple):
            raise CheckFailed(several_things(value, _no_part, what), None, value)
        text = _("{what} holds something that is not a number.")
        raise CheckFailed(text.format(what=what), None, value)
    return array


def judged(value: Any, what: str) -> None:
    """Raises CourseError where a check cannot know what is right."""
    if isinstance(value, Unjudged):
        raise CourseError(
            f"{what} cannot be judged: {value.function} was handed a model whose weights the "
            "sandbox tells.",
            todo="Hand it a model with weights of your own: student.known(…).",
        )


def _no_part(_part: Any) -> bool:
    return False


def _holds_numbers(value: Any) -> bool:
    """Whether the innermost parts of lists are numbers or arrays.

    NumPy is not asked: of one long text among many short ones it makes an array of long texts.
    """
    if isinstance(value, list | tuple):
        return all(map(_holds_numbers, value))
    return isinstance(value, int | float | np.ndarray | np.generic)


def model(value: Any, what: str) -> Model:
    """The value as a model; fails with a sentence where it, or a layer of it, is something else."""
    judged(value, what)
    if value is None:
        raise CheckFailed(_("{what} is None: is the `return` missing?").format(what=what))
    refusal = Model.refusal(value, what)
    if refusal:
        raise CheckFailed(refusal, None, value)
    found: Model = value
    return found


def same_layers(before: Model, after: Model, message: str) -> None:
    """A model has its layers still, be it with other weights; fails with your own sentence."""
    require(_outline(before) == _outline(after), message)


def require(condition: Any, message: str, *, expected: Any = None, actual: Any = None) -> None:
    """The condition holds; fails with your own sentence."""
    if not condition:
        raise CheckFailed(message, expected, actual)


def _outline(model: Model) -> list[Any]:
    return [
        (layer.kind, layer.units, layer.activation, [array.shape for array in layer.weights])
        for layer in model.layers
    ]
