"""The hidden checks: weights that collapse, networks that are built right, and their signals."""

from itertools import pairwise

import numpy as np

from autograder.checking import (
    Case,
    _,
    as_table,
    equal,
    fresh,
    inputs,
    model,
    near,
    numbers_between,
    percent,
    range_check,
    rearranged,
    require,
    same,
    second_chance,
    value_check,
)

EPOCHS, BATCH, ENOUGH = 30, 4, 0.9
GIVE_UP, GUESSING = 12, 0.6  # who still guesses after so many epochs does not learn in 30 either

HIDDEN = np.array([[1.5, -2.0, 0.75], [0.5, 3.0, -1.25]])
OUTPUT = np.array([[2.0], [-0.5], [1.75]])
WIDE = np.array([[0.4, -1.6], [2.5, 0.9], [-0.7, 1.2], [1.1, -0.3]])
SEVERAL = np.array([[-1.5, 0.8, 2.0], [0.6, 1.9, -0.4]])
SQUARE, OTHER_SQUARE = (
    np.array([[0.5, 1.75], [-2.25, 3.0]]),
    np.array([[1.25, -0.5], [4.0, 0.75]]),
)

EXAMPLES = np.array([[0.5, -1.25], [-2.0, 0.75], [1.5, 2.5], [-0.25, -1.0], [3.0, 0.25]])


# --- collapse: 1.5 points ---


@value_check("collapse", points=0.75)
def test_two_inputs_one_output(student, reference):
    """collapses a hidden layer and one output neuron into one neuron"""
    same(student.collapse, reference.collapse, *near(HIDDEN, OUTPUT))
    same(student.collapse, reference.collapse, *near(SQUARE, OUTPUT[1:]))


@value_check("collapse", points=0.5)
def test_any_sizes(student, reference):
    """works for any number of inputs, hidden neurons and output neurons"""
    same(student.collapse, reference.collapse, *near(SQUARE, OTHER_SQUARE))
    same(student.collapse, reference.collapse, *near(WIDE, SEVERAL))
    same(student.collapse, reference.collapse, *near(OUTPUT[:1], np.array([[0.25, -1.5]])))


@range_check("collapse", points=0.25)
def test_collapse_everywhere():
    """is right for weights from -10 to 10"""
    numbers = numbers_between(-10.0, 10.0)
    hidden = as_table(numbers, 6).reshape(-1, 2, 3)
    output = np.resize(fresh().permutation(numbers), (len(hidden), 3, 2))
    return [*zip(hidden, output, strict=True), *zip(output[:3], hidden[:3], strict=True)]


# --- build_hidden: 2.5 points ---


@value_check("build_hidden", points=0.5)
def test_sizes_of_the_hidden_network(student):
    """has two inputs, as many hidden neurons as asked for, and one neuron at the end"""
    for units in [10, 3]:
        network = model(student.build_hidden(units), f"build_hidden({units})")
        _require_sizes(network, [units, 1])


@value_check("build_hidden", points=0.5)
def test_activations_of_the_hidden_network(student):
    """has relu in the hidden layer and a sigmoid at the end"""
    for units in [10, 6]:
        network = model(student.build_hidden(units), f"build_hidden({units})")
        _require_activations(network, ["relu", "sigmoid"])


@value_check("build_hidden", points=0.5)
def test_hidden_network_is_compiled(student):
    """is compiled with binary cross-entropy"""
    _require_compiled(model(student.build_hidden(4), "build_hidden(4)"))


@value_check("build_hidden", points=1.0)
def test_learns_the_circle(student):
    """learns another circle: at least 90 % of new plants are right within 30 epochs"""
    (places, inside), (others, wanted) = rearranged(*_circle(11)), rearranged(*_circle(12))

    def attempt():
        network = model(student.build_hidden(10), "build_hidden(10)")
        _require_a_chance(network)
        for epoch in range(EPOCHS):
            network.fit(places, inside, epochs=1, batch_size=BATCH)
            probability = network.look().compute(others)[:, 0]
            share = float(np.mean((probability > 0.5) == (wanted == 1)))
            if share >= ENOUGH:
                return
            if epoch + 1 == GIVE_UP and share < GUESSING:
                break
        student.note("share", share)
        text = _(
            "After {epochs} epochs the network is right for {share} of the plants; at least "
            "{enough} are wanted. Look at the optimizer and its learning rate."
        )
        require(
            False,
            text.format(epochs=epoch + 1, share=percent(share, 1), enough=percent(ENOUGH)),
        )

    second_chance(student, attempt)


# --- build_deep: 1.5 points ---


@value_check("build_deep", points=0.5)
def test_sizes_of_the_deep_network(student):
    """has as many hidden layers as asked for, of that many neurons, and one neuron at the end"""
    for depth, units, activation in [(4, 5, "relu"), (1, 3, "sigmoid"), (7, 2, "relu")]:
        call = f"build_deep({depth}, {units}, '{activation}')"
        network = model(student.build_deep(depth, units, activation), call)
        _require_sizes(network, [units] * depth + [1])


@value_check("build_deep", points=0.5)
def test_activations_of_the_deep_network(student):
    """has the activation asked for in every hidden layer, and a sigmoid at the end"""
    for activation in ["tanh", "sigmoid", "relu"]:
        network = model(student.build_deep(3, 6, activation), f"build_deep(3, 6, '{activation}')")
        _require_activations(network, [activation] * 3 + ["sigmoid"])


@value_check("build_deep", points=0.5)
def test_deep_network_is_compiled(student):
    """is compiled with binary cross-entropy"""
    _require_compiled(model(student.build_deep(2, 4, "relu"), "build_deep(2, 4, 'relu')"))


# --- signal_sizes: 2.5 points ---


@value_check("signal_sizes", points=1.0)
def test_small_network(student):
    """measures each layer of a network of 2, 2 and 1 neurons"""
    layers = [(2, "relu"), (2, "sigmoid"), (1, "sigmoid")]
    _require_signals(student, layers, EXAMPLES)


@value_check("signal_sizes", points=0.75)
def test_other_networks(student):
    """measures networks of other depths, widths and activations"""
    _require_signals(student, [(4, "tanh"), (3, "linear"), (5, "relu"), (2, "sigmoid")], EXAMPLES)
    _require_signals(student, [(3, "sigmoid"), (2, "tanh")], EXAMPLES[:2])
    three_inputs = np.array([[1.0, -0.5, 2.0], [0.25, 3.0, -1.5], [-2.0, 0.5, 0.75]])
    _require_signals(student, [(6, "relu"), (1, "linear")], three_inputs)


@value_check("signal_sizes", points=0.5)
def test_deep_sigmoid_network(student):
    """shows how the signal fades in a deep sigmoid network"""
    _require_signals(student, [(4, "sigmoid")] * 6 + [(1, "sigmoid")], 2 * EXAMPLES)


@range_check("signal_sizes", points=0.25, rtol=1e-4)
def test_signals_everywhere(student):
    """is right for numbers from -10 to 10, in tables of any length"""
    x = as_table(numbers_between(-10.0, 10.0), 2)
    return [_signals(student, [(3, "relu"), (2, "tanh"), (1, "sigmoid")], x)]


# --- what several checks share ---


def _circle(seed):
    """400 places in and around another circle than the lesson's, and 1 for those inside."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, 400)
    distance = rng.uniform(np.repeat([0.0, 3.3], 200), np.repeat([2.2, 5.5], 200))
    return (
        np.column_stack([distance * np.cos(angle), distance * np.sin(angle)]),
        np.repeat([1, 0], 200),
    )


def _require_sizes(network, wanted):
    """The network takes two inputs and has Dense layers of just these numbers of neurons."""
    found = [units for units, _activation in _neurons(network)]
    require(
        len(found) == len(wanted),
        _("The model has {found} Dense layers instead of {wanted}, the last one included.").format(
            found=len(found), wanted=len(wanted)
        ),
        expected=wanted,
        actual=found,
    )
    require(
        found == wanted,
        _("The layers of the model have other numbers of neurons than asked for."),
        expected=wanted,
        actual=found,
    )
    dense = [layer for layer in network.layers if layer.kind == "Dense"]
    require(
        all(layer.weights for layer in dense),
        _("The model does not know its inputs yet. Let it begin with keras.Input((2,))."),
    )
    size = np.shape(dense[0].weights[0])[0]
    require(
        size == 2,
        _("The model must take two inputs: keras.Input((2,))."),
        expected=2,
        actual=size,
    )
    require(
        all(layer.use_bias for layer in dense),
        _("A layer of the model has no bias. Leave use_bias as Keras has it."),
    )
    require(
        all(layer.shares is None for layer in network.layers),
        _("The same layer stands in the model more than once. Make a new layer for each place."),
    )
    require(network.is_chain, _("Each layer must get the output of the layer before it."))


def _require_activations(network, wanted):
    found = [activation for _units, activation in _neurons(network)]
    require(
        found == wanted,
        _("The layers of the model have other activations than asked for."),
        expected=wanted,
        actual=found,
    )


def _require_a_chance(network):
    """Spare the time for training a network that cannot learn the circle."""
    require(network.compiled, _("The model is not compiled, so it cannot be trained."))
    found = _neurons(network)
    require(
        found and found[-1] == [1, "sigmoid"],
        _("The last layer must be one neuron with the activation sigmoid."),
        expected=[1, "sigmoid"],
        actual=found[-1] if found else None,
    )
    require(
        any(activation != "linear" for _units, activation in found[:-1]),
        _("Without an activation in a hidden layer the network can only draw a straight line."),
    )


def _neurons(network):
    """The layers as [units, activation]; an activation that is a layer of its own is counted in."""
    found = []
    for layer in network.layers:
        name = {"ReLU": "relu", "Softmax": "softmax"}.get(layer.kind, layer.activation)
        if layer.kind == "Dense":
            found.append([layer.units, layer.activation or "linear"])
        elif layer.kind in ("Activation", "ReLU", "Softmax") and found:
            if found[-1][1] == "linear":
                found[-1][1] = name
            elif name != "linear":
                found[-1][1] += f" + {name}"
        else:
            text = _("Besides its Dense layers the model has a layer of the kind {kind}.")
            require(False, text.format(kind=layer.kind))
    return found


def _require_compiled(network):
    require(network.compiled, _("The model is not compiled. Call compile before you return it."))
    require(
        network.optimizer is not None,
        _("The model is compiled without an optimizer, so it cannot be trained."),
    )
    require(
        network.loss == "binary_crossentropy",
        _("The loss must be binary cross-entropy: the answer is yes or no."),
        expected="binary_crossentropy",
        actual=network.loss,
    )
    require(
        not network.from_logits,
        _("The output is a probability already, since it comes from a sigmoid: no from_logits."),
    )


def _require_signals(student, layers, x):
    case = _signals(student, layers, near(x))
    found = student.signal_sizes(*case.arguments)
    equal(found, case.expected, "signal_sizes(model, x)", rtol=1e-4)


def _signals(student, layers, x):
    """A stock model of these layers and what it does to x: as a call of signal_sizes."""
    sizes = pairwise([x.shape[1], *(layer[0] for layer in layers)])
    shapes = [shape for pair in sizes for shape in (pair, pair[1:])]  # a table, then the biases
    weights = [fresh().uniform(-1.5, 1.5, each) for each in shapes]
    network = student.known(x.shape[1], layers, weights)
    return Case((network, x), [float(np.std(output)) for output in network.outputs(x)])


# --- inputs for the search for the smallest one on which an answer is wrong ---


@inputs("collapse")
def collapse_inputs():
    """Small tables of whole numbers that fit together."""
    from hypothesis import strategies as st

    def table(rows, columns):
        row = st.lists(st.integers(-4, 4).map(float), min_size=columns, max_size=columns)
        return st.lists(row, min_size=rows, max_size=rows).map(np.array)

    sizes = st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 2))
    return sizes.flatmap(lambda size: st.tuples(table(size[0], size[1]), table(size[1], size[2])))
