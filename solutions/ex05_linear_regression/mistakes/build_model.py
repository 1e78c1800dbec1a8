"""Known wrong answers to `build_model`, each with its hint."""

import keras

from autograder.checking import (
    dense, each_built, every_built, every_model, mistake, returned_a, some_model, stopped_with,
    without_weights,
)  # fmt: skip

from ._shared import nothing


def _activation_is(name):
    return some_model(lambda network: any(layer.activation == name for layer in network.layers))


def _loss_is(name):
    return every_model(lambda network: network.loss == name)


def _optimizer_is(*names):
    return every_model(lambda network: network.optimizer in names)


def _model(n_inputs, units=1, activation=None, loss="mean_squared_error", optimizer="sgd"):
    """The right model, but for what is named."""
    model = keras.Sequential([keras.Input((n_inputs,)), keras.layers.Dense(units, activation)])
    model.compile(loss=loss, optimizer=optimizer)
    return model


@mistake(when=stopped_with("to a shape"))
def input_without_a_shape(n_features):
    """keras.Input wants the shape of one row: brackets of its own, and a comma. Write
    keras.Input((n_features,))."""
    model = keras.Sequential([keras.Input(n_features), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(when=lambda seen: nothing(seen, "build_model", printed=True), instead_of=("prints",))
def returns_the_summary(n_features):
    """Your function prints something, but gives nothing back. End it with return model; print and
    summary only show."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model.summary()


@mistake(
    when=lambda seen: nothing(seen, "build_model", printed=False),
    instead_of=("gives_nothing_back",),
)
def returns_what_compile_gives(n_features):
    """Your function gives nothing back. End it with return model, in a line of its own: compile and
    add give nothing back either."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    return model.compile(loss="mean_squared_error", optimizer="sgd")


@mistake(when=returned_a("Dense"))
def returns_the_layer(n_features):
    """You return a single layer. A layer alone cannot be trained: put it into a keras.Sequential,
    compile that, and return it."""
    return keras.layers.Dense(1, input_shape=(n_features,))


@mistake(when=returned_a("KerasTensor"))
def returns_the_outputs(n_features):
    """You return the output of the layer, not a model. Put the layer into a keras.Sequential, and
    return that."""
    inputs = keras.Input((n_features,))
    return keras.layers.Dense(1)(inputs)


@mistake(when=every_model(lambda network: not network.layers))
def without_a_layer(n_features):
    """The model has no layer: it gives back what it gets. Add keras.layers.Dense(1)."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(when=every_model(lambda network: len(dense(network)) > 1))
def hidden_layer(n_features):
    """There is more than one Dense layer. The inputs need none, and nothing is hidden here: a
    single neuron, Dense(1), is the whole model."""
    model = keras.Sequential(
        [keras.Input((n_features,)), keras.layers.Dense(n_features), keras.layers.Dense(1)]
    )
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    when=every_model(
        lambda network: any(layer.kind not in ("Dense", "Activation") for layer in network.layers)
    )
)
def layer_of_another_kind(n_features):
    """Beside Dense there is a layer of another kind in the model. Linear regression needs Dense(1)
    only."""
    model = keras.Sequential(
        [keras.Input((n_features,)), keras.layers.Rescaling(1 / 255), keras.layers.Dense(1)]
    )
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(when=every_model(without_weights))
def without_input(n_features):
    """The model does not know yet how many inputs it has, and so it has no weights. Begin it with
    keras.Input((n_features,))."""
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(when=every_model(lambda network: network.inputs is not None and len(network.inputs) > 2))
def rows_in_the_input(n_features):
    """The shape that your keras.Input gets has more than one number. It describes a single row:
    (n_features,). Keras itself puts None in front, for the number of rows."""
    model = keras.Sequential([keras.Input((None, n_features)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    when=every_built(
        lambda network, n: n > 1 and network.inputs == (None, 1) and dense(network)[0].units == n
    )
)
def inputs_and_neurons_swapped(n_features):
    """Inputs and neurons have changed places: your model has one input and n_features neurons. It
    needs n_features inputs, keras.Input((n_features,)), and one neuron, Dense(1)."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(n_features)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(when=every_model(lambda network: len(dense(network)) == 1 and dense(network)[0].units > 1))
def neuron_for_each_feature(n_features):
    """The layer has more than one neuron. Each neuron gives a number of its own, and we want a
    single one, the speed: Dense(1). The features are the inputs, not the neurons."""
    return _model(n_features, units=n_features)


@mistake(when=every_built(lambda network, n: network.inputs == (None, n + 1)))
def input_for_the_bias(n_features):
    """The model has one input too many. The bias needs none: Dense has it already."""
    model = keras.Sequential([keras.Input((n_features + 1,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    when=lambda seen: (
        len({n for _network, n in each_built(seen)}) > 1
        and len({model.inputs for model in seen.models}) == 1
        and all(model.inputs and model.layers for model in seen.models)
    )
)
def always_two_inputs(n_features):
    """The model always has the same number of inputs, whatever it is asked for. Hand the argument
    on: keras.Input((n_features,))."""
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(when=every_model(lambda network: any(layer.use_bias is False for layer in network.layers)))
def without_bias(n_features):
    """The neuron has no bias. Leave use_bias=False out: without the bias, a flat road without wind
    would have the speed 0."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(when=_activation_is("sigmoid"))
def sigmoid_output(n_features):
    """The neuron has a sigmoid and can only answer between 0 and 1. Leave the activation out: the
    answer may be any number."""
    return _model(n_features, activation="sigmoid")


@mistake(when=_activation_is("relu"))
def relu_output(n_features):
    """The neuron has relu and can never answer with a negative number. Leave the activation out:
    the answer may be any number."""
    return _model(n_features, activation="relu")


@mistake(when=_activation_is("softmax"))
def softmax_output(n_features):
    """The neuron has a softmax, and with one neuron only its answer is always 1. Leave the
    activation out: the answer may be any number."""
    return _model(n_features, activation="softmax")


@mistake(
    when=some_model(
        lambda network: any(layer.activation not in (None, "linear") for layer in network.layers)
    )
)
def tanh_output(n_features):
    """The neuron has an activation, which bends the straight line. Leave it out: linear regression
    is the sum itself."""
    return _model(n_features, activation="tanh")


@mistake(when=every_model(lambda network: not network.compiled))
def not_compiled(n_features):
    """The model is not compiled, so it cannot be trained. Before return, call model.compile with a
    loss and an optimizer."""
    return keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])


@mistake(when=every_model(lambda network: network.compiled and network.loss is None))
def metric_for_loss(n_features):
    """compile has got no loss, so there is nothing that training could make smaller. Name it:
    loss="mean_squared_error". metrics are only shown."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", metrics=["mean_squared_error"])
    return model


@mistake(when=_loss_is("mean_absolute_error"))
def absolute_error(n_features):
    """The loss is the mean absolute error. We want the mean of the squared errors:
    loss="mean_squared_error"."""
    return _model(n_features, loss="mae")


@mistake(when=_loss_is("binary_crossentropy"))
def binary_cross_entropy(n_features):
    """The loss is binary cross-entropy. It measures probabilities, but a speed may be any number:
    take loss="mean_squared_error"."""
    return _model(n_features, loss="binary_crossentropy")


@mistake(when=_loss_is("mean_squared_logarithmic_error"))
def logarithmic_error(n_features):
    """The loss is the mean squared *logarithmic* error, which is something else. Take
    loss="mean_squared_error"."""
    return _model(n_features, loss="mean_squared_logarithmic_error")


@mistake(when=every_model(lambda network: network.loss not in (None, "mean_squared_error")))
def loss_misspelt(n_features):
    """The loss is not the one that Keras calls "mean_squared_error". Take this name, spelled just
    so."""
    return _model(n_features, loss="mean_square_error")


@mistake(when=_optimizer_is("rmsprop"))
def optimizer_not_named(n_features):
    """The optimizer is RMSprop; Keras takes it where none is named. Name SGD:
    optimizer=keras.optimizers.SGD(learning_rate=0.05)."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error")
    return model


@mistake(when=_optimizer_is("adam", "adamw"))
def adam(n_features):
    """The optimizer is Adam. It would work as well, with a larger learning rate; but here we take
    plain SGD, whose steps you know from the last lesson."""
    return _model(n_features, optimizer="adam")
