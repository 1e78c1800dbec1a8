"""Five activations: what a neuron makes of its sum."""

import numpy as np


def linear(x):
    """Pass every number on as it is.

    x: a NumPy array of floats, of any shape.
    Returns an array of the same shape.
    Formula: linear(x) = x
    """
    return x


def relu(x):
    """Keep what is positive, and replace the rest by 0.

    x: a NumPy array of floats, of any shape. It must stay as it was.
    Returns an array of the same shape.
    Formula: relu(x) = max(0, x), for each number on its own
    """
    return np.maximum(0.0, x)


def sigmoid(x):
    """Squeeze every number into the range from 0 to 1.

    x: a NumPy array of floats, of any shape. It must stay as it was.
    Returns an array of the same shape.
    Formula: sigmoid(x) = 1 / (1 + e^(-x)), for each number on its own
    Numbers up to 1000 in size, such as -1000 or 1000, must give finite, right answers.
    """
    shrinking = np.exp(-np.abs(x))  # between 0 and 1, so it cannot overflow
    return np.where(x >= 0, 1.0, shrinking) / (1.0 + shrinking)


def tanh(x):
    """Squeeze every number into the range from -1 to 1.

    x: a NumPy array of floats, of any shape. It must stay as it was.
    Returns an array of the same shape.
    Formula: tanh(x) = (e^x - e^(-x)) / (e^x + e^(-x)), for each number on its own
    Numbers up to 1000 in size, such as -1000 or 1000, must give finite, right answers.
    """
    shrinking = np.exp(-2.0 * np.abs(x))  # between 0 and 1, so it cannot overflow
    return np.sign(x) * (1.0 - shrinking) / (1.0 + shrinking)


def softmax(z):
    """Turn every row of numbers into probabilities.

    z: a NumPy array of floats: one row of shape (m,), or a table of n rows of shape (n, m).
        It must stay as it was.
    Returns an array of the same shape. Each number lies between 0 and 1; each row sums to 1.
    Formula: softmax(z)_i = e^(z_i) / (e^(z_1) + ... + e^(z_m)), for each row on its own
    Numbers up to 1000 in size, such as -1000 or 1000, must give finite, right answers.
    """
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))  # the largest power is e^0 = 1
    return powers / np.sum(powers, axis=-1, keepdims=True)
