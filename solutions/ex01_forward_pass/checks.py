"""The hidden checks: how far the student's network agrees with the reference."""

import numpy as np

from autograder.checking import (
    _,
    arrays,
    as_table,
    equal,
    fresh,
    inputs,
    model,
    near,
    numbers_between,
    property_check,
    range_check,
    require,
    same,
    unchanged,
    value_check,
)

BY_HAND = 5e-5

EXAMPLE = np.array([1.5, -0.75])
BATCH = np.array([[0.5, -1.25], [-2.0, 0.75], [1.5, 2.0], [-0.25, -1.0], [0.0, 3.0]])
TABLES = [np.array([[0.6, -1.1], [-0.4, 0.7]]), np.array([[1.3], [-0.8]])]
OTHER_TABLES = [np.array([[-0.9, 0.35], [1.2, 0.65]]), np.array([[0.45], [1.7]])]


# --- by_hand ---


@value_check("by_hand", points=0.5)
def test_first_neuron(student, reference):
    """N1 is the value of the first hidden neuron"""
    for name in ("N1", "N2", "Y"):  # for the mistakes: each student has other numbers
        student.note(name, getattr(reference, name))
    equal(student.value("N1"), reference.N1, "N1", rtol=0.0, atol=BY_HAND)


@value_check("by_hand", points=0.5)
def test_second_neuron(student, reference):
    """N2 is the value of the second hidden neuron"""
    equal(student.value("N2"), reference.N2, "N2", rtol=0.0, atol=BY_HAND)


@value_check("by_hand", points=1.0)
def test_output(student, reference):
    """Y is the output of the network, or follows from your own N1 and N2"""
    y = student.value("Y")
    if _close(y, reference.Y, BY_HAND):
        return
    if not _follows(y, student.value("N1"), student.value("N2"), reference):
        equal(y, reference.Y, "Y", rtol=0.0, atol=BY_HAND)


def _follows(y, n1, n2, reference):
    """Whether Y comes from the student's own N1 and N2, be they right or wrong.

    Neurons that are both zero say nothing. The tolerance covers three rounded numbers.
    """
    if not (_is_number(n1) and _is_number(n2)) or max(abs(n1), abs(n2)) < 0.01:
        return False
    return _close(y, n1 * reference.w5 + n2 * reference.w6, 2 * BY_HAND)


def _close(value, expected, tolerance):
    return _is_number(value) and bool(abs(value - expected) <= tolerance)


def _is_number(value):
    if isinstance(value, bool):
        return False
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "if"
    return isinstance(value, int | float | np.integer | np.floating)


# --- neuron ---


@value_check("neuron", points=0.75)
def test_one_neuron(student, reference):
    """multiplies each input by its weight, and adds"""
    given = [(3.0, -2.0, 0.5, 4.0), (-1.5, 6.0, 2.5, 0.75), (10.0, 0.0, -4.0, 7.0)]
    calls = [near(*each) for each in given]
    for call in calls:  # all are seen before one is judged, so a hint knows what always comes back
        student.neuron(*call)
    for call in calls:
        same(student.neuron, reference.neuron, *call)


@range_check("neuron", points=0.25)
def test_neuron_everywhere():
    """is right for numbers from -100 to 100"""
    numbers = numbers_between(-100.0, 100.0)
    places = [np.roll(numbers, 5 * place) for place in range(4)]  # each number at every place
    calls = list(zip(*places, strict=True))
    for plain in (-100.0, -1.0, 0.0, 0.5, 1.0, 2.0, 100.0):  # once more, beside no plain ones
        for place in range(4):
            four = fresh().uniform(-100.0, 100.0, 4)
            four[place] = plain
            calls.append(tuple(four))
    return [tuple(map(float, four)) for four in calls]


# --- pack_weights ---


@value_check("pack_weights", points=0.75)
def test_hidden_table(student, reference):
    """packs the weights of the hidden layer: one column for each neuron"""
    _same_table(student, reference, 0)


@value_check("pack_weights", points=0.5)
def test_output_table(student, reference):
    """packs the weights of the output layer: two rows, one column"""
    _same_table(student, reference, 1)


def _same_table(student, reference, layer):
    for given in [(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), (-1.5, 2.25, 0.5, -3.0, 4.75, -0.25)]:
        weights = near(*given)
        packed = student.pack_weights(*weights)
        require(
            isinstance(packed, list | tuple) and len(packed) == 2,
            _("pack_weights must return a list of two tables: the hidden layer, then the output."),
            expected=reference.pack_weights(*weights),
            actual=packed,
        )
        expected = reference.pack_weights(*weights)[layer]
        equal(packed[layer], expected, f"pack_weights{weights}[{layer}]")


@range_check("pack_weights", points=0.25)
def test_packed_everywhere():
    """is right for weights from -100 to 100"""
    numbers = numbers_between(-100.0, 100.0)
    places = [np.roll(numbers, 5 * place) for place in range(6)]  # each number at every place
    return [tuple(map(float, six)) for six in zip(*places, strict=True)]


# --- forward ---


@value_check("forward", points=1.0)
def test_one_example(student, reference):
    """gives the right output for one example"""
    same(student.forward, reference.forward, near(EXAMPLE), near(TABLES))
    same(student.forward, reference.forward, near(-EXAMPLE), near(OTHER_TABLES))


@value_check("forward", points=1.0)
def test_batch(student, reference):
    """gives one row of output for each example of a batch"""
    same(student.forward, reference.forward, near(BATCH), near(TABLES))
    same(student.forward, reference.forward, near(BATCH[:2]), near(OTHER_TABLES))
    same(student.forward, reference.forward, near(BATCH[:1]), near(OTHER_TABLES))


@range_check("forward", points=0.25)
def test_forward_everywhere():
    """is right for numbers from -10 to 10, in batches of any length"""
    numbers = numbers_between(-10.0, 10.0)
    x = as_table(numbers, 2)
    hidden = np.resize(fresh().permutation(numbers), (24, 2, 2))
    output = np.resize(fresh().permutation(numbers), (24, 2, 1))
    calls = [
        (as_table(fresh().permutation(numbers), 2)[:7], [one, two])
        for one, two in zip(hidden, output, strict=True)
    ]
    return [*calls, (x, near(TABLES)), (x[:2], near(TABLES)), (x[:1], near(TABLES))]


@property_check("forward", points=0.25)
def test_arguments_stay(student):
    """leaves x and the weights as they are"""
    unchanged(student.forward, near(EXAMPLE), near(TABLES))
    unchanged(student.forward, near(BATCH), near(TABLES))


# --- build_network ---


@value_check("build_network", points=0.5)
def test_shape_of_the_network(student):
    """has two inputs, two hidden neurons and one output neuron"""
    network = model(student.build_network(), "build_network()")
    dense = _dense_layers(network)
    require(
        [layer.units for layer in dense] == [2, 1],
        _("The model must have two Dense layers: first of 2 neurons, then of 1."),
        expected=[2, 1],
        actual=[layer.units for layer in dense],
    )
    _require_weights(network)
    require(
        np.shape(dense[0].weights[0]) == (2, 2),
        _("The model must take two inputs: keras.Input((2,))."),
        expected=2,
        actual=np.shape(dense[0].weights[0])[0],
    )


@value_check("build_network", points=0.5)
def test_no_bias(student):
    """has no bias in either layer"""
    network = model(student.build_network(), "build_network()")
    dense = _dense_layers(network)
    require(
        len(dense) == 2,
        _("The model must have two Dense layers: first of 2 neurons, then of 1."),
        expected=2,
        actual=len(dense),
    )
    require(
        not any(layer.use_bias for layer in dense),
        _("A layer of the model has a bias. Both layers need use_bias=False."),
    )


@value_check("build_network", points=0.75)
def test_predictions(student, reference):
    """predicts what the formula gives"""
    network = model(student.build_network(), "build_network()")
    x = near(BATCH)
    equal(
        _output(network, x),
        reference.forward(x, TABLES),
        "build_network().predict(x)",
        rtol=1e-4,
        atol=1e-5,
    )


@property_check("build_network", points=0.25)
def test_not_compiled(student):
    """is not compiled yet"""
    network = model(student.build_network(), "build_network()")
    require(not network.compiled, _("The model is compiled already. Return it without compile."))


def _output(network, x):
    """What the network makes of x with the weights of the example.

    It is computed here, from what the network is made of: to predict, Keras has to trace a graph,
    which takes longer than all the rest. Only what is not known here predicts by itself.
    """
    if network.can_be_computed and network.inputs == (None, 2):
        return network.with_weights(_weights_that_fit(network.weights)).compute(x)
    if _dense_layers(network) and not _tables(network):
        network.predict(BATCH)  # a model without keras.Input gets its weights here
    network.set_weights(_weights_that_fit(_tables(network)))
    return network.predict(x)


def _dense_layers(network):
    return [layer for layer in network.layers if layer.kind == "Dense"]


def _require_weights(network):
    require(
        all(layer.weights for layer in _dense_layers(network)),
        _(
            "The model has no weights yet, because nobody has told it how many inputs there are. "
            "Let it begin with keras.Input((2,))."
        ),
    )


def _tables(network):
    return arrays(network.get_weights(), "model.get_weights()")


def _weights_that_fit(tables):
    """The weights of the example; a bias, which costs its own check, is set to zero."""
    shapes = [array.shape for array in tables]
    hidden, output = TABLES
    if shapes == [(2, 2), (2,), (2, 1), (1,)]:
        return [hidden, np.zeros(2), output, np.zeros(1)]
    if shapes == [(2, 2), (2,), (2, 1)]:
        return [hidden, np.zeros(2), output]
    if shapes == [(2, 2), (2, 1), (1,)]:
        return [hidden, output, np.zeros(1)]
    require(
        shapes == [(2, 2), (2, 1)],
        _("Six weights do not fit into the model: its tables must have shapes (2, 2) and (2, 1)."),
        expected=[(2, 2), (2, 1)],
        actual=shapes,
    )
    return TABLES


# --- inputs for the search for the smallest wrong one ---


@inputs("neuron")
def two_inputs_and_two_weights():
    """Small whole numbers."""
    from hypothesis import strategies as st

    number = st.integers(-5, 5).map(float)
    return st.tuples(number, number, number, number)


@inputs("pack_weights")
def six_weights():
    """Six different whole numbers: the smaller, the easier to follow."""
    from hypothesis import strategies as st

    return st.permutations([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).map(tuple)


@inputs("forward")
def small_networks():
    """One example or a small batch, and small weights."""
    from hypothesis import strategies as st

    number = st.integers(-2, 2).map(float)
    pair = st.tuples(number, number)
    one = pair.map(np.array)
    batch = st.lists(pair, min_size=1, max_size=3).map(np.array)
    tables = st.tuples(
        st.tuples(pair, pair).map(np.array),
        st.tuples(st.tuples(number), st.tuples(number)).map(np.array),
    ).map(list)
    return st.tuples(one | batch, tables)
