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
    raise NotImplementedError


# The sum doubles, from 3 to 6. For 3, the sigmoid gave 0.9526. What does it give for 6?
# 1. 0.9763, closing half of the gap to 1
# 2. 0.9975, closing most of the gap to 1
# 3. 0.9526, as it's already full
# 4. 1.9051, twice as much
double_sum = 0    # your guess: 1, 2, 3 or 4


# All three sums grow by 100, to 102, 101 and 99. What are the shares now?
# 1. 1, 0 and 0
# 2. no numbers: the powers are too large
# 3. about a third each
# 4. 0.7054, 0.2595 and 0.0351, as before
shift = 0    # your guess: 1, 2, 3 or 4


# A linear neuron has weights 0.5 and −2, and its inputs are 4 and −3. What does it pass on?
# 1. −4
# 2. −1.5
# 3. 8
# 4. 12
sum_of_a_neuron = 0    # your answer: 1, 2, 3 or 4


# A layer has four inputs and three neurons. What is the shape of its table of weights?
# 1. (3, 4)
# 2. (4, 3)
# 3. (4, 1)
# 4. (12,)
shape_of_a_table = 0    # your answer: 1, 2, 3 or 4


# tanh(3) is 0.9951. What is tanh(−3)?
# 1. 0.9951
# 2. 0.0049
# 3. −0.9951
# 4. 0
tanh_of_minus_three = 0    # your answer: 1, 2, 3 or 4


# Four neurons each have the sum 5. What does softmax give each of them?
# 1. 0.25
# 2. 0.9933
# 3. 1.25
# 4. 1
four_equal_sums = 0    # your answer: 1, 2, 3 or 4


# Each picture shows one of five animals, and the last layer has five neurons. Which activation fits?
# 1. softmax
# 2. relu
# 3. sigmoid
# 4. linear
one_of_five_animals = 0    # your answer: 1, 2, 3 or 4
