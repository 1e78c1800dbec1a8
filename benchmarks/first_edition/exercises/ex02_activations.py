# Activation functions
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex02_activations.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex02_activations/;
# make changes there.

import numpy as np


def linear(x):
    """Pass every number on as it is.

    x: a NumPy array of floats, of any shape.
    Returns an array of the same shape.
    Formula: linear(x) = x
    """
    raise NotImplementedError


def relu(x):
    """Keep what is positive, and replace the rest by 0.

    x: a NumPy array of floats, of any shape. It must stay as it was.
    Returns an array of the same shape.
    Formula: relu(x) = max(0, x), for each number on its own
    """
    raise NotImplementedError


def sigmoid(x):
    """Squeeze every number into the range from 0 to 1.

    x: a NumPy array of floats, of any shape. It must stay as it was.
    Returns an array of the same shape.
    Formula: sigmoid(x) = 1 / (1 + e^(-x)), for each number on its own
    Numbers up to 1000 in size, such as -1000 or 1000, must give finite, right answers.
    """
    raise NotImplementedError


def tanh(x):
    """Squeeze every number into the range from -1 to 1.

    x: a NumPy array of floats, of any shape. It must stay as it was.
    Returns an array of the same shape.
    Formula: tanh(x) = (e^x - e^(-x)) / (e^x + e^(-x)), for each number on its own
    Numbers up to 1000 in size, such as -1000 or 1000, must give finite, right answers.
    """
    raise NotImplementedError


def softmax(z):
    """Turn every row of numbers into probabilities.

    z: a NumPy array of floats: one row of shape (m,), or a table of n rows of shape (n, m).
        It must stay as it was.
    Returns an array of the same shape. Each number lies between 0 and 1; each row sums to 1.
    Formula: softmax(z)_i = e^(z_i) / (e^(z_1) + ... + e^(z_m)), for each row on its own
    Numbers up to 1000 in size, such as -1000 or 1000, must give finite, right answers.
    """
    raise NotImplementedError
