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


# The wind increases by 1. By how much does Y increase?
# 1. 0.3794, whatever the weather
# 2. it depends on the temperature
# 3. 0.42, the weight of the wind
# 4. 0.3906, through N1 alone
more_wind = 0    # your guess: 1, 2, 3 or 4


# How far apart are the two numbers after the fourth layer?
# 1. about 0.01
# 2. still 0.96: each layer pulls them apart again
# 3. about 0.24, a quarter of that
# 4. 0: they've become the same number
four_layers = 0    # your guess: 1, 2, 3 or 4


# How many arrays does `get_weights` return for a network from `build_deep(3, 6, "relu")`?
# 1. 6
# 2. 4
# 3. 8
# 4. 3
three_layers = 0    # your answer: 1, 2, 3 or 4


# There are no activations and no biases. Weights of 3 and −2 lead from x1 to two hidden neurons, and weights of 0.5 and 1 lead on from these to the output. Which single weight replaces them all?
# 1. −0.5
# 2. −3
# 3. 2.5
# 4. 1.5
one_weight = 0    # your answer: 1, 2, 3 or 4


# A hidden neuron with relu has weights of 1 and 0 and a bias of −2. Its weight to the output is −3. For a plant at (5, 1), what does it add to the last sum?
# 1. −15
# 2. −9
# 3. 3
# 4. 0
one_voice = 0    # your answer: 1, 2, 3 or 4


# From the lesson on gradient steps: a weight is 0.5, its derivative is 0.00002 and the learning rate is 1. What is the weight after one step?
# 1. 0.50002
# 2. 0.49998
# 3. −0.5
# 4. 0.5
tiny_step = 0    # your answer: 1, 2, 3 or 4


# From the lesson on linear regression: a network has 2 inputs, 10 hidden neurons and 1 output neuron. How many parameters does it have, counting the biases?
# 1. 31
# 2. 30
# 3. 41
# 4. 13
ten_neurons = 0    # your answer: 1, 2, 3 or 4
