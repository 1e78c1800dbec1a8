"""Known wrong answers to `build_network`, each with its hint."""

import keras

from autograder.checking import mistake, stopped_with


@mistake(when=stopped_with("to a shape"))
def input_without_a_shape():
    """keras.Input wants a shape in brackets of its own, with a comma: keras.Input((2,)) says that
    one example is two numbers."""
    network = keras.Sequential()
    network.add(keras.Input(2))
    network.add(keras.layers.Dense(2, use_bias=False))
    network.add(keras.layers.Dense(1, use_bias=False))
    return network


@mistake(
    when=lambda seen: any(
        layer.kind == "Dense" and not layer.weights
        for model in seen.models
        for layer in model.layers
    )
)
def without_input():
    """The model has no Input, so it does not know how many inputs it gets and has no weights yet.
    Begin it with keras.Input((2,))."""
    return keras.Sequential(
        [
            keras.layers.Dense(2, use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )


@mistake(when=lambda seen: any(layer.use_bias for model in seen.models for layer in model.layers))
def bias_left_on():
    """A bias has stayed in the model. Write use_bias=False in both Dense layers."""
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2),
            keras.layers.Dense(1),
        ]
    )


@mistake(
    when=lambda seen: any(
        [layer.units for layer in model.layers if layer.kind == "Dense"] == [1, 2]
        for model in seen.models
    )
)
def layers_swapped():
    """The two layers have changed places: the hidden layer of 2 neurons comes first, the output
    layer of 1 neuron second."""
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(1, use_bias=False),
            keras.layers.Dense(2, use_bias=False),
        ]
    )


@mistake(
    when=lambda seen: any(
        len([layer for layer in model.layers if layer.kind == "Dense"]) > 2 for model in seen.models
    )
)
def dense_layer_for_the_inputs():
    """There are more than two Dense layers. The inputs need none, since they are not neurons:
    keras.Input((2,)) stands for them, then come just two Dense layers."""
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, use_bias=False),
            keras.layers.Dense(2, use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )


@mistake(
    when=lambda seen: any(
        len([layer for layer in model.layers if layer.kind == "Dense"]) == 1
        for model in seen.models
    )
)
def layer_missing():
    """A Dense layer is missing. After the inputs come Dense(2, …) and then Dense(1, …)."""
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, use_bias=False)])


@mistake(
    when=lambda seen: any(
        [layer.weights[0].shape[0] for layer in model.layers if layer.weights][:1] not in ([], [2])
        for model in seen.models
    )
)
def one_input():
    """The model does not take two inputs. One example has the shape (2,), so write
    keras.Input((2,))."""
    return keras.Sequential(
        [
            keras.Input((1,)),
            keras.layers.Dense(2, use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )


@mistake(
    when=lambda seen: any(
        layer.activation not in (None, "linear") for model in seen.models for layer in model.layers
    )
)
def activation_given():
    """A layer has an activation. In this network each neuron passes its sum on as it is: leave
    activation= out of both layers."""
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, activation="relu", use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )


@mistake(when=lambda seen: any(model.compiled for model in seen.models))
def compiled():
    """The model is compiled. Nothing is trained here, so leave compile out."""
    network = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )
    network.compile(optimizer="sgd", loss="mean_squared_error")
    return network
