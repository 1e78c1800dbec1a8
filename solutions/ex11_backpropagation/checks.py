"""The hidden checks of the backward pass: each gradient by its formula and by differences of the
loss, and of the training loop, whatever the order in which it takes the rows."""

import inspect
import itertools

import numpy as np

from autograder.checking import (
    Case,
    _,
    arrays,
    as_table,
    best_of_two,
    edge_check,
    equal,
    fairly,
    fresh,
    inputs,
    near,
    numbers_between,
    percent,
    property_check,
    range_check,
    require,
    same,
    tell,
    unchanged,
    value_check,
)

BY_HAND, FOUR_DECIMALS = 1e-4, 6e-5
BY_HAND_NAMES = ("d_y", "d_w5", "d_w6", "d_n1", "d_w1", "d_w2")
TOO_SMALL = 0.01  # what follows from almost nothing says nothing

# Where loss and gradient can be compared: h is small, and no sum changes its sign over it.
H, AWAY = 1e-5, 0.01
DIFFERENCES = {"rtol": 1e-4, "atol": 1e-5}


def differences(loss, array):
    """The central differences of a loss by each number of an array."""
    slopes = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        above, below = array.copy(), array.copy()
        above[place] += H
        below[place] -= H
        slopes[place] = (loss(above) - loss(below)) / (2 * H)
    return slopes


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def cross_entropy(z, y):
    """The mean cross-entropy of the softmax of these sums."""
    return -np.mean(np.sum(y * np.log(softmax(z)), axis=1))


def one_hot(rng, n, k):
    """n one-hot rows of k classes; each class is there if there are rows enough."""
    return np.eye(k)[rng.permutation(np.arange(n) % k)]


# chain_by_hand: 1.5 points


@value_check("chain_by_hand", points=0.25)
def test_output(student, reference):
    """d_y says how fast the loss changes with Y"""
    for name in BY_HAND_NAMES:  # for the mistakes: each student has other numbers
        student.note(name, getattr(reference, name))
    equal(student.value("d_y"), reference.d_y, "d_y", rtol=BY_HAND, atol=FOUR_DECIMALS)


@value_check("chain_by_hand", points=0.5)
def test_output_weights(student, reference):
    """d_w5 and d_w6 are right, or follow from your own d_y"""
    _follow(student, reference, "d_y", {"d_w5": reference.N1, "d_w6": reference.N2})


@value_check("chain_by_hand", points=0.25)
def test_hidden_neuron(student, reference):
    """d_n1 is right, or follows from your own d_y"""
    _follow(student, reference, "d_y", {"d_n1": reference.w5})


@value_check("chain_by_hand", points=0.5)
def test_hidden_weights(student, reference):
    """d_w1 and d_w2 are right, or follow from your own d_n1"""
    _follow(student, reference, "d_n1", {"d_w1": reference.x1, "d_w2": reference.x2})


def _follow(student, reference, before, factors):
    """The values are right, or all of them are the student's own earlier number times a factor."""
    values = {name: student.value(name) for name in factors}
    own = student.value(before)
    if _is_number(own) and abs(own) > TOO_SMALL:
        expected = {name: own * factor for name, factor in factors.items()}
        if all(_close(values[name], expected[name]) for name in factors):
            return
    for name in factors:
        right = getattr(reference, name)
        equal(values[name], right, name, rtol=BY_HAND, atol=FOUR_DECIMALS)


def _close(value, expected):
    return _is_number(value) and bool(
        abs(value - expected) <= FOUR_DECIMALS + BY_HAND * abs(expected)
    )


def _is_number(value):
    if isinstance(value, bool):
        return False
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "if"
    return isinstance(value, int | float | np.integer | np.floating)


# sigmoid_backward: 0.75 points


@value_check("sigmoid_backward", points=0.5)
def test_sigmoid(student, reference):
    """multiplies by the slope of the sigmoid, number by number"""
    out, d_out = np.array([0.15, 0.35, 0.55, 0.9]), np.array([1.5, -2.25, 0.75, -0.5])
    case = near(out, low=0.01, high=0.99), near(d_out)
    same(student.sigmoid_backward, reference.sigmoid_backward, *case)
    out = np.array([[0.4, 0.05], [0.7, 0.2], [0.55, 0.95]])
    d_out = np.array([[-1.25, 3.5], [0.3, 2.5], [-0.6, -3.25]])
    case = near(out, low=0.01, high=0.99), near(d_out)
    same(student.sigmoid_backward, reference.sigmoid_backward, *case)


@range_check("sigmoid_backward", points=0.25, **DIFFERENCES)
def test_sigmoid_by_differences():
    """agrees with differences of the loss, for sums from -12 to 12 and arrays of any shape"""
    z = numbers_between(-12.0, 12.0)
    d_out = fresh().permutation(numbers_between(-10.0, 10.0))
    return [_through(_sigmoid, *pair) for pair in _pairs(z, d_out)]


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _pairs(z, d_out):
    """Arrays of several shapes, of these numbers."""
    shapes = [(1,), (7,), (1, 4), (4, 1), (3, 5), (4, 4), (2, 3, 2), (len(z),)]
    return [
        (np.resize(np.roll(z, i), shape), np.resize(np.roll(d_out, 3 * i), shape))
        for i, shape in enumerate(shapes)
    ]


def _through(activation, z, d_out):
    """A call of sigmoid_backward: what is expected is measured."""
    slopes = (activation(z + H) - activation(z - H)) / (2 * H)
    return Case((activation(z), d_out), d_out * slopes)


# relu_backward: 0.75 points


@value_check("relu_backward", points=0.25)
def test_relu(student, reference):
    """lets gradients through where z is above 0, and stops them elsewhere"""
    z, d_out = np.array([2.5, -1.25, 0.4, -3.5]), np.array([-0.75, 1.5, 3.25, -2.25])
    same(student.relu_backward, reference.relu_backward, near(z), near(d_out))
    z = np.array([[-0.5, 4.5, 1.75], [3.5, -2.75, -0.2]])
    d_out = np.array([[2.25, 0.6, -1.5], [-3.25, -0.9, 1.25]])
    same(student.relu_backward, reference.relu_backward, near(z), near(d_out))


@range_check("relu_backward", points=0.25)
def test_relu_by_differences():
    """agrees with differences of the loss, for sums from -10 to 10 and arrays of any shape"""
    z = numbers_between(-10.0, 10.0)
    z = z[np.abs(z) > 2 * H]
    d_out = fresh().permutation(numbers_between(-10.0, 10.0))
    return [
        Case((z, d_out), d_out * (np.maximum(z + H, 0) - np.maximum(z - H, 0)) / (2 * H))
        for z, d_out in [*_pairs(z, d_out), (np.abs(z), np.resize(d_out, z.shape))]
    ]


@property_check("relu_backward", points=0.25)
def test_relu_unchanged(student):
    """leaves z and d_out as they were"""
    unchanged(student.relu_backward, near(np.array([1.5, -0.5])), near(np.array([2.5, 0.75])))


# dense_backward: 1.5 points

# Inputs, weights, gradients of the sums: n, i and o differ everywhere.
LAYER = (
    np.array([[0.5, -1.5], [2.25, 0.75], [-0.25, 1.25], [1.75, -2.5]]),
    np.array([[1.5, -0.75, 0.25], [-1.25, 2.75, 0.6]]),
    np.array([[0.5, -1.25, 2.5], [-0.4, 0.75, 1.5], [3.25, -0.6, -2.25], [0.2, 1.75, -0.9]]),
)
OTHER_LAYER = (
    np.array([[1.25, -0.5, 0.75, 2.5], [-1.75, 0.4, 3.25, -0.6]]),
    np.array([[0.5, -2.25, 1.5], [1.75, 0.3, -0.8], [-1.5, 0.9, 2.75], [0.6, -0.7, 1.25]]),
    np.array([[-0.75, 1.5, 0.35], [2.25, -1.25, 0.65]]),
)


@value_check("dense_backward", points=0.4)
def test_dense_inputs(student, reference):
    """gives d_x, one row for each example"""
    _part(student, reference, 0, "d_x")


@value_check("dense_backward", points=0.4)
def test_dense_weights(student, reference):
    """gives d_w, one number for each weight"""
    _part(student, reference, 1, "d_w")


@value_check("dense_backward", points=0.3)
def test_dense_biases(student, reference):
    """gives d_b, one number for each bias"""
    _part(student, reference, 2, "d_b")


def _part(student, reference, place, name):
    for case in (near(*LAYER), near(*OTHER_LAYER)):
        found = student.dense_backward(*case)
        require(found is not None, _("dense_backward gives nothing back: is the return missing?"))
        require(
            isinstance(found, list | tuple) and len(found) == 3,
            _("dense_backward must give back three arrays: return d_x, d_w, d_b."),
        )
        equal(found[place], reference.dense_backward(*case)[place], name)


@range_check("dense_backward", points=0.2, rtol=1e-4, atol=1e-4)
def test_dense_by_differences():
    """agrees with differences of the loss for layers of any size, a single neuron too"""
    sizes = [(1, 1, 1), (1, 3, 2), (5, 1, 2), (4, 3, 1), (3, 2, 5), (6, 4, 3)]
    sizes += [(3, 3, 3), (5, 2, 2), (3, 3, 2), (2, 4, 2)]  # square: no shape tells what is turned
    rng, numbers = fresh(), numbers_between(-5.0, 5.0)
    x, w, d_out = (_tables(rng.permutation(numbers), *shape) for shape in ((2, 3), (3, 4), (2, 4)))
    count = range(max(map(len, (x, w, d_out))))
    each = [(x[i % len(x)], w[i % len(w)], d_out[i % len(d_out)]) for i in count]
    others = [
        tuple(rng.choice(numbers, shape) for shape in ((n, i), (i, o), (n, o))) for n, i, o in sizes
    ]
    return [_layer(*case) for case in [*each, *others]]


def _tables(numbers, rows, columns):
    """Tables of this shape in which each of the numbers stands at least once."""
    return as_table(numbers, rows * columns).reshape(-1, rows, columns)


def _layer(x, w, d_out):
    """A call of dense_backward: what is expected is measured."""
    b = np.zeros(w.shape[1])

    def loss(x, w, b):
        return np.sum(d_out * (x @ w + b))

    d_x = differences(lambda x: loss(x, w, b), x)
    d_w = differences(lambda w: loss(x, w, b), w)
    d_b = differences(lambda b: loss(x, w, b), b)
    return Case((x, w, d_out), [d_x, d_w, d_b])


@property_check("dense_backward", points=0.2)
def test_dense_unchanged(student):
    """leaves x, w and d_out as they were"""
    unchanged(student.dense_backward, *near(*LAYER))


# softmax_loss_backward: 1.5 points

SUMS = np.array([[1.5, -0.5, 0.25], [-2.25, 0.75, 1.25], [0.4, 2.5, -1.75], [0.6, 0.9, -0.3]])
TRUTH = np.eye(3)[[2, 0, 1, 2]]
WIDE_SUMS = np.array([[0.5, -1.25, 2.25, 1.75], [1.5, 0.3, -0.75, -2.5]])
WIDE_TRUTH = np.eye(4)[[1, 3]]


@value_check("softmax_loss_backward", points=0.75)
def test_softmax_loss(student, reference):
    """gives the gradient for a table of sums, of three classes or of four"""
    right = reference.softmax_loss_backward
    same(student.softmax_loss_backward, right, near(SUMS), TRUTH)
    same(student.softmax_loss_backward, right, near(WIDE_SUMS), WIDE_TRUTH)


@range_check("softmax_loss_backward", points=0.25, **DIFFERENCES)
def test_softmax_loss_by_differences():
    """agrees with differences of the loss, for any number of rows and of classes"""
    rng = fresh()
    numbers = numbers_between(-5.0, 5.0)
    sizes = [(1, 3), (1, 2), (2, 2), (3, 3), (5, 2), (7, 4), (4, 10)]
    each = list(_tables(numbers, 2, 3))
    return [
        _measured_loss(z, one_hot(rng, *z.shape))
        for z in [*each, *(rng.choice(numbers, size) for size in sizes)]
    ]


def _measured_loss(z, y):
    return Case((z, y), differences(lambda z: cross_entropy(z, y), z))


@property_check("softmax_loss_backward", points=0.25)
def test_softmax_loss_unchanged(student):
    """leaves z and y as they were"""
    unchanged(student.softmax_loss_backward, near(SUMS), TRUTH)


@edge_check("softmax_loss_backward", points=0.25)
def test_large_sums(student, reference):
    """stays right for sums up to 1000"""
    z = np.array([[1000.0, 985.0, -1000.0], [-998.0, -1000.0, -1000.0], [710.0, 2.5, 712.0],
                  [1000.0, -1000.0, -1000.0]])  # fmt: skip
    z = near(z, low=-1000.0, high=1000.0)
    same(student.softmax_loss_backward, reference.softmax_loss_backward, z, TRUTH)


# gradients: 1.5 points


@value_check("gradients", points=0.5)
def test_gradients_of_the_output(student, reference):
    """gives the gradients of the output layer, W2 and b2"""
    _same_gradients(student, reference, 2, 4)


@value_check("gradients", points=0.5)
def test_gradients_of_the_hidden_layer(student, reference):
    """gives the gradients of the hidden layer, W1 and b1"""
    _same_gradients(student, reference, 0, 2)


@range_check("gradients", points=0.25, **DIFFERENCES)
def test_gradients_by_differences(student):
    """agrees with differences of the loss, for networks of any size"""
    if not all(map(student.passed, PARTS_OF_GRADIENTS)):
        return []  # what is wrong there has cost points
    rng = fresh()
    each = [_weights(rng, x, 3, 2) for x in _tables(numbers_between(-3.0, 3.0), 2, 3)]
    sizes = [(1, 2, 3, 2), (4, 1, 2, 3), (3, 3, 1, 2), (6, 2, 5, 4), (3, 3, 3, 3), (5, 2, 2, 2)]
    cases = [*each, *(_network(rng, *size) for size in sizes)]
    return [Case(case, _measured(*case)) for case in cases]


@property_check("gradients", points=0.25)
def test_gradients_unchanged(student):
    """leaves the weights, x and y as they were"""
    case = _network(fresh(), 5, 3, 4, 2)

    def stay(who):
        unchanged(who.gradients, *case)

    fairly(student, PARTS, PARTS_OF_GRADIENTS, stay)


NAMES = ("W1", "b1", "W2", "b2")
PARTS_OF_GRADIENTS = ("dense_backward", "relu_backward", "softmax_loss_backward")


def _same_gradients(student, reference, first, last):
    """Two of the four gradients are right, or what is wrong with them has cost points already."""
    rng = fresh()
    cases = [_network(rng, 5, 3, 4, 2), _network(rng, 4, 2, 5, 3)]

    def are_right(who):
        for case in cases:
            found = _four(who.gradients(*case), "gradients")
            for place in range(first, last):
                what = _("the gradient of {name}").format(name=NAMES[place])
                equal(found[place], reference.gradients(*case)[place], what)

    fairly(student, PARTS, PARTS_OF_GRADIENTS, are_right)


def _four(found, name):
    require(found is not None, _("{name} gives nothing back.").format(name=name))
    require(
        isinstance(found, list | tuple) and len(found) == 4,
        _("{name} must give back a list of four arrays, for W1, b1, W2 and b2.").format(name=name),
    )
    return found


def _network(rng, n, i, h, k):
    """Weights, inputs and targets. Each hidden neuron is silent for some examples (where there are
    several), and speaks for others."""
    while True:
        weights, x, y = _weights(rng, rng.uniform(-2.5, 2.5, (n, i)).round(3), h, k)
        speaks = (x @ weights[0] + weights[1] > 0).mean(axis=0)
        if n < 3 or (speaks.min() > 0 and speaks.max() < 1):
            return weights, x, y


def _weights(rng, x, h, k):
    """Weights and targets for these inputs: no sum lies close to the kink of relu."""
    n, i = x.shape
    while True:
        weights = [rng.normal(0, 1, shape).round(3) for shape in ((i, h), (h,), (h, k), (k,))]
        if np.abs(x @ weights[0] + weights[1]).min() > AWAY:
            return weights, x, one_hot(rng, n, k)


def _loss(weights, x, y, at, new):
    """The loss of the network with another array at one place."""
    w1, b1, w2, b2 = (new if place == at else each for place, each in enumerate(weights))
    return cross_entropy(np.maximum(0, x @ w1 + b1) @ w2 + b2, y)


def _measured(weights, x, y):
    """The gradients of all four arrays, by differences of the loss."""
    return [
        differences(lambda new, at=at: _loss(weights, x, y, at, new), weights[at])
        for at in range(4)
    ]


def relu_backward(z, d_out):
    return d_out * (z > 0)


def dense_backward(x, w, d_out):
    return d_out @ w.T, x.T @ d_out, d_out.sum(axis=0)


def softmax_loss_backward(z, y):
    import numpy

    powers = numpy.exp(z - z.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True) - y) / len(z)


def gradients(weights, x, y):
    import numpy

    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = numpy.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    _d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


PARTS = "".join(map(inspect.getsource, (relu_backward, dense_backward, softmax_loss_backward)))
ALL_PARTS = PARTS + inspect.getsource(gradients)


# train: 1.5 points

TINY = 1e-4  # a rate at which it makes no difference which row comes first
ROUGHLY = 0.02  # of the longest step: what the order changes, and float32
MARKS = (0.93, 0.985)
HIDDEN, RATE, BATCH, EPOCHS = 16, 0.3, 16, 100
SHOWN, UNSEEN = 300, 2000


@value_check("train", points=0.25)
def test_one_batch(student, reference):
    """makes one step an epoch where one batch holds all rows"""
    rng = fresh()
    cases = [
        (*_network(rng, 6, 2, 4, 3), 0.25, 6, 1, 7),
        (*_network(rng, 5, 3, 4, 2), 0.1, 5, 4, 3),
        (*_network(rng, 4, 3, 3, 3), 0.2, 4, 1, 4),
        (*_network(rng, 3, 2, 3, 2), 0.15, 8, 2, 0),
    ]

    def is_right(who):
        found = [who.train(*case) for case in cases]  # all are seen before one is judged
        for case, each in zip(cases, found, strict=True):
            _same_weights(each, reference.train(*case), case, 1e-5)

    _train_fairly(student, is_right)


@value_check("train", points=0.25)
def test_last_batch(student, reference):
    """makes a step of the last batch too, where it is smaller than the others"""
    rng = fresh()
    cases = []
    for n, batch, epochs in [(5, 2, 1), (8, 3, 2), (3, 1, 2), (4, 2, 1), (11, 4, 1)]:
        weights, x, y = _network(rng, 3, 2, 4, 2)
        alike = (np.repeat(x[:1], n, axis=0), np.repeat(y[:1], n, axis=0))  # in any order the same
        cases.append((weights, *alike, 0.1, batch, epochs, 5))

    def is_right(who):
        found = [who.train(*case) for case in cases]
        for case, each in zip(cases, found, strict=True):
            _same_weights(each, reference.train(*case), case, 1e-5)

    _train_fairly(student, is_right)


@value_check("train", points=0.25)
def test_each_row_once(student, reference):
    """uses every row exactly once in each epoch"""
    rng = fresh()
    cases = []
    for n, batch, epochs in [(6, 2, 1), (12, 3, 2), (4, 1, 1)]:
        cases.append((*_network(rng, n, 3, 4, 3), TINY, batch, epochs, 2))
    few = [(*_network(rng, n, 2, 3, 2), 0.5, batch, 1, 3) for n, batch in [(3, 1), (4, 3), (7, 3)]]

    def is_right(who):
        found = [who.train(*case) for case in cases]
        of_few = [who.train(*case) for case in few]
        for case, each in zip(cases, found, strict=True):
            expected = reference.train(*case)
            moved = max(
                np.abs(one - other).max() for one, other in zip(expected, case[0], strict=True)
            )
            _same_weights(each, expected, case, 0.0, ROUGHLY * moved)
        for case, each in zip(few, of_few, strict=True):
            _require_some_order(each, case)

    _train_fairly(student, is_right)


def _require_some_order(found, case):
    """The weights after one epoch are those that some order of the rows leads to."""
    weights, x, y, rate, batch, _epochs, _seed = case
    found = arrays(_four(found, "train"), "train")
    every = _in_every_order(weights, x, y, rate, batch, tuple(range(len(x))))
    require(
        any(all(map(_about, found, each)) for each in every),
        _("After one epoch with {n} rows in batches of {batch}, the weights are not what any order "
          "of the rows leads to. Every row is in one batch, and each batch makes one step.").format(
              n=len(x), batch=batch),
    )  # fmt: skip


def _about(one, other):
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-4, atol=2e-5)


def _in_every_order(weights, x, y, rate, batch, left):
    """The weights after one epoch, for each way in which the rows can come in batches."""
    if not left:
        yield weights
        return
    for rows in itertools.combinations(left, min(batch, len(left))):
        steps = gradients(weights, x[list(rows)], y[list(rows)])
        now = [weight - rate * step for weight, step in zip(weights, steps, strict=True)]
        others = tuple(row for row in left if row not in rows)
        yield from _in_every_order(now, x, y, rate, batch, others)


@value_check("train", points=0.25)
def test_first_mark(student, secret_rng):
    """trains a network that tells enough unseen points of two moons apart for the first mark"""
    _require_accuracy(student, secret_rng, MARKS[0])


@value_check("train", points=0.25)
def test_second_mark(student, secret_rng):
    """tells enough of them apart for the second mark"""
    _require_accuracy(student, secret_rng, MARKS[1])


@property_check("train", points=0.25)
def test_train_unchanged(student):
    """leaves the given weights, x and y as they were"""
    case = (*_network(fresh(), 5, 2, 3, 2), 0.2, 2, 2, 1)
    _train_fairly(student, lambda who: unchanged(who.train, *case))


def _train_fairly(student, is_right):
    fairly(student, ALL_PARTS, (*PARTS_OF_GRADIENTS, "gradients"), is_right)


def _same_weights(found, expected, case, rtol, atol=1e-6):
    """The weights after a training, each array by its name."""
    for name, one, other in zip(NAMES, _four(found, "train"), expected, strict=True):
        what = _("{name} after {steps}").format(name=name, steps=_told(case))
        equal(one, other, what, rtol=rtol, atol=atol)


def _told(case):
    _weights, x, _y, rate, batch_size, epochs, _seed = case
    text = _("train with {n} rows, batches of {batch}, {epochs} epochs, learning rate {rate}")
    return text.format(n=len(x), batch=batch_size, epochs=epochs, rate=rate)


def moons(rng, n):
    """n points of two moons, and their labels as one-hot rows."""
    t, label = rng.uniform(0, np.pi, n), np.arange(n) % 2
    x = np.where(label == 0, [np.cos(t), np.sin(t)], [1 - np.cos(t), 0.5 - np.sin(t)]).T
    return x + rng.normal(0, 0.1, (n, 2)) - [0.5, 0.25], np.eye(2)[label]


def start(rng, i, h, k):
    """Weights at the start: the spread of He for relu, biases 0."""
    hidden, output = rng.normal(0, np.sqrt(2 / i), (i, h)), rng.normal(0, np.sqrt(1 / h), (h, k))
    return [hidden, np.zeros(h), output, np.zeros(k)]


def accuracy(weights, x, y):
    w1, b1, w2, b2 = weights
    with np.errstate(all="ignore"):  # a training may have run away
        sums = np.maximum(0, x @ w1 + b1) @ w2 + b2
    return float(np.mean(sums.argmax(axis=1) == y.argmax(axis=1)))


def _require_accuracy(student, rng, mark):
    """Train on fresh moons; a network that falls short of the better mark is trained once more,
    with other points and other weights. Both marks look at the same trainings."""
    tries = [(_task(rng), seed) for seed in (1, 2)]

    def is_right(who):
        reached = who.seen.notes.get("accuracy")
        if reached is None:
            reached = _best(who, tries)
            who.note("accuracy", reached)
        said = _("Of {n} unseen points the network gets {found} right; the mark is {mark}.")
        said = said.format(n=UNSEEN, found=percent(reached, 2), mark=percent(mark, 1))
        require(reached >= mark, said, expected=mark, actual=reached)
        if who is student:
            tell(said)

    _train_fairly(student, is_right)


def _task(rng):
    """Weights to start with, points to learn from, and points to be asked about."""
    return start(rng, 2, HIDDEN, 2), moons(rng, SHOWN), moons(rng, UNSEEN)


def _best(who, tries):
    """The share of the unseen points that the network gets right, in the better of two trainings
    where the first falls short."""
    left, reached = iter(tries), [0.0]

    def attempt():
        (weights, points, unseen), seed = next(left)
        *hidden, w2, b2 = weights
        # The same with the moons' names exchanged: whoever learns gets the same share right, and a
        # network that was stored beforehand gets the rest wrong.
        turned = [*hidden, w2[:, ::-1], b2[::-1]], _exchanged(points), _exchanged(unseen)
        both = (weights, points, unseen), turned
        reached.append(min(_share(who, *task, seed) for task in both))
        require(reached[-1] >= MARKS[-1], "")

    best_of_two(who, attempt)
    return max(reached)


def _exchanged(points):
    x, y = points
    return x, y[:, ::-1]


def _share(who, weights, points, unseen, seed):
    """The share of the unseen points that a network gets right after a training."""
    trained = arrays(_four(who.train(weights, *points, RATE, BATCH, EPOCHS, seed), "train"), "")
    require(
        [each.shape for each in trained] == [each.shape for each in weights],
        _("The arrays that train gives back have other shapes than the weights."),
    )
    return accuracy(trained, *unseen)


# Inputs for the search for the smallest one on which an answer is wrong.


def _numbers(rows, columns, low=-3, high=3):
    from hypothesis import strategies as st

    row = st.lists(st.integers(low, high).map(float), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows).map(np.array)


def _truth(rows, columns):
    from hypothesis import strategies as st

    labels = st.lists(st.integers(0, columns - 1), min_size=rows, max_size=rows)
    return labels.map(lambda found: np.eye(columns)[found])


@inputs("sigmoid_backward")
def sigmoid_inputs():
    """One to three tenths between 0 and 1, and a gradient for each."""
    from hypothesis import strategies as st

    sizes = st.integers(1, 3)
    return sizes.flatmap(
        lambda n: st.tuples(
            _numbers(1, n, 1, 9).map(lambda row: row[0] / 10),
            _numbers(1, n).map(lambda row: row[0]),
        )
    )


@inputs("relu_backward")
def relu_inputs():
    """One to three sums, none of them 0, and a gradient for each."""
    from hypothesis import strategies as st

    sum_ = st.sampled_from([-2.0, -1.0, 1.0, 2.0])
    return st.integers(1, 3).flatmap(
        lambda n: st.tuples(
            st.lists(sum_, min_size=n, max_size=n).map(np.array),
            _numbers(1, n).map(lambda row: row[0]),
        )
    )


@inputs("dense_backward")
def dense_inputs():
    """One to three examples, inputs and neurons."""
    from hypothesis import strategies as st

    size = st.integers(1, 3)
    return st.tuples(size, size, size).flatmap(
        lambda s: st.tuples(_numbers(s[0], s[1]), _numbers(s[1], s[2]), _numbers(s[0], s[2]))
    )


@inputs("softmax_loss_backward")
def softmax_loss_inputs():
    """One to three rows of two or three classes."""
    from hypothesis import strategies as st

    return st.tuples(st.integers(1, 3), st.integers(2, 3)).flatmap(
        lambda s: st.tuples(_numbers(*s), _truth(*s))
    )
