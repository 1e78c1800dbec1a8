"""Known wrong answers to `build_deep`, each with its hint."""

import keras

from autograder.checking import (
    dense, each_built, every_model, mistake, neurons, raises, returned_nothing, some_model,
    stopped_with, without_weights,
)  # fmt: skip

from ._shared import (
    CATEGORICAL, INPUTS, LOGITS, LOSS_CATEGORICAL, LOSS_SQUARED, LOSS_UNKNOWN, NOTHING, NO_BIAS,
    NO_INPUT, OTHER_LAYERS, OUTPUT_LINEAR, OUTPUT_SOFTMAX, SHAPE, SQUARED, TWO_OUTPUTS,
    UNCOMPILED, UNKNOWN, activations, has_other_layers, inputs, loses_by,
)  # fmt: skip


def _deep_asked(seen):
    """The deep models: (units, activations, depth asked, units asked, activation asked)."""
    return [
        (neurons(model), activations(model), depth, units, activation)
        for model, depth, units, activation in each_built(seen)
    ]


def _built(depth, units, activation, outputs=1, output="sigmoid", loss="binary_crossentropy"):
    """The right network, but for what is named."""
    network = keras.Sequential([keras.Input((2,))])
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(outputs, activation=output))
    network.compile(loss=loss, optimizer="sgd")
    return network


@mistake(when=stopped_with("to a shape"), hint=SHAPE)
def deep_input_without_a_shape(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input(2))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(when=stopped_with("activation function identifier: activation"))
def deep_activation_as_a_word(depth, units, activation):
    """The name in quotes, 'activation', is only a word. Pass on the argument without quotes:
    activation=activation."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation="activation"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(explains=raises("TypeError", "'int' object is not iterable", line=r"\bfor\b.*\bin\b"))
def deep_loop_over_a_number(depth, units, activation):
    """A number cannot be looped over. Write for … in range(depth): it repeats depth times."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in depth:
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    explains=raises("ValueError", r"to have value 2, but received input with shape \(None, \d+\)")
)
def deep_one_layer_many_times(depth, units, activation):
    """One and the same layer is added again and again, and it does not fit behind itself. Make a
    new Dense layer inside the loop."""
    layer = keras.layers.Dense(units, activation=activation)
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(layer)
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(when=returned_nothing, hint=NOTHING, instead_of=("prints", "gives_nothing_back"))
def deep_returns_what_compile_returns(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    return network.compile(loss="binary_crossentropy", optimizer="sgd")


@mistake(when=some_model(without_weights), hint=NO_INPUT)
def deep_without_input(depth, units, activation):
    network = keras.Sequential()
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(when=some_model(has_other_layers), hint=OTHER_LAYERS)
def deep_with_dropout(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
        network.add(keras.layers.Dropout(0.2))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    when=lambda seen: any(
        depth > 1 and units > 1 and found == [units, 1] * depth
        for found, _names, depth, units, _activation in _deep_asked(seen)
    )
)
def deep_output_inside_the_loop(depth, units, activation):
    """The output neuron stands inside the loop, so there is one after every hidden layer. Add it
    once, below the loop."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
        network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    when=lambda seen: (
        bool(seen.models)
        and all(
            found == [units] * depth
            for found, _names, depth, units, _activation in _deep_asked(seen)
        )
    )
)
def deep_output_missing(depth, units, activation):
    """The output layer is missing: after the hidden layers comes one neuron with a sigmoid."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    when=lambda seen: (
        bool(seen.models)
        and all(
            found == [depth] * units + [1]
            for found, _names, depth, units, _activation in _deep_asked(seen)
        )
    )
)
def deep_depth_and_units_swapped(depth, units, activation):
    """depth and units have changed places: depth counts the layers, units the neurons in each."""
    return _built(units, depth, activation)


@mistake(
    when=lambda seen: (
        bool(seen.models)
        and all(
            len(found) == depth and found[-1] == 1
            for found, _names, depth, _units, _activation in _deep_asked(seen)
        )
    )
)
def deep_one_layer_too_few(depth, units, activation):
    """There is one hidden layer too few. depth counts the hidden layers only, not the output."""
    return _built(depth - 1, units, activation)


@mistake(
    when=lambda seen: (
        bool(seen.models)
        and all(
            len(found) == depth + 2
            for found, _names, depth, _units, _activation in _deep_asked(seen)
        )
    )
)
def deep_one_layer_too_many(depth, units, activation):
    """There is one layer too many: depth hidden layers and one output neuron, that is all."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    when=lambda seen: (
        len(seen.models) > 1 and every_model(lambda model: len(neurons(model)) == 2)(seen)
    )
)
def deep_one_hidden_layer(depth, units, activation):
    """There is always one hidden layer. Repeat it in a loop: for … in range(depth)."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    when=lambda seen: (
        any(len(found) != depth + 1 for found, _n, depth, _u, _a in _deep_asked(seen))
        and len({len(found) for found, *_rest in _deep_asked(seen)}) == 1
    )
)
def deep_always_three(depth, units, activation):
    """The number of hidden layers is the same whatever is asked for. Repeat the layer in a loop:
    for … in range(depth)."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(when=some_model(lambda model: inputs(model) != 2), hint=INPUTS)
def deep_with_as_many_inputs_as_neurons(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((units,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(when=every_model(lambda model: neurons(model)[-1] > 1), hint=TWO_OUTPUTS)
def deep_with_two_outputs(depth, units, activation):
    return _built(depth, units, activation, outputs=2)


@mistake(
    when=lambda seen: (
        any(found[0] != units for found, _n, _d, units, _a in _deep_asked(seen))
        and len({tuple(found[:-1][:1]) for found, *_rest in _deep_asked(seen)}) == 1
    )
)
def deep_always_ten_neurons(depth, units, activation):
    """The hidden layers have the same number of neurons whatever is asked for. Pass the argument
    on: Dense(units, …)."""
    return _built(depth, 10, activation)


@mistake(
    when=lambda seen: (
        bool(seen.models)
        and all(
            names[-1] == activation and found[-1] == 1
            for found, names, _d, _u, activation in _deep_asked(seen)
        )
    )
)
def deep_output_like_the_hidden(depth, units, activation):
    """The output neuron has the hidden activation. Whatever that is, the last layer is a
    sigmoid."""
    return _built(depth, units, activation, output=activation)


@mistake(when=every_model(lambda model: activations(model)[-1] == "linear"), hint=OUTPUT_LINEAR)
def deep_output_linear(depth, units, activation):
    return _built(depth, units, activation, output=None)


@mistake(when=every_model(lambda model: activations(model)[-1] == "softmax"), hint=OUTPUT_SOFTMAX)
def deep_output_softmax(depth, units, activation):
    return _built(depth, units, activation, output="softmax")


@mistake(when=every_model(lambda model: set(activations(model)[:-1]) == {"linear"}))
def deep_hidden_linear(depth, units, activation):
    """The activation never gets into the hidden layers, and they stay linear. Pass it on:
    activation=activation."""
    return _built(depth, units, None)


@mistake(when=some_model(lambda model: any(layer.shares is not None for layer in model.layers)))
def deep_shares_one_layer(depth, units, activation):
    """One and the same layer stands in several places, so all of them have the same weights. Call
    keras.layers.Dense(...) anew for each place, inside the loop."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    hidden = keras.layers.Dense(units, activation=activation)
    for _ in range(depth - 1):
        network.add(hidden)
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    when=some_model(
        lambda model: "linear" in activations(model)[:-1] and len(set(activations(model)[:-1])) > 1
    )
)
def deep_only_the_first_activated(depth, units, activation):
    """Some hidden layers have the activation and others have none. All of them need it, the first
    one too."""
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    for _ in range(depth - 1):
        network.add(keras.layers.Dense(units))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    when=lambda seen: (
        len({activation for *_rest, activation in _deep_asked(seen)}) > 1
        and len({name for _f, names, *_rest in _deep_asked(seen) for name in names[:-1]}) == 1
    )
)
def deep_always_relu(depth, units, activation):
    """The hidden layers have the same activation whatever is asked for. Pass the argument on:
    activation=activation."""
    return _built(depth, units, "relu")


@mistake(
    when=some_model(lambda model: any(layer.use_bias is False for layer in dense(model))),
    hint=NO_BIAS,
)
def deep_without_bias(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation, use_bias=False))
    network.add(keras.layers.Dense(1, activation="sigmoid", use_bias=False))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(when=every_model(lambda model: not model.compiled), hint=UNCOMPILED)
def deep_not_compiled(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    return network


@mistake(when=every_model(lambda model: loses_by(model, *SQUARED)), hint=LOSS_SQUARED)
def deep_loss_squared(depth, units, activation):
    return _built(depth, units, activation, loss="mean_squared_error")


@mistake(when=every_model(lambda model: loses_by(model, *CATEGORICAL)), hint=LOSS_CATEGORICAL)
def deep_loss_categorical(depth, units, activation):
    return _built(depth, units, activation, loss="sparse_categorical_crossentropy")


@mistake(when=every_model(lambda model: loses_by(model, *UNKNOWN)), hint=LOSS_UNKNOWN)
def deep_loss_misspelled(depth, units, activation):
    return _built(depth, units, activation, loss="binary_cross_entropy")


@mistake(when=every_model(lambda model: model.from_logits is True), hint=LOGITS)
def deep_loss_from_logits(depth, units, activation):
    return _built(depth, units, activation, loss=keras.losses.BinaryCrossentropy(from_logits=True))
