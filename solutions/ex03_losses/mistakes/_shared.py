"""What the wrong answers to several questions have in common."""

import numpy as np

from autograder.checking import raises

ALWAYS_THE_SAME = (
    "Your function returned the same number each time, though it was given different arrays. The"
    " result must depend on y_true and y_pred."
)
IN_BRACKETS = (
    "The number is right, but it is packed into a list or an array. Return the number itself."
)
ROUNDS = "You round the result. Return it as it is."
CUTS = "The digits after the decimal point are lost. Return the result without int or rounding."
OF_MATH = (
    "The functions of math take one number only and stop with an error at an array. Take those of"
    " NumPy, such as np.log."
)
IF_ON_AN_ARRAY = (
    "An if cannot ask about a whole array at once. Compute with the whole arrays, without if; for"
    " two cases there is np.where."
)
MEAN_MISSING = (
    "You return a number for each element. The loss is one number, the mean of the losses of all"
    " elements."
)
SUM_FOR_MEAN = "You return the sum, which grows with the number of elements. Take the mean instead."
A_NUMBER_PER_COLUMN = (
    "For a table you return a number for each column. np.mean without an axis takes all elements"
    " together; a loop or Python's sum goes through the rows only."
)
A_NUMBER_PER_ROW = (
    "For a table you return a number for each row. np.mean without an axis takes all elements"
    " together."
)
AXIS_ONE = (
    "A row has no axis 1, so your function stops with an error. np.mean without an axis fits rows"
    " and tables."
)
DIVIDES_BY_ROWS = (
    "For a table you divide by the number of its rows: that is what len gives. Divide by the"
    " number of all elements, or take np.mean."
)
FIRST_ONLY = (
    "Only the first element counts in your result. Does return stand inside the loop? It belongs"
    " below it, without the loop's indentation."
)
LAST_ONLY = (
    "Only the last element counts in your result. Set the sum to 0 once, above the loop, and add"
    " to it inside the loop with +=."
)
N_MINUS_ONE = (
    "You divide by one less than the number of elements. Divide by their number, or take np.mean."
)
ADDS = "You add truth and prediction. The error is their difference: y_true - y_pred."
MAXIMUM = "You return the largest error only. Take the mean of all of them."
HALF = (
    "Your result is half of the right one. Leave out the factor 1/2: a mean divides only by the"
    " number of elements."
)
NO_MINUS = (
    "Your loss is negative, since the logarithm of a probability is. The minus in front is missing."
)
BASE_TEN = "This is the logarithm of base 10. Take the natural one, ln: np.log."
BASE_TWO = "This is the logarithm of base 2. Take the natural one, ln: np.log."
INFINITE = (
    "Your loss is infinite, as the logarithm of 0 is. Take the logarithm of the predicted"
    " probabilities alone: not of the labels 0 and 1, nor of anything multiplied by them."
)
SWAPPED = (
    "Truth and prediction have changed places: the logarithm is taken of the predicted"
    " probabilities, not of the labels 0 and 1."
)


def axis_one(call):
    """Whether a row was asked for its axis 1."""
    no_axis = raises("AxisError", "axis 1 is out of bounds for array of dimension 1")
    return np.ndim(call.arguments[0]) == 1 and no_axis(call)


def always_the_same(seen):
    """Whether different arguments gave the same finite number, each time."""
    found = [call.value for call in seen.calls]
    return (
        len(found) > 1
        and all(
            np.shape(value) == () and np.isfinite(value) and not isinstance(value, bool | np.bool_)
            for value in found
        )
        and np.allclose(found, found[0])
    )


def gives(loss, seen):
    """Whether every call gave this loss of its two arguments."""
    return bool(seen.calls) and all(
        np.shape(call.value) == () and np.isclose(call.value, loss(*call.arguments))
        for call in seen.calls
    )


def rounds(loss, seen):
    """Whether every call gave this loss, rounded to the same number of decimals."""
    return any(
        gives(lambda y, p, digits=digits: np.round(loss(y, p), digits), seen)
        for digits in (1, 2, 3, 4)
    )


def one_each(seen, of_rows=None, of_tables=None):
    """Whether every call gave an array with these axes of its arguments."""
    return bool(seen.calls) and all(
        call.failure is None
        and np.shape(call.value) == np.shape(np.sum(call.arguments[0], axis=axes))
        for call in seen.calls
        for axes in [of_rows if np.ndim(call.arguments[0]) == 1 else of_tables]
    )


def one_each_of_a_table(loss, axis, seen):
    """Whether rows got this loss, as is right, and tables an array with this axis taken away."""
    rows = [call for call in seen.calls if np.ndim(call.arguments[0]) == 1]
    return one_each(seen, None, axis) and all(
        np.isclose(call.value, loss(*call.arguments)) for call in rows
    )
