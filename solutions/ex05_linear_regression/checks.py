"""The hidden checks of linear regression: the model, its training, its predictions."""

import numpy as np

from autograder.checking import (
    Case,
    _,
    as_table,
    edge_check,
    equal,
    fresh,
    inputs,
    model,
    near,
    numbers,
    numbers_between,
    range_check,
    rearranged,
    require,
    same,
    same_layers,
    second_chance,
    value_check,
)

ENOUGH = 1.0  # the loss that the contract of train states
SIZES = [3, 1, 2, 6]
NETWORKS = [[6, 7, 3, 5], [5, 3, 2], [3, 4], [4, 9, 2, 6, 1]]

NEURON = [(1, "linear")]
COMPILED = {"loss": "mean_squared_error", "optimizer": "sgd", "learning_rate": 0.05}

# --- count_parameters: 1.5 points ---


@value_check("count_parameters", points=0.75)
def test_weights(student, reference):
    """counts a weight for each connection when there is no bias"""
    for sizes in NETWORKS:
        same(student.count_parameters, reference.count_parameters, near(sizes))
    same(student.count_parameters, reference.count_parameters, near([10, 8, 3]), False)


@value_check("count_parameters", points=0.5)
def test_biases(student, reference):
    """adds a bias for each neuron when use_bias is True"""
    for sizes in NETWORKS:
        same(student.count_parameters, reference.count_parameters, near(sizes), True)


@range_check("count_parameters", points=0.25)
def test_count_everywhere():
    """counts right for networks of any depth, with layers of up to 1000 neurons"""
    drawn = list(map(int, numbers_between(1, 1000, whole=True)))
    lengths = fresh().permutation(np.resize(range(2, 9), len(drawn)))
    calls = []
    for start, length in enumerate(lengths):
        sizes = np.resize(drawn[start:] + drawn[:start], length).tolist()
        calls.append((sizes, bool(fresh().integers(2))))
    return calls


@inputs("count_parameters")
def small_sizes():
    """The sizes of a small network, with and without bias."""
    from hypothesis import strategies as st

    sizes = st.lists(st.integers(1, 5), min_size=2, max_size=4)
    return st.tuples(sizes, st.booleans())


# --- build_model: 2.5 points ---


@value_check("build_model", points=0.75)
def test_one_neuron(student):
    """has one neuron and as many inputs as there are features"""
    for n in SIZES:
        network = model(student.build_model(n), f"build_model({n})")
        layers = [layer for layer in network.layers if layer.kind != "Activation"]
        require(
            [(layer.kind, layer.units) for layer in layers] == [("Dense", 1)],
            _("The model must have a single layer: Dense, of one neuron."),
            expected=["Dense(1)"],
            actual=[f"{layer.kind}({layer.units or ''})" for layer in layers],
        )
        require(
            network.inputs is not None and layers[0].weights,
            _("The model does not know its inputs yet. Begin with keras.Input((n_features,))."),
        )
        require(
            network.inputs == (None, n),
            _("build_model({n}) must take a table of {n} columns.").format(n=n),
            expected=(None, n),
            actual=network.inputs,
        )


@value_check("build_model", points=0.75)
def test_what_it_computes(student):
    """computes x1 * w1 + x2 * w2 + ... + b, without an activation"""
    for n in SIZES:
        call = f"build_model({n})"
        network = model(student.build_model(n), call)
        w, b = near(np.linspace(-2.5, 1.5, n), 0.75)
        network.set_weights(_weights_that_fit(network, w, b))
        x = _features(fresh(), n, 7)
        equal(
            network.look().compute(x),
            (x @ w + b)[:, None],
            f"{call}.predict(x)",
            rtol=1e-4,
            atol=1e-4,
        )


def _weights_that_fit(network, w, b):
    """One weight for each input, and a bias, as get_weights orders them."""
    shapes = [np.shape(array) for array in _weights(network)]
    require(
        shapes == [(len(w), 1), (1,)],
        _("The model must have a weight for each of the {n} inputs and a bias.").format(n=len(w)),
        expected=[(len(w), 1), (1,)],
        actual=shapes,
    )
    return [w[:, None], np.array([b])]


@value_check("build_model", points=0.5)
def test_loss(student):
    """is compiled with the loss mean squared error"""
    network = model(student.build_model(2), "build_model(2)")
    _require_compiled(network)
    require(
        network.loss == "mean_squared_error",
        _('The loss must be the mean squared error: loss="mean_squared_error".'),
        expected="mean_squared_error",
        actual=network.loss,
    )


@value_check("build_model", points=0.5)
def test_optimizer(student):
    """is compiled with the optimizer SGD"""
    network = model(student.build_model(2), "build_model(2)")
    _require_compiled(network)
    require(
        network.optimizer == "sgd",
        _("The optimizer must be SGD: keras.optimizers.SGD(learning_rate=0.05)."),
        expected="sgd",
        actual=network.optimizer,
    )


def _require_compiled(network):
    require(
        network.compiled,
        _("The model is not compiled: call model.compile with a loss and an optimizer."),
    )


# --- train: 2.5 points ---


@value_check("train", points=1.5)
def test_two_features(student):
    """brings the loss below 1 on a table with two features"""
    _trains(student, np.array([-1.75, 2.5]), 9.0, rows=40)


@value_check("train", points=1.0)
def test_three_features(student):
    """brings the loss below 1 on a table with three features and other targets"""
    _trains(student, np.array([1.0, -2.25, 0.5]), -13.0, rows=48)


def _trains(student, w, b, rows):
    """One training; where it falls short, what was learnt becomes notes for the diagnosis."""
    x = _features(np.random.default_rng([len(w), rows]), len(w), rows)
    y = x @ w + b + 0.5 * np.random.default_rng(rows).standard_normal(rows)
    x, y = rearranged(x, y)

    def attempt():
        network = _network(student, len(w))
        student.train(network, x, y)
        trained = network.look()
        student.note("trained", (trained, x, y))
        same_layers(
            network,
            trained,
            _("train has changed the layers of the model. Only its weights may change."),
        )
        loss = _loss(trained, x, y)
        if not loss < ENOUGH:
            student.note("before", _loss(network, x, y))
            student.note("after", loss)
            student.note("moved", _moved(network, trained))
            student.note("loss", trained.loss)
            student.note("learnt", _weights(trained))
            student.note("table", (x, y))
        require(
            loss < ENOUGH,
            _(
                "After train, the loss of the model on x and y is {loss}. It must be below 1."
            ).format(loss=f"{loss:.3g}"),
        )

    second_chance(student, attempt)


def _network(student, n):
    """The student's own model, or a stock one where build_model is not right."""
    if student.passed("build_model"):
        return model(student.build_model(n), f"build_model({n})")
    return student.untrained(n, NEURON, **COMPILED)


def _loss(network, x, y):
    with np.errstate(all="ignore"):  # weights may have grown beyond all bounds
        return float(np.mean((network.compute(x)[:, 0] - y) ** 2))


def _weights(network):
    return [array for layer in network.layers for array in layer.weights]


def _moved(network, trained):
    before, after = _weights(network), _weights(trained)
    same_shapes = list(map(np.shape, before)) == list(map(np.shape, after))
    return not same_shapes or not all(map(np.allclose, before, after))


# --- predict: 2.5 points ---


@value_check("predict", points=1.0)
def test_table(student):
    """gives one number for each row of a table"""
    _predicts(student, np.array([1.5, -0.75]), -2.2, rows=5)


@value_check("predict", points=0.75)
def test_another_model(student):
    """does the same with another model, of three features"""
    _predicts(student, np.array([-2.2, 0.4, 1.3]), -3.6, rows=4)


@range_check("predict", points=0.25, rtol=1e-4, atol=1e-3)
def test_everywhere(student):
    """is right for numbers from -100 to 100, in a table of any length"""
    w, b = near(np.array([1.5, -0.75]), -2.2)
    network = student.known(2, NEURON, [w[:, None], [b]], **COMPILED)
    x = as_table(numbers_between(-100.0, 100.0), 2)
    student.note(f"weights_{len(x)}", (w, b))
    return [Case((network, x), x @ w + b)]


@edge_check("predict", points=0.5)
def test_one_row(student):
    """gives an array of one number for a table of one row"""
    _predicts(student, np.array([0.9, -1.6]), 2.3, rows=1)


def _predicts(student, w, b, rows):
    """A stock model with known weights serves every student alike."""
    w, b = near(w, b)
    network = student.known(len(w), NEURON, [w[:, None], [b]], **COMPILED)
    x = _features(fresh(), len(w), rows)
    right = x @ w + b
    while rows > 1 and not (right.min() < 0 and right.max() > 1):  # both sides of a limit are seen
        x = _features(fresh(), len(w), rows)
        right = x @ w + b
    student.note(f"weights_{rows}", (w, b))
    found = student.predict(network, x)
    numbers(found, "predict(model, x)")
    equal(found, right, "predict(model, x)", rtol=1e-4, atol=1e-4)


def _features(rng, n, rows):
    """Numbers between -3 and 3 whose means are not 0."""
    return rng.uniform(-2.5, 2.5, (rows, n)) + np.linspace(0.45, -0.45, n)
