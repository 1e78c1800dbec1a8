"""The hidden checks of logistic regression."""

import numpy as np

from autograder.checking import (
    Case,
    _,
    as_table,
    edge_check,
    equal,
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

MOST_LOSS = 0.35  # as the stub of train says; training.md has the figures


# build_model: 2.5 points


@value_check("build_model", points=0.5)
def test_one_neuron(student):
    """is one Dense layer: a single neuron with bias"""
    built = _built(student, 3)
    dense = _dense_layers(built)
    require(
        len(dense) == 1,
        _("The model must have one Dense layer."),
        expected=1,
        actual=len(dense),
    )
    require(
        dense[0].units == 1,
        _("The layer must have one neuron: yes or no needs a single probability."),
        expected=1,
        actual=dense[0].units,
    )
    require(dense[0].use_bias, _("The neuron needs its bias: leave use_bias as it is."))
    require(
        not any(layer.weights for layer in built.layers if layer is not dense[0]),
        _("Only the neuron may have weights. Take the other layers out."),
    )


@value_check("build_model", points=0.5)
def test_number_of_features(student):
    """has as many inputs as n_features says"""
    for n_features in (2, 5):
        built = _built(student, n_features)
        require(
            built.inputs is not None and all(layer.weights for layer in _dense_layers(built)),
            _("The model does not know its number of inputs. Let it begin with keras.Input."),
        )
        require(
            built.inputs == (None, n_features),
            _("build_model({n}) must take {n} features.").format(n=n_features),
            expected=(None, n_features),
            actual=built.inputs,
        )


@value_check("build_model", points=1.0)
def test_probability(student):
    """gives a probability: the sigmoid of the weighted sum"""
    built = _built(student, 3)
    x = np.array([[0.4, -1.2, 0.9], [-0.7, 0.3, 1.6], [1.5, 0.8, -0.2]])
    dense = _dense_layers(built)
    require(dense, _("The model must have one Dense layer."), expected=1, actual=0)
    outputs = built.compute(x)
    weights, *bias = dense[0].weights
    expected = _sigmoid(x @ weights + (bias[0] if bias else 0))
    equal(outputs, expected, "model(x)", rtol=1e-4, atol=1e-5)


@value_check("build_model", points=0.5)
def test_loss(student):
    """is compiled with the binary cross-entropy"""
    built = _built(student, 4)
    require(built.compiled, _("The model is not compiled: it has no loss and no optimizer yet."))
    require(
        built.optimizer is not None,
        _("The model is compiled without an optimizer, so it cannot be trained."),
    )
    require(
        built.loss == "binary_crossentropy",
        _("The loss must be the binary cross-entropy."),
        expected="binary_crossentropy",
        actual=built.loss,
    )


def _built(student, n_features):
    return model(student.build_model(n_features), f"build_model({n_features})")


def _dense_layers(built):
    return [layer for layer in built.layers if layer.kind == "Dense"]


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


# train: 2.5 points


@value_check("train", points=1.5)
def test_train(student):
    """brings the loss below 0.35 on a table with two features"""
    _require_training(student, *rearranged(*_examples(0, 96, [2.2, 3.4], -0.8)))


@value_check("train", points=1.0)
def test_train_three_features(student):
    """brings the loss below 0.35 on another table, with three features"""
    x, y = rearranged(*_examples(4, 80, [-2.5, 1.8, 3.0], 0.6))
    _require_training(student, x, y.astype(float))


def _require_training(student, x, y):
    """Training from zero weights brings the loss down; what the sandbox says counts for nothing."""

    def attempt():
        untrained = _untrained(student, x.shape[1])
        student.train(untrained, x, y)
        trained = untrained.look()
        same_layers(
            untrained,
            trained,
            _("train has changed the layers of the model. Only its weights may change."),
        )
        probabilities = numbers(trained.compute(x), "model(x)")[:, 0]
        right = np.clip(np.where(y == 1, probabilities, 1 - probabilities), 1e-7, 1.0)
        loss = float(-np.mean(np.log(right)))
        largest = max(np.abs(each).max() for layer in trained.layers for each in layer.weights)
        if not loss < MOST_LOSS:
            student.note("loss", loss)
            student.note("accuracy", float(np.mean(right > 0.5)))
            student.note("largest", float(largest))
        require(
            largest != 0,
            _("The weights of the model are as they were before train."),
        )
        require(
            loss < MOST_LOSS,
            _("After train the loss is {loss:.3f}; it must be below {most}.").format(
                loss=loss, most=MOST_LOSS
            ),
        )

    second_chance(student, attempt)


def _untrained(student, n_features):
    """The student's own model if it is right, else a stock one; all weights are 0."""
    if student.passed("build_model"):
        untrained = _built(student, n_features)
    else:
        untrained = student.untrained(
            n_features,
            [(1, "sigmoid")],
            loss="binary_crossentropy",
            optimizer="adam",
            learning_rate=0.1,
        )
    untrained.set_weights([np.zeros((n_features, 1)), np.zeros(1)])
    return untrained


def _examples(seed, n, weights, bias):
    """A table of features, and answers that come true with the probability of such a neuron."""
    rng = np.random.default_rng(seed)
    x = np.clip(rng.normal(size=(n, len(weights))), -2.9, 2.9)
    return x, (rng.random(n) < _sigmoid(x @ weights + bias)).astype(int)


# predict_class: 3 points


@value_check("predict_class", points=1.0)
def test_classes(student):
    """gives 1 above the probability 0.5 and 0 below, for two features"""
    x = np.array(
        [[1.2, -0.6], [-0.4, 0.8], [0.3, 0.2], [0.1, -0.9], [-1.1, -0.7], [0.5, 1.9], [-0.2, 0.35]]
    )
    _require_classes(student, _known(student, [1.4, -0.9], 0.15), x)


@value_check("predict_class", points=1.0)
def test_classes_three_features(student):
    """does so for another model, with three features"""
    x = np.array(
        [[-0.5, 1.0, 0.2], [0.9, 0.4, -1.3], [1.6, -0.8, 0.7], [-1.2, -0.3, -0.6], [0.2, 1.7, 0.9]]
    )
    _require_classes(student, _known(student, [-0.8, 1.3, 0.6], -0.3), x)


@range_check("predict_class", points=0.25)
def test_everywhere(student):
    """is right for numbers from -10 to 10, in a table of any length"""
    known = _known(student, [1.4, -0.9], 0.15)
    x = as_table(numbers_between(-10.0, 10.0), 2)
    x = x[_is_clear(known, x)]
    return [Case((known, x), _classes(known, x), ones_for_true)]


@edge_check("predict_class", points=0.5)
def test_one_example(student):
    """works for a table of a single example"""
    known = _known(student, [1.1, 0.5], 0.1)
    for x in ([[0.7, -0.4]], [[-0.9, 0.6]]):
        _require_classes(student, known, np.array(x))


@property_check("predict_class", points=0.25)
def test_integers(student):
    """gives integers, not True and False and not 0.0 and 1.0"""
    x = np.array([[0.8, 0.1], [-0.5, -1.4], [1.3, 0.6]])
    classes = student.predict_class(_known(student, [1.2, 0.7], -0.2), x)
    integers(classes, "predict_class(model, x)", _("The classes must be integers: 1 and 0."))


def _require_classes(student, known, x):
    x = _near_and_clear(known, x)
    classes = ones_for_true(student.predict_class(known, x))  # the type costs its own check
    what = _("predict_class(model, x) for {n} examples").format(n=len(x))
    equal(classes, _classes(known, x), what)


def _classes(known, x):
    return (known.compute(x)[:, 0] > 0.5).astype(int)


def _is_clear(known, x):
    """Which examples are on one side for every way of rounding."""
    return np.abs(known.compute(x)[:, 0] - 0.5) > 0.01


def _near_and_clear(known, x):
    """Examples near these, no probability at 0.5."""
    drawn = near(x)
    while not _is_clear(known, drawn).all():
        drawn = near(x)
    return drawn


def _known(student, weights, bias):
    """A stock model with weights near these: what it computes is known here."""
    weights, bias = near(weights, bias)
    column = np.array(weights)[:, np.newaxis]
    compiled = {"loss": "binary_crossentropy", "optimizer": "sgd"}
    return student.known(len(weights), [(1, "sigmoid")], [column, [bias]], **compiled)
