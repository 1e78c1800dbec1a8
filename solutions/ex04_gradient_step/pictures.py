"""What is drawn of going down: the step, the slope, the way over the bowl, and the bowl itself."""

import numpy as np

from autograder.checking.pictures import curve, draws, images, path

# Four examples of two inputs, for which the weights 1 and -1 are best.
X = np.array([[1.0, 0.5], [-0.5, 1.0], [1.5, -0.5], [0.5, 1.5]])
Y = X @ np.array([1.0, -1.0])
BOX = (-2.0, 3.0, -3.0, 2.0)
W1, W2 = np.linspace(*BOX[:2], 24), np.linspace(*BOX[2:], 24)
START = np.array([-1.5, 1.5])


@draws("gradient_step")
def gradient_step(student, reference):
    """The new weight over the gradient, from the weight 1 with the learning rate 0.5"""
    x = np.linspace(-4.0, 4.0, 17)
    arguments = np.ones_like(x), x, 0.5
    yours = student.gradient_step(*arguments)
    return curve(x, yours, reference.gradient_step(*arguments))


@draws("mse_gradient")
def mse_gradient(student, reference):
    """How fast the loss changes with the first weight, while that grows"""
    calls = [(np.array([w, 0.0]), X, Y) for w in W1]
    yours = [np.ravel(call.value)[0] for call in student.call_each("mse_gradient", calls)]
    right = [reference.mse_gradient(*call)[0] for call in calls]
    return curve(W1, yours, right, across="w₁")


@draws("descend")
def descend(student, reference):
    """Your way down the bowl, and the right one, in 25 steps: dark is low"""
    arguments = START, X, Y, 0.15, 25
    ground = reference.loss_surface(W1, W2, X, Y)
    return path(student.descend(*arguments), reference.descend(*arguments), ground, BOX)


@draws("loss_surface")
def loss_surface(student, reference):
    """The loss for many pairs of weights, as your function makes it: dark is low"""
    right = reference.loss_surface(W1, W2, X, Y)
    yours = np.asarray(student.loss_surface(W1, W2, X, Y), dtype=float)
    most = right.max() / 255
    return images(("", yours[::-1] / most, right[::-1] / most))
