# Loss functions
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex03_losses.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex03_losses/;
# make changes there.

import numpy as np


def mae(y_true, y_pred):
    """Measure predictions by the mean absolute error.

    y_true: a NumPy array of floats, a row (n,) or a table (n, m): the truth.
    y_pred: a NumPy array of floats of the same shape: the predictions.
    Both must stay as they were.
    Returns one number, for a table too: the mean over all its elements.
    Formula: the mean of |y_true - y_pred|
    """
    raise NotImplementedError


def mse(y_true, y_pred):
    """Measure predictions by the mean squared error.

    y_true: a NumPy array of floats, a row (n,) or a table (n, m): the truth.
    y_pred: a NumPy array of floats of the same shape: the predictions.
    Both must stay as they were.
    Returns one number, for a table too: the mean over all its elements.
    Formula: the mean of (y_true - y_pred)^2
    """
    raise NotImplementedError


def bce(y_true, y_pred):
    """Measure the predicted probabilities of "yes" by the binary cross-entropy.

    y_true: a NumPy array of shape (n,), each number 1.0 ("yes") or 0.0 ("no"): y in the formula.
    y_pred: a NumPy array of shape (n,): for each example the probability of "yes", from 0 to 1.
        It is p in the formula, limited to the range from 1e-7 to 1 - 1e-7.
    Both arrays must stay as they were.
    Returns one number.
    Formula: minus the mean of y * ln(p) + (1 - y) * ln(1 - p)
    Where y_pred is exactly 0 or 1, the loss of one example must be large but finite if that is
    wrong, about 16 with the limit 1e-7, and must be at most 0.0001 if that is right.
    """
    raise NotImplementedError


def cross_entropy(y_true, y_pred):
    """Measure the predicted probabilities of several classes by the cross-entropy.

    y_true: a NumPy array of shape (n, m): a row for each example, a column for each class.
        Each row is one-hot: 1.0 in the column of the right class, 0.0 in the others.
    y_pred: a NumPy array of shape (n, m): in each row the probabilities of the m classes.
        They sum to 1, and none of them is smaller than 0.001.
    Both must stay as they were.
    Returns one number: the mean over the n rows.
    Formula: the loss of a row is -ln(p), where p is the probability of the right class
    """
    raise NotImplementedError
