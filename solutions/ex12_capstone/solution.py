"""Six shapes: split the pictures, design a network, train it, and see what it confuses."""

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
    order = np.random.default_rng(seed).permutation(len(x))
    n_val = round(share * len(x))
    held_back, rest = order[:n_val], order[n_val:]
    return x[rest], y[rest], x[held_back], y[held_back]


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
    model = keras.Sequential()
    model.add(keras.Input((20, 20, 1)))
    model.add(keras.layers.Conv2D(16, 3, padding="same", activation="relu"))
    model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Conv2D(32, 3, padding="same", activation="relu"))
    model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Conv2D(32, 3, padding="same", activation="relu"))
    model.add(keras.layers.GlobalMaxPooling2D())
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model


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
    model.fit(x, y, epochs=8, batch_size=32, verbose=0)


def confusion(y_true, y_pred, n_classes):
    """Count which class is taken for which.

    y_true: a NumPy array of whole numbers from 0 to n_classes - 1, shape (n,): the true classes.
    y_pred: the same for the answers of a network.
    n_classes: how many classes there are. Some may occur in neither array.
    Returns an array of whole numbers, of the shape (n_classes, n_classes). Row i and column j say
    how many pictures of class i were taken for class j: row the truth, column the answer.
    y_true and y_pred stay as they were.
    """
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for i in range(len(y_true)):
        counts[y_true[i], y_pred[i]] += 1
    return counts
