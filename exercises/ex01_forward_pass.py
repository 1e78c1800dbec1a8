# A network by hand
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex01_forward_pass.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex01_forward_pass/;
# make changes there.

import keras
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


# Compute the three neurons of the picture from your own numbers.
# N1 multiplies x1 by w1 and x2 by w2, and adds. N2 does so with w3 and w4.
# Y multiplies N1 by w5 and N2 by w6, and adds.
# N1, N2, Y: one number each. Formulas and calculator are both welcome.
# They have at most four decimals: do not round to fewer.
N1 = None
N2 = None
Y = None


def neuron(x1, x2, w1, w2):
    """Compute one neuron with two inputs.

    x1, x2: the two inputs. w1: the weight of x1. w2: the weight of x2. All four are numbers.
    Returns one number.
    Formula: multiply each input by its weight, and add the two products.
    """
    raise NotImplementedError


def pack_weights(w1, w2, w3, w4, w5, w6):
    """Pack the six weights the way Keras keeps them.

    w1, w2: the weights of N1, for its inputs x1 and x2. w3, w4: the same for N2.
    w5, w6: the weights of Y, for its inputs N1 and N2. All six are numbers.
    Returns a list of two tables, the hidden layer first and the output layer second.
    Shapes: (2, 2) and (2, 1). A table may be a NumPy array or a list of lists.
    Rule: one row for each input of the layer, one column for each neuron of the layer.
    """
    raise NotImplementedError


def forward(x, weights):
    """Send numbers through the 2-2-1 network and return its output.

    x: a NumPy array of floats; one example has shape (2,), a batch of n examples (n, 2).
    weights: a list of two NumPy arrays, packed as by pack_weights: shapes (2, 2) and (2, 1).
    Returns an array: shape (1,) for one example, (n, 1) for a batch.
    Formula: x @ hidden @ output, where hidden and output are the two tables of weights.
    x and weights stay as they are.
    """
    raise NotImplementedError


def build_network():
    """Build the 2-2-1 network in Keras.

    Returns a Keras model with two inputs, a hidden layer of two neurons and an output layer
    of one neuron. Neither layer has a bias or an activation: six weights in all.
    Their values are up to Keras.
    The model is not compiled: compile belongs to training, which comes later.
    """
    raise NotImplementedError


# The batch holds four examples of three numbers, so its shape is `(4, 3)`. The table with P and Q is `(3, 2)`. What is the shape of `batch @ table`?
# 1. (4, 2)
# 2. an error: 4 is not 3
# 3. (2,)
# 4. (4, 3)
batch_shape = 0    # your guess: 1, 2, 3 or 4


# The wind is 7.2 m/s, as today, but it's 30 °C. How many sweaters will the station advise?
# 1. none, or even fewer
# 2. about two, just as today
# 3. it will stop with an error
# 4. about seven
hot_day = 0    # your guess: 1, 2, 3 or 4


# A neuron's weight for the temperature is 0.15. The day gets 10 degrees warmer. What happens to the neuron's sum?
# 1. that depends on the wind
# 2. it grows by 1.5
# 3. it grows by 0.15
# 4. it becomes ten times as large
ten_degrees = 0    # your answer: 1, 2, 3 or 4


# A function `seven` should end with `return 7`, but its last line is `print(7)`. What does `seven() + 1` give?
# 1. 8
# 2. an error
# 3. 1, since nothing counts as 0
# 4. 7
print_or_return = 0    # your answer: 1, 2, 3 or 4


# A layer has five inputs and three neurons. What is the shape of its table of weights?
# 1. (5, 1)
# 2. (15,)
# 3. (3, 5)
# 4. (5, 3)
table_shape = 0    # your answer: 1, 2, 3 or 4


# A network without bias has three inputs, four hidden neurons and two output neurons. How many weights does it have?
# 1. 20
# 2. 12
# 3. 24
# 4. 9
how_many_weights = 0    # your answer: 1, 2, 3 or 4


# One example has the shape `(2,)`. What shape does `predict` want?
# 1. (1,)
# 2. (2, 1)
# 3. (1, 2)
# 4. (2,)
batch_of_one = 0    # your answer: 1, 2, 3 or 4
