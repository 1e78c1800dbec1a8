"""Known wrong answers to `build_model`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import keras

from autograder.checking import (
    activation_names, every_model, misspelt, mistake, neurons, returned_nothing, stopped_with,
    without_weights,
)  # fmt: skip

MOST = 20_000
LOSS = "categorical_crossentropy"


def _compiled(*layers, shape=(20, 20, 1), **compiled):
    """A model of these layers."""
    model = keras.Sequential([keras.Input(shape), *layers])
    model.compile(**{"loss": "categorical_crossentropy", "optimizer": "adam", **compiled})
    return model


def _small(*end, **compiled):
    """A right network up to its end."""
    conv = keras.layers.Conv2D(8, 3, activation="relu")
    return _compiled(conv, keras.layers.MaxPooling2D(), keras.layers.Flatten(), *end, **compiled)


def _parameters(model):
    return sum(array.size for array in model.weights)


def _kinds(model):
    return [layer.kind for layer in model.layers]


def _end(model):
    """The activations from the last layer with weights of its own on."""
    places = [place for place, kind in enumerate(_kinds(model)) if kind in ("Dense", "Conv2D")]
    return activation_names(model.layers[max(places, default=0) :])


@mistake(when=returned_nothing, instead_of=("prints", "gives_nothing_back"))
def returns_what_compile_returns():
    """Your function gives nothing back. End it with return model, on a line of its own:
    model.compile(…) itself gives nothing back either."""
    model = keras.Sequential([keras.Input((20, 20, 1)), keras.layers.Flatten()])
    model.add(keras.layers.Dense(6, activation="softmax"))
    return model.compile(loss="categorical_crossentropy", optimizer="adam")


@mistake(when=stopped_with("'NoneType' object has no attribute"))
def keeps_what_add_returns():
    """add and compile change the model and give nothing back. Write model.add(…) without model = in
    front."""
    model = keras.Sequential([keras.Input((20, 20, 1))])
    model = model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(without_weights))
def without_input():
    """The model has no Input, so it does not know what it gets and has no weights yet. Begin it
    with keras.Input((20, 20, 1))."""
    model = keras.Sequential([keras.layers.Conv2D(8, 3, activation="relu"), keras.layers.Flatten()])
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(lambda model: model.inputs == (None, 400)))
def takes_rows():
    """The model takes rows of 400 numbers. Here the pictures keep their rows and columns: begin
    with keras.Input((20, 20, 1)), and let Flatten make rows later."""
    picture, conv = keras.layers.Reshape((20, 20, 1)), keras.layers.Conv2D(8, 3, activation="relu")
    end = keras.layers.Dense(6, activation="softmax")
    return _compiled(picture, conv, keras.layers.Flatten(), end, shape=(400,))


@mistake(when=every_model(lambda model: model.inputs == (None, 20, 20)))
def without_the_channel():
    """The shape of the input lacks the channel: a picture has one channel of grey, so it is
    keras.Input((20, 20, 1))."""
    picture, conv = keras.layers.Reshape((20, 20, 1)), keras.layers.Conv2D(8, 3, activation="relu")
    end = keras.layers.Dense(6, activation="softmax")
    return _compiled(picture, conv, keras.layers.Flatten(), end, shape=(20, 20))


@mistake(
    when=every_model(
        lambda model: (
            not {"Flatten", "Reshape", "GlobalMaxPooling2D", "GlobalAveragePooling2D"}
            & set(_kinds(model))
        )
    )
)
def without_flatten():
    """Between the maps and the last layer no layer makes a row of them, so there are six numbers
    for each place of the map. Put Flatten before the Dense layer."""
    conv = keras.layers.Conv2D(8, 3, activation="relu")
    return _compiled(conv, keras.layers.Dense(6, activation="softmax"))


@mistake(when=every_model(lambda model: "Lambda" in _kinds(model)))
def with_a_lambda():
    """A Lambda layer may do anything, so it cannot be judged. Take layers of the list."""
    half = keras.layers.Lambda(lambda x: x / 2, output_shape=(20, 20, 1))
    conv, flat = keras.layers.Conv2D(8, 3, activation="relu"), keras.layers.Flatten()
    return _compiled(half, conv, flat, keras.layers.Dense(6, activation="softmax"))


@mistake(when=every_model(lambda model: _parameters(model) > MOST))
def too_large():
    """The network is too large for the camera. summary says which layer has most of the numbers. A
    Dense layer shrinks if you pool once more before Flatten, a convolution with fewer kernels."""
    return _small(
        keras.layers.Dense(64, activation="relu"), keras.layers.Dense(6, activation="softmax")
    )


@mistake(when=every_model(lambda model: neurons(model)[-1:] == [10]))
def ten_classes():
    """The last layer has ten neurons, as for digits. There are six shapes."""
    return _small(keras.layers.Dense(10, activation="softmax"))


@mistake(when=every_model(lambda model: model.layers[-1].kind == "Dense"
                          and model.layers[-1].units != 6))  # fmt: skip
def another_number_of_classes():
    """The last layer needs one neuron for each shape, six in all."""
    return _small(keras.layers.Dense(1, activation="softmax"))


@mistake(when=every_model(lambda model: _end(model) == ["sigmoid"]))
def sigmoid_at_the_end():
    """Each output neuron has a sigmoid of its own, so the six probabilities do not sum to 1. Take
    the softmax, which looks at all of them."""
    return _small(keras.layers.Dense(6, activation="sigmoid"))


@mistake(when=every_model(lambda model: not _end(model) and model.from_logits))
def softmax_left_to_the_loss():
    """The model gives the sums z, and leaves the softmax to the loss (from_logits=True). Here it
    must give the probabilities itself: put the softmax into the last layer."""
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    return _small(keras.layers.Dense(6), loss=loss)


@mistake(when=every_model(lambda model: not _end(model)))
def no_softmax():
    """The last layer has no activation, so it gives any numbers, such as -3 or 7. With a softmax it
    gives probabilities."""
    return _small(keras.layers.Dense(6))


@mistake(when=every_model(lambda model: _end(model)[-1] != "softmax"))
def another_activation_at_the_end():
    """The last layer ends with another activation than the softmax. The softmax alone makes
    probabilities that sum to 1."""
    return _small(keras.layers.Dense(6, activation="relu"))


@mistake(when=every_model(lambda model: not model.compiled))
def not_compiled():
    """The model is not compiled, so it cannot be trained. Call model.compile with the loss and an
    optimizer before you return it."""
    return keras.Sequential([
        keras.Input((20, 20, 1)), keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(), keras.layers.Dense(6, activation="softmax"),
    ])  # fmt: skip


@mistake(when=every_model(lambda model: model.compiled and model.loss is None))
def compiled_without_a_loss():
    """compile has not been told the loss. Add loss=… with the categorical cross-entropy."""
    return _small(keras.layers.Dense(6, activation="softmax"), loss=None)


@mistake(when=every_model(lambda model: model.loss == "sparse_categorical_crossentropy"))
def loss_for_plain_labels():
    """The sparse cross-entropy wants plain labels such as 5. Our targets are one-hot rows: leave
    "sparse_" out of the name."""
    loss = "sparse_categorical_crossentropy"
    return _small(keras.layers.Dense(6, activation="softmax"), loss=loss)


@mistake(when=every_model(lambda model: model.loss == "binary_crossentropy"))
def loss_for_two_classes():
    """The binary cross-entropy is for one neuron that says yes or no. For six probabilities from a
    softmax take the categorical one."""
    return _small(keras.layers.Dense(6, activation="softmax"), loss="binary_crossentropy")


@mistake(when=every_model(lambda model: model.loss == "mean_squared_error"))
def loss_of_linear_regression():
    """The loss is the mean squared error, as in linear regression. For probabilities take the
    categorical cross-entropy."""
    return _small(keras.layers.Dense(6, activation="softmax"), loss="mse")


@mistake(when=every_model(lambda model: misspelt(model.loss, LOSS) and "focal" not in model.loss))
def loss_misspelt():
    """Keras knows no loss of this name. Check the spelling, with a single underscore:
    categorical_crossentropy."""
    return _small(keras.layers.Dense(6, activation="softmax"), loss="categorical_cross_entropy")
