"""The words of `checks.py`, `mistakes/` and `alternatives.py`: decorators that only take notes.

A decorated function stays what it was; the notes hang on it as attributes, and the collector
(`collect`) reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from autograder.student import Seen, SeenCall

CHECK_MARK = "autograder_check"
INPUTS_MARK = "autograder_inputs"
MISTAKE_MARK = "autograder_mistake"
ALTERNATIVE_MARK = "autograder_alternative"

Author = Callable[..., Any]  # a function that an author wrote


class Kind(StrEnum):
    """What a check looks at. All but the values pay only once every value is right."""

    VALUE = "value"
    RANGE = "range"
    PROPERTY = "property"
    EDGE = "edge"


@dataclass(frozen=True)
class CheckNote:
    """What a check decorator says: the question, the kind, and the points.

    A check of a range may have tolerances of its own.
    """

    question: str
    kind: Kind
    points: float
    rtol: float | None = None
    atol: float | None = None


class Elsewhere(StrEnum):
    """What a hint says about the calls that it does not explain."""

    RIGHT = "right"  # they are as they should be: nothing else is wrong
    ANY = "any"  # nothing: it is true whatever they give


@dataclass(frozen=True)
class MistakeNote:
    """A known wrong answer: what it claims, and its hint where that is not its docstring.

    Without `when` and `explains` it is recognised by its behaviour. `variants` are other values for
    its keyword arguments: constants that may be chosen in many ways.
    """

    hint: str = ""
    when: Callable[[Seen], bool] | None = None
    explains: Callable[[SeenCall], bool] | None = None
    elsewhere: Elsewhere = Elsewhere.RIGHT
    variants: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def value_check(question: str, *, points: float) -> Callable[[Author], Author]:
    """A check of the value itself, the first thing that a question must get right."""
    return _noting(CHECK_MARK, CheckNote(question, Kind.VALUE, points))


def range_check(
    question: str, *, points: float, rtol: float | None = None, atol: float | None = None
) -> Callable[[Author], Author]:
    """A check over all that the stub allows, ends included, in a few calls.

    The function gives back the calls as a list: tuples of arguments, whose right answers come from
    the reference, or `Case`s, which bring their own. `checking.ranges` helps to make them.
    """
    return _noting(CHECK_MARK, CheckNote(question, Kind.RANGE, points, rtol, atol))


def property_check(question: str, *, points: float) -> Callable[[Author], Author]:
    """A check of a property of right values, such as a shape, or an argument left unchanged."""
    return _noting(CHECK_MARK, CheckNote(question, Kind.PROPERTY, points))


def edge_check(question: str, *, points: float) -> Callable[[Author], Author]:
    """A check of an edge that the contract names, such as very large numbers."""
    return _noting(CHECK_MARK, CheckNote(question, Kind.EDGE, points))


def inputs(question: str) -> Callable[[Author], Author]:
    """A function without arguments that returns a Hypothesis strategy of argument tuples."""
    return _noting(INPUTS_MARK, question)


@overload
def mistake(function: Author, /) -> Author: ...


@overload
def mistake(
    *,
    hint: str = "",
    when: Callable[[Seen], bool] | None = None,
    explains: Callable[[SeenCall], bool] | None = None,
    elsewhere: str = Elsewhere.RIGHT,
    variants: Mapping[str, Sequence[Any]] | None = None,
    instead_of: tuple[str, ...] = (),
) -> Callable[[Author], Author]: ...


def mistake(
    function: Author | None = None,
    /,
    *,
    hint: str = "",
    when: Callable[[Seen], bool] | None = None,
    explains: Callable[[SeenCall], bool] | None = None,
    elsewhere: str = Elsewhere.RIGHT,
    variants: Mapping[str, Sequence[Any]] | None = None,
    instead_of: tuple[str, ...] = (),
) -> Author | Callable[[Author], Author]:
    """A known wrong answer to the question that its file is named after, with its hint.

    The hint is the function's docstring, or `hint`, a text or the name of one, where
    several functions share it. `explains` says of one call whether the hint explains it, `when` of
    everything that was seen whether the hint may be true. Every call that is not explained has to
    be right, or the hint is not shown; `elsewhere="any"` is for a hint that is true whatever the
    other calls give. `variants`, such as {"eps": (1e-8, 1e-15)}, are other values for keyword
    arguments of the function: it is recognised with these, too. `instead_of` names what any
    function can do wrong (`checking.derived`) and this hint says better: it is read in the source.
    """
    note = MistakeNote(hint, when, explains, Elsewhere(elsewhere), variants or {})
    noting = _noting(MISTAKE_MARK, note)
    return noting if function is None else noting(function)


def alternative(question: str) -> Callable[[Author], Author]:
    """Another right answer to `question`."""
    return _noting(ALTERNATIVE_MARK, question)


def _noting(mark: str, note: object) -> Callable[[Author], Author]:
    def decorate(function: Author) -> Author:
        setattr(function, mark, note)
        return function

    return decorate
