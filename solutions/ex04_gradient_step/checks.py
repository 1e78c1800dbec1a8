"""The hidden checks of the gradient, one step, the path, and the map of the loss."""

import inspect
from itertools import cycle

import numpy as np

from autograder.checking import (
    CheckFailed,
    ChildDied,
    StudentFailure,
    as_table,
    edge_check,
    equal,
    fairly,
    fresh,
    inputs,
    near,
    numbers,
    numbers_between,
    property_check,
    range_check,
    same,
    unchanged,
    value_check,
)

PUT_BACK = 1e-9  # a weight moved and put back, as for a difference, is as it was up to rounding
PATH = 1e-4  # the tolerance of a path: small differences grow on the way
SMALLEST_FACTOR = 0.1  # by which a wrong gradient may go on as a known fault in descend

# Weights, inputs, targets: as many examples as weights nowhere but in SQUARE.
TALL = (
    np.array([0.5, -1.5]),
    np.array([[1.0, 2.0], [-0.5, 0.75], [3.0, -1.25]]),
    np.array([0.75, -2.0, 1.5]),
)
TALLER = (
    np.array([-0.75, 1.25]),
    np.array([[0.5, -1.0], [1.5, 0.25], [-2.0, 1.0], [0.75, 1.75], [-1.25, -0.5]]),
    np.array([1.0, -0.5, 2.5, 0.25, -1.75]),
)
WIDE = (
    np.array([1.5, -0.25, 0.75, -2.0]),
    np.array([[0.5, -1.5, 2.0, 1.0], [-1.0, 0.25, 0.75, 1.75], [1.25, 2.5, -0.5, 0.5]]),
    np.array([-1.25, 0.5, 2.25]),
)
ONE_WEIGHT = (
    np.array([1.75]),
    np.array([[0.5], [-1.0], [2.5], [1.5]]),
    np.array([2.0, 0.25, -1.5, 0.75]),
)
SQUARE = (
    np.array([-0.5, 1.5]),
    np.array([[1.0, 0.5], [-0.75, 1.5]]),
    np.array([1.25, -0.5]),
)


# gradient_step: 1.5 points


@value_check("gradient_step", points=0.5)
def test_step_numbers(student, reference):
    """takes the right step with numbers"""
    same(student.gradient_step, reference.gradient_step, *near(0.75, -2.5, 0.3))
    same(student.gradient_step, reference.gradient_step, *near(-1.5, -0.4, 2.5))
    same(student.gradient_step, reference.gradient_step, *near(3, 2, 0.25))


@value_check("gradient_step", points=0.5)
def test_step_arrays(student, reference):
    """takes the right step with arrays: every weight with its own gradient"""
    weight, gradient = np.array([0.5, -1.25, 2.0]), np.array([3.0, -0.75, -1.5])
    same(student.gradient_step, reference.gradient_step, *near(weight, gradient, 0.2))
    weight, gradient = np.array([[1.5, -0.5], [0.25, 4.0]]), np.array([[-2.0, 0.75], [1.25, 6.0]])
    same(student.gradient_step, reference.gradient_step, *near(weight, gradient, 1.5))


@range_check("gradient_step", points=0.25)
def test_step_everywhere():
    """is right for numbers from -100 to 100, alone and in arrays, with rates from 0.0001 to 10"""
    weight = numbers_between(-100.0, 100.0)
    gradient = fresh().permutation(weight)
    rate = np.resize(numbers_between(0.0001, 10.0), len(weight))
    single = [tuple(map(float, step)) for step in zip(weight, gradient, rate, strict=True)]
    shapes = [(1,), (1, 3), (3, 1), (2, 3)]
    arrays = [(np.resize(weight, shape), np.resize(gradient, shape), 0.5) for shape in shapes]
    return [*single, (weight, gradient, 0.5), *arrays]


@property_check("gradient_step", points=0.25)
def test_step_unchanged(student):
    """leaves weight and gradient as they were"""
    unchanged(student.gradient_step, *near(np.array([1.25, -0.5]), np.array([0.5, 2.0]), 0.4))


# mse_gradient: 2.5 points


@value_check("mse_gradient", points=1.25)
def test_gradient_two_weights(student, reference):
    """gives the gradient for two weights and several examples"""
    same(student.mse_gradient, reference.mse_gradient, *near(*TALL))
    same(student.mse_gradient, reference.mse_gradient, *near(*TALLER))


@value_check("mse_gradient", points=0.75)
def test_gradient_any_number(student, reference):
    """gives the gradient for one weight and for four, a number for each"""
    same(student.mse_gradient, reference.mse_gradient, *near(*ONE_WEIGHT))
    same(student.mse_gradient, reference.mse_gradient, *near(*WIDE))


@range_check("mse_gradient", points=0.25, rtol=1e-4, atol=1e-4)  # room for central differences
def test_gradient_everywhere():
    """is right for numbers from -5 to 5, any number of examples and any number of weights"""
    numbers = numbers_between(-5.0, 5.0)
    sizes = [(1, 1), (1, 4), (2, 1), (2, 2), (3, 3), (5, 2)]  # weights and examples
    return [*_neurons(numbers, 2, 3), *(_neurons(numbers, d, n)[0] for d, n in sizes)]


def _neurons(numbers, d, n):
    """Calls with w, x and y of these numbers: each number stands everywhere once."""
    w = as_table(numbers, d)
    x = np.resize(fresh().permutation(numbers), (len(w), n, d))
    y = np.resize(fresh().permutation(numbers), (len(w), n))
    return list(zip(w, x, y, strict=True))


@property_check("mse_gradient", points=0.25)
def test_gradient_unchanged(student):
    """leaves w, x and y as they were"""
    unchanged(student.mse_gradient, *near(*TALL), atol=PUT_BACK)


# descend: 2.5 points

PARTS = ("mse_gradient", "gradient_step")


@value_check("descend", points=1.25)
def test_path_two_weights(student, reference):
    """keeps the start and every step of the path, one in each row"""
    first, second = near(*TALL, 0.1), near(*TALLER, 0.25)
    _same_paths(student, reference, (*first, 4), (*second, 3))


@value_check("descend", points=0.5)
def test_path_any_number(student, reference):
    """does so for any number of weights, examples and steps"""
    first, second = near(*WIDE, 0.15), near(*ONE_WEIGHT, 0.2)
    _same_paths(student, reference, (*first, 2), (*second, 5))


@range_check("descend", points=0.25, rtol=PATH, atol=PATH)
def test_path_everywhere(student):
    """is right for any number of steps, up to 40, of weights and of examples, and for any rate"""
    if not all(map(student.passed, PARTS)):
        return []  # what is wrong there has cost points
    rates = numbers_between(0.001, 0.2)
    neurons = cycle(_neurons(numbers_between(-1.0, 1.0), 2, 3))
    steps = fresh().permutation(np.resize([*range(1, 13), 19, 25, 40], len(rates)))
    sizes = [(1, 1), (1, 4), (2, 1), (3, 3), (2, 2)]  # weights and examples
    others = [(*_neurons(rates * 4, d, n)[0], 0.1, steps) for steps, (d, n) in enumerate(sizes)]
    return [
        *(
            (*neuron, float(rate), int(n))
            for neuron, rate, n in zip(neurons, rates, steps, strict=False)
        ),
        *others,
    ]


@property_check("descend", points=0.25)
def test_path_unchanged(student):
    """leaves w, x and y as they were"""
    case = near(*TALL, 0.1)

    def stay(who):
        unchanged(who.descend, *case, 3, atol=PUT_BACK)

    fairly(student, STAND_INS, PARTS, stay)


@edge_check("descend", points=0.25)
def test_path_without_steps(student, reference):
    """gives only the start when there are no steps"""
    _same_paths(student, reference, (*near(*TALL, 0.1), 0))


def _same_paths(student, reference, *cases):
    """The paths are right, or what is wrong with them has cost points already.

    That is so where they are the paths along stand-ins for the functions that descend calls, or
    where descend holds their formulas once more, with the factor by which the student's own are
    wrong.
    """

    def paths(who):
        right = reference.descend if who is student else _path_of_stand_ins
        for case in cases:
            same(who.descend, right, *case, rtol=PATH)

    fairly(
        student,
        STAND_INS,
        PARTS,
        paths,
        lambda: all(_repeats_a_factor(student, reference, *case) for case in cases),
    )


def _repeats_a_factor(student, reference, w, x, y, learning_rate, steps):
    """Whether the path is right but for a factor that the student's own functions have, such as n
    for a sum in place of the mean. Only the factor is theirs: the path along it is made here."""
    right = reference.mse_gradient(w, x, y)
    try:
        found = numbers(student.mse_gradient(w, x, y), "mse_gradient")
        step = numbers(student.gradient_step(0.0, 1.0, 1.0), "gradient_step")
        factor = float(-step * (found @ right) / (right @ right))
        if not abs(factor) > SMALLEST_FACTOR:
            return False  # a path that stands still shows nothing

        def gradient(*where):
            return factor * reference.mse_gradient(*where)

        path = _path_along(gradient, reference.gradient_step, w, x, y, learning_rate, steps)
        equal(student.descend(w, x, y, learning_rate, steps), path, "descend", rtol=PATH)
    except ChildDied:
        raise
    except (CheckFailed, StudentFailure, TypeError, ValueError):
        return False
    return True


def _path_of_stand_ins(*case):
    return _path_along(mse_gradient, gradient_step, *case)


def _path_along(gradient, step, w, x, y, learning_rate, steps):
    path = [w]
    for _step in range(steps):
        path.append(step(path[-1], gradient(path[-1], x, y), learning_rate))
    return np.array(path)


def mse_gradient(w, x, y):
    return 0.75 * w + x.T @ y


def gradient_step(weight, gradient, learning_rate):
    return weight - learning_rate * gradient


STAND_INS = inspect.getsource(mse_gradient) + inspect.getsource(gradient_step)


# loss_surface: 1.5 points


@value_check("loss_surface", points=0.75)
def test_surface(student, reference):
    """gives a row of losses for each value of w2, a column for each value of w1"""
    w1_values, w2_values = np.array([-1.0, 0.5, 1.25, 2.0]), np.array([-0.75, 1.5, 0.25])
    same(student.loss_surface, reference.loss_surface, *near(w1_values, w2_values, *TALL[1:]))
    w1_values, w2_values = np.array([1.75, -0.5]), np.array([-1.25, 0.5, 3.0])
    same(student.loss_surface, reference.loss_surface, *near(w1_values, w2_values, *TALLER[1:]))


@value_check("loss_surface", points=0.5)
def test_surface_any_number(student, reference):
    """does so for any number of values and examples"""
    x, y = np.array([[1.5, -0.75]]), np.array([0.5])
    w1_values, w2_values = np.array([0.25, -1.5, 2.25]), np.array([1.25])
    same(student.loss_surface, reference.loss_surface, *near(w1_values, w2_values, x, y))
    w1_values, w2_values = np.array([-2.0, 0.75, 1.5]), np.array([0.5, -1.0, 2.5])
    same(student.loss_surface, reference.loss_surface, *near(w1_values, w2_values, *SQUARE[1:]))


@range_check("loss_surface", points=0.25)
def test_surface_everywhere():
    """is right for numbers from -5 to 5, for long rows of values and for single ones"""
    neurons = _neurons(numbers_between(-5.0, 5.0), 2, 3)
    calls = [(w, fresh().permutation(w), x, y) for w, x, y in neurons]
    w, x, y = neurons[0]
    single = [(w[:1], w), (w, w[1:]), (w[:1], w[1:])]
    long = numbers_between(-5.0, 5.0)[:60]
    of_one = (w, w[::-1].copy(), x[:1], y[:1])  # a single example
    return [*calls, *((*values, x, y) for values in single), of_one, (long, w, x, y)]


# Inputs for the search for the smallest one on which an answer is wrong.


def _number():
    from hypothesis import strategies as st

    return st.integers(-3, 3).map(float)


def _table(rows, columns):
    from hypothesis import strategies as st

    row = st.lists(_number(), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows).map(np.array)


def _row(size):
    from hypothesis import strategies as st

    return st.lists(_number(), min_size=size, max_size=size).map(np.array)


def _neuron(columns):
    """Weights, inputs and targets of one to three examples."""
    from hypothesis import strategies as st

    return st.integers(1, 3).flatmap(
        lambda rows: st.tuples(_row(columns), _table(rows, columns), _row(rows))
    )


@inputs("mse_gradient")
def gradient_inputs():
    """One to three weights, one to three examples."""
    from hypothesis import strategies as st

    return st.integers(1, 3).flatmap(_neuron)


@inputs("gradient_step")
def step_inputs():
    """Two numbers, or two short rows."""
    from hypothesis import strategies as st

    pair = st.tuples(_number(), _number())
    rows = st.integers(1, 3).flatmap(lambda size: st.tuples(_row(size), _row(size)))
    rate = st.sampled_from([0.5, 0.1, 2.0])
    return st.tuples(pair | rows, rate).map(lambda given: (*given[0], given[1]))


@inputs("descend")
def path_inputs():
    """One or two weights, up to three steps."""
    from hypothesis import strategies as st

    rest = st.tuples(st.sampled_from([0.5, 0.1]), st.integers(0, 3))
    neuron = st.integers(1, 2).flatmap(_neuron)
    return st.tuples(neuron, rest).map(lambda given: (*given[0], *given[1]))


@inputs("loss_surface")
def surface_inputs():
    """Up to three values for each weight, one to three examples."""
    from hypothesis import strategies as st

    values = st.integers(1, 3).flatmap(_row)
    return st.tuples(values, values, _neuron(2)).map(lambda given: (*given[:2], *given[2][1:]))
