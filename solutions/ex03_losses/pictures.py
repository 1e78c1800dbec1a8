"""What is drawn of the losses: how large each is, whatever is predicted."""

import numpy as np

from autograder.checking.pictures import curve, draws

P = np.linspace(0.02, 0.98, 33)
X = np.linspace(-3.0, 3.0, 33)


@draws("mae")
def mae(student, reference):
    """The loss over the prediction, where the truth is 0"""
    return _losses(student, reference, "mae", X, [(np.zeros(1), np.array([x])) for x in X])


@draws("mse")
def mse(student, reference):
    """The loss over the prediction, where the truth is 0"""
    return _losses(student, reference, "mse", X, [(np.zeros(1), np.array([x])) for x in X])


@draws("bce")
def bce(student, reference):
    """The loss over the predicted probability, where “yes” is right"""
    return _losses(student, reference, "bce", P, [(np.ones(1), np.array([p])) for p in P])


@draws("cross_entropy")
def cross_entropy(student, reference):
    """The loss over the probability that the right one of three classes got"""
    right = np.array([[1.0, 0.0, 0.0]])
    calls = [(right, np.array([[p, (1 - p) / 2, (1 - p) / 2]])) for p in P]
    return _losses(student, reference, "cross_entropy", P, calls)


def _losses(student, reference, name, x, calls):
    yours = [call.value for call in student.call_each(name, calls)]
    right = [getattr(reference, name)(*call) for call in calls]
    return curve(x, yours, right, across="p" if x is P else "ŷ")
