"""One step down the loss, the whole way down, and a map of the land."""

import numpy as np


def gradient_step(weight, gradient, learning_rate):
    """Take one step down the loss.

    weight, gradient: two numbers, or two NumPy arrays of floats of the same shape.
    learning_rate: a number above 0.
    Returns the new weight, or an array of new weights of that shape.
    Formula: weight - learning_rate * gradient
    weight and gradient must stay as they were.
    """
    return weight - learning_rate * gradient


def mse_gradient(w, x, y):
    """Say how the mean squared error of a linear neuron changes with each of its weights.

    w: the weights, a NumPy array of floats of shape (d,). The neuron has no bias.
    x: the inputs, shape (n, d): one row for each example, one column for each weight.
    y: the targets, shape (n,): what the neuron should answer to each example.
    Returns an array of shape (d,): a number for each weight.
    Formula: the errors are e = x @ w - y. The number for weight j is
    2 / n * (e_1 * x_1j + ... + e_n * x_nj), where x_ij stands in row i and column j of x.
    Central differences of the loss are welcome too. w, x and y must stay as they were.
    """
    errors = x @ w - y
    return 2 * x.T @ errors / len(y)


def descend(w, x, y, learning_rate, steps):
    """Go down the mean squared error of a linear neuron, step by step, and keep the path.

    w: the weights at the start, shape (d,). x: shape (n, d), y: shape (n,), as in mse_gradient.
    learning_rate: a number above 0, the same for each step.
    steps: a whole number, 0 or more. With 0 steps the path is only the start.
    Returns an array of shape (steps + 1, d): the start in the first row, and below it the weights
    after each step.
    Rule: each step takes the gradient at the point where it begins.
    w, x and y must stay as they were.
    """
    path = [w]
    for _ in range(steps):
        gradient = np.asarray(mse_gradient(path[-1], x, y))  # a list cannot be multiplied
        path.append(gradient_step(path[-1], gradient, learning_rate))
    return np.array(path)


def loss_surface(w1_values, w2_values, x, y):
    """Compute the mean squared error of a linear neuron for many pairs of weights.

    w1_values, w2_values: NumPy arrays of floats, the values to try for each of the two weights.
    x: the inputs, shape (n, 2). y: the targets, shape (n,).
    Returns an array of shape (len(w2_values), len(w1_values)). In row i and column j stands the
    loss for the weights w1_values[j] and w2_values[i].
    Formula: the mean of (x @ w - y)^2 over the n examples, where w holds the two weights
    """
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return surface
