"""Errors that tell one fault exactly: for `explains=` in `mistakes/`, and for first aid.

Each looks at the exception, at its text, and at the student's line that raised it. So no hint says
more than an error shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from autograder.kits.keras.building_aid import none_aids
from autograder.results import Status
from autograder.student import NotMade, SeenCall, StudentFailure


def raises(exception: str, *said: str, line: str = "") -> Callable[[SeenCall], bool]:
    """The call stopped with this exception, each of these patterns is in its text, and `line` is in
    the student's line that raised it. "ValueError|TypeError" allows both."""
    names = exception.split("|")

    def explains(call: SeenCall) -> bool:
        failure = call.failure
        return (
            failure is not None
            and failure.exception in names
            and all(re.search(pattern, failure.said) for pattern in said)
            and re.search(line, failure.line) is not None
        )

    return explains


def of_any_input(failure: StudentFailure) -> bool:
    """Whether there is no answer because of how something is written, whatever it is given: so no
    input is to blame, unless it is one that leads there."""
    if failure.status is not Status.ERROR or isinstance(failure, NotMade):
        return True
    if failure.exception == "AttributeError":
        name = re.search(r"has no attribute '(\w+)'", failure.said)
        of_a_library = name is not None and re.search(
            rf"(?<![\w.])(np|numpy|math)\.{name[1]}\b", failure.line
        )
        return bool(of_a_library) or failure.said.startswith(("module ", "`np."))
    if failure.exception == "TypeError":
        return re.search(ARGUMENTS, failure.said) is not None
    return failure.exception in AS_WRITTEN


ARGUMENTS = r"positional argument|unexpected keyword argument|multiple values for argument"
AS_WRITTEN = (
    *("SyntaxError", "IndentationError", "TabError"),
    *("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError"),
    *("NotImplementedError", "FileNotFoundError", "EOFError"),
)
AMBIGUOUS = "truth value of an array with more than one element is ambiguous"
OF_MATH = "exp|log|log2|log10|sqrt|tanh|pow|fabs|cosh|sinh"  # functions, imported by their names
ONE_NUMBER = "only (0-dimensional|length-1|size-1) arrays can be converted to Python scalars"

# An `if` asks whether a whole array is true.
if_on_an_array = raises("ValueError", AMBIGUOUS, line=r"\b(if|elif|while)\b")
# Python's own max and min compare whole arrays.
max_of_arrays = raises("ValueError", AMBIGUOUS, line=r"(?<![\w.])(max|min)\(")
# A function of math gets an array, be it called math.exp or, imported from there, exp.
math_on_an_array = raises(
    "TypeError",
    ONE_NUMBER,
    line=rf"\bmath\.\w+\(|(?<![\w.])({OF_MATH})\(",
)
# float or int gets an array.
float_of_an_array = raises("TypeError", ONE_NUMBER, line=r"(?<![\w.])(float|int)\(")


def none_for_a_model(call: SeenCall) -> bool:
    """What add or compile of a model gives back was kept, model = model.add(…), and used on."""
    failure = call.failure
    return failure is not None and any(
        aid.about(failure.exception, failure.said, failure.line) for aid in none_aids()
    )
