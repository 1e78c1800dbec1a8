"""Known wrong answers to `bce`, each with its hint."""

import math
import sys

import numpy as np

from autograder.checking import if_on_an_array, math_on_an_array, mistake, raises

from ._shared import (
    ALWAYS_THE_SAME, BASE_TEN, BASE_TWO, CUTS, FIRST_ONLY, HALF, IF_ON_AN_ARRAY, INFINITE, IN_BRACKETS,
    MEAN_MISSING, NO_MINUS, N_MINUS_ONE, OF_MATH, ROUNDS, SUM_FOR_MEAN,
    SWAPPED, always_the_same, gives, one_each, rounds,
)  # fmt: skip


def _given(y, p):
    """The probabilities given to what happened."""
    return np.where(y == 1, p, 1 - p)


def _far_from_the_ends(seen):
    """Whether probabilities are moved much further from 0 and 1 than they should be."""
    limits, added = (0.1, 0.05, 0.02, 0.01, 0.005, 0.002), (0.1, 0.01, 0.001, 1e-4, 1e-5)
    return any(
        gives(lambda y, p, e=e: -np.mean(np.log(np.clip(_given(y, p), e, 1 - e))), seen)
        for e in limits
    ) or any(gives(lambda y, p, e=e: -np.mean(np.log(_given(y, p) + e)), seen) for e in added)


def _certain(seen):
    """The calls where a probability is exactly 0 or 1: whether that is right, and the call."""
    return [
        (float(call.arguments[0][0]) == float(call.arguments[1][0]), call)
        for call in seen.calls
        if np.size(call.arguments[1]) == 1 and float(call.arguments[1][0]) in (0.0, 1.0)
    ]


def _infinite_when_certain(seen):
    of_math = raises("ValueError", "math domain error|expected a positive input")
    return any(
        of_math(call) or (np.shape(call.value) == () and not np.isfinite(call.value))
        for _right, call in _certain(seen)
    )


def _wrong_certainty_costs(seen, least, most):
    return any(
        not right and np.shape(call.value) == () and least <= call.value <= most
        for right, call in _certain(seen)
        if call.value is not None
    )


@mistake(hint=NO_MINUS)
def bce_no_minus(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake
def bce_first_half_only(y_true, y_pred):
    """Only the examples with y = 1 count in your loss. The half for y = 0 is missing: (1 - y) *
    ln(1 - p)."""
    return -np.mean(y_true * np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)))


@mistake
def bce_second_half_only(y_true, y_pred):
    """Only the examples with y = 0 count in your loss. The half for y = 1 is missing: y * ln(p)."""
    return -np.mean((1 - y_true) * np.log(1 - np.clip(y_pred, 1e-7, 1 - 1e-7)))


@mistake
def bce_ignores_the_truth(y_true, y_pred):
    """You take -ln(p) for every example, whatever happened. Where y is 0, the loss is -ln(1 -
    p)."""
    return -np.mean(np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)))


@mistake
def bce_halves_exchanged(y_true, y_pred):
    """The halves of the formula have got each other's probability. ln(p) belongs to y, and ln(1 -
    p) to 1 - y."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(1 - p) + (1 - y_true) * np.log(p))


@mistake
def bce_minus_reaches_one_half(y_true, y_pred):
    """The second half enters with the wrong sign. Add both halves first; the minus in front belongs
    to their sum, so put brackets round it."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(-y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake
def bce_difference_of_halves(y_true, y_pred):
    """The halves enter with opposite signs. Add them, and put the minus in front of the whole
    sum."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(y_true * np.log(p) - (1 - y_true) * np.log(1 - p))


@mistake
def bce_mean_of_one_half(y_true, y_pred):
    """The mean covers the first half only, so many numbers come back. Put both halves into the
    brackets of the mean."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p)) + (1 - y_true) * np.log(1 - p)


@mistake
def bce_mean_of_one_half_with_minus(y_true, y_pred):
    """The mean covers the first half only, so many numbers come back. Put both halves into the
    brackets of the mean."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p)) - (1 - y_true) * np.log(1 - p)


@mistake
def bce_no_brackets_round_label(y_true, y_pred):
    """The brackets round 1 - y are missing, so only y is multiplied by the second logarithm: (1 -
    y) * …."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + 1 - y_true * np.log(1 - p))


@mistake(hint=SUM_FOR_MEAN)
def bce_sum(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(when=lambda seen: one_each(seen, ()), hint=MEAN_MISSING)
def bce_no_mean(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(hint=N_MINUS_ONE)
def bce_n_minus_one(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)) / (len(y_true) - 1)


@mistake(hint=HALF)
def bce_half(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)) / 2


@mistake(hint=BASE_TEN)
def bce_base_ten(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log10(p) + (1 - y_true) * np.log10(1 - p))


@mistake(hint=BASE_TWO)
def bce_base_two(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log2(p) + (1 - y_true) * np.log2(1 - p))


@mistake
def bce_log1p(y_true, y_pred):
    """np.log1p(p) is ln(1 + p), not ln(p). Take np.log."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log1p(p) + (1 - y_true) * np.log1p(1 - p))


@mistake(variants={"eps": (1e-5, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)}, hint=SWAPPED)
def bce_swapped(y_true, y_pred, *, eps=1e-7):
    y = np.clip(y_true, eps, 1 - eps)
    return -np.mean(y_pred * np.log(y) + (1 - y_pred) * np.log(1 - y))


@mistake(hint=INFINITE)
def bce_swapped_without_limit(y_true, y_pred):
    return -np.mean(y_pred * np.log(y_true) + (1 - y_pred) * np.log(1 - y_true))


@mistake
def bce_absolute_error(y_true, y_pred):
    """The logarithms are missing: you return the mean of 1 minus the probability given to the
    truth. Take -ln of this probability."""
    return np.mean(np.abs(y_true - y_pred))


@mistake
def bce_without_logarithms(y_true, y_pred):
    """The logarithms are missing: you average the probabilities themselves. Take np.log of p and of
    1 - p."""
    return -np.mean(y_true * y_pred + (1 - y_true) * (1 - y_pred))


@mistake
def bce_as_mse(y_true, y_pred):
    """This is the mean squared error. Cross-entropy takes the logarithm of the probability given to
    the truth."""
    return np.mean((y_true - y_pred) ** 2)


@mistake
def bce_as_accuracy(y_true, y_pred):
    """You count right answers: that is the accuracy. The loss needs the probabilities and their
    logarithms."""
    return np.mean((y_pred > 0.5) == (y_true == 1))


@mistake
def bce_share_of_wrong_answers(y_true, y_pred):
    """You count wrong answers. The loss needs the probabilities and their logarithms."""
    return np.mean((y_pred > 0.5) != (y_true == 1))


@mistake
def bce_rounds_probabilities(y_true, y_pred):
    """You round the probabilities to 0 and 1 before the logarithm. Take them as they are."""
    p = np.clip(np.round(y_pred), 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake
def bce_sigmoid_again(y_true, y_pred):
    """You apply the sigmoid to y_pred. These are probabilities already: use them as they are."""
    p = 1 / (1 + np.exp(-y_pred))
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake
def bce_log_of_the_mean(y_true, y_pred):
    """You take the logarithm of the mean probability. Take the logarithm for each example first,
    then the mean."""
    return -np.log(np.mean(np.where(y_true == 1, y_pred, 1 - y_pred)))


@mistake(hint=FIRST_ONLY)
def bce_returns_in_the_loop(y_true, y_pred):
    total = 0
    for y, p in zip(y_true, y_pred):
        total -= y * np.log(p) + (1 - y) * np.log(1 - p)
        return total / len(y_true)


@mistake(hint=FIRST_ONLY)
def bce_first_example(y_true, y_pred):
    for y, p in zip(y_true, y_pred):
        return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake(when=lambda seen: rounds(lambda y, p: -np.mean(np.log(_given(y, p))), seen), hint=ROUNDS)
def bce_rounds(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.round(-np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)), 2)


@mistake(hint=CUTS)
def bce_cuts(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return int(-np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)))


@mistake(hint=IN_BRACKETS)
def bce_in_brackets(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return [-np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))]


@mistake(explains=math_on_an_array, elsewhere="any", hint=OF_MATH)
def bce_math(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * math.log(p) + (1 - y_true) * math.log(1 - p))


@mistake(explains=if_on_an_array, elsewhere="any", hint=IF_ON_AN_ARRAY)
def bce_if(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    if y_true == 1:
        return -np.mean(np.log(p))
    return -np.mean(np.log(1 - p))


@mistake(when=always_the_same, hint=ALWAYS_THE_SAME)
def bce_always_the_same(y_true, y_pred):
    return 0.414932


@mistake(when=_far_from_the_ends)
def bce_limits_too_early(y_true, y_pred):
    """You move the probabilities too far away from 0 and 1. Limit them at 1e-7 and 1 - 1e-7, and
    change nothing in between."""
    p = np.clip(y_pred, 0.01, 0.99)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(when=_infinite_when_certain)
def bce_no_limit(y_true, y_pred):
    """Where y_pred is exactly 0 or 1, the logarithm of 0 comes up. Limit p to the range from 1e-7
    to 1 - 1e-7, on both sides, before the logarithms: np.clip."""
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


@mistake(when=lambda seen: _wrong_certainty_costs(seen, -0.001, 0.001))
def bce_wrong_certainty_is_free(y_true, y_pred):
    """A wrong certainty costs next to nothing in your loss. It must cost most: limit p to the range
    from 1e-7 to 1 - 1e-7 instead of leaving the logarithm of 0 out."""
    first = y_true * np.nan_to_num(np.log(y_pred), neginf=0.0)
    second = (1 - y_true) * np.nan_to_num(np.log(1 - y_pred), neginf=0.0)
    return -np.mean(first + second)


@mistake(when=lambda seen: _wrong_certainty_costs(seen, 0.001, 8.9999), elsewhere="any")
def bce_wrong_certainty_is_cheap(y_true, y_pred):
    """Where p is exactly 0 or 1 and wrong, your loss is too small. Limit p to the range from 1e-7
    to 1 - 1e-7, and to no smaller one."""
    p = np.clip(y_pred, 0.001, 0.999)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(when=lambda seen: _wrong_certainty_costs(seen, 40.0001, sys.float_info.max))
def bce_wrong_certainty_is_huge(y_true, y_pred):
    """Where p is exactly 0 or 1 and wrong, your loss is too large. Limit p to the range from 1e-7
    to 1 - 1e-7 before the logarithms."""
    first = y_true * np.nan_to_num(np.log(y_pred))
    second = (1 - y_true) * np.nan_to_num(np.log(1 - y_pred))
    return -np.mean(first + second)
