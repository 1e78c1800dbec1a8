"""What is drawn of the five activations, and of the network that uses them."""

import numpy as np

from autograder.checking.pictures import curve, draws

X = np.linspace(-6.0, 6.0, 97)


@draws("linear")
def linear(student, reference):
    """Your linear over the right one"""
    return curve(X, student.linear(X), reference.linear(X), across="x")


@draws("relu")
def relu(student, reference):
    """Your relu over the right one"""
    return curve(X, student.relu(X), reference.relu(X), across="x")


@draws("sigmoid")
def sigmoid(student, reference):
    """Your sigmoid over the right one"""
    return curve(X, student.sigmoid(X), reference.sigmoid(X), across="x")


@draws("tanh")
def tanh(student, reference):
    """Your tanh over the right one"""
    return curve(X, student.tanh(X), reference.tanh(X), across="x")


@draws("softmax")
def softmax(student, reference):
    """What your softmax gives to the first of three numbers, while it grows and the others stay"""
    rows = np.column_stack([X, np.zeros_like(X), np.ones_like(X)])
    first = np.asarray(student.softmax(rows))[:, 0]
    return curve(X, first, reference.softmax(rows)[:, 0], across="z₁", up="p₁")


@draws("forward")
def forward(student, reference):
    """The output of a network with tanh, while its first input grows"""
    x = np.column_stack([X, np.ones_like(X)])
    weights = [np.array([[0.9, -0.5], [0.4, 0.8]]), np.array([[1.2], [-0.7]])]
    yours = np.ravel(student.forward(x, weights, "tanh"))
    return curve(X, yours, reference.forward(x, weights, "tanh").ravel(), across="x₁")
