"""Known wrong answers to `sigmoid`, each with its hint."""

import math

import numpy as np

from autograder.checking import if_on_an_array, math_on_an_array, mistake


@mistake
def sigmoid_wrong_sign(x):
    """Your curve falls: it is the sigmoid of -x. Look at the sign of the power: the denominator is
    1 + np.exp(-x)."""
    return 1 / (1 + np.exp(x))


@mistake
def sigmoid_forgets_one(x):
    """Your result is e^x: the 1 in the denominator is missing. Divide 1 by 1 + np.exp(-x)."""
    return 1 / np.exp(-x)


@mistake
def sigmoid_no_brackets(x):
    """Your result is 1 + e^(-x). That belongs below the 1, and in brackets, since Python divides
    before it adds: 1 / (1 + …)."""
    return 1 / 1 + np.exp(-x)


@mistake
def sigmoid_minus(x):
    """In the denominator the power is added to 1, not subtracted from it: 1 + np.exp(-x)."""
    return 1 / (1 - np.exp(-x))


@mistake
def sigmoid_derivative(x):
    """This is the derivative of the sigmoid, s * (1 - s). Return the sigmoid s itself."""
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


@mistake
def sigmoid_as_tanh(x):
    """This is tanh: it runs from -1 to 1. The sigmoid runs from 0 to 1."""
    return np.tanh(x)


@mistake
def sigmoid_step(x):
    """This is a step: only 0 or 1. The sigmoid climbs smoothly and also gives values between."""
    return np.where(x > 0, 1.0, 0.0)


@mistake
def sigmoid_rounds(x):
    """You round the result to two decimals. Return it as it is."""
    return np.round(1 / (1 + np.exp(-x)), 2)


@mistake
def sigmoid_short_e(x):
    """2.718 is only the beginning of e. np.exp(-x) knows all of its digits."""
    return 1 / (1 + 2.718 ** (-x))


@mistake(explains=math_on_an_array, elsewhere="any")
def sigmoid_math(x):
    """The functions of math take one number only and stop with an error at an array. Write np.exp
    instead."""
    return 1 / (1 + math.exp(-x))


@mistake(explains=if_on_an_array, elsewhere="any")
def sigmoid_if(x):
    """An if cannot ask about a whole array at once. The formula needs no if; where you want two
    cases, take np.where."""
    if x >= 0:
        return 1 / (1 + np.exp(-x))
    return np.exp(x) / (1 + np.exp(x))


@mistake
def sigmoid_overflows(x):
    """For large x, e^x becomes inf, and inf / inf is nan. Divide 1 by 1 + np.exp(-x): that stays
    right."""
    return np.exp(x) / (1 + np.exp(x))


@mistake
def sigmoid_in_place(x):
    """You change x itself, perhaps with *=, and so the caller's numbers too. Write np.exp(-x),
    which makes a new array."""
    x *= -1
    return 1 / (1 + np.exp(x))
