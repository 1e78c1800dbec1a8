"""The hidden checks of the four losses."""

import numpy as np

from autograder.checking import (
    _,
    as_table,
    edge_check,
    fresh,
    inputs,
    near,
    numbers,
    numbers_between,
    property_check,
    range_check,
    require,
    same,
    unchanged,
    value_check,
)

FEW = 6  # numbers in a call of a range check: in a mean of many, a wrong one would be lost

# mae: 1.5 points


@value_check("mae", points=0.75)
def test_mae_row(student, reference):
    """gives the mean absolute error of a row"""
    y_true = np.array([3.0, -1.5, 0.5, 8.0, 2.0, 1.0])
    y_pred = np.array([2.5, 1.0, -0.7, 9.3, 2.4, 1.65])
    same(student.mae, reference.mae, *near(y_true, y_pred))
    same(student.mae, reference.mae, *near(np.array([4.25]), np.array([1.5])))


@value_check("mae", points=0.25)
def test_mae_table(student, reference):
    """gives one number for a table: the mean over all its elements"""
    y_true = np.array([[4.5, -1.0, 1.5], [0.75, 9.25, -9.0]])
    y_pred = np.array([[1.0, -2.0, 3.5], [0.25, 4.0, -6.0]])
    same(student.mae, reference.mae, *near(y_true, y_pred))
    y_true = np.array([[0.5, -3.0], [2.0, 7.0], [-1.25, 4.0]])
    y_pred = np.array([[1.75, -2.0], [-1.0, 7.5], [0.25, 4.1]])
    same(student.mae, reference.mae, *near(y_true, y_pred))


@range_check("mae", points=0.25)
def test_mae_everywhere():
    """is right for small and for large numbers, of either sign, in rows and tables of any size"""
    return _pairs(numbers_between(-100.0, 100.0))


@property_check("mae", points=0.25)
def test_mae_unchanged(student, reference):
    """leaves its arguments as they were"""
    unchanged(student.mae, *near(np.array([2.0, -1.0, 0.5]), np.array([1.25, 3.0, -0.5])))


# mse: 1.5 points


@value_check("mse", points=0.75)
def test_mse_row(student, reference):
    """gives the mean squared error of a row"""
    y_true = np.array([1.5, -0.4, 2.2, -3.0, 0.6, 4.0])
    y_pred = np.array([0.7, 0.9, 2.0, -1.3, 1.1, 2.8])
    same(student.mse, reference.mse, *near(y_true, y_pred))
    same(student.mse, reference.mse, *near(np.array([2.0]), np.array([-0.5])))


@value_check("mse", points=0.25)
def test_mse_table(student, reference):
    """gives one number for a table: the mean over all its elements"""
    y_true = np.array([[2.0, -1.0, 0.5], [3.5, -2.5, 1.25]])
    y_pred = np.array([[1.1, 0.4, 0.8], [6.2, -3.1, -0.75]])
    same(student.mse, reference.mse, *near(y_true, y_pred))
    y_true = np.array([[1.0, -0.5], [4.0, 3.0], [-2.0, 2.5]])
    y_pred = np.array([[0.3, 1.5], [2.9, 3.4], [1.75, -0.2]])
    same(student.mse, reference.mse, *near(y_true, y_pred))


@range_check("mse", points=0.25)
def test_mse_everywhere():
    """is right for small and for large numbers, of either sign, in rows and tables of any size"""
    return _pairs(numbers_between(-100.0, 100.0))


def _pairs(numbers):
    """Calls with a few numbers each, all of them as the truth and all as predictions; and a few of
    them as one number, as a table of one row, of one column, of two rows and three columns."""
    others = fresh().permutation(numbers)
    shapes = [(1,), (1, 1), (1, 3), (3, 1), (2, 3)]
    return [
        *zip(as_table(numbers, FEW), as_table(others, FEW), strict=True),
        *((np.resize(numbers, shape), np.resize(others, shape)) for shape in shapes),
    ]


@property_check("mse", points=0.25)
def test_mse_unchanged(student, reference):
    """leaves its arguments as they were"""
    unchanged(student.mse, *near(np.array([0.5, 3.0, -2.0]), np.array([2.0, 2.25, -0.5])))


# bce: 3 points


@value_check("bce", points=1.25)
def test_bce_row(student, reference):
    """gives the binary cross-entropy of a row of probabilities"""
    same(
        student.bce,
        reference.bce,
        np.array([1.0, 0.0, 0.0, 1.0, 1.0]),
        near(np.array([0.8, 0.3, 0.15, 0.25, 0.9]), high=1.0),
    )
    same(
        student.bce,
        reference.bce,
        np.array([0.0, 1.0, 0.0]),
        near(np.array([0.6, 0.35, 0.8]), high=1.0),
    )


@value_check("bce", points=0.75)
def test_bce_nearly_sure(student, reference):
    """is right for probabilities close to 0 and close to 1 too"""
    same(student.bce, reference.bce, np.array([0.0]), near(np.array([0.96]), low=0.9, high=0.999))
    same(
        student.bce,
        reference.bce,
        np.array([1.0, 0.0, 0.0, 1.0, 0.0, 1.0]),
        near(np.array([0.998, 0.002, 0.001, 0.999, 0.97, 0.03]), low=0.001, high=0.999),
    )
    same(student.bce, reference.bce, np.array([1.0]), near(np.array([0.995]), low=0.99, high=0.999))


@range_check("bce", points=0.25, rtol=1e-4)  # a tiny number inside the logarithm is fine
def test_bce_everywhere():
    """is right for all probabilities from 0.001 to 0.999, for both labels"""
    p = as_table(numbers_between(0.001, 0.999), FEW)
    truth = fresh().integers(0, 2, p.shape).astype(float)
    two = (np.array([1.0, 0.0]), p[1][:2])
    return [
        *zip(truth, p, strict=True),
        *zip(1 - truth, p, strict=True),
        (truth[0][:1], p[0][:1]),
        two,
    ]


@property_check("bce", points=0.25)
def test_bce_unchanged(student, reference):
    """leaves its arguments as they were"""
    unchanged(
        student.bce,
        np.array([1.0, 0.0, 0.0, 1.0]),
        np.array([*near([0.6, 0.3], high=1.0), 1e-9, 1 - 1e-9]),
    )


@edge_check("bce", points=0.5)
def test_bce_certain(student, reference):
    """gives a large, finite loss for a wrong certainty and almost none for a right one"""
    for truth in (1.0, 0.0):
        loss = _loss_of_one(student, truth, 1.0 - truth)
        require(
            9 <= loss <= 40,
            _(
                "bce([{truth}], [{p}]) must be large but finite: about 16 with the limit 1e-7."
            ).format(truth=truth, p=1.0 - truth),
            actual=loss,
        )
    for truth in (1.0, 0.0):
        loss = _loss_of_one(student, truth, truth)
        require(
            abs(loss) <= 1e-4 + 1e-6,
            _("bce([{truth}], [{p}]) must be at most 0.0001.").format(truth=truth, p=truth),
            actual=loss,
        )


def _loss_of_one(student, truth, p):
    what = f"bce([{truth}], [{p}])"
    loss = numbers(student.bce(np.array([truth]), np.array([p])), what)
    require(
        loss.shape == (),
        _("{what} must be one number.").format(what=what),
        actual=loss,
    )
    return float(loss)


# cross_entropy: 3 points

LEAST = 0.001  # the smallest probability of a class that the task allows

THREE_CLASSES = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
THREE_PREDICTED = np.array([[0.2, 0.3, 0.5], [0.15, 0.8, 0.05], [0.1, 0.65, 0.25], [0.3, 0.1, 0.6]])

FIVE_CLASSES = np.eye(5)[[3, 0, 2]]
FIVE_PREDICTED = np.array(
    [[0.1, 0.2, 0.3, 0.15, 0.25], [0.6, 0.05, 0.1, 0.2, 0.05], [0.0, 0.015, 0.025, 0.95, 0.01]]
)


def _rows(shares):
    """Rows of probabilities in nearly these shares: what has none gets the least that there is."""
    return _above_the_least(near(np.array(shares)))


def _above_the_least(shares):
    """Rows of probabilities in these shares, of which none is smaller than the task allows.

    Each gets the least, and its share of what is left: so no rounding takes it below.
    """
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return LEAST + (1 - shares.shape[-1] * LEAST) * shares


@value_check("cross_entropy", points=1.5)
def test_cross_entropy_three_classes(student, reference):
    """gives the mean of -ln(p) over the rows, with p of the right class"""
    same(student.cross_entropy, reference.cross_entropy, THREE_CLASSES, _rows(THREE_PREDICTED))
    same(
        student.cross_entropy,
        reference.cross_entropy,
        np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        _rows([[0.7, 0.2, 0.1], [0.05, 0.35, 0.6]]),
    )


@value_check("cross_entropy", points=1.0)
def test_cross_entropy_other_shapes(student, reference):
    """does so for other numbers of classes, and for a single row"""
    same(student.cross_entropy, reference.cross_entropy, FIVE_CLASSES, _rows(FIVE_PREDICTED))
    same(
        student.cross_entropy,
        reference.cross_entropy,
        np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]),
        _rows([[0.55, 0.45], [0.3, 0.7], [0.8, 0.2], [0.95, 0.05], [0.4, 0.6]]),
    )
    same(
        student.cross_entropy,
        reference.cross_entropy,
        np.array([[0.0, 1.0, 0.0, 0.0]]),
        _rows([[0.25, 0.4, 0.05, 0.3]]),
    )


@range_check("cross_entropy", points=0.25, rtol=1e-4)
def test_cross_entropy_everywhere():
    """is right for any number of rows and classes, and where the right class gets next to none"""
    calls = []
    for p in as_table(numbers_between(LEAST, 1 - 2 * LEAST), FEW):
        left = np.maximum(1 - p - 2 * LEAST, 0.0)
        share = fresh().uniform(0.2, 0.8, FEW)
        rows = np.stack([p, LEAST + share * left, LEAST + (1 - share) * left], axis=1)
        order = fresh().permutation(3)
        calls.append((np.tile(np.eye(3)[0][order], (FEW, 1)), rows[:, order]))
    nearly_sure = np.array([[1 - LEAST, LEAST], [LEAST, 1 - LEAST]])
    return [
        *calls,
        *((np.eye(2)[[label]], nearly_sure[[0]]) for label in (0, 1)),
        (np.eye(2)[[0, 0]], nearly_sure),
        *(_any_classes(n, m) for n, m in [(1, 3), (1, 2), (4, 2), (3, 5), (2, 12)]),
    ]


def _any_classes(n, m):
    """A call with n examples of m classes."""
    rows = fresh().uniform(0.2, 1.0, (n, m))
    return np.eye(m)[fresh().integers(0, m, n)], _above_the_least(rows)


@property_check("cross_entropy", points=0.25)
def test_cross_entropy_unchanged(student, reference):
    """leaves its arguments as they were"""
    unchanged(student.cross_entropy, THREE_CLASSES[:2], _rows(THREE_PREDICTED[:2]))


# Inputs for the search for the smallest one on which an answer is wrong.


def pairs_of_one_shape():
    """Two short rows or small tables of one shape, of whole numbers."""
    from hypothesis import strategies as st

    number = st.integers(-5, 5).map(float)
    pair = st.tuples(number, number)
    row = st.lists(pair, min_size=1, max_size=3)
    table = st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(pair, min_size=width, max_size=width), min_size=1, max_size=3
        )
    )
    return st.one_of(row, table).map(
        lambda pairs: (np.array(pairs)[..., 0].copy(), np.array(pairs)[..., 1].copy())
    )


@inputs("mae")
def mae_inputs():
    """Small rows and tables."""
    return pairs_of_one_shape()


@inputs("mse")
def mse_inputs():
    """Small rows and tables."""
    return pairs_of_one_shape()


@inputs("bce")
def bce_inputs():
    """A few labels, and probabilities in tenths."""
    from hypothesis import strategies as st

    label = st.integers(0, 1).map(float)
    probability = st.integers(1, 9).map(lambda tenths: tenths / 10)
    return st.lists(st.tuples(label, probability), min_size=1, max_size=3).map(
        lambda pairs: (
            np.array([label for label, _p in pairs]),
            np.array([p for _label, p in pairs]),
        )
    )


@inputs("cross_entropy")
def cross_entropy_inputs():
    """One to three rows over two or three classes, probabilities in tenths."""
    from hypothesis import strategies as st

    two = [[tenths / 10, (10 - tenths) / 10] for tenths in (5, 6, 4, 8, 3, 9)]
    three = [[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.6, 0.1, 0.3], [0.1, 0.2, 0.7]]

    def of_rows(rows):
        width = len(rows[0])
        example = st.tuples(st.sampled_from(list(np.eye(width))), st.sampled_from(rows))
        return st.lists(example, min_size=1, max_size=3)

    return st.one_of(of_rows(two), of_rows(three)).map(
        lambda examples: (
            np.array([label for label, _row in examples]),
            np.array([row for _label, row in examples]),
        )
    )
