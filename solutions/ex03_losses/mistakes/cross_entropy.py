"""Known wrong answers to `cross_entropy`, each with its hint."""

import math

import numpy as np

from autograder.checking import if_on_an_array, math_on_an_array, mistake, raises

from ._shared import (
    ALWAYS_THE_SAME, BASE_TEN, BASE_TWO, CUTS, HALF, IF_ON_AN_ARRAY, INFINITE, IN_BRACKETS, NO_MINUS,
    OF_MATH, ROUNDS, SUM_FOR_MEAN, SWAPPED, always_the_same,
    one_each, rounds,
)  # fmt: skip


def _one_class_too_far(call):
    """Whether the probability after the right one was taken, or looked for behind the row's end."""
    y_true, y_pred = call.arguments
    after = np.argmax(y_true, axis=1) + 1
    if after.max() == y_pred.shape[1]:
        return raises("IndexError", f"index {after.max()} is out of bounds for axis 1 with size")(
            call
        )
    wrong = -np.mean(np.log(y_pred[np.arange(len(after)), after]))
    return np.shape(call.value) == () and bool(np.isclose(call.value, wrong))


@mistake(hint=NO_MINUS)
def cross_entropy_no_minus(y_true, y_pred):
    return np.mean(np.sum(y_true * np.log(y_pred), axis=1))


@mistake
def cross_entropy_mean_of_all(y_true, y_pred):
    """You divide by the number of all elements. Sum each row first (axis=1), and take the mean over
    the rows."""
    return -np.mean(y_true * np.log(y_pred))


@mistake(hint=SUM_FOR_MEAN)
def cross_entropy_sum(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred))


@mistake(when=lambda seen: one_each(seen, None, 1))
def cross_entropy_no_mean(y_true, y_pred):
    """You return a number for each row. The loss is one number: the mean of -ln(p) over the rows,
    with p of the right class."""
    return -np.sum(y_true * np.log(y_pred), axis=1)


@mistake(when=lambda seen: one_each(seen, None, ()))
def cross_entropy_table(y_true, y_pred):
    """You return a whole table. The loss is one number: the mean of -ln(p) over the rows, with p of
    the right class."""
    return -y_true * np.log(y_pred)


@mistake
def cross_entropy_wrong_axis(y_true, y_pred):
    """You divide by the number of classes, not by the number of rows. Sum along each row, axis=1,
    and then take the mean."""
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=0))


@mistake
def cross_entropy_sum_of_columns(y_true, y_pred):
    """You return a number for each column. Sum along the rows (axis=1), and take the mean; Python's
    own sum goes down the columns."""
    return -sum(y_true * np.log(y_pred)) / len(y_true)


@mistake(when=lambda seen: one_each(seen, None, 0))
def cross_entropy_sums_down(y_true, y_pred):
    """You return a number for each column. Sum along the rows (axis=1), and take the mean."""
    return -np.sum(y_true * np.log(y_pred), axis=0)


@mistake(hint=BASE_TEN)
def cross_entropy_base_ten(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log10(y_pred), axis=1))


@mistake(hint=BASE_TWO)
def cross_entropy_base_two(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log2(y_pred), axis=1))


@mistake
def cross_entropy_log1p(y_true, y_pred):
    """np.log1p(p) is ln(1 + p), not ln(p). Take np.log."""
    return -np.mean(np.sum(y_true * np.log1p(y_pred), axis=1))


@mistake(hint=INFINITE)
def cross_entropy_swapped(y_true, y_pred):
    return -np.mean(np.sum(y_pred * np.log(y_true), axis=1))


@mistake(hint=SWAPPED)
def cross_entropy_swapped_and_limited(y_true, y_pred):
    y = np.clip(y_true, 1e-7, 1 - 1e-7)
    return -np.mean(np.sum(y_pred * np.log(y), axis=1))


@mistake
def cross_entropy_ignores_the_truth(y_true, y_pred):
    """The wrong classes count in your loss too, as if every class were right. Multiply ln(p) by
    y_true, which leaves only the right class."""
    return -np.mean(np.sum(np.log(y_pred), axis=1))


@mistake
def cross_entropy_mean_of_all_logarithms(y_true, y_pred):
    """Here the probabilities of all classes have entered, and all elements were averaged. Multiply
    ln(p) by y_true, sum each row, and take the mean over the rows."""
    return -np.mean(np.log(y_pred))


@mistake
def cross_entropy_no_logarithm(y_true, y_pred):
    """The logarithm is missing: you average the probability of the right class. The loss is the
    mean of -ln(p)."""
    return np.mean(np.sum(y_true * y_pred, axis=1))


@mistake
def cross_entropy_minus_without_logarithm(y_true, y_pred):
    """The logarithm is missing: you average the probability of the right class with a minus. The
    loss is the mean of -ln(p)."""
    return -np.mean(np.sum(y_true * y_pred, axis=1))


@mistake
def cross_entropy_one_minus_p(y_true, y_pred):
    """You take 1 - p of the right class. Take -ln(p) instead: it grows without end when p comes
    near 0."""
    return np.mean(1 - np.sum(y_true * y_pred, axis=1))


@mistake
def cross_entropy_log_of_the_mean(y_true, y_pred):
    """You take the logarithm of the mean probability. Take the logarithm for each row first, then
    the mean."""
    return -np.log(np.mean(np.sum(y_true * y_pred, axis=1)))


@mistake
def cross_entropy_as_bce(y_true, y_pred):
    """This is binary cross-entropy over all elements. With several classes only -ln(p) of the right
    class counts; the wrong ones drop out."""
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


@mistake
def cross_entropy_as_sum_of_bce(y_true, y_pred):
    """This is binary cross-entropy, summed over each row. With several classes only -ln(p) of the
    right class counts; the wrong ones drop out."""
    losses = y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)
    return -np.mean(np.sum(losses, axis=1))


@mistake
def cross_entropy_as_mse(y_true, y_pred):
    """This is the mean squared error. Cross-entropy takes -ln of the probability of the right
    class."""
    return np.mean((y_true - y_pred) ** 2)


@mistake
def cross_entropy_as_accuracy(y_true, y_pred):
    """You count right answers: that is the accuracy. The loss is the mean of -ln(p), with p of the
    right class."""
    return np.mean(np.argmax(y_true, axis=1) == np.argmax(y_pred, axis=1))


@mistake
def cross_entropy_of_the_largest(y_true, y_pred):
    """You take the largest probability of each row. Take the one of the right class, where y_true
    has its 1."""
    return -np.mean(np.log(np.max(y_pred, axis=1)))


@mistake
def cross_entropy_class_before(y_true, y_pred):
    """Your class is one off: Python counts from 0, and np.argmax does too. Do not subtract 1."""
    right = np.argmax(y_true, axis=1) - 1
    return -np.mean(np.log(y_pred[np.arange(len(right)), right]))


@mistake(explains=_one_class_too_far)
def cross_entropy_class_after(y_true, y_pred):
    """Your class is one too far, where the row may end already: Python counts from 0, and np.argmax
    does too. Do not add 1."""
    right = np.argmax(y_true, axis=1) + 1
    return -np.mean(np.log(y_pred[np.arange(len(right)), right]))


@mistake
def cross_entropy_softmax_again(y_true, y_pred):
    """You apply softmax to y_pred. These are probabilities already: use them as they are."""
    e = np.exp(y_pred)
    p = e / np.sum(e, axis=1, keepdims=True)
    return -np.mean(np.sum(y_true * np.log(p), axis=1))


@mistake(hint=HALF)
def cross_entropy_half(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1)) / 2


@mistake
def cross_entropy_n_minus_one(y_true, y_pred):
    """You divide by one less than the number of rows. Divide by the number of rows, or take
    np.mean."""
    return -np.sum(y_true * np.log(y_pred)) / (len(y_true) - 1)


@mistake
def cross_entropy_returns_in_the_loop(y_true, y_pred):
    """Only the first row counts in your result. Does return stand inside the loop? It belongs below
    it, without the loop's indentation."""
    total = 0
    for truth, p in zip(y_true, y_pred):
        total -= np.sum(truth * np.log(p))
        return total / len(y_true)


@mistake
def cross_entropy_first_row(y_true, y_pred):
    """Only the first row counts in your result. Add up the losses of all rows, and divide by their
    number at the end."""
    return -np.sum(y_true[0] * np.log(y_pred[0]))


@mistake(when=lambda seen: rounds(lambda y, p: -np.mean(np.log(p[y == 1])), seen), hint=ROUNDS)
def cross_entropy_rounds(y_true, y_pred):
    return np.round(-np.mean(np.sum(y_true * np.log(y_pred), axis=1)), 2)


@mistake(hint=CUTS)
def cross_entropy_cuts(y_true, y_pred):
    return int(-np.mean(np.sum(y_true * np.log(y_pred), axis=1)))


@mistake(hint=IN_BRACKETS)
def cross_entropy_in_brackets(y_true, y_pred):
    return [-np.mean(np.sum(y_true * np.log(y_pred), axis=1))]


@mistake(explains=math_on_an_array, elsewhere="any", hint=OF_MATH)
def cross_entropy_math(y_true, y_pred):
    return -np.mean(np.sum(y_true * math.log(y_pred), axis=1))


@mistake(explains=if_on_an_array, elsewhere="any", hint=IF_ON_AN_ARRAY)
def cross_entropy_if(y_true, y_pred):
    losses = []
    for truth, p in zip(y_true, y_pred):
        if truth == 1:
            losses.append(-np.log(p))
    return np.mean(losses)


@mistake(when=always_the_same, hint=ALWAYS_THE_SAME)
def cross_entropy_always_the_same(y_true, y_pred):
    return 0.871485
