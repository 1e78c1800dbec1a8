"""Known wrong answers to `linear`, each with its hint."""

import numpy as np

from autograder.checking import mistake


@mistake
def linear_slope(x):
    """You return 1 everywhere: that is the slope of the line. Return x itself."""
    return np.ones_like(x)


@mistake
def linear_as_relu(x):
    """You lose the negative numbers, as relu does. The linear activation keeps them too."""
    return np.maximum(0.0, x)


@mistake
def linear_sums(x):
    """You add the numbers up. The sum is already made: pass each number on as it is."""
    return np.sum(x)


@mistake
def linear_cuts_fractions(x):
    """The digits after the decimal point are lost. Return x itself, without int or rounding."""
    return x.astype(int)


@mistake
def linear_minus(x):
    """The signs are turned round. Return x, not -x."""
    return -x
