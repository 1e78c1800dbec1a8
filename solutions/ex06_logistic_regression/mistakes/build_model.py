"""Known wrong answers to `build_model`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import keras

from autograder.checking import (
    dense, mistake, returned_a, returned_nothing, some_built, some_model, stopped_with,
    without_weights,
)  # fmt: skip


def _activations(model):
    """The names of the activations, without those that change nothing."""
    names = [layer.activation for layer in model.layers]
    names += ["softmax" for layer in model.layers if layer.kind == "Softmax"]
    names += ["relu" for layer in model.layers if layer.kind == "ReLU"]
    return [name for name in names if name not in (None, "linear")]


def _built(n_features, units=1, activation="sigmoid", loss="binary_crossentropy"):
    """The right model, but for what is named."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(units, activation=activation))
    model.compile(loss=loss, optimizer="sgd")
    return model


@mistake(when=returned_nothing, instead_of=("prints", "gives_nothing_back"))
def returns_what_compile_returns(n_features):
    """Your function gives nothing back. End it with return model, on a line of its own:
    model.compile(…) itself gives nothing back either."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1, "sigmoid")])
    return model.compile(loss="binary_crossentropy", optimizer="sgd")


@mistake(when=returned_a("Dense"))
def returns_a_layer(n_features):
    """You return a layer. Put it into a model, keras.Sequential, and return the model."""
    return keras.layers.Dense(1, activation="sigmoid")


@mistake(when=stopped_with("to a shape"))
def input_without_a_shape(n_features):
    """keras.Input wants a shape: brackets of its own, and a comma. keras.Input((n_features,)) says
    that one example is a row of n_features numbers."""
    model = keras.Sequential()
    model.add(keras.Input(n_features))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(when=stopped_with("name 'sigmoid' is not defined"))
def sigmoid_without_quotes(n_features):
    """Python looks for a variable sigmoid. The activation is named by a text, so put it in quotes:
    activation="sigmoid"."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation=sigmoid))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(when=some_model(without_weights))
def without_input(n_features):
    """The model has no Input, so it does not know how many numbers it gets and has no weights yet.
    Begin it with keras.Input((n_features,))."""
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(when=some_model(lambda model: len(dense(model)) > 1))
def a_hidden_layer(n_features):
    """There is more than one Dense layer. Logistic regression is a single neuron: Input, then one
    Dense."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(10, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    when=some_model(lambda model: dense(model)[0].units == 2 and "softmax" in _activations(model))
)
def two_neurons_with_softmax(n_features):
    """You have a neuron for yes and another for no, with softmax. For a yes-or-no question one
    neuron with a sigmoid is enough: no has the probability 1 - p."""
    return _built(n_features, units=2, activation="softmax", loss="sparse_categorical_crossentropy")


@mistake(
    when=lambda seen: (
        bool(seen.models)
        and all(
            dense(call.value)[0].units == call.arguments[0] for call in seen.calls if call.value
        )
    )
)
def a_neuron_for_each_feature(n_features):
    """The layer has as many neurons as there are features. Features are inputs: they belong into
    keras.Input. The layer has one neuron."""
    return _built(n_features, units=n_features)


@mistake(when=some_model(lambda model: len(dense(model)) == 1 and dense(model)[0].units != 1))
def two_neurons(n_features):
    """The layer has more than one neuron. One probability needs one neuron: Dense(1, …)."""
    return _built(n_features, units=2)


@mistake(when=some_built(lambda model, n: model.inputs[1:] != (n,)))
def always_two_inputs(n_features):
    """The number of inputs does not follow n_features. Use the argument in keras.Input."""
    model = keras.Sequential([keras.Input((2,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    when=some_model(lambda model: "softmax" in _activations(model) and dense(model)[-1].units == 1)
)
def softmax_of_one_neuron(n_features):
    """Softmax over a single neuron is always 1, whatever the input is. Take the sigmoid."""
    return _built(n_features, activation="softmax")


@mistake(when=some_model(lambda model: not _activations(model) and model.from_logits))
def sigmoid_left_to_the_loss(n_features):
    """The model gives z, and leaves the sigmoid to the loss (from_logits=True). Here it must give
    the probability itself: put the sigmoid into the layer."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(loss=loss, optimizer="sgd")
    return model


@mistake(when=some_model(lambda model: not _activations(model)))
def no_activation(n_features):
    """The layer has no activation, so it gives any number, such as -3 or 7. Give it the sigmoid,
    and it gives a probability."""
    return _built(n_features, activation=None)


@mistake(when=some_model(lambda model: _activations(model)[-1] == "relu"))
def relu_as_activation(n_features):
    """relu has no upper end, so its output is no probability. The sigmoid stays between 0 and 1."""
    return _built(n_features, activation="relu")


@mistake(when=some_model(lambda model: "tanh" in _activations(model)))
def tanh_as_activation(n_features):
    """tanh runs from -1 to 1, and a probability is never negative. The sigmoid runs from 0 to 1."""
    return _built(n_features, activation="tanh")


@mistake(when=some_model(lambda model: _activations(model) == ["sigmoid", "sigmoid"]))
def sigmoid_twice(n_features):
    """The sigmoid is applied twice, so every output lies between 0.5 and 0.731. Once is enough: in
    the Dense layer or as a layer behind it."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    when=some_model(
        lambda model: len(_activations(model)) == 1 and _activations(model) != ["sigmoid"]
    )
)
def another_activation(n_features):
    """The activation is not the sigmoid, although some others run from 0 to 1 too. Its name in
    Keras is "sigmoid"."""
    return _built(n_features, activation="hard_sigmoid")


@mistake(when=some_model(lambda model: not dense(model)[0].use_bias))
def no_bias(n_features):
    """The neuron has no bias, so its boundary has to pass through the origin. Take use_bias=False
    out."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid", use_bias=False))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(when=some_model(lambda model: not model.compiled))
def not_compiled(n_features):
    """The model is not compiled, so it cannot be trained. Call model.compile with the loss and an
    optimizer before you return it."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    return model


@mistake(when=some_model(lambda model: model.compiled and model.loss is None))
def compiled_without_a_loss(n_features):
    """compile has not been told the loss. Add loss=… with the binary cross-entropy."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="sgd")
    return model


@mistake(when=some_model(lambda model: model.loss == "mean_squared_error"))
def loss_of_linear_regression(n_features):
    """The loss is still the one of linear regression, the mean squared error. Take the binary
    cross-entropy."""
    return _built(n_features, loss="mse")


@mistake(
    when=some_model(
        lambda model: model.loss in ("categorical_crossentropy", "sparse_categorical_crossentropy")
    )
)
def loss_for_several_classes(n_features):
    """This cross-entropy is for several classes, with an output neuron for each. For one neuron and
    yes or no, take the binary one."""
    return _built(n_features, loss="categorical_crossentropy")


@mistake(when=some_model(lambda model: "accuracy" in model.loss))
def accuracy_as_the_loss(n_features):
    """The accuracy cannot be the loss: it has no slope to follow. It may stand in metrics; the loss
    is the binary cross-entropy."""
    return _built(n_features, loss="accuracy")


@mistake(
    when=some_model(
        lambda model: (
            model.loss != "binary_crossentropy"
            and model.loss.lower().replace("_", "").replace(" ", "") == "binarycrossentropy"
        )
    )
)
def loss_misspelt(n_features):
    """Keras knows no loss of this name. There is only one underscore in it: binary_crossentropy."""
    return _built(n_features, loss="binary_cross_entropy")


@mistake(when=some_model(lambda model: model.loss not in (None, "binary_crossentropy")))
def another_loss(n_features):
    """The loss is not the binary cross-entropy. It is the one that fits a probability."""
    return _built(n_features, loss="mean_absolute_error")
