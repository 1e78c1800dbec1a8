"""Known wrong answers to `forward`, each with its hint."""

import numpy as np

from autograder.checking import float_of_an_array, mistake


@mistake
def hidden_layer_only(x, weights):
    """The two hidden neurons come back. Their numbers still have to go through the second table:
    neurons @ output."""
    hidden, output = weights
    return x @ hidden


@mistake
def tables_in_the_wrong_order(x, weights):
    """Two tables meet in the wrong order, so their sizes do not fit. It goes from left to right as in
    the picture: x @ hidden @ output, and hidden is weights[0]."""
    output, hidden = weights
    return x @ hidden @ output


@mistake
def hidden_before_x(x, weights):
    """The table of weights stands on the wrong side. The order matters: first x, then the weights,
    x @ hidden."""
    hidden, output = weights
    return hidden @ x @ output


@mistake
def star_in_both_layers(x, weights):
    """The sign * only multiplies; a neuron also adds the products. @ does both: x @ hidden, and the
    same with output."""
    hidden, output = weights
    return x * hidden * output


@mistake
def star_in_the_hidden_layer(x, weights):
    """In the hidden layer stands *, which only multiplies. @ multiplies and adds: x @ hidden."""
    hidden, output = weights
    return x * hidden @ output


@mistake
def star_in_the_output_layer(x, weights):
    """In the output layer stands *, which only multiplies. @ multiplies and adds: neurons @
    output."""
    hidden, output = weights
    return x @ hidden * output


@mistake
def tables_added(x, weights):
    """The two layers are added up. The second layer takes what the first gives: put @ between
    them, in place of +."""
    hidden, output = weights
    return x @ hidden + x @ output


@mistake
def transposed_hidden_table(x, weights):
    """Rows and columns of the hidden table are swapped. A neuron is a column already, so no
    transposing (.T) is needed: x @ hidden."""
    hidden, output = weights
    return x @ hidden.T @ output


@mistake
def station_whatever_comes_in(x, weights):
    """These are the weights of the station, whatever weights come in. Take the two tables from the
    argument: weights[0] and weights[1]."""
    hidden = np.array([[0.42, -0.56], [0.15, 0.83]])
    output = np.array([[0.93], [0.02]])
    return x @ hidden @ output


@mistake
def bare_number(x, weights):
    """The value is right, but an axis is lost, as with [0]. Return what @ gives: shape (1,) for one
    example, and (n, 1) for a batch."""
    hidden, output = weights
    return (x @ hidden @ output)[0]


@mistake(explains=float_of_an_array, elsewhere="any")
def made_a_float(x, weights):
    """float makes a single number, and a batch has more than one. Leave float out: @ gives an array
    of the right shape by itself."""
    hidden, output = weights
    y = x @ hidden @ output
    return float(y[0])


@mistake
def flattened_batch(x, weights):
    """A batch comes back as a flat row of shape (n,). Keep the second axis, which ravel, flatten
    and [:, 0] take away: the shape must be (n, 1)."""
    hidden, output = weights
    return np.ravel(x @ hidden @ output)


@mistake
def always_a_batch(x, weights):
    """One example comes back as a batch of shape (1, 1). Leave its shape (2,) as it is, and the
    answer gets the shape (1,)."""
    hidden, output = weights
    return np.atleast_2d(x) @ hidden @ output


@mistake
def one_example_only(x, weights):
    """Your function works for one example only: in a batch x[0] is the whole first example, not x1.
    Use x @ hidden, which fits both."""
    hidden, output = weights
    n1 = x[0] * hidden[0, 0] + x[1] * hidden[1, 0]
    n2 = x[0] * hidden[0, 1] + x[1] * hidden[1, 1]
    return np.array([n1 * output[0, 0] + n2 * output[1, 0]])


@mistake
def first_example_of_the_batch(x, weights):
    """Only the first example of the batch is answered. Return a row for each example: the shape is
    (n, 1)."""
    hidden, output = weights
    return np.atleast_2d(x)[0] @ hidden @ output


@mistake
def axis_always_added(x, weights):
    """You always add an axis to x, so every answer has one axis too many. Use x as it comes: x @
    hidden fits one example and a batch."""
    hidden, output = weights
    return np.expand_dims(x, axis=0) @ hidden @ output


@mistake
def turned_table_before_x(x, weights):
    """Your function works for one example, but not for a batch. Put x on the left and the table,
    without .T, on the right: x @ hidden."""
    hidden, output = weights
    return output.T @ (hidden.T @ x)
