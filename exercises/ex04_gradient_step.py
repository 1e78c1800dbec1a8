# A gradient step
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex04_gradient_step.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex04_gradient_step/;
# make changes there.

import numpy as np


def gradient_step(weight, gradient, learning_rate):
    """Take one step down the loss.

    weight, gradient: two numbers, or two NumPy arrays of floats of the same shape.
    learning_rate: a number above 0.
    Returns the new weight, or an array of new weights of that shape.
    Formula: weight - learning_rate * gradient
    weight and gradient must stay as they were.
    """
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


def loss_surface(w1_values, w2_values, x, y):
    """Compute the mean squared error of a linear neuron for many pairs of weights.

    w1_values, w2_values: NumPy arrays of floats, the values to try for each of the two weights.
    x: the inputs, shape (n, 2). y: the targets, shape (n,).
    Returns an array of shape (len(w2_values), len(w1_values)). In row i and column j stands the
    loss for the weights w1_values[j] and w2_values[i].
    Formula: the mean of (x @ w - y)^2 over the n examples, where w holds the two weights
    """
    raise NotImplementedError


# The question “why_large_steps” of the lesson, answered in your own words.
why_large_steps = """
*Double-click here and write your answer in place of this line.*
"""


# We start at (−1, 1), with a learning rate of exactly 2. What does the path do?
# 1. it runs away, farther with each step
# 2. it reaches the bottom in one step
# 3. it swings to and fro, slowly coming nearer
# 4. it swings to and fro for ever
rate_two = 0    # your guess: 1, 2, 3 or 4


# We start at (−1, 1) again, with a learning rate of 0.12 for both weights. How does the path run?
# 1. to and fro across the valley, and slowly along it
# 2. down to the valley floor, then gently along it
# 3. out of the valley, higher with each step
# 4. straight to the bottom
narrow_valley = 0    # your guess: 1, 2, 3 or 4


# Weight 2, gradient −3, learning rate 0.1: what is the new weight?
# 1. 1.7
# 2. 5
# 3. 0.3
# 4. 2.3
new_weight = 0    # your answer: 1, 2, 3 or 4


# In our bowl, the loss grows with every step. What do you try first?
# 1. take more steps
# 2. start somewhere else
# 3. lower the learning rate
# 4. raise the learning rate
loss_grows = 0    # your answer: 1, 2, 3 or 4


# All the partial derivatives are 0. What does a step do?
# 1. that depends on the learning rate
# 2. nothing, whatever the learning rate
# 3. it jumps to the minimum
# 4. nothing, since the loss must be 0
flat_place = 0    # your answer: 1, 2, 3 or 4


# The errors are 1 and −3. The mean squared error is
# 1. 1
# 2. 4
# 3. 10
# 4. 5
two_errors = 0    # your answer: 1, 2, 3 or 4


# For the sum −8.846, relu gave 0. What does it give for −8?
# 1. 8
# 2. 0.846
# 3. 0
# 4. −8
silent_neuron = 0    # your answer: 1, 2, 3 or 4
