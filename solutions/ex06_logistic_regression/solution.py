"""Logistic regression: one neuron that answers a question with yes or no."""

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
    model = keras.Sequential()
    model.add(keras.Input((n_features,)))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    optimizer = keras.optimizers.SGD(learning_rate=0.5)
    model.compile(loss="binary_crossentropy", optimizer=optimizer)
    return model


def train(model, x, y):
    """Train the model until its loss on x and y, the binary cross-entropy, is below 0.35.

    model: a compiled model, as build_model(n_features) returns it. Train this very model.
    x: a NumPy array of shape (n, n_features): n rows of features, all between -3 and 3.
    y: a NumPy array of shape (n,): for each row 1 (yes) or 0 (no).
    There are at least 80 rows. A model that is trained well reaches a loss below 0.3 on them.
    It does not matter what train returns; only the weights of the model count.
    """
    model.fit(x, y, epochs=10, batch_size=8, verbose=0)


def predict_class(model, x):
    """Give the model's answer for each row of x: 1 for yes, 0 for no.

    model: a model whose output is a probability, as build_model(n_features) returns it.
    x: a NumPy array of shape (n, n_features). Also a table of one row is a table.
    Returns an array of integers of shape (n,): 1 where the probability is above 0.5, and 0 where
    it is below. For one row the shape is (1,).
    """
    probabilities = np.ravel(model.predict(x, verbose=0))
    return (probabilities > 0.5).astype(int)
