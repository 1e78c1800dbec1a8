"""Five activations: what a neuron makes of its sum; and a network that uses them."""

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


def forward(x, weights, activation):
    """Send numbers through the 2-2-1 network of the roof and return its output.

    x: a NumPy array of floats; one example has shape (2,), a batch of n examples (n, 2).
    weights: a list of two NumPy arrays: the hidden table, of shape (2, 2), and the output
        table, of shape (2, 1). A neuron is a column; there is no bias.
    activation: "linear", "relu", "sigmoid" or "tanh". Both layers use it.
    Returns an array: shape (1,) for one example, (n, 1) for a batch.
    Formula: f(f(x @ hidden) @ output), where f is the activation
    and hidden, output are the two tables.
    Call your own functions: what is wrong in one of them costs nothing here.
    x and weights must stay as they were.
    """
    hidden, output = weights
    f = {"linear": linear, "relu": relu, "sigmoid": sigmoid, "tanh": tanh}[activation]
    neurons = np.asarray(f(x @ hidden))  # also where f gives back a list or a tensor
    return f(neurons @ output)
