"""A network of two inputs, two hidden neurons and one output, by hand and in Keras.

The ranges of the numbers are chosen so that no id hides a mistake. N1 is positive, and N2 is
negative; no two numbers are equal. In units of its last digit, x1, w1, w3 and w5 are odd, x2 and w6
are even. So N1 and N2 end in an odd third decimal, and Y in an odd fourth one: rounding shows, and
no answer is 0, 0.5 or 1.
"""

import keras
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


# question: by_hand
# Compute the three neurons of the picture from your own numbers.
# N1 multiplies x1 by w1 and x2 by w2, and adds. N2 does so with w3 and w4.
# Y multiplies N1 by w5 and N2 by w6, and adds.
# N1, N2, Y: one number each. Formulas and calculator are both welcome.
# They have at most four decimals: do not round to fewer.
N1 = x1 * w1 + x2 * w2
N2 = x1 * w3 + x2 * w4
Y = N1 * w5 + N2 * w6


def neuron(x1, x2, w1, w2):
    """Compute one neuron with two inputs.

    x1, x2: the two inputs. w1: the weight of x1. w2: the weight of x2. All four are numbers.
    Returns one number.
    Formula: multiply each input by its weight, and add the two products.
    """
    return x1 * w1 + x2 * w2


def pack_weights(w1, w2, w3, w4, w5, w6):
    """Pack the six weights the way Keras keeps them.

    w1, w2: the weights of N1, for its inputs x1 and x2. w3, w4: the same for N2.
    w5, w6: the weights of Y, for its inputs N1 and N2. All six are numbers.
    Returns a list of two tables, the hidden layer first and the output layer second.
    Shapes: (2, 2) and (2, 1). A table may be a NumPy array or a list of lists.
    Rule: one row for each input of the layer, one column for each neuron of the layer.
    """
    hidden = np.array([[w1, w3], [w2, w4]])
    output = np.array([[w5], [w6]])
    return [hidden, output]


def forward(x, weights):
    """Send numbers through the 2-2-1 network and return its output.

    x: a NumPy array of floats; one example has shape (2,), a batch of n examples (n, 2).
    weights: a list of two NumPy arrays, packed as by pack_weights: shapes (2, 2) and (2, 1).
    Returns an array: shape (1,) for one example, (n, 1) for a batch.
    Formula: x @ hidden @ output, where hidden and output are the two tables of weights.
    x and weights stay as they are.
    """
    hidden, output = weights
    neurons = x @ hidden
    return neurons @ output


def build_network():
    """Build the 2-2-1 network in Keras.

    Returns a Keras model with two inputs, a hidden layer of two neurons and an output layer
    of one neuron. Neither layer has a bias or an activation: six weights in all.
    Their values are up to Keras.
    The model is not compiled: compile belongs to training, which comes later.
    """
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(2, use_bias=False))
    network.add(keras.layers.Dense(1, use_bias=False))
    return network
