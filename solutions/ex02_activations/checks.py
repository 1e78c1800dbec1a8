"""The hidden checks of the five activations, and of the network that uses them."""

import inspect

import numpy as np

from autograder.checking import (
    _,
    as_table,
    edge_check,
    fairly,
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

LARGE = 1000.0  # the largest size that the contract names
FITS = 300.0  # up to here the formula of the textbook does not overflow

BENT = ["relu", "sigmoid", "tanh"]  # the activations that forward knows beside linear
EXAMPLE = np.array([1.5, -0.75])
BATCH = np.array([[0.5, -1.25], [-2.0, 0.75], [1.5, 2.0], [-0.25, -1.0], [0.0, 3.0]])
TABLES = [np.array([[0.6, -1.1], [-0.4, 0.7]]), np.array([[1.3], [-0.8]])]
OTHER_TABLES = [np.array([[-0.9, 0.35], [1.2, 0.65]]), np.array([[0.45], [1.7]])]


def of_any_shape(x):
    """Calls with these numbers in a row, and with a few of them alone and in three axes."""
    return [(x,), (x[:1],), (x[:3].reshape(1, 3),), (x[:12].reshape(2, 3, 2),)]


# linear: 0.5 points


@value_check("linear", points=0.25)
def test_linear_numbers(student, reference):
    """passes every number of a row and of a table on as it is"""
    same(student.linear, reference.linear, near(np.array([-640.0, -2.7, 0.0, 0.35, 8.0])))
    same(student.linear, reference.linear, near(np.array([[1.25, -3.0], [0.5, 6.0], [-0.75, 2.0]])))


@range_check("linear", points=0.25)
def test_linear_everywhere():
    """is right for all numbers from -1000 to 1000, in arrays of any shape"""
    return of_any_shape(numbers_between(-LARGE, LARGE))


# relu: 1 point


@value_check("relu", points=0.25)
def test_relu_row(student, reference):
    """keeps what is positive in a row and replaces the rest by 0"""
    same(student.relu, reference.relu, near(np.array([-5.0, 2.4, -0.3, 0.0, 0.6, 730.0])))


@value_check("relu", points=0.25)
def test_relu_table(student, reference):
    """does the same in a table and keeps its shape"""
    same(student.relu, reference.relu, near(np.array([[-1.5, 7.0], [3.25, -900.0], [0.5, -0.25]])))


@range_check("relu", points=0.25)
def test_relu_everywhere():
    """is right for all numbers from -1000 to 1000, in arrays of any shape"""
    return of_any_shape(numbers_between(-LARGE, LARGE))


@property_check("relu", points=0.25)
def test_relu_unchanged(student, reference):
    """leaves its argument as it was"""
    unchanged(student.relu, near(np.array([-4.0, 1.0, -0.5])))


# sigmoid: 1.5 points


@value_check("sigmoid", points=0.5)
def test_sigmoid_row(student, reference):
    """gives the right values for a row of numbers"""
    same(student.sigmoid, reference.sigmoid, near(np.array([-3.2, -0.7, 0.0, 0.4, 2.5])))


@value_check("sigmoid", points=0.25)
def test_sigmoid_table(student, reference):
    """gives the right values for a table and keeps its shape"""
    same(
        student.sigmoid, reference.sigmoid, near(np.array([[1.6, -2.1], [-0.3, 4.5], [-6.0, 0.9]]))
    )


@range_check("sigmoid", points=0.25)
def test_sigmoid_everywhere():
    """is right for all numbers from -300 to 300, in arrays of any shape"""
    return of_any_shape(numbers_between(-FITS, FITS))


@property_check("sigmoid", points=0.25)
def test_sigmoid_unchanged(student, reference):
    """leaves its argument as it was"""
    unchanged(student.sigmoid, near(np.array([-1.25, 0.5, 3.0])))


@edge_check("sigmoid", points=0.25)
def test_sigmoid_large(student, reference):
    """stays right for numbers up to 1000 in size"""
    same(student.sigmoid, reference.sigmoid, numbers_between(-LARGE, LARGE))


# tanh: 1.5 points


@value_check("tanh", points=0.5)
def test_tanh_row(student, reference):
    """gives the right values for a row of numbers"""
    same(student.tanh, reference.tanh, near(np.array([-2.3, -0.6, 0.0, 0.2, 1.4])))


@value_check("tanh", points=0.25)
def test_tanh_table(student, reference):
    """gives the right values for a table and keeps its shape"""
    same(student.tanh, reference.tanh, near(np.array([[0.8, -1.7], [-0.35, 3.1], [2.6, -0.05]])))


@range_check("tanh", points=0.25)
def test_tanh_everywhere():
    """is right for all numbers from -300 to 300, in arrays of any shape"""
    return of_any_shape(numbers_between(-FITS, FITS))


@property_check("tanh", points=0.25)
def test_tanh_unchanged(student, reference):
    """leaves its argument as it was"""
    unchanged(student.tanh, near(np.array([-0.75, 1.5, 2.0])))


@edge_check("tanh", points=0.25)
def test_tanh_large(student, reference):
    """stays right for numbers up to 1000 in size"""
    same(student.tanh, reference.tanh, numbers_between(-LARGE, LARGE))


# softmax: 2.5 points


@value_check("softmax", points=0.75)
def test_softmax_row(student, reference):
    """turns a row of numbers into the right probabilities"""
    same(student.softmax, reference.softmax, near(np.array([0.5, -1.2, 2.0, 0.1])))


@value_check("softmax", points=0.5)
def test_softmax_table(student, reference):
    """treats every row of a table on its own"""
    same(student.softmax, reference.softmax, near(np.array([[1.5, 0.2, -0.4], [-2.0, 3.1, 0.7]])))


@range_check("softmax", points=0.25)
def test_softmax_everywhere():
    """is right for any number of rows, of any length, of numbers from -300 to 300"""
    z = numbers_between(-FITS, FITS)
    single = [(z[:1],), (z[:3].reshape(1, 3),), (z[:3].reshape(3, 1),)]
    return [(z,), (as_table(z, 3),), (as_table(z / FITS, 2),), *single]


@property_check("softmax", points=0.25)
def test_softmax_sums(student, reference):
    """gives rows that sum to 1, whatever their length"""
    for z in near(
        np.array([-0.5, 1.1]),
        np.array([[2.0, -1.0, 0.3, 0.9, -2.4], [0.0, 0.6, -3.0, 1.8, 1.2]]),
        np.array([[4.0, 1.0], [-1.0, -1.5], [0.2, 0.0]]),
    ):
        result = numbers(student.softmax(z), _("the result of softmax"))
        require(
            result.shape == z.shape,
            _("softmax must return an array of the shape of z"),
            expected=z.shape,
            actual=result.shape,
        )
        sums = result.sum(axis=-1)
        require(
            np.allclose(sums, 1.0, rtol=1e-5, atol=1e-6),
            _("the probabilities of each row must sum to 1"),
            expected=np.ones_like(sums),
            actual=sums,
        )


@property_check("softmax", points=0.25)
def test_softmax_unchanged(student, reference):
    """leaves its argument as it was"""
    unchanged(student.softmax, near(np.array([[2.5, 1.0, -1.0], [0.5, 3.0, 1.5]])))


@edge_check("softmax", points=0.5)
def test_softmax_large(student, reference):
    """stays right for numbers up to 1000 in size"""
    wide = near(np.array([[998.5, 1000.0], [-999.0, -1000.0]]), low=-LARGE, high=LARGE)
    same(student.softmax, reference.softmax, wide)
    far = near(np.array([-800.0, 3.0, 2.0]), low=-LARGE, thresholds=[-750])
    same(student.softmax, reference.softmax, far)
    same(student.softmax, reference.softmax, as_table(numbers_between(-LARGE, LARGE), 4))


# forward: 2 points


@value_check("forward", points=0.5)
def test_forward_linear(student, reference):
    """gives the right output for one example with the linear activation"""
    _same_outputs(
        student,
        reference,
        (near(EXAMPLE), near(TABLES), "linear"),
        (near(-EXAMPLE), near(OTHER_TABLES), "linear"),
    )


@value_check("forward", points=0.5)
def test_forward_activations(student, reference):
    """applies relu, sigmoid and tanh on both layers"""
    x, tables, others = near(EXAMPLE), near(TABLES), near(OTHER_TABLES)
    calls = [(x, tables, name) for name in BENT] + [(-x, others, name) for name in BENT]
    _same_outputs(student, reference, *calls)


@value_check("forward", points=0.5)
def test_forward_batch(student, reference):
    """gives one row of output for each example of a batch"""
    batch, tables = near(BATCH), near(TABLES)
    calls = [(batch, tables, name) for name in ["linear", *BENT]]
    _same_outputs(student, reference, *calls, (near(BATCH[:1]), near(OTHER_TABLES), "linear"))


@range_check("forward", points=0.25)
def test_forward_everywhere(student):
    """is right for numbers from -10 to 10, in batches of any length"""
    if not all(student.passed(name) for name in ["linear", *BENT]):
        return []  # what is wrong there has cost points
    numbers = numbers_between(-10.0, 10.0)
    hidden = np.resize(fresh().permutation(numbers), (24, 2, 2))
    output = np.resize(fresh().permutation(numbers), (24, 2, 1))
    names = 6 * ["linear", *BENT]
    calls = [
        (as_table(fresh().permutation(numbers), 2)[:7], [one, two], name)
        for one, two, name in zip(hidden, output, names, strict=True)
    ]
    x = as_table(numbers, 2)
    return [*calls, (x, near(TABLES), "sigmoid"), (x[:1], near(TABLES), "tanh")]


@property_check("forward", points=0.25)
def test_forward_unchanged(student):
    """leaves x and the weights as they were"""
    batch, tables = near(BATCH), near(TABLES)

    def stay(who):
        for name in ["linear", *BENT]:
            unchanged(who.forward, batch, tables, name)

    fairly(student, STAND_INS, ["linear", *BENT], stay)


def _same_outputs(student, reference, *calls):
    """The outputs are right, or would be with right activations in place of the student's wrong
    ones: these have cost points already."""

    def outputs(who):
        for call in calls:  # all are seen before one is judged, so that no hint takes one wrong
            who.forward(*call)  # branch for all of them
        for call in calls:
            same(who.forward, reference.forward, *call)

    fairly(student, STAND_INS, ["linear", *BENT], outputs)


def linear(x):
    return x


def relu(x):
    return x * (x > 0)


def sigmoid(x):
    return 0.5 + 0.5 * np.tanh(x / 2)


def tanh(x):
    return np.tanh(x)


STAND_INS = "import numpy as np\n\n\n" + "\n\n".join(
    inspect.getsource(function) for function in (linear, relu, sigmoid, tanh)
)


# Inputs for the search for the smallest one on which an answer is wrong.


def rows_and_tables():
    """Short rows first, then small tables, of whole numbers first, then of halves."""
    from hypothesis import strategies as st

    number = st.one_of(
        st.integers(-9, 9).map(float), st.integers(-9, 9).map(lambda doubled: doubled / 2)
    )
    row = st.lists(number, min_size=1, max_size=3)
    table = st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(number, min_size=width, max_size=width), min_size=1, max_size=3
        )
    )
    return st.tuples(st.one_of(row, table).map(np.array))


@inputs("linear")
def linear_inputs():
    """Small rows and tables."""
    return rows_and_tables()


@inputs("relu")
def relu_inputs():
    """Small rows and tables."""
    return rows_and_tables()


@inputs("sigmoid")
def sigmoid_inputs():
    """Small rows and tables."""
    return rows_and_tables()


@inputs("tanh")
def tanh_inputs():
    """Small rows and tables."""
    return rows_and_tables()


@inputs("softmax")
def softmax_inputs():
    """Small rows and tables."""
    return rows_and_tables()


@inputs("forward")
def small_networks():
    """One example or a small batch, small weights, and an activation."""
    from hypothesis import strategies as st

    number = st.integers(-2, 2).map(float)
    pair = st.tuples(number, number)
    one = pair.map(np.array)
    batch = st.lists(pair, min_size=1, max_size=3).map(np.array)
    tables = st.tuples(
        st.tuples(pair, pair).map(np.array),
        st.tuples(st.tuples(number), st.tuples(number)).map(np.array),
    ).map(list)
    return st.tuples(one | batch, tables, st.sampled_from(["linear", *BENT]))
