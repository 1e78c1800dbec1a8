"""Known wrong answers to `pack_weights`, each with its hint."""

import numpy as np

from autograder.checking import mistake


@mistake
def rows_and_columns_swapped(w1, w2, w3, w4, w5, w6):
    """Rows and columns of the hidden layer are swapped. A neuron is a column: w1 and w2 belong to
    N1 and stand one below the other."""
    return [np.array([[w1, w2], [w3, w4]]), np.array([[w5], [w6]])]


@mistake
def both_tables_transposed(w1, w2, w3, w4, w5, w6):
    """In both tables rows and columns are swapped. A neuron is a column: its weights stand one
    below the other."""
    return [np.array([[w1, w2], [w3, w4]]), np.array([[w5, w6]])]


@mistake
def swapped_and_without_rows(w1, w2, w3, w4, w5, w6):
    """In the hidden layer rows and columns are swapped: a neuron is a column. And the output layer
    must be a table too: [[w5], [w6]]."""
    return [np.array([[w1, w2], [w3, w4]]), np.array([w5, w6])]


@mistake
def output_as_a_row(w1, w2, w3, w4, w5, w6):
    """The output layer stands as a row. It has one neuron, so one column: w6 belongs below w5,
    [[w5], [w6]]."""
    return [np.array([[w1, w3], [w2, w4]]), np.array([[w5, w6]])]


@mistake
def output_without_rows(w1, w2, w3, w4, w5, w6):
    """The output layer is a plain list of two numbers. It must be a table too: two rows with one
    number each, [[w5], [w6]]."""
    return [np.array([[w1, w3], [w2, w4]]), np.array([w5, w6])]


@mistake
def one_flat_list(w1, w2, w3, w4, w5, w6):
    """This is one long list of six numbers. Keras wants a list of two tables, one for each
    layer."""
    return [w1, w2, w3, w4, w5, w6]


@mistake
def layers_without_rows(w1, w2, w3, w4, w5, w6):
    """The layers are plain lists. Each layer must be a table with rows, so put its numbers into
    inner brackets: a row for each input."""
    return [[w1, w2, w3, w4], [w5, w6]]


@mistake
def layers_not_separated(w1, w2, w3, w4, w5, w6):
    """The brackets round each layer are missing, so all rows stand in one list. Put the rows of the
    hidden layer into one list, and those of the output layer into another."""
    return [[w1, w3], [w2, w4], [w5], [w6]]


@mistake
def columns_in_the_wrong_order(w1, w2, w3, w4, w5, w6):
    """The columns of the hidden layer have changed places: N1 is the first column, N2 the
    second."""
    return [np.array([[w3, w1], [w4, w2]]), np.array([[w5], [w6]])]


@mistake
def layers_in_the_wrong_order(w1, w2, w3, w4, w5, w6):
    """The layers stand in the wrong order: the hidden layer comes first, then the output layer."""
    return [np.array([[w5], [w6]]), np.array([[w1, w3], [w2, w4]])]


@mistake
def numbers_of_the_example(w1, w2, w3, w4, w5, w6):
    """You return the numbers of the example whatever comes in. Use the names w1 to w6, so that the
    function works for any weights."""
    return [np.array([[0.42, -0.56], [0.15, 0.83]]), np.array([[0.93], [0.02]])]
