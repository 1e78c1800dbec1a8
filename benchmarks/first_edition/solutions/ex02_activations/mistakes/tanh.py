"""Known wrong answers to `tanh`, each with its hint."""

import math

import numpy as np

from autograder.checking import if_on_an_array, math_on_an_array, mistake

BELOW = (
    "Brackets are missing below: Python divides first, and adds only then. Put them round the"
    " bottom of the fraction: … / (… + …)."
)
ABOVE = (
    "Brackets are missing above: Python divides first, and subtracts only then. Put them round"
    " the top of the fraction: (… - …) / …."
)


@mistake
def tanh_as_sigmoid(x):
    """This is the sigmoid: it runs from 0 to 1. tanh runs from -1 to 1."""
    return 1 / (1 + np.exp(-x))


@mistake
def tanh_derivative(x):
    """This is the derivative of tanh. Return tanh itself."""
    return 1 - np.tanh(x) ** 2


@mistake
def tanh_no_brackets(x):
    """Brackets are missing: Python divides first. Put them round the top and round the bottom of
    the fraction."""
    return np.exp(x) - np.exp(-x) / np.exp(x) + np.exp(-x)


@mistake(hint=BELOW)
def tanh_no_brackets_below(x):
    return (np.exp(x) - np.exp(-x)) / np.exp(x) + np.exp(-x)


@mistake(hint=BELOW)
def tanh_no_brackets_below_one_power(x):
    return (np.exp(2 * x) - 1) / np.exp(2 * x) + 1


@mistake(hint=ABOVE)
def tanh_no_brackets_above(x):
    return np.exp(x) - np.exp(-x) / (np.exp(x) + np.exp(-x))


@mistake(hint=ABOVE)
def tanh_no_brackets_above_one_power(x):
    return np.exp(2 * x) - 1 / (np.exp(2 * x) + 1)


@mistake(hint=ABOVE)
def tanh_no_brackets_above_shrinking_power(x):
    return 1 - np.exp(-2 * x) / (1 + np.exp(-2 * x))


@mistake
def tanh_upside_down(x):
    """The fraction is upside down: the difference belongs on top, the sum below."""
    return (np.exp(x) + np.exp(-x)) / (np.exp(x) - np.exp(-x))


@mistake
def tanh_wrong_sign(x):
    """The signs are turned round: tanh(1) must be positive. In the numerator e^x comes first: e^x -
    e^(-x)."""
    return (np.exp(-x) - np.exp(x)) / (np.exp(x) + np.exp(-x))


@mistake
def tanh_loses_the_sign(x):
    """Negative numbers have lost their sign: tanh(-1) must be -0.76. Multiply by np.sign(x), with
    the x that came in."""
    return np.tanh(np.abs(x))


@mistake
def tanh_no_brackets_with_one(x):
    """Your result is 1 everywhere. So is 1 - a / 1 + a, since Python divides first: put brackets
    round the top and round the bottom of the fraction, (1 - a) / (1 + a)."""
    return 1 - np.exp(-2 * x) / 1 + np.exp(-2 * x)


@mistake
def tanh_as_sinh(x):
    """This is sinh, half of e^x - e^(-x), which grows without end. Divide e^x - e^(-x) by the sum
    e^x + e^(-x) instead."""
    return (np.exp(x) - np.exp(-x)) / 2


@mistake
def tanh_as_tan(x):
    """np.tan is the tangent of an angle. The activation is the hyperbolic tangent, with an h at the
    end."""
    return np.tan(x)


@mistake
def tanh_forgets_inner_two(x):
    """This is tanh of x / 2: a 2 is missing in the exponent. The power is e^(-2x), or inside the
    sigmoid, 2 * x."""
    return 2 / (1 + np.exp(-x)) - 1


@mistake
def tanh_clips(x):
    """You only cut the numbers off at -1 and 1. tanh bends smoothly: tanh(1) is 0.76."""
    return np.clip(x, -1.0, 1.0)


@mistake
def tanh_rounds(x):
    """You round the result to two decimals. Return it as it is."""
    return np.round(np.tanh(x), 2)


@mistake(explains=math_on_an_array, elsewhere="any")
def tanh_math(x):
    """The functions of math take one number only and stop with an error at an array. Take those of
    NumPy, such as np.exp."""
    return math.tanh(x)


@mistake(explains=if_on_an_array, elsewhere="any")
def tanh_if(x):
    """An if cannot ask about a whole array at once. To treat two cases, take np.where, or use
    np.abs and np.sign."""
    if x >= 0:
        return (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))
    return (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)


@mistake
def tanh_overflows(x):
    """e^1000 is inf, and inf / inf is nan. Take only powers that shrink, such as e^(-2|x|), or let
    np.tanh do it."""
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


@mistake
def tanh_overflows_below(x):
    """This form is safe for positive numbers only: at -1000, e^(-2x) is inf. Work with np.abs(x)
    and give the sign back at the end."""
    return (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))


@mistake
def tanh_overflows_above(x):
    """This form is safe for negative numbers only: at 1000, e^(2x) is inf. Work with np.abs(x) and
    give the sign back at the end."""
    return (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)


@mistake
def tanh_in_place(x):
    """You change x itself, perhaps with *=, and so the caller's numbers too. Write 2 * x, which
    makes a new array."""
    x *= 2
    return 2 / (1 + np.exp(-x)) - 1
