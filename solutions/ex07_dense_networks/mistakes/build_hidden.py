"""Known wrong answers to `build_hidden`, each with its hint."""

import keras

from autograder.checking import (
    dense, each_built, every_model, mistake, neurons, returned_nothing, some_model,
    stopped_with, without_weights,
)  # fmt: skip

from ._shared import (
    CATEGORICAL, INPUTS, LOGITS, LOSS_CATEGORICAL, LOSS_SQUARED, LOSS_UNKNOWN, NOTHING, NO_BIAS,
    NO_INPUT, OTHER_LAYERS, OUTPUT_LINEAR, OUTPUT_SOFTMAX, SHAPE, SQUARED, TWO_OUTPUTS,
    UNCOMPILED, UNKNOWN, activations, has_other_layers, inputs, loses_by,
)  # fmt: skip

SPELLING = "Keras does not know an activation of this name. The names are in small letters: relu."
OUTPUT_RELU = (
    "The last layer has the activation relu, which has no upper end. A probability comes from a"
    " sigmoid."
)
OUTPUT_TANH = "tanh runs from -1 to 1. A probability, from 0 to 1, comes from a sigmoid."


def _learns_nothing(seen):
    """Whether the network is built right, but was trained without success."""
    return "share" in seen.notes and every_model(
        lambda model: activations(model) == ["relu", "sigmoid"] and model.learning_rate is not None
    )(seen)


def _built(
    units, outputs=1, hidden="relu", output="sigmoid", loss="binary_crossentropy", optimizer=None
):
    """The right network, but for what is named."""
    network = keras.Sequential([keras.Input((2,))])
    network.add(keras.layers.Dense(units, activation=hidden))
    network.add(keras.layers.Dense(outputs, activation=output))
    network.compile(loss=loss, optimizer=optimizer or keras.optimizers.Adam(0.01))
    return network


@mistake(when=stopped_with("to a shape"), hint=SHAPE)
def hidden_input_without_a_shape(units):
    network = keras.Sequential()
    network.add(keras.Input(2))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="adam")
    return network


@mistake(when=stopped_with("activation function identifier"), hint=SPELLING)
def hidden_activation_misspelled(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="ReLU"))
    network.add(keras.layers.Dense(1, activation="Sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="adam")
    return network


@mistake(when=returned_nothing, hint=NOTHING, instead_of=("prints", "gives_nothing_back"))
def hidden_returns_what_compile_returns(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    return network.compile(loss="binary_crossentropy", optimizer="adam")


@mistake(when=some_model(without_weights), hint=NO_INPUT)
def hidden_without_input(units):
    network = keras.Sequential()
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(when=every_model(lambda model: len(neurons(model)) == 1))
def hidden_layer_missing(units):
    """The hidden layer is missing: the inputs go straight to the output neuron. Put a Dense layer of
    units neurons with relu between them."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(when=every_model(lambda model: len(neurons(model)) > 2))
def hidden_with_a_layer_for_the_inputs(units):
    """There is one Dense layer too many. The inputs need none, since keras.Input((2,)) stands for
    them: only the hidden layer and the output are Dense."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(2, activation="relu"))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(when=some_model(lambda model: inputs(model) != 2), hint=INPUTS)
def hidden_with_as_many_inputs_as_neurons(units):
    network = keras.Sequential()
    network.add(keras.Input((units,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(when=some_model(has_other_layers), hint=OTHER_LAYERS)
def hidden_with_dropout(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dropout(0.1))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(when=every_model(lambda model: neurons(model)[0] == 1 and neurons(model)[1] > 1))
def hidden_layers_swapped(units):
    """The layers have changed places: the hidden layer comes first, the one neuron last."""
    return _built(1, outputs=units, hidden="sigmoid", output="relu")


@mistake(when=every_model(lambda model: neurons(model)[-1] > 1), hint=TWO_OUTPUTS)
def hidden_with_two_outputs(units):
    return _built(units, outputs=2)


@mistake(
    when=lambda seen: (
        any(neurons(model)[0] != units for model, units in each_built(seen))
        and all(len(neurons(model)) == 2 and neurons(model)[1] == 1 for model in seen.models)
        and len({neurons(model)[0] for model, _units_asked in each_built(seen)}) == 1
    )
)
def hidden_always_ten(units):
    """The hidden layer has the same number of neurons whatever is asked for. Pass the argument on:
    Dense(units, …)."""
    return _built(10)


@mistake(
    when=every_model(
        lambda model: activations(model) == ["sigmoid", "relu"] and neurons(model)[-1] == 1
    )
)
def hidden_activations_swapped(units):
    """The activations have changed places: relu belongs to the hidden layer, sigmoid to the end."""
    return _built(units, hidden="sigmoid", output="relu")


@mistake(when=every_model(lambda model: activations(model) == ["linear", "linear"]))
def hidden_without_activations(units):
    """No layer has an activation, so the network collapses to one neuron without a sigmoid. Give
    relu to the hidden layer and a sigmoid to the last one."""
    return _built(units, hidden=None, output=None)


@mistake(when=every_model(lambda model: activations(model)[0] == "linear"))
def hidden_layer_linear(units):
    """The hidden layer has no activation, so the network collapses to one neuron and can only draw
    a straight line. Give the hidden layer relu."""
    return _built(units, hidden=None)


@mistake(when=every_model(lambda model: activations(model)[-1] == "linear"), hint=OUTPUT_LINEAR)
def hidden_output_linear(units):
    return _built(units, output=None)


@mistake(when=every_model(lambda model: activations(model)[-1] == "relu"), hint=OUTPUT_RELU)
def hidden_output_relu(units):
    return _built(units, output="relu")


@mistake(when=every_model(lambda model: activations(model)[-1] == "softmax"), hint=OUTPUT_SOFTMAX)
def hidden_output_softmax(units):
    return _built(units, output="softmax")


@mistake(when=every_model(lambda model: activations(model)[-1] == "tanh"), hint=OUTPUT_TANH)
def hidden_output_tanh(units):
    return _built(units, output="tanh")


@mistake(
    when=every_model(
        lambda model: (
            len(activations(model)) == 2
            and activations(model)[0] not in ("relu", "linear")
            and neurons(model)[-1] == 1
        )
    )
)
def hidden_layer_sigmoid(units):
    """The hidden layer has another activation than relu. The task asks for relu there."""
    return _built(units, hidden="sigmoid")


@mistake(
    when=some_model(lambda model: any(layer.use_bias is False for layer in dense(model))),
    hint=NO_BIAS,
)
def hidden_without_bias(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu", use_bias=False))
    network.add(keras.layers.Dense(1, activation="sigmoid", use_bias=False))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(when=every_model(lambda model: not model.compiled), hint=UNCOMPILED)
def hidden_not_compiled(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    return network


@mistake(when=every_model(lambda model: loses_by(model, *SQUARED)), hint=LOSS_SQUARED)
def hidden_loss_squared(units):
    return _built(units, loss="mse")


@mistake(when=every_model(lambda model: loses_by(model, *CATEGORICAL)), hint=LOSS_CATEGORICAL)
def hidden_loss_categorical(units):
    return _built(units, loss="categorical_crossentropy")


@mistake(when=every_model(lambda model: loses_by(model, *UNKNOWN)), hint=LOSS_UNKNOWN)
def hidden_loss_misspelled(units):
    return _built(units, loss="binary_cross_entropy")


@mistake(when=every_model(lambda model: model.from_logits is True), hint=LOGITS)
def hidden_loss_from_logits(units):
    return _built(units, loss=keras.losses.BinaryCrossentropy(from_logits=True))


@mistake(
    when=lambda seen: (
        _learns_nothing(seen) and every_model(lambda model: model.learning_rate <= 0.005)(seen)
    )
)
def hidden_steps_too_small(units):
    """The network is built right, but its steps are so small that 30 epochs are not enough. Take a
    larger learning rate."""
    return _built(units, optimizer=keras.optimizers.Adam(1e-06))


@mistake(
    when=lambda seen: (
        _learns_nothing(seen) and every_model(lambda model: model.learning_rate >= 1.0)(seen)
    )
)
def hidden_steps_too_large(units):
    """The network is built right, but its steps are so large that it jumps past every good place.
    Take a smaller learning rate."""
    return _built(units, optimizer=keras.optimizers.SGD(100.0))
