"""Known wrong answers to `mse`, each with its hint."""

import math

import numpy as np

from autograder.checking import math_on_an_array, mistake, raises

from ._shared import (
    ADDS, ALWAYS_THE_SAME, AXIS_ONE, A_NUMBER_PER_COLUMN, A_NUMBER_PER_ROW, CUTS,
    DIVIDES_BY_ROWS, FIRST_ONLY, HALF, IN_BRACKETS, LAST_ONLY, MAXIMUM, MEAN_MISSING, N_MINUS_ONE, ROUNDS, SUM_FOR_MEAN, always_the_same, axis_one, one_each,
    one_each_of_a_table, rounds,
)  # fmt: skip


def _mse(y, p):
    return np.mean((y - p) ** 2)


@mistake(hint=SUM_FOR_MEAN)
def mse_sum(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2)


@mistake(hint=SUM_FOR_MEAN)
def mse_sum_of_python(y_true, y_pred):
    return sum((y_true - y_pred) ** 2)


@mistake(when=lambda seen: one_each(seen, (), ()), hint=MEAN_MISSING)
def mse_no_mean(y_true, y_pred):
    return (y_true - y_pred) ** 2


@mistake(when=lambda seen: one_each_of_a_table(_mse, 0, seen), hint=A_NUMBER_PER_COLUMN)
def mse_down_the_columns(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=0)


@mistake(when=lambda seen: one_each_of_a_table(_mse, 1, seen), hint=A_NUMBER_PER_ROW)
def mse_along_the_rows(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=-1)


@mistake(explains=axis_one, elsewhere="any", hint=AXIS_ONE)
def mse_axis_one(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=1)


@mistake(hint=DIVIDES_BY_ROWS)
def mse_divides_by_rows(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / len(y_true)


@mistake(hint=N_MINUS_ONE)
def mse_n_minus_one(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / (y_true.size - 1)


@mistake
def mse_as_mae(y_true, y_pred):
    """This is the mean absolute error. Square each difference instead: ** 2."""
    return np.mean(np.abs(y_true - y_pred))


@mistake
def mse_no_square(y_true, y_pred):
    """Plus and minus cancel out, since the differences are not squared. Square each one before the
    mean."""
    return np.mean(y_true - y_pred)


@mistake
def mse_no_square_the_other_way(y_true, y_pred):
    """Plus and minus cancel out, since the differences are not squared. Square each one before the
    mean."""
    return np.mean(y_pred - y_true)


@mistake
def mse_square_of_the_mean(y_true, y_pred):
    """You square the mean, when plus and minus have already cancelled out. Square each difference
    first, then take the mean."""
    return np.mean(y_true - y_pred) ** 2


@mistake
def mse_square_of_mae(y_true, y_pred):
    """You square the mean of the absolute errors. Square each error first, then take the mean."""
    return np.mean(np.abs(y_true - y_pred)) ** 2


@mistake
def mse_no_brackets(y_true, y_pred):
    """Brackets are missing: Python squares y_pred alone and then subtracts. Put the difference in
    brackets: ( … ) ** 2."""
    return np.mean(y_true - y_pred**2)


@mistake
def mse_no_brackets_the_other_way(y_true, y_pred):
    """Brackets are missing: Python squares y_true alone and then subtracts. Put the difference in
    brackets: ( … ) ** 2."""
    return np.mean(y_pred - y_true**2)


@mistake
def mse_difference_of_squares(y_true, y_pred):
    """You subtract the squares. Subtract first and square the difference: 5 and 3 give 2 * 2 = 4,
    not 25 - 9."""
    return np.mean(y_true**2 - y_pred**2)


@mistake
def mse_doubles(y_true, y_pred):
    """You multiply the differences by 2. To square means to multiply a number by itself: ** 2."""
    return np.mean((y_true - y_pred) * 2)


@mistake
def mse_doubles_the_other_way(y_true, y_pred):
    """You multiply the differences by 2. To square means to multiply a number by itself: ** 2."""
    return np.mean((y_pred - y_true) * 2)


@mistake(
    explains=raises(
        "TypeError", r"ufunc 'bitwise_xor' not supported|operand type\(s\) for \^", line=r"\^"
    ),
    elsewhere="any",
)
def mse_caret(y_true, y_pred):
    """The sign ^ is not a power in Python, so your function stops with an error. Write ** 2."""
    return np.mean((y_true - y_pred) ^ 2)


@mistake
def mse_root(y_true, y_pred):
    """You take the square root of the mean. Return the mean of the squares itself."""
    return np.sqrt(np.mean((y_true - y_pred) ** 2))


@mistake(hint=HALF)
def mse_half(y_true, y_pred):
    return 0.5 * np.mean((y_true - y_pred) ** 2)


@mistake(hint=ADDS)
def mse_adds(y_true, y_pred):
    return np.mean((y_true + y_pred) ** 2)


@mistake(hint=MAXIMUM)
def mse_maximum(y_true, y_pred):
    return np.max((y_true - y_pred) ** 2)


@mistake
def mse_cubes(y_true, y_pred):
    """You raise the differences to the third power. A square is the second one: ** 2."""
    return np.mean((y_true - y_pred) ** 3)


@mistake(variants={"divided": (False,)}, hint=FIRST_ONLY)
def mse_returns_in_the_loop(y_true, y_pred, *, divided=True):
    total = 0
    for truth, predicted in zip(y_true.ravel(), y_pred.ravel()):
        total += (truth - predicted) ** 2
        return total / y_true.size if divided else total


@mistake(variants={"by": ("size", "one")}, hint=FIRST_ONLY)
def mse_returns_in_the_loop_over_rows(y_true, y_pred, *, by="len"):
    total = 0
    for truth, predicted in zip(y_true, y_pred):
        total += (truth - predicted) ** 2
        return total / {"len": len(y_true), "size": y_true.size, "one": 1}[by]


@mistake(variants={"divided": (False,)}, hint=LAST_ONLY)
def mse_last_error(y_true, y_pred, *, divided=True):
    for truth, predicted in zip(y_true.ravel(), y_pred.ravel()):
        total = (truth - predicted) ** 2
    return total / y_true.size if divided else total


@mistake(variants={"by": ("size", "one")}, hint=LAST_ONLY)
def mse_begins_anew_in_the_loop(y_true, y_pred, *, by="len"):
    for truth, predicted in zip(y_true, y_pred):
        total = 0
        total += (truth - predicted) ** 2
    return total / {"len": len(y_true), "size": y_true.size, "one": 1}[by]


@mistake(when=lambda seen: rounds(_mse, seen), hint=ROUNDS)
def mse_rounds(y_true, y_pred):
    return np.round(np.mean((y_true - y_pred) ** 2), 2)


@mistake(hint=CUTS)
def mse_cuts(y_true, y_pred):
    return int(np.mean((y_true - y_pred) ** 2))


@mistake(hint=IN_BRACKETS)
def mse_in_brackets(y_true, y_pred):
    return [np.mean((y_true - y_pred) ** 2)]


@mistake(explains=math_on_an_array, elsewhere="any")
def mse_math(y_true, y_pred):
    """The functions of math take one number only and stop with an error at an array. Write ** 2
    instead."""
    return np.mean(math.pow(y_true - y_pred, 2))


@mistake(when=always_the_same, hint=ALWAYS_THE_SAME)
def mse_always_the_same(y_true, y_pred):
    return 4.0
