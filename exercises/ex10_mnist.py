# Handwritten digits
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex10_mnist.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex10_mnist/;
# make changes there.

import keras
import numpy as np


def prepare(images, labels):
    """Turn pictures of digits and their labels into what the network needs.

    images: a NumPy array of whole numbers from 0 to 255 (uint8), shape (n, 28, 28): n grey
        pictures. There may be any number of them: 60000, 10000, 3, or only 1.
    labels: a NumPy array of integers, shape (n,): which digit each picture shows, 0 to 9. Some
        digits may be missing.
    Returns two arrays, x and y.
    x: shape (n, 784), of type float32. Row i holds the numbers of picture i, row by row from the
        top, each row from left to right, and each number divided by 255.
    y: shape (n, 10). Row i has a 1 in the column labels[i], and 0 in every other column. Integers
        and decimal numbers are both fine; True and False are not.
    images and labels stay as they were.
    """
    raise NotImplementedError


def build_model():
    """Build and compile the network 784 - 800 - 400 - 10.

    Returns a Keras model with 784 inputs (begin with keras.Input) and three Dense layers, in this
    order: 800 neurons with relu, 400 neurons with relu, 10 neurons with softmax. All three have
    biases, as Dense layers have if you do not say otherwise. No other layer changes the numbers.
    The model is compiled for one-hot targets: its loss is "categorical_crossentropy". The
    optimizer is Adam with its default settings: "adam". Metrics such as "accuracy" are welcome, but
    not needed.
    """
    raise NotImplementedError


def train(model, x, y, epochs):
    """Train the model on digits, in batches of 128, so that it recognises digits it has never seen.

    model: a compiled model, as build_model() returns it. Train this very model.
    x, y: digits as prepare returns them, of the shapes (n, 784) and (n, 10).
    epochs: how many times the training goes through all n digits: 1, 2, 5, ...
    It does not matter what train returns; only the weights of the model count.

    How it is graded: train gets a new model, 40000 digits and epochs=2. Then the model has to
    recognise at least 95.9 % of ten thousand digits that it has never seen; some of the points are
    given from 95.5 % on. (On a GPU other numbers hold; the lesson has them.) For grading, the
    pixels of all pictures are put into another, secret order, the same for every picture. A network
    of Dense layers learns from them just as well, so train on x as you get it.
    """
    raise NotImplementedError


def recognise(model, image):
    """Let the model read one picture: which digit is it?

    model: a trained model, with 784 inputs and 10 probabilities, as build_model() returns it.
    image: a NumPy array of whole numbers from 0 to 255 (uint8), shape (28, 28): one grey picture,
        not prepared yet. The model has learnt from prepared pictures: rows of 784 numbers, divided
        by 255.
    Returns one integer from 0 to 9: the digit with the largest probability.
    """
    raise NotImplementedError


# We ask a network with random weights to read digits. How many of its answers are right?
# 1. about 50 %
# 2. about 10 %
# 3. as many as after training, but more slowly
# 4. none
before_training = 0    # your guess: 1, 2, 3 or 4


# A small network, with 100 hidden neurons, learns from only 1000 digits until it gets all of those right. How many unseen digits does it get right?
# 1. about 86 %
# 2. 100 %, as it can read now
# 3. about 98 %, as it would with sixty thousand
# 4. about 10 %, as it would without training
thousand_digits = 0    # your guess: 1, 2, 3 or 4


# A network gets about 99.9 % of its training set right and 91 % of its test set. What do you call that?
# 1. too few epochs
# 2. overfitting
# 3. a mistake: the two must be equal
# 4. a very good network: 99.9 %
exam_by_heart = 0    # your answer: 1, 2, 3 or 4


# The labels are 0, 5 and 3, and somebody calls `to_categorical(labels)` without the 10. What shape does the table have?
# 1. (3, 10)
# 2. (3, 3)
# 3. (3, 5)
# 4. (3, 6)
without_the_ten = 0    # your answer: 1, 2, 3 or 4


# We want our network to read one picture of shape (28, 28). What shape should we give to `predict`?
# 1. (1, 784)
# 2. (784,)
# 3. (784, 1)
# 4. (28, 28)
one_picture = 0    # your answer: 1, 2, 3 or 4


# From an earlier lesson: a network gives ten classes the same probability each. What is its cross-entropy?
# 1. 2.303
# 2. 0.1
# 3. 0.9
# 4. 1.099
ten_unknown_classes = 0    # your answer: 1, 2, 3 or 4


# From an earlier lesson: why don't we use the accuracy itself as the loss?
# 1. it takes too long to compute
# 2. it has no slope to follow
# 3. it has to fall, not rise
# 4. it only works for two classes
why_not_accuracy = 0    # your answer: 1, 2, 3 or 4
