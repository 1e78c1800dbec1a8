"""The hidden checks of several classes."""

import numpy as np

from autograder.checking import (
    Case,
    _,
    as_table,
    edge_check,
    equal,
    fresh,
    inputs,
    integers,
    model,
    near,
    numbers,
    numbers_between,
    ones_for_true,
    property_check,
    range_check,
    rearranged,
    require,
    same_layers,
    second_chance,
    value_check,
)

MOST_LOSS = 0.4  # as the stub of train says; training.md has the figures


# one_hot: 2 points


@value_check("one_hot", points=0.75)
def test_three_classes(student, reference):
    """puts a 1 into the column of the label, for three classes"""
    _require_table(student, reference, [2, 0, 1, 1, 2, 0, 0], 3)


@value_check("one_hot", points=0.25)
def test_other_numbers_of_classes(student, reference):
    """does so for other numbers of classes and of labels"""
    _require_table(student, reference, [3, 1, 4, 0, 2, 1, 3, 3], 5)
    _require_table(student, reference, [1, 0, 1], 2)


@range_check("one_hot", points=0.25)
def test_one_hot_everywhere(reference):
    """is right for up to twelve classes, and for many labels"""
    cases = []
    for n_classes in range(2, 13):
        labels = fresh().permutation(np.resize(np.arange(n_classes), 2 * n_classes + 1))
        right = reference.one_hot(labels, n_classes)
        cases.append(Case((labels, n_classes), right, ones_for_true))
    return cases


@edge_check("one_hot", points=0.5)
def test_missing_classes(student, reference):
    """keeps the columns of classes that are missing from the labels"""
    _require_table(student, reference, [1, 3, 1], 6)
    _require_table(student, reference, [2], 4)


@property_check("one_hot", points=0.25)
def test_numbers(student):
    """holds numbers, not True and False"""
    numbers(student.one_hot(np.array([1, 2, 0, 2]), 3), "one_hot([1, 2, 0, 2], 3)")


def _require_table(student, reference, labels, n_classes):
    """The labels stand in another order each time, but never sorted where there are several."""
    drawn = fresh().permutation(labels)
    while len(set(labels)) > 1 and (np.diff(drawn) >= 0).all():
        drawn = fresh().permutation(labels)
    table = ones_for_true(student.one_hot(drawn, n_classes))  # the type costs its own check
    expected = reference.one_hot(drawn, n_classes)
    equal(table, expected, f"one_hot({drawn.tolist()}, {n_classes})")


@inputs("one_hot")
def one_hot_inputs():
    """Inputs for the search for the smallest one on which an answer is wrong."""
    from hypothesis import strategies as st

    def some(n_classes):
        labels = st.lists(st.integers(0, n_classes - 1), min_size=1, max_size=4).map(np.array)
        return st.tuples(labels, st.just(n_classes))

    return st.integers(2, 4).flatmap(some)


# build_model: 2.5 points


@value_check("build_model", points=0.5)
def test_inputs_and_outputs(student):
    """has an input for each feature and an output neuron for each class"""
    for n_features, n_classes in [(2, 3), (5, 4)]:
        built = _built(student, n_features, n_classes)
        dense = _dense_layers(built)
        require(dense, _("The model must have a Dense layer."))
        require(
            built.inputs is not None and all(layer.weights for layer in dense),
            _("The model does not know its number of inputs. Let it begin with keras.Input."),
        )
        call = f"build_model({n_features}, {n_classes})"
        require(
            built.inputs == (None, n_features),
            _("{call} must take {n} features.").format(call=call, n=n_features),
            expected=(None, n_features),
            actual=built.inputs,
        )
        require(
            dense[-1].units == n_classes,
            _("The last layer of {call} must have {n} neurons.").format(call=call, n=n_classes),
            expected=n_classes,
            actual=dense[-1].units,
        )


@value_check("build_model", points=1.25)
def test_probabilities(student):
    """gives probabilities: the softmax over all output neurons"""
    x = np.array([[0.4, -1.2, 0.9], [-0.7, 0.3, 1.6], [1.5, 0.8, -0.2]])
    for n_classes in (4, 3):
        built = _built(student, 3, n_classes)
        outputs = [x, *built.outputs(x)]
        places = [i for i, layer in enumerate(built.layers) if layer.kind == "Dense"]
        require(places, _("The model must have a Dense layer."))
        weights, *bias = built.layers[places[-1]].weights
        # What goes into the last layer is a claim, but so is what comes out: they have to fit.
        z = np.asarray(outputs[places[-1]]) @ weights + (bias[0] if bias else 0)
        equal(outputs[-1], _softmax(z), "model(x)", rtol=1e-4, atol=1e-5)


@value_check("build_model", points=0.75)
def test_loss(student):
    """is compiled with the categorical cross-entropy"""
    built = _built(student, 4, 3)
    require(built.compiled, _("The model is not compiled: it has no loss and no optimizer yet."))
    require(
        built.optimizer is not None,
        _("The model is compiled without an optimizer, so it cannot be trained."),
    )
    require(
        built.loss == "categorical_crossentropy",
        _("The loss must be the categorical cross-entropy."),
        expected="categorical_crossentropy",
        actual=built.loss,
    )


def _built(student, n_features, n_classes):
    built = student.build_model(n_features, n_classes)
    return model(built, f"build_model({n_features}, {n_classes})")


def _dense_layers(built):
    return [layer for layer in built.layers if layer.kind == "Dense"]


def _softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# train: 2 points


@value_check("train", points=1.25)
def test_train(student):
    """brings the loss below 0.4 on a table with two features and three classes"""
    centres = [[1.2, 0.9], [-1.1, 0.7], [0.2, -1.2]]
    _require_training(student, *rearranged(*_examples(2, 90, centres)))


@value_check("train", points=0.75)
def test_train_four_classes(student):
    """brings the loss below 0.4 on another table, with three features and four classes"""
    centres = [[1.3, 0.9, -1.0], [-1.3, 0.8, -0.6], [0.4, -1.5, -0.3], [0.1, 0.5, 1.5]]
    _require_training(student, *rearranged(*_examples(11, 100, centres)))


def _require_training(student, x, y):
    """Training brings the loss down; what the sandbox says about the loss counts for nothing."""

    def attempt():
        untrained = _untrained(student, x.shape[1], y.shape[1])
        student.train(untrained, x, y)
        trained = untrained.look()
        same_layers(
            untrained,
            trained,
            _("train has changed the layers of the model. Only its weights may change."),
        )
        loss, accuracy = _quality(trained, x, y)
        moved = _largest_change(untrained, trained)
        if not loss < MOST_LOSS:
            student.note("loss", loss)
            student.note("loss_before", _quality(untrained, x, y)[0])
            student.note("accuracy", accuracy)
            student.note("moved", moved)
        require(moved != 0, _("The weights of the model are as they were before train."))
        require(
            loss < MOST_LOSS,
            _("After train the loss is {loss:.3f}; it must be below {most}.").format(
                loss=loss, most=MOST_LOSS
            ),
        )

    second_chance(student, attempt)


def _quality(trained, x, y):
    """The cross-entropy and the accuracy, from the weights of the model."""
    probabilities = numbers(trained.compute(x), "model(x)")
    right = np.clip(probabilities[y == 1], 1e-7, 1.0)
    accuracy = np.mean(probabilities.argmax(axis=1) == y.argmax(axis=1))
    return float(-np.mean(np.log(right))), float(accuracy)


def _largest_change(before, after):
    pairs = zip(_weights(before), _weights(after), strict=True)
    return float(max(np.abs(one - other).max() for one, other in pairs))


def _weights(built):
    return [array for layer in built.layers for array in layer.weights]


def _untrained(student, n_features, n_classes):
    """The student's own model if it is right, else a stock one; a single layer starts at 0."""
    if student.passed("build_model"):
        untrained = _built(student, n_features, n_classes)
    else:
        untrained = student.untrained(
            n_features,
            [(n_classes, "softmax")],
            loss="categorical_crossentropy",
            optimizer="adam",
            learning_rate=0.1,
        )
    if sum(bool(layer.weights) for layer in untrained.layers) == 1:  # zeros would hide the others
        untrained.set_weights([np.zeros_like(array) for array in _weights(untrained)])
    return untrained.look()


def _examples(seed, n, centres):
    """A table of features around the centres of the classes, and its one-hot targets."""
    rng = np.random.default_rng(seed)
    centres = np.array(centres)
    labels = rng.permutation(np.arange(n) % len(centres))
    x = centres[labels] + 0.7 * rng.normal(size=(n, centres.shape[1]))
    return np.clip(x, -2.9, 2.9), np.eye(len(centres))[labels]


# predict_class: 2.5 points

THREE = [[-1.6, 0.3, 1.4], [-0.7, 1.5, -0.9]], [0.2, -0.1, 0.1]
FIVE = (
    [[1.2, -0.9, 0.4, -0.3, 0.1], [0.3, 0.8, -1.4, -0.6, 0.9], [-0.5, 0.2, 0.6, 1.3, -1.1]],
    [0.1, -0.2, 0.0, 0.2, 0.1],
)


@value_check("predict_class", points=0.75)
def test_classes(student):
    """gives the most probable class, for two features and three classes"""
    x = np.array(
        [[1.2, -0.6], [-0.4, 0.8], [0.1, 0.1], [-1.3, -0.7], [0.9, 0.8], [-0.1, -0.2], [0.2, 1.9]]
    )
    _require_classes(student, _known(student, *THREE), x)


@value_check("predict_class", points=0.75)
def test_five_classes(student):
    """does so for another model, with three features and five classes"""
    x = np.array(
        [[-0.5, 1.0, 0.2], [0.9, -1.4, -0.3], [1.6, 0.1, -0.7], [-0.8, -0.3, 1.6]]
        + [[0.2, 0.4, -1.5], [0.0, 0.1, 0.1], [-1.5, 0.6, 0.4]]
    )
    _require_classes(student, _known(student, *FIVE), x)


@range_check("predict_class", points=0.25)
def test_everywhere(student):
    """is right for numbers from -5 to 5, in a table of any length"""
    known = _known(student, *THREE)
    x = as_table(numbers_between(-5.0, 5.0), 2)
    x = x[_is_clear(known, x)]
    return [Case((known, x), known.compute(x).argmax(axis=1))]


@edge_check("predict_class", points=0.5)
def test_one_example(student):
    """works for a table of a single example"""
    known = _known(student, *THREE)
    for x in ([[0.7, -0.4]], [[-0.9, 1.6]]):
        _require_classes(student, known, np.array(x))


@property_check("predict_class", points=0.25)
def test_integers(student):
    """gives integers, not 0.0, 1.0 and 2.0"""
    known = _known(student, *THREE)
    x = np.array([[0.8, 0.1], [-0.5, -1.4], [0.3, 1.6]])
    x = _near_and_clear(known, x)
    classes = student.predict_class(known, x)
    integers(classes, "predict_class(model, x)", _("The classes must be integers: 0, 1, 2, …"))


def _near_and_clear(known, x):
    """Examples near these, whose best class is well ahead."""
    drawn = near(x)
    while not _is_clear(known, drawn).all():
        drawn = near(x)
    return drawn


def _is_clear(known, x):
    """Which examples have one best class for every way of rounding."""
    second, best = np.sort(known.compute(x), axis=1)[:, -2:].T
    return best - second > 0.01


def _require_classes(student, known, x):
    x = _near_and_clear(known, x)
    expected = known.compute(x).argmax(axis=1)
    classes = student.predict_class(known, x)
    equal(classes, expected, _("predict_class(model, x) for {n} examples").format(n=len(x)))


def _known(student, weights, bias):
    """A stock model with weights near these: what it computes is known here."""
    weights, bias = near(weights, bias)
    compiled = {"loss": "categorical_crossentropy", "optimizer": "sgd"}
    return student.known(len(weights), [(len(bias), "softmax")], [weights, bias], **compiled)
