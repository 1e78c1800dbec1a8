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
