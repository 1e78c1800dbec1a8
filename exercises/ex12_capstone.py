# Six shapes
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex12_capstone.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex12_capstone/;
# make changes there.

import keras
import numpy as np


def split(x, y, share, seed):
    """Cut pictures and their labels into a part to train on and a part to validate with.

    x: a NumPy array whose first axis counts the pictures, such as (n, 20, 20, 1).
    y: a NumPy array whose first axis counts the labels: shape (n,), or (n, 6) if they are one-hot.
        Label i belongs to picture i.
    share: a number from 0 to 1, how much of all is for validation: round(share * n) pictures, with
        their labels. Both parts have at least one picture.
    seed: a whole number. The same seed gives the same parts, another seed other ones.
    Returns four arrays, in this order: x_train, y_train, x_val, y_val.
    Which pictures go where is random, since they may come sorted by class. Each picture is in
    exactly one part, once, and its label stands at the same place of its own array. The order
    within a part is free. Shapes stay as they are, but for the first number. x and y stay as they
    were.
    """
    raise NotImplementedError


def build_model():
    """Build and compile a network of your own for the six shapes.

    Returns a Keras model that takes pictures of the shape (20, 20, 1), with numbers from 0 to 1
    (begin with keras.Input), and gives 6 probabilities for each: softmax at the end. The model is
    compiled for one-hot targets, with the loss "categorical_crossentropy" and an optimizer of your
    choice.
    It has at most 20000 parameters, counting also those that are not trained: the number that
    model.count_params() gives.
    Its layers stand in a row (keras.Sequential), 20 of them at most, and are of these kinds: Dense,
    Conv2D, MaxPooling2D, AveragePooling2D, GlobalMaxPooling2D, GlobalAveragePooling2D, Flatten,
    Dropout, BatchNormalization, Rescaling, Activation, ReLU, LeakyReLU, Softmax. No Lambda, and no
    layer of your own. Leave data_format=, dilation_rate= and groups= out; activation= is a name
    that Keras knows, such as "relu".
    """
    raise NotImplementedError


def train(model, x, y):
    """Train the model on shapes, so that it recognises shapes that it has never seen.

    model: a compiled model, as your build_model() returns it. Train this very model.
    x: a NumPy array of the shape (n, 20, 20, 1), numbers from 0 to 1.
    y: a NumPy array of the shape (n, 6), one-hot.
    Epochs, batches and all the rest are your choice. It does not matter what train returns; only
    the weights of the model count. While it is graded, other arrays of the notebook, such as x_val,
    are not there: to watch a validation set, hold back some of x and y.

    How it is graded: train gets a new model of your build_model, 6000 fresh shapes and at most 60
    seconds of processor time. Then the model has to recognise 2000 other shapes. Each of three
    marks is worth a third of the points: 45 %, 70 %, 90 % of them right. For grading, shapes are
    drawn anew, and the six classes stand in an order that nobody knows. A model that falls short is
    trained once more from the start.
    """
    raise NotImplementedError


def confusion(y_true, y_pred, n_classes):
    """Count which class is taken for which.

    y_true: a NumPy array of whole numbers from 0 to n_classes - 1, shape (n,): the true classes.
    y_pred: the same for the answers of a network.
    n_classes: how many classes there are. Some may occur in neither array.
    Returns an array of whole numbers, of the shape (n_classes, n_classes). Row i and column j say
    how many pictures of class i were taken for class j: row the truth, column the answer.
    y_true and y_pred stay as they were.
    """
    raise NotImplementedError


# The question “report” of the lesson, answered in your own words.
report = """
Your report here.
"""


# The picture is 20 x 20 and the kernel 5 x 5; there is no padding, and the kernel moves in steps of 1. How large is the result?
# 1. 16 x 16
# 2. 15 x 15
# 3. 4 x 4
# 4. 20 x 20
kernel_of_five = 0    # your answer: 1, 2, 3 or 4


# A Conv2D layer with 16 kernels of 3 x 3 gets 8 channels. How many weights and biases does it have?
# 1. 88
# 2. 1168
# 3. it depends on the size of the picture
# 4. 160
weights_of_kernels = 0    # your answer: 1, 2, 3 or 4


# Of 100 stars, 90 were recognised. Of 100 crosses, 70 were recognised and 30 were taken for stars. Which number is in the row for crosses and the column for stars?
# 1. 90
# 2. 120
# 3. 30
# 4. 10
crosses_for_stars = 0    # your answer: 1, 2, 3 or 4


# From the lesson on digits: a network gets 99 % of the training set right, and 72 % of the validation set. What is most likely to help?
# 1. a larger network
# 2. a larger learning rate
# 3. more epochs
# 4. more pictures, or a network that can learn less by heart
wide_gap = 0    # your answer: 1, 2, 3 or 4


# From the lesson on losses: an untrained network gives all six classes the same probability. How large is the cross-entropy?
# 1. about 0.83
# 2. 6
# 3. about 1.79
# 4. about 0.17
six_equal_shares = 0    # your answer: 1, 2, 3 or 4
