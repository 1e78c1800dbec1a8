"""Hidden checks: the words in which they are written, and what runs them.

An author imports from here: the decorators of `checks.py`, `mistakes/` and `alternatives.py`, and
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
from autograder.checking.draws import fresh, near, rearranged
from autograder.checking.ranges import Case, as_table, numbers_between
from autograder.checking.stand_ins import passes_with
from autograder.checking.symptoms import (
    float_of_an_array,
    if_on_an_array,
    math_on_an_array,
    max_of_arrays,
    none_for_a_model,
    raises,
)
from autograder.checking.telling import tell
from autograder.checking.training import second_chance
from autograder.checking.words import (
    alternative,
    edge_check,
    inputs,
    mistake,
    property_check,
    range_check,
    value_check,
)
from autograder.language import exercise_text as _
from autograder.responder import ChildDied, StudentFailure

__all__ = [
    "Case",
    "CheckFailed",
    "ChildDied",
    "StudentFailure",
    "_",
    "alternative",
    "arrays",
    "as_table",
    "edge_check",
    "equal",
    "float_of_an_array",
    "fresh",
    "if_on_an_array",
    "inputs",
    "integers",
    "math_on_an_array",
    "max_of_arrays",
    "mistake",
    "model",
    "near",
    "none_for_a_model",
    "numbers",
    "numbers_between",
    "ones_for_true",
    "passes_with",
    "property_check",
    "raises",
    "range_check",
    "rearranged",
    "require",
    "same",
    "same_layers",
    "second_chance",
    "tell",
    "unchanged",
    "value_check",
]
