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


# A forecast gave rain a probability of 0.9, but it stayed dry: the loss is 2.303, for the 0.1 that was left. A second forecast said 0.99. Its loss is about
# 1. 23, ten times as much
# 2. 4.6, twice as much
# 3. 2.5, a little more
# 4. infinite
surer = 0    # your guess: 1, 2, 3 or 4


# Now b moves a little, from −0.4 to −0.3. What happens to the accuracy and to the loss (bce)?
# 1. both change a little
# 2. the accuracy changes, the loss stays
# 3. the accuracy stays, the loss changes
# 4. both stay as they are
small_nudge = 0    # your guess: 1, 2, 3 or 4


# x has the shape (5, 2) and weights has the shape (2, 3). What is the shape of `x @ weights`?
# 1. (5, 3)
# 2. none: it stops with an error
# 3. (2, 2)
# 4. (5, 2)
shape_of_product = 0    # your answer: 1, 2, 3 or 4


# softmax is given the three sums 5, 5, 5. What does it return?
# 1. 0.5, 0.5, 0.5
# 2. 0.9933 three times
# 3. 1, 1, 1
# 4. 1/3 three times
equal_sums = 0    # your answer: 1, 2, 3 or 4


# The errors are 2, 0 and −5. The mean absolute error is
# 1. 7
# 2. 2.333
# 3. −1
# 4. 9.667
three_errors = 0    # your answer: 1, 2, 3 or 4


# Giving the right answer p = 0.5 costs 0.693. How much does p = 0.25 cost?
# 1. 2.773
# 2. 0.943
# 3. 0.347
# 4. 1.386
half_as_likely = 0    # your answer: 1, 2, 3 or 4


# The right class was rye, the second of three. Which forecast has the smaller cross-entropy: (0.1, 0.7, 0.2) or (0.25, 0.7, 0.05)?
# 1. the second
# 2. neither
# 3. that depends on the base
# 4. the first
the_rest = 0    # your answer: 1, 2, 3 or 4
