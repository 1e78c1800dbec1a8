# Logistic regression
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex06_logistic_regression.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex06_logistic_regression/;
# make changes there.

import keras
import numpy as np


def build_model(n_features):
    """Build and compile a model of one neuron that gives a probability.

    n_features: the number of features, which is the number of inputs: 1, 2, 3, ...
    Returns a Keras model that begins with keras.Input and has one layer, Dense, of one neuron
    with a bias and the activation "sigmoid".
    The model is compiled: its loss is the binary cross-entropy. The optimizer is up to you.
    Formula: output = sigmoid(x1 * w1 + x2 * w2 + ... + b)
    """
    raise NotImplementedError


def train(model, x, y):
    """Train the model until its loss on x and y, the binary cross-entropy, is below 0.35.

    model: a compiled model, as build_model(n_features) returns it. Train this very model.
    x: a NumPy array of shape (n, n_features): n rows of features, all between -3 and 3.
    y: a NumPy array of shape (n,): for each row 1 (yes) or 0 (no).
    There are at least 80 rows. A model that is trained well reaches a loss below 0.3 on them.
    It does not matter what train returns; only the weights of the model count.
    """
    raise NotImplementedError


def predict_class(model, x):
    """Give the model's answer for each row of x: 1 for yes, 0 for no.

    model: a model whose output is a probability, as build_model(n_features) returns it.
    x: a NumPy array of shape (n, n_features). Also a table of one row is a table.
    Returns an array of integers of shape (n,): 1 where the probability is above 0.5, and 0 where
    it is below. For one row the shape is (1,).
    """
    raise NotImplementedError


# The question “neighbour” of the lesson, answered in your own words.
neighbour = """
Write your answer here, in place of this sentence.
"""


# The map of tone and spot is coloured by p. What shape do the points where p is exactly 0.5 make?
# 1. a ring around the ripe melons
# 2. an S, like the sigmoid
# 3. a broad strip between ripe and unripe
# 4. a straight line
border = 0    # your guess: 1, 2, 3 or 4


# A neuron is sure but wrong: z = −6, so q is 0.0025. Which loss is steeper there, and so pulls harder?
# 1. cross-entropy, about 200 times as steep
# 2. they're equally steep: it's the same answer
# 3. cross-entropy, about twice as steep
# 4. the squared error: it punishes large errors most
pull = 0    # your guess: 1, 2, 3 or 4


# Rosa is cautious, so she now says yes only above 0.9 instead of 0.5. What happens?
# 1. more get a yes, and a larger share of them is ripe
# 2. more of the answers are right: the accuracy rises
# 3. fewer get a yes, and a larger share of them is ripe
# 4. nothing, until the neuron has been trained again
stricter = 0    # your answer: 1, 2, 3 or 4


# The neuron gives a melon p = 0.9, but the melon isn't ripe. What is the cross-entropy for this answer?
# 1. 0.105
# 2. 0.9
# 3. 2.303
# 4. 0.81
cost_of_an_answer = 0    # your answer: 1, 2, 3 or 4


# After training, the binary cross-entropy is 0.69. What has the neuron learnt?
# 1. nothing yet
# 2. as much as it can
# 3. to get 69 melons out of 100 right
# 4. everything, since the loss is below 1
knows_nothing = 0    # your answer: 1, 2, 3 or 4


# You call model.fit(x, y) with 80 rows and set nothing else. How many gradient steps does it take?
# 1. 80
# 2. 2
# 3. 1
# 4. 3
steps_by_default = 0    # your answer: 1, 2, 3 or 4


# The sigmoid of 3 is 0.9526. What is the sigmoid of −3?
# 1. 0.0474
# 2. −0.9526
# 3. 0.5
# 4. 0.9526
other_side = 0    # your answer: 1, 2, 3 or 4
