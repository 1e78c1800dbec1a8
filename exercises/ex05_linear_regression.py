# Linear regression
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex05_linear_regression.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex05_linear_regression/;
# make changes there.

import keras
import numpy as np


def count_parameters(sizes, use_bias=False):
    """Count the parameters of a fully connected network.

    sizes: a list of at least two whole numbers: first the inputs, then the neurons of each layer
    in order. The 2-2-1 network of the first lesson is [2, 2, 1].
    use_bias: True if every neuron has a bias too, False if none has.
    Returns a whole number.
    Formula: a layer has inputs * neurons weights and, with bias, as many biases as neurons.
    Its inputs are the neurons of the layer before. Add up all layers.
    """
    raise NotImplementedError


def build_model(n_features):
    """Build the model of linear regression: one neuron with a bias and without an activation.

    n_features: the number of features, which is the number of inputs: 1, 2, 3, ...
    Returns a Keras model that begins with keras.Input and has one layer, Dense, of one neuron.
    The model is compiled. Its loss is the one that Keras calls "mean_squared_error", its optimizer
    is SGD. The learning rate is up to you; for the tables of this lesson, 0.05 is a good one.
    Formula: output = x1 * w1 + x2 * w2 + ... + b
    """
    raise NotImplementedError


def train(model, x, y):
    """Train the model until its loss on x and y, the mean squared error, is below 1.

    model: a compiled model, as build_model(n_features) returns it. Train this very model.
    x: a NumPy array of shape (n, n_features): n rows of features, all between -3 and 3.
    y: a NumPy array of shape (n,): the target of each row, between -50 and 50.
    There are at least 40 rows. With the best weights the loss would be below 0.5.
    What train returns does not matter: only the weights of the model count.
    A few seconds are enough, and 100 epochs are plenty with the learning rate 0.05.
    """
    raise NotImplementedError


def predict(model, x):
    """Give the model's prediction for each row of x.

    model: a model with one output neuron, as build_model(n_features) returns it.
    x: a NumPy array of shape (n, n_features): n rows of features. n may be 1.
    Returns an array of shape (n,): one number for each row, not rounded.
    For a table of one row, the shape is (1,).
    """
    raise NotImplementedError


# Now we leave out the wind: the neuron trains on slope alone, again for 30 epochs. Where does its loss end up?
# 1. near 5, however long it trains
# 2. near 0, if it trains for long enough
# 3. near 0.4, as with both features
# 4. near 300: it can't learn anything
slope_alone = 0    # your guess: 1, 2, 3 or 4


# Vera asks the trained model about a mountain road: 10 % up, no wind. What speed does it give?
# 1. about 12 km/h, as at 3 %, the steepest it knows
# 2. 0: you can't go any slower
# 3. less than 0: backwards
# 4. about 3 km/h: slowly, but forwards
mountain = 0    # your guess: 1, 2, 3 or 4


# You have 40 rows, batches of 8 and 5 epochs. How many gradient steps is that?
# 1. 5
# 2. 40
# 3. 200
# 4. 25
steps_in_all = 0    # your answer: 1, 2, 3 or 4


# A Dense layer with 4 neurons has 6 inputs, and biases. How many parameters does it have?
# 1. 28
# 2. 30
# 3. 25
# 4. 24
one_layer = 0    # your answer: 1, 2, 3 or 4


# A model that predicts speeds has a loss of 0.01 on its training set, and 9 on the test set. What do you say?
# 1. the test set is too difficult and should be replaced
# 2. it's good: the loss is close to 0
# 3. it knows its rows by heart, and is bad on new roads
# 4. it needs more epochs
learnt_by_heart = 0    # your answer: 1, 2, 3 or 4


# A weight is 1, its input 2 and the target 5. What is the derivative of the squared error with respect to the weight?
# 1. 12
# 2. −12
# 3. −6
# 4. 9
one_derivative = 0    # your answer: 1, 2, 3 or 4


# x is a single example of shape (2,), but predict wants a batch. What is the shape of np.expand_dims(x, axis=0)?
# 1. (1, 2)
# 2. (2, 1)
# 3. (2,)
# 4. (0, 2)
one_more_axis = 0    # your answer: 1, 2, 3 or 4
