# Fully connected networks
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex07_dense_networks.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex07_dense_networks/;
# make changes there.

import keras
import numpy as np

# 400 plants around the sprinkler, which stands at (0, 0): 200 of them wet, 200 dry.
# plants has the shape (400, 2), a place in metres in each row; wet holds a 1 or a 0 for each.
angle = np.random.default_rng(7).uniform(0, 2 * np.pi, 400)
distance = np.random.default_rng(8).uniform(np.repeat([0, 3], 200), np.repeat([2, 5], 200))
plants = np.column_stack([distance * np.cos(angle), distance * np.sin(angle)])
wet = np.repeat([1, 0], 200)


def collapse(hidden, output):
    """Replace two layers without activation by one layer that gives the same.

    hidden: the weights of the first layer, a NumPy array of shape (d, h):
        a row for each of its d inputs, a column for each of its h neurons.
    output: the weights of the second layer, shape (h, k): a row for each of the h neurons before,
        a column for each of its k neurons.
    Neither layer has a bias or an activation.
    Returns the weights of the one layer: shape (d, k), for any d, h and k.
    Formula: the weight from input i to neuron j is the sum, over all hidden neurons n,
    of hidden[i, n] * output[n, j].
    """
    raise NotImplementedError


def build_hidden(units):
    """Build a network with one hidden layer that can learn the circle, and compile it.

    units: the number of hidden neurons.
    Returns a Keras model: two inputs, a hidden layer of so many neurons with the activation relu,
    an output layer of one neuron with the activation sigmoid. Both layers have a bias, as Keras
    makes them. Nothing else stands in the model.
    It is compiled with the loss binary cross-entropy. Which optimizer and which learning rate it
    has is up to you, as long as it learns the circle: trained on 400 plants in batches of 4, a
    network of 10 hidden neurons must be right for at least 90 % of such plants within 30 epochs.
    """
    raise NotImplementedError


def build_deep(depth, units, activation):
    """Build a network with many hidden layers, and compile it.

    depth: how many hidden layers there are, at least 1.
    units: how many neurons each hidden layer has.
    activation: the activation of every hidden layer by its name, such as "sigmoid" or "relu".
    Returns a Keras model: two inputs, the hidden layers one after the other, an output layer of
    one neuron with the activation sigmoid. All layers have a bias, as Keras makes them. Nothing
    else stands in the model.
    It is compiled with the loss binary cross-entropy; the optimizer is up to you.
    """
    raise NotImplementedError


def signal_sizes(model, x):
    """Measure how large the signal is after each layer of a network.

    model: a Keras model made of Dense layers, one after the other, such as build_deep returns.
    x: a NumPy array of shape (n, d): n examples, a row for each; d is the number of inputs.
    Returns a list of numbers, one for each layer, from the first to the last; the inputs are not
    a layer. Each number is the standard deviation, np.std, of all numbers that the layer
    gives for x, whichever example and neuron they belong to.
    The first layer gets x; every other layer gets the output of the one before it.
    """
    raise NotImplementedError


# The question “deep_sigmoid” of the lesson, answered in your own words.
deep_sigmoid = """
Your answer here.
"""
