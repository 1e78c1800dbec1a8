"""Hidden checks: the words in which they are written, and what runs them.

An author imports from here: the decorators of `checks.py`, `mistakes.py` and `alternatives.py`, and
the helpers that compare.
"""

from autograder.checking.answers import (
    CheckFailed,
    arrays,
    integers,
    model,
    numbers,
    ones_for_true,
    require,
    same_layers,
)
from autograder.checking.compare import equal, same, unchanged
from autograder.checking.training import second_chance
from autograder.checking.words import (
    alternative,
    edge_check,
    inputs,
    mistake,
    property_check,
    value_check,
)
from autograder.language import exercise_text as _
from autograder.sandbox.session import ChildDied, StudentFailure

__all__ = [
    "CheckFailed",
    "ChildDied",
    "StudentFailure",
    "_",
    "alternative",
    "arrays",
    "edge_check",
    "equal",
    "inputs",
    "integers",
    "mistake",
    "model",
    "numbers",
    "ones_for_true",
    "property_check",
    "require",
    "same",
    "same_layers",
    "second_chance",
    "unchanged",
    "value_check",
]
