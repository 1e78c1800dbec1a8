"""Several classes: one output neuron for each, and softmax over all of them."""

import keras
import numpy as np


def one_hot(labels, n_classes):
    """Turn every label into a row of zeros with a single 1.

    labels: a NumPy array of integers, shape (n,). Each label is 0, 1, ... or n_classes - 1.
    n_classes: the number of classes. A class may also be missing from the labels.
    Returns an array of shape (n, n_classes). Row i has a 1 in the column labels[i], and 0 in every
    other column. Integers and decimal numbers are both fine; True and False are not.
    """
    return np.eye(n_classes)[labels]


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
    model = keras.Sequential()
    model.add(keras.Input((n_features,)))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    optimizer = keras.optimizers.Adam(learning_rate=0.1)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    return model


def train(model, x, y):
    """Train the model until its loss on x and y, the cross-entropy, is below 0.4.

    model: a compiled model, as build_model(n_features, n_classes) returns it. Train this very
        model.
    x: a NumPy array of shape (n, n_features): n rows of features, all between -3 and 3.
    y: a NumPy array of shape (n, n_classes): the one-hot targets, one row for each row of x.
    There are at least 90 rows. A model that is trained well reaches a loss below 0.3 on them.
    It does not matter what train returns; only the weights of the model count.
    """
    model.fit(x, y, epochs=20, batch_size=16, verbose=0)


def predict_class(model, x):
    """Give the model's answer for each row of x: the number of the most probable class.

    model: a model whose outputs are probabilities, as build_model(n_features, n_classes) returns
        it.
    x: a NumPy array of shape (n, n_features). Also a table of one row is a table.
    Returns an array of integers of shape (n,): for each row the number of the class with the
    largest probability, counted from 0. For one row the shape is (1,).
    """
    probabilities = model.predict(x, verbose=0)
    return np.argmax(probabilities, axis=1)
