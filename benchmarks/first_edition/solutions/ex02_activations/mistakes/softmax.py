"""Known wrong answers to `softmax`, each with its hint."""

import math

import numpy as np

from autograder.checking import math_on_an_array, max_of_arrays, mistake, raises


@mistake
def softmax_no_powers(z):
    """You divide the numbers themselves by their sum. Raise e to each of them first: np.exp(z)."""
    return z / np.sum(z, axis=-1, keepdims=True)


@mistake
def softmax_shift_without_powers(z):
    """You subtract the maximum, but the powers of e are missing: take np.exp of the difference."""
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted / np.sum(shifted, axis=-1, keepdims=True)


@mistake
def softmax_no_division(z):
    """You only take the powers of e. Divide each of them by the sum of its row."""
    return np.exp(z)


@mistake
def softmax_divides_by_largest(z):
    """The largest answer of a row is 1, so the rows do not sum to 1. Divide the powers by the sum
    of their row: np.sum."""
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


@mistake
def softmax_wrong_sign(z):
    """The exponent has the wrong sign: the largest number gets the smallest probability. Write
    np.exp(z), not np.exp(-z)."""
    e = np.exp(np.min(z, axis=-1, keepdims=True) - z)
    return e / np.sum(e, axis=-1, keepdims=True)


@mistake
def softmax_sums_over_everything(z):
    """You divide by the sum over the whole table. Sum each row on its own: axis=-1,
    keepdims=True."""
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


@mistake
def softmax_down_the_columns(z):
    """Your columns sum to 1, not your rows. Take axis=-1: along the row. Python's own sum goes down
    the columns too."""
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


def _needs_a_column(call):
    """Whether a table met its sums or maxima in a row, or Python's own max was asked for them."""
    do_not_fit = raises("ValueError", "could not be broadcast together")
    return np.ndim(call.arguments[0]) == 2 and (do_not_fit(call) or max_of_arrays(call))


@mistake(explains=_needs_a_column)
def softmax_forgets_keepdims(z):
    """Your function stops at a table. Its sums and maxima must stand as a column beside their rows:
    write axis=-1, keepdims=True, with np.sum and np.max instead of Python's own."""
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1)


@mistake
def softmax_squeezes(z):
    """A table of one row, or of one column, loses an axis. The result must have the shape of z."""
    rows = np.atleast_2d(z)
    e = np.exp(rows - np.max(rows, axis=1, keepdims=True))
    return np.squeeze(e / np.sum(e, axis=1, keepdims=True))


@mistake(
    explains=lambda call: (
        np.ndim(call.arguments[0]) == 1
        and raises("AxisError", "axis 1 is out of bounds for array of dimension 1")(call)
    ),
    elsewhere="any",
)
def softmax_axis_one(z):
    """A single row has no axis 1. axis=-1 means the last axis and fits rows and tables; with
    keepdims=True the sums stand beside their rows."""
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@mistake
def softmax_loops_over_numbers(z):
    """In a single row every number becomes 1, as if it were a row of its own. Use axis=-1 instead
    of a loop over z."""
    rows = [np.exp(row - np.max(row)) for row in z]
    return np.array([row / np.sum(row) for row in rows])


@mistake
def softmax_as_sigmoids(z):
    """This is the sigmoid of each number. In softmax, each probability is a share of the whole row:
    divide by the row's sum."""
    return 1 / (1 + np.exp(-z))


@mistake
def softmax_logarithms(z):
    """These are the logarithms of the probabilities. Return the probabilities themselves."""
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


@mistake
def softmax_winner_takes_all(z):
    """You give everything to the largest number. softmax gives each number its share, e^z divided
    by the row's sum."""
    return (z == np.max(z, axis=-1, keepdims=True)) * 1.0


@mistake
def softmax_argmax(z):
    """You return the place of the largest number. Return a probability for every number of the
    row."""
    return np.argmax(z, axis=-1)


@mistake
def softmax_rounds(z):
    """You round the probabilities to two decimals. Return them as they are."""
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.round(e / np.sum(e, axis=-1, keepdims=True), 2)


@mistake(explains=math_on_an_array, elsewhere="any")
def softmax_math(z):
    """The functions of math take one number only and stop with an error at an array. Write np.exp
    instead."""
    e = math.exp(z)
    return e / sum(e)


@mistake
def softmax_overflows(z):
    """e^1000 is inf, and inf / inf is nan. Subtract the row's maximum from z before np.exp: the
    result stays the same."""
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


@mistake
def softmax_one_maximum(z):
    """Rows far below the largest numbers of the table become 0 / 0. Subtract from each row its own
    maximum: np.max with axis=-1, keepdims=True."""
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1, keepdims=True)


@mistake
def softmax_takes_minimum(z):
    """Your powers become too large when the numbers of a row lie far apart. Subtract the maximum of
    the row: then no power exceeds 1."""
    e = np.exp(z - np.min(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@mistake
def softmax_in_place(z):
    """You change z itself, perhaps with -=, and so the caller's numbers too. Make a new array: z =
    z - …."""
    z -= np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)
