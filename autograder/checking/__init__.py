"""Hidden checks: the words in which they are written, and what runs them.

An author imports from here: the decorators of `checks.py`, `mistakes.py` and `alternatives.py`, and
the helpers that compare.
"""

from autograder.checking.compare import (
    CheckFailed,
    equal,
    model,
    numbers,
    require,
    same,
    unchanged,
)
from autograder.checking.telling import tell
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
    "edge_check",
    "equal",
    "inputs",
    "mistake",
    "model",
    "numbers",
    "property_check",
    "require",
    "same",
    "second_chance",
    "tell",
    "unchanged",
    "value_check",
]
