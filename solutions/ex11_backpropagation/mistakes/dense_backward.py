"""Known wrong answers to `dense_backward`, each with its hint."""

import re

import numpy as np

from autograder.checking import mistake


def _misfit(left, right, line=""):
    """Whether a call stopped over a product of a table with so many columns, and one with so many
    rows: each is the name of a size, as n, i and o."""

    def explains(call):
        x, w, _d_out = call.arguments
        sizes = {"n": len(x), "i": len(w), "o": w.shape[1]}
        columns, rows = sizes[left], sizes[right]
        texts = (rf"size {rows} is different from {columns}\b", rf"{columns} \(dim 1\) != {rows} ")
        return (
            call.failure is not None
            and call.failure.exception == "ValueError"
            and any(re.search(text, call.failure.said) for text in texts)
            and re.search(line, call.failure.line) is not None
        )

    return explains


@mistake(explains=_misfit("o", "i"))
def dense_w_not_turned(x, w, d_out):
    """In d_x the shapes do not fit: d_out is (n, o), and w is (i, o). Turn w: d_out @ w.T."""
    return d_out @ w, x.T @ d_out, d_out.sum(axis=0)


@mistake(explains=_misfit("o", "n"))
def dense_w_on_the_left(x, w, d_out):
    """In d_x the two stand in the wrong order. A row of d_out meets a row of w: d_out @ w.T."""
    return w @ d_out, x.T @ d_out, d_out.sum(axis=0)


@mistake(explains=_misfit("i", "n", line=r"\bx(\s*@|,)\s*d_out"))
def dense_x_not_turned(x, w, d_out):
    """In d_w the shapes do not fit: x is (n, i), and d_out is (n, o). Turn x: x.T @ d_out."""
    return d_out @ w.T, x @ d_out, d_out.sum(axis=0)


@mistake(explains=_misfit("i", "o"))
def dense_d_out_turned(x, w, d_out):
    """In d_w the wrong table is turned. A column of x meets a column of d_out: x.T @ d_out."""
    return d_out @ w.T, x @ d_out.T, d_out.sum(axis=0)


@mistake(explains=_misfit("n", "o"))
def dense_d_out_turned_too(x, w, d_out):
    """In d_w only x is turned, and d_out stays as it is: x.T @ d_out."""
    return d_out @ w.T, x.T @ d_out.T, d_out.sum(axis=0)


@mistake
def dense_by_elements(x, w, d_out):
    """The sign * multiplies number by number, and nothing is added up. Use @ here: d_out @ w.T and
    x.T @ d_out."""
    return d_out * w.T, x.T * d_out, d_out.sum(axis=0)


@mistake
def dense_d_w_turned(x, w, d_out):
    """Rows and columns of d_w have changed places. It has the shape of w, (i, o): x.T @ d_out."""
    return d_out @ w.T, d_out.T @ x, d_out.sum(axis=0)


@mistake
def dense_d_x_turned(x, w, d_out):
    """Rows and columns of d_x have changed places. It has the shape of x, (n, i): d_out @ w.T."""
    return w @ d_out.T, x.T @ d_out, d_out.sum(axis=0)


@mistake
def dense_d_b_mean(x, w, d_out):
    """d_b is a mean. Add the columns of d_out up: if the loss is a mean, its 1 / n is in d_out
    already."""
    return d_out @ w.T, x.T @ d_out, d_out.mean(axis=0)


@mistake
def dense_d_w_mean(x, w, d_out):
    """d_w is divided by n. If the loss is a mean, its 1 / n is in d_out already: x.T @ d_out."""
    return d_out @ w.T, x.T @ d_out / len(x), d_out.sum(axis=0)


@mistake
def dense_means(x, w, d_out):
    """d_w and d_b are divided by n. If the loss is a mean, its 1 / n is in d_out already: dividing
    twice is once too often."""
    return d_out @ w.T, x.T @ d_out / len(x), d_out.mean(axis=0)


@mistake
def dense_all_means(x, w, d_out):
    """All three are divided by n. If the loss is a mean, its 1 / n is in d_out already: dividing
    twice is once too often."""
    return d_out @ w.T / len(x), x.T @ d_out / len(x), d_out.mean(axis=0)


@mistake
def dense_d_b_a_row_in_a_table(x, w, d_out):
    """The numbers of d_b are right, but they stand in a table of one row. The biases have the shape
    (o,): leave keepdims out."""
    return d_out @ w.T, x.T @ d_out, d_out.sum(axis=0, keepdims=True)


@mistake
def dense_d_b_by_rows(x, w, d_out):
    """d_b adds up the rows: a number for each example. A bias belongs to a neuron, so add up the
    columns: axis=0."""
    return d_out @ w.T, x.T @ d_out, d_out.sum(axis=1)


@mistake
def dense_d_b_one_number(x, w, d_out):
    """d_b is everything added up to one number. Each neuron has a bias of its own: a sum for each
    column, axis=0."""
    return d_out @ w.T, x.T @ d_out, d_out.sum()


@mistake
def dense_d_b_not_added(x, w, d_out):
    """d_b is d_out as it came. A bias serves all the examples: add up each column, axis=0."""
    return d_out @ w.T, x.T @ d_out, d_out


@mistake
def dense_d_b_ones(x, w, d_out):
    """d_b is 1 for each neuron. That is the input of a bias; it meets what comes back, like every
    input: the sum of each column of d_out."""
    return d_out @ w.T, x.T @ d_out, np.ones(d_out.shape[1])


@mistake
def dense_order_w_x_b(x, w, d_out):
    """The three stand in another order. Give them back as d_x, d_w, d_b."""
    return x.T @ d_out, d_out @ w.T, d_out.sum(axis=0)


@mistake
def dense_order_w_b_x(x, w, d_out):
    """d_x stands at the end. Give the three back as d_x, d_w, d_b."""
    return x.T @ d_out, d_out.sum(axis=0), d_out @ w.T


@mistake
def dense_order_x_b_w(x, w, d_out):
    """d_b and d_w have changed places. Give the three back as d_x, d_w, d_b."""
    return d_out @ w.T, d_out.sum(axis=0), x.T @ d_out


@mistake
def dense_without_d_x(x, w, d_out):
    """d_x is missing. The layer before needs it, to go on from: return d_x, d_w, d_b."""
    return x.T @ d_out, d_out.sum(axis=0)


@mistake
def dense_without_d_b(x, w, d_out):
    """d_b is missing. The biases learn too: return d_x, d_w, d_b."""
    return d_out @ w.T, x.T @ d_out


@mistake
def dense_d_x_alone(x, w, d_out):
    """You give back d_x alone. d_w and d_b are wanted, too: return d_x, d_w, d_b."""
    return d_out @ w.T


@mistake
def dense_d_w_alone(x, w, d_out):
    """You give back d_w alone. d_x and d_b are wanted, too: return d_x, d_w, d_b."""
    return x.T @ d_out


@mistake
def dense_forward(x, w, d_out):
    """In place of d_x you have computed the way forward, x @ w. Back it is d_out @ w.T."""
    return x @ w, x.T @ d_out, d_out.sum(axis=0)


@mistake
def dense_minus(x, w, d_out):
    """All signs are the wrong way round. The minus comes later, in the step; here there is none."""
    return -(d_out @ w.T), -(x.T @ d_out), -d_out.sum(axis=0)


@mistake
def dense_first_example_only(x, w, d_out):
    """d_w and d_b know the first example only. Add up over all rows of the batch."""
    return d_out @ w.T, np.outer(x[0], d_out[0]), d_out[0]


@mistake
def dense_rounds(x, w, d_out):
    """You round the results. Return them as they are."""
    return np.round(d_out @ w.T, 2), np.round(x.T @ d_out, 2), np.round(d_out.sum(axis=0), 2)
