"""What is drawn of the way back: what the two activations let through."""

import numpy as np

from autograder.checking.pictures import curve, draws


@draws("sigmoid_backward")
def sigmoid_backward(student, reference):
    """The gradient that comes back through your sigmoid, over what it gave on the way forward"""
    out = np.linspace(0.0, 1.0, 41)
    arguments = out, np.ones_like(out)
    yours = student.sigmoid_backward(*arguments)
    return curve(out, yours, reference.sigmoid_backward(*arguments), across="out")


@draws("relu_backward")
def relu_backward(student, reference):
    """The gradient that comes back through your relu, over what went into it"""
    z = np.linspace(-3.0, 3.0, 40)
    arguments = z, np.ones_like(z)
    return curve(
        z, student.relu_backward(*arguments), reference.relu_backward(*arguments), across="z"
    )


@draws("softmax_loss_backward")
def softmax_loss_backward(student, reference):
    """The gradient of the right one of three classes, while its number grows"""
    z = np.linspace(-4.0, 4.0, 33)
    calls = [(np.array([[each, 0.0, 1.0]]), np.array([[1.0, 0.0, 0.0]])) for each in z]
    yours = [np.ravel(call.value)[0] for call in student.call_each("softmax_loss_backward", calls)]
    right = [reference.softmax_loss_backward(*call)[0, 0] for call in calls]
    return curve(z, yours, right, across="z₁")
