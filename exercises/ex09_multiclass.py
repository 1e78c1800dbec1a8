# Several classes
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex09_multiclass.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex09_multiclass/;
# make changes there.

import keras
import numpy as np


def one_hot(labels, n_classes):
    """Turn every label into a row of zeros with a single 1.

    labels: a NumPy array of integers, shape (n,). Each label is 0, 1, ... or n_classes - 1.
    n_classes: the number of classes. A class may also be missing from the labels.
    Returns an array of shape (n, n_classes). Row i has a 1 in the column labels[i], and 0 in every
    other column. Integers and decimal numbers are both fine; True and False are not.
    """
    raise NotImplementedError


def build_model(n_features, n_classes):
    """Build and compile a model that gives a probability for every class.

    n_features: the number of features, which is the number of inputs: 2, 3, ...
    n_classes: the number of classes: 3, 4, ...
    Returns a Keras model that begins with keras.Input and ends with a Dense layer of n_classes
    neurons and the activation "softmax". Nothing more is needed; other Dense layers may stand
    before the last one if you like.
    The model is compiled for one-hot targets: its loss is "categorical_crossentropy". The
    optimizer is up to you.
    """
    raise NotImplementedError


def train(model, x, y):
    """Train the model until its loss on x and y, the cross-entropy, is below 0.4.

    model: a compiled model, as build_model(n_features, n_classes) returns it. Train this very
        model.
    x: a NumPy array of shape (n, n_features): n rows of features, all between -3 and 3.
    y: a NumPy array of shape (n, n_classes): the one-hot targets, one row for each row of x.
    There are at least 90 rows. A model that is trained well reaches a loss below 0.3 on them.
    It does not matter what train returns; only the weights of the model count.
    """
    raise NotImplementedError


def predict_class(model, x):
    """Give the model's answer for each row of x: the number of the most probable class.

    model: a model whose outputs are probabilities, as build_model(n_features, n_classes) returns
        it.
    x: a NumPy array of shape (n, n_features). Also a table of one row is a table.
    Returns an array of integers of shape (n,): for each row the number of the class with the
    largest probability, counted from 0. For one row the shape is (1,).
    """
    raise NotImplementedError


# Three neurons with sigmoids are trained on the sixty: cat or not, marten or not, fox or not? For a track in the middle, 4.5 cm and 40 cm, what do their answers add up to?
# 1. 0.28
# 2. 1: training makes sure of it
# 3. 3
# 4. 1.54, as above
three_sigmoids = 0    # your guess: 1, 2, 3 or 4


# A network knows nothing about three classes and gives them all the same probability. What is its loss?
# 1. 0: it hasn't been wrong yet
# 2. 0.333
# 3. infinite
# 4. 1.099
knows_nothing = 0    # your guess: 1, 2, 3 or 4


# A network has to tell which of 120 breeds a dog is. What is its output layer?
# 1. 120 neurons, softmax
# 2. 1 neuron, sigmoid
# 3. 1 neuron, softmax
# 4. 120 neurons, sigmoid
breeds_of_dogs = 0    # your answer: 1, 2, 3 or 4


# If there are 4 classes, which row does `one_hot` make from the label 2?
# 1. 0 0 2 0
# 2. 0 0 1 0
# 3. 0 0 1
# 4. 0 1 0 0
row_of_a_label = 0    # your answer: 1, 2, 3 or 4


# The network says cat 0.2, marten 0.7, fox 0.1, and it was the cat. What is the loss?
# 1. 1.609
# 2. 0.357
# 3. 2.659
# 4. 0.8
price_of_surprise = 0    # your answer: 1, 2, 3 or 4


# From an earlier lesson: you have 60 rows, in batches of 16. How many steps are there in an epoch?
# 1. 16
# 2. 60
# 3. 4
# 4. 3
steps_in_an_epoch = 0    # your answer: 1, 2, 3 or 4


# From an earlier lesson: a grey picture has 28 rows of 28 pixels. How many inputs does a network need to read it?
# 1. 2352
# 2. 784
# 3. 28
# 4. 56
picture_as_a_row = 0    # your answer: 1, 2, 3 or 4
