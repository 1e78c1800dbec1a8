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
from autograder.checking.changed import unchanged
from autograder.checking.compare import equal, must_raise, same
from autograder.checking.draws import fresh, near, rearranged
from autograder.checking.ranges import Case, as_table, numbers_between
from autograder.checking.signs import (
    always_returned_a,
    always_stopped_with,
    each_built,
    every_built,
    every_model,
    returned_a,
    returned_nothing,
    some_built,
    some_model,
    stopped_with,
    stopped_with_all,
)
from autograder.checking.stand_ins import fairly
from autograder.checking.symptoms import (
    float_of_an_array,
    if_on_an_array,
    math_on_an_array,
    max_of_arrays,
    none_for_a_model,
    raises,
)
from autograder.checking.telling import tell
from autograder.checking.training import best_of_two, second_chance
from autograder.checking.words import (
    alternative,
    edge_check,
    inputs,
    mistake,
    property_check,
    range_check,
    value_check,
)
from autograder.kits.keras.signs import activation_names, dense, misspelt, neurons, without_weights
from autograder.language import exercise_text as _
from autograder.language import percent
from autograder.responder import ChildDied, StudentFailure

__all__ = [
    "Case",
    "CheckFailed",
    "ChildDied",
    "StudentFailure",
    "_",
    "activation_names",
    "alternative",
    "always_returned_a",
    "always_stopped_with",
    "arrays",
    "as_table",
    "best_of_two",
    "dense",
    "each_built",
    "edge_check",
    "equal",
    "every_built",
    "every_model",
    "fairly",
    "float_of_an_array",
    "fresh",
    "if_on_an_array",
    "inputs",
    "integers",
    "math_on_an_array",
    "max_of_arrays",
    "misspelt",
    "mistake",
    "model",
    "must_raise",
    "near",
    "neurons",
    "none_for_a_model",
    "numbers",
    "numbers_between",
    "ones_for_true",
    "percent",
    "property_check",
    "raises",
    "range_check",
    "rearranged",
    "require",
    "returned_a",
    "returned_nothing",
    "same",
    "same_layers",
    "second_chance",
    "some_built",
    "some_model",
    "stopped_with",
    "stopped_with_all",
    "tell",
    "unchanged",
    "value_check",
    "without_weights",
]
