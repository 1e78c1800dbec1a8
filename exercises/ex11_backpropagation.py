# How the error finds its way back
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex11_backpropagation.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex11_backpropagation/;
# make changes there.

import numpy as np

# Your own id, between the quotes:
STUDENT_ID = "example"

# This makes numbers out of an id: for one id always the same ones, on every computer,
# and for another id others. Capital letters and extra spaces do not matter.
import builtins
import hashlib
import unicodedata


def plain_id(student_id):
    text = unicodedata.normalize("NFKC", builtins.str(student_id))
    return " ".join(text.casefold().split())


def personal_number(student_id, name, low, high, step=0.01):
    digest = hashlib.sha256(f"{plain_id(student_id)}/{name}".encode()).hexdigest()
    first, last, stride = (builtins.round(100 * number) for number in (low, high, step))
    choices = (last - first) // stride + 1
    return (first + builtins.int(digest, 16) % choices * stride) / 100


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


# The way back, for the loss (Y - target) ** 2.
# d_y, d_n1: how fast the loss changes with Y, and with N1.
# d_w5, d_w6, d_w1, d_w2: how fast it changes with these four weights.
# Each is one number. Formulas and calculator are both welcome: keep at least four decimals.
d_y = None
d_w5 = None
d_w6 = None
d_n1 = None
d_w1 = None
d_w2 = None


def sigmoid_backward(out, d_out):
    """Send gradients back through a sigmoid.

    out: what the sigmoid gave on the way forward, a NumPy array of any shape.
    d_out: how fast the loss changes with each of these numbers, an array of the same shape.
    Returns an array of that shape: how fast the loss changes with what went into the sigmoid.
    Formula: d_out * out * (1 - out), number by number
    """
    raise NotImplementedError


def relu_backward(z, d_out):
    """Send gradients back through a relu.

    z: what went into the relu on the way forward, a NumPy array of any shape. No number is 0.
    d_out: how fast the loss changes with what came out, an array of the same shape.
    Returns an array of that shape: d_out where z is above 0, and 0 elsewhere.
    z and d_out must stay as they were.
    """
    raise NotImplementedError


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
    raise NotImplementedError


def softmax_loss_backward(z, y):
    """Give the gradient of softmax and mean cross-entropy together.

    z: the sums of the output layer, a NumPy array of shape (n, k): a row for each example.
    y: the targets, one-hot rows, shape (n, k).
    Returns an array of shape (n, k): how fast the mean cross-entropy changes with each number of z.
    Formula: (p - y) / n, where p holds the softmax of each row of z
    It must be right for all numbers from -1000 to 1000. z and y must stay as they were.
    """
    raise NotImplementedError


def gradients(weights, x, y):
    """Go forward and back through a network with one hidden layer.

    weights: a list of four NumPy arrays, [W1, b1, W2, b2]: weights and biases of the hidden layer,
    shapes (i, h) and (h,), then of the output layer, shapes (h, k) and (k,).
    x: the inputs, shape (n, i). y: the targets, one-hot rows, shape (n, k).
    Returns a list of four arrays of the same shapes: how fast the loss changes with each weight.
    Rule: the hidden layer has relu, the output layer softmax; the loss is the mean cross-entropy.
    weights, x and y must stay as they were.
    """
    raise NotImplementedError


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
    raise NotImplementedError


# Now take a step twice as long, at 0.01 instead of 0.005. What happens to the loss?
# 1. it ends up larger than 2.7663, where we started
# 2. it becomes 0.1156 and never changes again
# 3. it swings, up with this step and down with the next
# 4. it drops further, nearly to 0
one_big_step = 0    # your guess: 1, 2, 3 or 4


# You have 300 rows, in batches of 16. How many steps are there in an epoch?
# 1. 16
# 2. 18
# 3. 300
# 4. 19
batches = 0    # your guess: 1, 2, 3 or 4


# On the way forward, 4 came along a line with a weight of −0.5. Now 3 comes back to the neuron at the end of that line. What is the gradient of the weight?
# 1. −6
# 2. 12
# 3. 3
# 4. −1.5
along_the_line = 0    # your answer: 1, 2, 3 or 4


# Four neurons with sigmoid form a chain, and all the weights are 1. How much of the gradient, at most, gets back through all four?
# 1. a quarter
# 2. a sixteenth
# 3. one part in 256
# 4. all of it
four_sigmoids = 0    # your answer: 1, 2, 3 or 4


# With three examples and two neurons, d_out has the rows (1, 0), (−2, 4) and (4, 2). What is d_b?
# 1. 1, 2 and 6
# 2. 1 and 2
# 3. 9
# 4. 3 and 6
bias_of_three = 0    # your answer: 1, 2, 3 or 4


# From the lesson on fully connected networks: a network has 2 inputs, 3 hidden neurons without an activation, 1 output and no biases. What is the smallest network that does the same job?
# 1. 3 neurons with no output layer
# 2. there isn't one: 3 hidden neurons can do more than 1
# 3. 1 neuron with 9 weights
# 4. 1 neuron with 2 weights
two_linear_layers = 0    # your answer: 1, 2, 3 or 4


# From the lesson on losses: a network gave the right class a probability of 0.25. What is the cross-entropy for this example?
# 1. about 0.29
# 2. about 1.39
# 3. 0.5625
# 4. 0.75
quarter = 0    # your answer: 1, 2, 3 or 4
