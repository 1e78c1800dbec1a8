"""Known wrong answers to `mae`, each with its hint."""

import math

import numpy as np

from autograder.checking import if_on_an_array, math_on_an_array, mistake

from ._shared import (
    ADDS, ALWAYS_THE_SAME, AXIS_ONE, A_NUMBER_PER_COLUMN, A_NUMBER_PER_ROW, CUTS,
    DIVIDES_BY_ROWS, FIRST_ONLY, HALF, IF_ON_AN_ARRAY, IN_BRACKETS, LAST_ONLY, MAXIMUM,
    MEAN_MISSING, N_MINUS_ONE, ROUNDS, SUM_FOR_MEAN, always_the_same,
    axis_one, one_each, one_each_of_a_table, rounds,
)  # fmt: skip

SIGNS_CANCEL = (
    "Errors above and below cancel out, or the result is negative. Take away the sign of each"
    " difference with np.abs before the mean."
)


def _mae(y, p):
    return np.mean(np.abs(y - p))


@mistake(hint=SIGNS_CANCEL)
def mae_signs_cancel(y_true, y_pred):
    return np.mean(y_true - y_pred)


@mistake(hint=SIGNS_CANCEL)
def mae_signs_cancel_the_other_way(y_true, y_pred):
    return np.mean(y_pred - y_true)


@mistake
def mae_abs_after_the_mean(y_true, y_pred):
    """You take the absolute value of the mean, when plus and minus have already cancelled out.
    First np.abs, then the mean."""
    return np.abs(np.mean(y_true - y_pred))


@mistake
def mae_abs_before_the_difference(y_true, y_pred):
    """You take the absolute values of truth and prediction before you subtract. Subtract first:
    what counts is how far the two are apart."""
    return np.mean(np.abs(y_true) - np.abs(y_pred))


@mistake
def mae_abs_before_and_after(y_true, y_pred):
    """You take absolute values twice: of truth and prediction, and of their difference. 3 and -3
    are 6 apart, so subtract the numbers as they are."""
    return np.mean(np.abs(np.abs(y_true) - np.abs(y_pred)))


@mistake(hint=SUM_FOR_MEAN)
def mae_sum(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred))


@mistake(hint=SUM_FOR_MEAN)
def mae_sum_of_python(y_true, y_pred):
    return sum(abs(y_true - y_pred))


@mistake(when=lambda seen: one_each(seen, (), ()), hint=MEAN_MISSING)
def mae_no_mean(y_true, y_pred):
    return np.abs(y_true - y_pred)


@mistake(when=lambda seen: one_each_of_a_table(_mae, 0, seen), hint=A_NUMBER_PER_COLUMN)
def mae_down_the_columns(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred), axis=0)


@mistake(when=lambda seen: one_each_of_a_table(_mae, 1, seen), hint=A_NUMBER_PER_ROW)
def mae_along_the_rows(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred), axis=-1)


@mistake(explains=axis_one, elsewhere="any", hint=AXIS_ONE)
def mae_axis_one(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred), axis=1)


@mistake(hint=DIVIDES_BY_ROWS)
def mae_divides_by_rows(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred)) / len(y_true)


@mistake(hint=N_MINUS_ONE)
def mae_n_minus_one(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred)) / (y_true.size - 1)


@mistake
def mae_squares(y_true, y_pred):
    """You square the errors: that is the mean squared error. Here only the sign goes: np.abs."""
    return np.mean((y_true - y_pred) ** 2)


@mistake
def mae_root_of_mean_square(y_true, y_pred):
    """This is the root of the mean square. Take the mean of the absolute values: np.abs, then
    np.mean."""
    return np.sqrt(np.mean((y_true - y_pred) ** 2))


@mistake(hint=ADDS)
def mae_adds(y_true, y_pred):
    return np.mean(np.abs(y_true + y_pred))


@mistake
def mae_relative(y_true, y_pred):
    """You divide each error by the truth, which gives shares. Take the mean of the errors
    themselves."""
    return np.mean(np.abs((y_true - y_pred) / y_true))


@mistake(hint=MAXIMUM)
def mae_maximum(y_true, y_pred):
    return np.max(np.abs(y_true - y_pred))


@mistake
def mae_median(y_true, y_pred):
    """You return the median, the error in the middle. Take the mean: np.mean."""
    return np.median(np.abs(y_true - y_pred))


@mistake(variants={"divided": (False,)}, hint=FIRST_ONLY)
def mae_returns_in_the_loop(y_true, y_pred, *, divided=True):
    total = 0
    for truth, predicted in zip(y_true.ravel(), y_pred.ravel()):
        total += abs(truth - predicted)
        return total / y_true.size if divided else total


@mistake(variants={"by": ("size", "one")}, hint=FIRST_ONLY)
def mae_returns_in_the_loop_over_rows(y_true, y_pred, *, by="len"):
    total = 0
    for truth, predicted in zip(y_true, y_pred):
        total += abs(truth - predicted)
        return total / {"len": len(y_true), "size": y_true.size, "one": 1}[by]


@mistake(variants={"divided": (False,)}, hint=LAST_ONLY)
def mae_last_error(y_true, y_pred, *, divided=True):
    for truth, predicted in zip(y_true.ravel(), y_pred.ravel()):
        total = abs(truth - predicted)
    return total / y_true.size if divided else total


@mistake(variants={"by": ("size", "one")}, hint=LAST_ONLY)
def mae_begins_anew_in_the_loop(y_true, y_pred, *, by="len"):
    for truth, predicted in zip(y_true, y_pred):
        total = 0
        total += abs(truth - predicted)
    return total / {"len": len(y_true), "size": y_true.size, "one": 1}[by]


@mistake(hint=HALF)
def mae_half(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred)) / 2


@mistake(when=lambda seen: rounds(_mae, seen), hint=ROUNDS)
def mae_rounds(y_true, y_pred):
    return np.round(np.mean(np.abs(y_true - y_pred)), 2)


@mistake(hint=CUTS)
def mae_cuts(y_true, y_pred):
    return int(np.mean(np.abs(y_true - y_pred)))


@mistake(hint=IN_BRACKETS)
def mae_in_brackets(y_true, y_pred):
    return [np.mean(np.abs(y_true - y_pred))]


@mistake(explains=if_on_an_array, elsewhere="any", hint=IF_ON_AN_ARRAY)
def mae_if(y_true, y_pred):
    error = y_true - y_pred
    if error < 0:
        error = -error
    return np.mean(error)


@mistake(explains=math_on_an_array, elsewhere="any")
def mae_math(y_true, y_pred):
    """The functions of math take one number only and stop with an error at an array. Write np.abs
    instead."""
    return np.mean(math.fabs(y_true - y_pred))


@mistake(when=always_the_same, hint=ALWAYS_THE_SAME)
def mae_always_the_same(y_true, y_pred):
    return 2.0
