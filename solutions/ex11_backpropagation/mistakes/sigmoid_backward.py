"""Known wrong answers to `sigmoid_backward`, each with its hint."""

import numpy as np

from autograder.checking import mistake


@mistake
def sigmoid_once_more(out, d_out):
    """You apply the sigmoid to out. But out is what the sigmoid gave already: use it as it is."""
    again = 1 / (1 + np.exp(-out))
    return d_out * again * (1 - again)


@mistake
def sigmoid_without_one_minus(out, d_out):
    """The factor (1 - out) is missing. The slope of the sigmoid is out * (1 - out)."""
    return d_out * out


@mistake
def sigmoid_without_out(out, d_out):
    """The factor out is missing. The slope of the sigmoid is out * (1 - out)."""
    return d_out * (1 - out)


@mistake
def sigmoid_slope_only(out, d_out):
    """You give back the slope alone. Multiply it by what comes back, d_out."""
    return out * (1 - out)


@mistake
def sigmoid_one_plus(out, d_out):
    """There is a plus where a minus belongs: the slope is out * (1 - out)."""
    return d_out * out * (1 + out)


@mistake
def sigmoid_minus_one(out, d_out):
    """All your signs are the wrong way round: the slope is out * (1 - out), and never negative."""
    return d_out * out * (out - 1)


@mistake
def sigmoid_adds(out, d_out):
    """You add d_out and the slope. Rates along a chain are multiplied."""
    return d_out + out * (1 - out)


@mistake
def sigmoid_divides(out, d_out):
    """You divide by the slope. On the way back d_out is multiplied by it."""
    return d_out / (out * (1 - out))


@mistake
def sigmoid_taken_for_tanh(out, d_out):
    """1 - out ** 2 is the slope of tanh. That of the sigmoid is out * (1 - out)."""
    return d_out * (1 - out**2)


@mistake
def sigmoid_always_a_quarter(out, d_out):
    """You multiply by 0.25 everywhere. That is the slope at its steepest; elsewhere it is smaller:
    out * (1 - out)."""
    return d_out * 0.25


@mistake
def sigmoid_passes_on(out, d_out):
    """You give d_out back as it came. The sigmoid multiplies it by its slope, out * (1 - out)."""
    return d_out


@mistake
def sigmoid_sums(out, d_out):
    """You add all the numbers up. Each number of d_out keeps a place of its own: no sum."""
    return np.sum(d_out * out * (1 - out))


@mistake
def sigmoid_rounds(out, d_out):
    """You round the result. Return it as it is."""
    return np.round(d_out * out * (1 - out), 2)
