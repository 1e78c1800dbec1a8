"""Linear regression: one neuron, which Keras trains on a table of measurements."""

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
    total = 0
    for inputs, neurons in zip(sizes[:-1], sizes[1:], strict=True):
        total += inputs * neurons
        if use_bias:
            total += neurons
    return total


def build_model(n_features):
    """Build the model of linear regression: one neuron with a bias and without an activation.

    n_features: the number of features, which is the number of inputs: 1, 2, 3, ...
    Returns a Keras model that begins with keras.Input and has one layer, Dense, of one neuron.
    The model is compiled. Its loss is the one that Keras calls "mean_squared_error", its optimizer
    is SGD. The learning rate is up to you; for the tables of this lesson, 0.05 is a good one.
    Formula: output = x1 * w1 + x2 * w2 + ... + b
    """
    model = keras.Sequential()
    model.add(keras.Input((n_features,)))
    model.add(keras.layers.Dense(1))
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(learning_rate=0.05))
    return model


def train(model, x, y):
    """Train the model until its loss on x and y, the mean squared error, is below 1.

    model: a compiled model, as build_model(n_features) returns it. Train this very model.
    x: a NumPy array of shape (n, n_features): n rows of features, all between -3 and 3.
    y: a NumPy array of shape (n,): the target of each row, between -50 and 50.
    There are at least 40 rows. With the best weights the loss would be below 0.5.
    What train returns does not matter: only the weights of the model count.
    A few seconds are enough, and 100 epochs are plenty with the learning rate 0.05.
    """
    model.fit(x, y, epochs=12, batch_size=2, verbose=0)


def predict(model, x):
    """Give the model's prediction for each row of x.

    model: a model with one output neuron, as build_model(n_features) returns it.
    x: a NumPy array of shape (n, n_features): n rows of features. n may be 1.
    Returns an array of shape (n,): one number for each row, not rounded.
    For a table of one row, the shape is (1,).
    """
    return np.ravel(model.predict(x, verbose=0))
