"""Mutants at a boundary: the reference, but something else beyond one value of one argument, or at
it. A branch like `if p > 0.99` is right nearly everywhere, and no sloppy check finds it.

The values come from the range that the question's own range check covers, which has to be the one
that the stub allows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent
from typing import Any

import numpy as np

from autograder.course.questions import FunctionQuestion
from autograder.validation.mutants import Mutant

SHARES = (0.01, 0.1, 0.4)  # of the range that lies beyond the value
NOTABLE = (0.0, 1.0, -1.0, 0.5, 2.0)  # values that a branch may look for
MOST_WHOLE = 12  # whole numbers that are tried one by one
MOST_TEXTS = 6

HELPER = """
def _elsewhere(result, there):
    if isinstance(result, (list, tuple)):
        return type(result)(_elsewhere(each, there) for each in result)
    if np.ndim(result) and np.shape(result) == np.shape(there):
        return np.where(there, np.asarray(result) * 1.5 + 1, result)
    return np.asarray(result)[()] * 1.5 + 1 if np.any(there) else result
"""


Call = tuple[Any, ...]


def boundary_mutants(
    question: FunctionQuestion, samples: Sequence[Sequence[Call]]
) -> Iterator[Mutant]:
    """The mutants of one function. Each sample has the calls of its range check for one seed."""
    for position, name in enumerate(_arguments(question)):
        values = [[call[position] for call in calls if position < len(call)] for calls in samples]
        for condition in _conditions(name, values):
            change = f"+ something else where {condition}"
            yield Mutant(question.name, change, _source(question, condition))


def _arguments(question: FunctionQuestion) -> list[str]:
    function = ast.parse(f"{question.signature}\n    pass").body[0]
    assert isinstance(function, ast.FunctionDef)
    return [argument.arg for argument in function.args.args]


def _conditions(name: str, samples: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Conditions on an argument, as source: beyond a value, or at one that is always tried."""
    texts = sorted({value for values in samples for value in values if isinstance(value, str)})
    if texts:
        yield from (f"np.asarray({name} == {text!r})" for text in texts[:MOST_TEXTS])
        return
    found = [_numbers(values) for values in samples]
    if not all(len(numbers) for numbers in found):
        return
    low = float(max(numbers.min() for numbers in found))
    high = float(min(numbers.max() for numbers in found))
    if low >= high:
        return
    always = sorted(set.intersection(*(set(numbers.tolist()) for numbers in found)))
    if all(np.all(numbers == np.round(numbers)) for numbers in found):
        above, below, at = always[-2:-1], always[1:2], [*always[:MOST_WHOLE], *always[-1:]]
    else:
        above = [high - share * (high - low) for share in SHARES]
        below = [low + share * (high - low) for share in SHARES]
        at = [value for value in (low, high, *NOTABLE) if value in always]
    as_array = f"np.asarray({name}, dtype=float)"
    yield from (f"{as_array} > {value!r}" for value in above)
    yield from (f"{as_array} < {value!r}" for value in below)
    yield from (f"{as_array} == {value!r}" for value in dict.fromkeys(at))


def _numbers(values: Iterable[Any]) -> np.ndarray[Any, Any]:
    """All numbers in the values of an argument; none where it holds something else."""
    flat: list[np.ndarray[Any, Any]] = [np.empty(0)]
    for value in values:
        for part in value if isinstance(value, list | tuple) else [value]:
            try:
                array = np.asarray(part)
            except ValueError:  # rows of different lengths
                return np.empty(0)
            if array.dtype.kind not in "iufb":
                return np.empty(0)
            flat.append(array.astype(float).ravel())
    return np.concatenate(flat)


def _source(question: FunctionQuestion, condition: str) -> str:
    names = ", ".join(_arguments(question))
    right = indent(f"{question.signature}\n{question.body}", "    ")
    return (
        f"import numpy as np\n{HELPER}\n\n{question.signature}\n{right}\n"
        f"    return _elsewhere({question.name}({names}), {condition})\n"
    )
