"""The backward pass: by hand, layer by layer, and in a training loop of one's own.

The inputs and weights of `chain_by_hand` have the ranges of the first lesson, so for every id the
first hidden neuron speaks, the second one is silent, and the network advises more than the target:
N1 is at least 0.699, the second sum at most -4.893, Y at least 0.489.
"""

import numpy as np

from autograder.personal import personal_number

# Your own id, between the quotes:
STUDENT_ID = "example"

# Two inputs and six weights, made from your id:
numbers_of = STUDENT_ID
x1 = personal_number(STUDENT_ID, "x1", 5.1, 9.9, 0.2)
x2 = personal_number(STUDENT_ID, "x2", -4.8, -2.2, 0.2)
w1 = personal_number(STUDENT_ID, "w1", 0.41, 0.59, 0.02)
w2 = personal_number(STUDENT_ID, "w2", 0.11, 0.29, 0.02)
w3 = personal_number(STUDENT_ID, "w3", -0.79, -0.61, 0.02)
w4 = personal_number(STUDENT_ID, "w4", 0.81, 0.95, 0.02)
w5 = personal_number(STUDENT_ID, "w5", 0.7, 2.9, 0.2)
w6 = personal_number(STUDENT_ID, "w6", 0.2, 0.6, 0.2)

# The way forward, with relu on both layers, and the answer that would have been right:
N1 = max(0.0, x1 * w1 + x2 * w2)
N2 = max(0.0, x1 * w3 + x2 * w4)
Y = max(0.0, N1 * w5 + N2 * w6)
target = 0.34


# question: chain_by_hand
# The way back, for the loss (Y - target) ** 2.
# d_y, d_n1: how fast the loss changes with Y, and with N1.
# d_w5, d_w6, d_w1, d_w2: how fast it changes with these four weights.
# Each is one number. Formulas and calculator are both welcome: keep at least four decimals.
d_y = 2 * (Y - target)
d_w5 = d_y * N1
d_w6 = d_y * N2
d_n1 = d_y * w5
d_w1 = d_n1 * x1
d_w2 = d_n1 * x2


def sigmoid_backward(out, d_out):
    """Send gradients back through a sigmoid.

    out: what the sigmoid gave on the way forward, a NumPy array of any shape.
    d_out: how fast the loss changes with each of these numbers, an array of the same shape.
    Returns an array of that shape: how fast the loss changes with what went into the sigmoid.
    Formula: d_out * out * (1 - out), number by number
    """
    return d_out * out * (1 - out)


def relu_backward(z, d_out):
    """Send gradients back through a relu.

    z: what went into the relu on the way forward, a NumPy array of any shape. No number is 0.
    d_out: how fast the loss changes with what came out, an array of the same shape.
    Returns an array of that shape: d_out where z is above 0, and 0 elsewhere.
    z and d_out must stay as they were.
    """
    return d_out * (z > 0)


def dense_backward(x, w, d_out):
    """Send gradients back through a fully connected layer, out = x @ w + b.

    x: the inputs of the layer, a NumPy array of shape (n, i): a row for each example.
    w: its weights, shape (i, o): a row for each input, a column for each neuron.
    d_out: how fast the loss changes with each number of out, shape (n, o).
    Returns three arrays, in this order:
    d_x of shape (n, i), d_w of shape (i, o) and d_b of shape (o,):
    how fast the loss changes with the inputs, the weights and the biases.
    Formulas: d_x = d_out @ w.T, d_w = x.T @ d_out, d_b = the sum of each column of d_out.
    A loss that is a mean has its 1 / n in d_out already. x, w and d_out must stay as they were.
    """
    d_x = d_out @ w.T
    d_w = x.T @ d_out
    d_b = d_out.sum(axis=0)
    return d_x, d_w, d_b


def softmax_loss_backward(z, y):
    """Give the gradient of softmax and mean cross-entropy together.

    z: the sums of the output layer, a NumPy array of shape (n, k): a row for each example.
    y: the targets, one-hot rows, shape (n, k).
    Returns an array of shape (n, k): how fast the mean cross-entropy changes with each number of z.
    Formula: (p - y) / n, where p holds the softmax of each row of z
    It must be right for all numbers from -1000 to 1000. z and y must stay as they were.
    """
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - y) / len(z)


def gradients(weights, x, y):
    """Go forward and back through a network with one hidden layer.

    weights: a list of four NumPy arrays, [W1, b1, W2, b2]: weights and biases of the hidden layer,
    shapes (i, h) and (h,), then of the output layer, shapes (h, k) and (k,).
    x: the inputs, shape (n, i). y: the targets, one-hot rows, shape (n, k).
    Returns a list of four arrays of the same shapes: how fast the loss changes with each weight.
    Rule: the hidden layer has relu, the output layer softmax; the loss is the mean cross-entropy.
    weights, x and y must stay as they were.
    """
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    z2 = hidden @ w2 + b2
    d_z2 = softmax_loss_backward(z2, y)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, d_z2)
    d_z1 = relu_backward(z1, d_hidden)
    _d_x, d_w1, d_b1 = dense_backward(x, w1, d_z1)
    return [d_w1, d_b1, d_w2, d_b2]


def train(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Train a network with one hidden layer by gradient steps on small batches.

    weights: where to start, a list of four arrays as in gradients. x: shape (n, i), y: (n, k).
    learning_rate: a number above 0. batch_size, epochs: whole numbers, 1 or more.
    seed: a whole number for np.random.default_rng, if you shuffle the rows.
    Returns a list of four new arrays, the trained weights.
    Rule: in each epoch every row is used exactly once, in batches of batch_size rows; the last
    batch takes what is left. Each batch makes one step: weight - learning_rate * gradient.
    In which order the rows come is up to you. weights, x and y must stay as they were.
    """
    rng = np.random.default_rng(seed)
    for _epoch in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [
                weight - learning_rate * step for weight, step in zip(weights, steps, strict=True)
            ]
    return weights
