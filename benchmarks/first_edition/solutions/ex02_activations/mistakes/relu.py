"""Known wrong answers to `relu`, each with its hint."""

import numpy as np

from autograder.checking import if_on_an_array, max_of_arrays, mistake, raises


def _asks(call, axes):
    """Whether Python was asked if a whole array is true, and it was given a row or a table."""
    return np.ndim(call.arguments[0]) == axes and (if_on_an_array(call) or max_of_arrays(call))


@mistake
def relu_minimum(x):
    """You keep the smaller of the two numbers, 0 and x. Keep the larger one: np.maximum."""
    return np.minimum(0.0, x)


@mistake
def relu_absolute(x):
    """You turn negative numbers into positive ones. relu replaces them by 0."""
    return np.abs(x)


@mistake
def relu_drops(x):
    """You throw the other numbers away, as x[x > 0] does, so the result is shorter. Put a 0 in
    their place, for example with np.where or np.maximum."""
    return x[x > 0]


@mistake
def relu_leaky(x):
    """You let a small part of the negative numbers through: that is leaky relu. Here they become
    exactly 0."""
    return np.where(x > 0, x, 0.01 * x)


@mistake
def relu_step(x):
    """You return 1 for a positive number and 0 for any other. Where a number is positive, return
    the number itself."""
    return (x > 0) * 1.0


@mistake
def relu_other_side(x):
    """You keep the negative numbers, with their signs changed. Keep the positive ones: compare 0
    with x, not with -x."""
    return np.maximum(0.0, -x)


@mistake
def relu_one_number(x):
    """You look for one largest number of all. np.maximum(0, x) compares each number with 0 on its
    own."""
    return max(0.0, np.max(x))


@mistake(explains=lambda call: _asks(call, axes=1), elsewhere="any")
def relu_plain_max(x):
    """Python's own max, and an if, compare just two numbers. For a whole array, take np.maximum or
    np.where."""
    return max(0, x)


@mistake(
    explains=raises(
        "TypeError",
        "only integer scalar arrays can be converted to a scalar index",
        line=r"\b(np|numpy)\.a?max\(",
    ),
    elsewhere="any",
)
def relu_np_max(x):
    """np.max looks for the largest element, and its second argument is an axis. To compare each
    number with 0, take np.maximum."""
    return np.max(0, x)


@mistake
def relu_up_to_one(x):
    """You cut the numbers off at 1. relu has no upper end: 7 stays 7."""
    return np.clip(x, 0.0, 1.0)


@mistake
def relu_up_to_six(x):
    """You cut the numbers off at 6. relu has no upper end: 7 stays 7."""
    return np.clip(x, 0.0, 6.0)


@mistake(
    explains=lambda call: np.ndim(call.arguments[0]) > 2 and if_on_an_array(call), elsewhere="right"
)
def relu_loops_over_rows_and_tables(x):
    """Your loops fit rows and tables only. Without loops, np.maximum fits an array of any shape."""
    if x.ndim == 1:
        return np.array([number if number > 0 else 0.0 for number in x])
    return np.array([[number if number > 0 else 0.0 for number in row] for row in x])


@mistake
def relu_cuts_fractions(x):
    """The digits after the decimal point are lost. Leave the numbers as they are, without int or
    rounding."""
    return np.maximum(0.0, x).astype(int)


@mistake
def relu_flattens(x):
    """A table comes back as one long row. Work on the whole array at once, and its shape stays."""
    return np.array([max(0.0, number) for number in x.flatten()])


@mistake(explains=lambda call: _asks(call, axes=2))
def relu_rows_only(x):
    """A row works, a table does not: a loop over a table gives whole rows, not numbers.
    np.maximum(0, x) needs no loop and works for any shape."""
    return np.array([max(0.0, number) for number in x])


@mistake
def relu_in_place(x):
    """You write into x, so the caller's numbers change too. Make a new array: np.maximum or
    np.where does."""
    x[x < 0] = 0.0
    return x
