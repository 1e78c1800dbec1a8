"""Known wrong answers to `build_model`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import keras

from autograder.checking import (
    activation_names, dense, every_model, misspelt, mistake, neurons, returned_nothing,
    stopped_with, without_weights,
)  # fmt: skip


def _after_each(model):
    """For each Dense layer the activations in it and behind it, up to the next."""
    places = [i for i, layer in enumerate(model.layers) if layer.kind == "Dense"]
    ends = [*places[1:], len(model.layers)]
    return [activation_names(model.layers[i:end]) for i, end in zip(places, ends)]


def _built(units=(800, 400, 10), activations=("relu", "relu", "softmax"), **compiled):
    """The right model, but for what is named."""
    model = keras.Sequential([keras.Input((784,))])
    for number, activation in zip(units, activations):
        model.add(keras.layers.Dense(number, activation=activation))
    model.compile(**{"loss": "categorical_crossentropy", "optimizer": "adam", **compiled})
    return model


@mistake(when=returned_nothing, instead_of=("prints", "gives_nothing_back"))
def returns_what_compile_returns():
    """Your function gives nothing back. End it with return model, on a line of its own:
    model.compile(…) itself gives nothing back either."""
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model.compile(loss="categorical_crossentropy", optimizer="adam")


@mistake(when=stopped_with("'NoneType' object has no attribute"))
def keeps_what_add_returns():
    """add and compile change the model and give nothing back. Write model.add(…) without model = in
    front."""
    model = keras.Sequential([keras.Input((784,))])
    model = model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=stopped_with("to a shape"))
def input_without_a_shape():
    """keras.Input wants a shape: brackets of its own, and a comma. keras.Input((784,)) says that
    one example is a row of 784 numbers."""
    model = keras.Sequential([keras.Input(784)])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=stopped_with("name 'relu' is not defined", "name 'softmax' is not defined"))
def relu_without_quotes():
    """Python looks for a variable. The activation is named by a text, so put it in quotes:
    activation="relu"."""
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation=relu))
    model.add(keras.layers.Dense(400, activation=relu))
    model.add(keras.layers.Dense(10, activation=softmax))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=stopped_with("name 'Dense' is not defined", "has no attribute 'Dense'"))
def dense_without_layers():
    """Dense is not known by itself. It lives in keras.layers: keras.layers.Dense(800, …)."""
    model = keras.Sequential([keras.Input((784,))])
    model.add(Dense(800, activation="relu"))
    model.add(Dense(400, activation="relu"))
    model.add(Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(without_weights))
def without_input():
    """The model has no Input, so it does not know how many numbers it gets and has no weights yet.
    Begin it with keras.Input((784,))."""
    model = keras.Sequential()
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(lambda model: (model.inputs or ())[1:3] == (28, 28)))
def takes_tables():
    """The model takes tables of 28 x 28. prepare has already made rows of them: begin with
    keras.Input((784,)), without Flatten."""
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(lambda model: len(model.inputs) == 3 and model.inputs[-1] == 784))
def pictures_in_the_input():
    """The number of pictures does not belong into Input. The shape is that of one picture:
    keras.Input((784,))."""
    model = keras.Sequential([keras.Input((60000, 784))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(lambda model: model.inputs not in (None, (None, 784))))
def other_inputs():
    """The inputs of the model do not fit the rows of x. One picture is a row of 28 * 28 = 784
    numbers: keras.Input((784,))."""
    model = keras.Sequential([keras.Input((28,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(lambda model: neurons(model) == [400, 800, 10]))
def hidden_layers_swapped():
    """The hidden layers are swapped: first 800 neurons, then 400."""
    return _built(units=(400, 800, 10))


@mistake(when=every_model(lambda model: neurons(model) == [784, 800, 400, 10]))
def a_layer_for_the_inputs():
    """One Dense layer too many: the 784 inputs stand in keras.Input and need no layer of their own.
    The layers have 800, 400 and 10 neurons."""
    return _built(units=(784, 800, 400, 10), activations=("relu", "relu", "relu", "softmax"))


@mistake(when=every_model(lambda model: len(dense(model)) < 3 and neurons(model)[-1] == 10))
def a_hidden_layer_missing():
    """A hidden layer is missing. There are two of them: one with 800 neurons, then one with 400.
    The output layer with 10 comes third."""
    return _built(units=(800, 10), activations=("relu", "softmax"))


@mistake(when=every_model(lambda model: neurons(model) == [800, 400]))
def output_layer_missing():
    """The output layer is missing: behind the 400 neurons comes a layer of 10, one for each digit,
    with softmax."""
    return _built(units=(800, 400), activations=("relu", "softmax"))


@mistake(when=every_model(lambda model: len(dense(model)) == 3 and neurons(model)[-1] != 10))
def one_output_neuron():
    """The last layer needs 10 neurons, one for each digit from 0 to 9."""
    return _built(units=(800, 400, 1))


@mistake(when=every_model(lambda model: neurons(model) != [800, 400, 10]))
def other_numbers_of_neurons():
    """The numbers of neurons are others than asked for: first 800, then 400, then 10. Compare layer
    by layer."""
    return _built(units=(512, 128, 10))


@mistake(when=every_model(lambda model: any(len(layer.weights) == 1 for layer in dense(model))))
def without_biases():
    """Your layers have no biases. Leave use_bias=False out: Dense has biases by itself."""
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu", use_bias=False))
    model.add(keras.layers.Dense(400, activation="relu", use_bias=False))
    model.add(keras.layers.Dense(10, activation="softmax", use_bias=False))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    when=every_model(
        lambda model: any(
            layer.kind in ("Rescaling", "BatchNormalization", "Normalization", "LayerNormalization")
            for layer in model.layers
        )
    )
)
def scales_once_more():
    """Something besides the Dense layers changes the numbers, such as a Rescaling. The numbers of x
    are divided already: leave it out."""
    model = keras.Sequential([keras.Input((784,)), keras.layers.Rescaling(1 / 255)])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(lambda model: _after_each(model)[-1].count("softmax") > 1))
def softmax_twice():
    """The softmax stands twice at the end. The second one pulls all probabilities close together:
    take one of them out."""
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.add(keras.layers.Softmax())
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(lambda model: _after_each(model)[-1] == ["sigmoid"]))
def sigmoid_at_the_end():
    """Each output neuron has a sigmoid of its own, so the ten probabilities do not sum to 1. Take
    the softmax, which looks at all of them."""
    return _built(activations=("relu", "relu", "sigmoid"))


@mistake(when=every_model(lambda model: _after_each(model)[-1] == ["relu"]))
def relu_at_the_end():
    """relu has no upper end, so the outputs are no probabilities. The last layer needs softmax;
    relu is for the two layers before it."""
    return _built(activations=("relu", "relu", "relu"))


@mistake(when=every_model(lambda model: not _after_each(model)[-1] and model.from_logits))
def softmax_left_to_the_loss():
    """The model gives the sums z, and leaves the softmax to the loss (from_logits=True). Here it
    must give the probabilities itself: put the softmax into the last layer."""
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10))
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(loss=loss, optimizer="adam")
    return model


@mistake(when=every_model(lambda model: not any(_after_each(model))))
def no_activations_at_all():
    """No layer has an activation. Without relu the two hidden layers collapse into one single
    layer, and without softmax the outputs are no probabilities."""
    return _built(activations=(None, None, None))


@mistake(when=every_model(lambda model: not _after_each(model)[-1]))
def no_softmax():
    """The last layer has no activation, so it gives any numbers, such as -3 or 7. With a softmax it
    gives probabilities."""
    return _built(activations=("relu", "relu", None))


@mistake(when=every_model(lambda model: _after_each(model)[-1] not in (["softmax"], [])))
def another_activation_at_the_end():
    """The last layer ends with another activation than the softmax, or with more than one. The
    softmax alone makes probabilities that sum to 1."""
    return _built(activations=("relu", "relu", "tanh"))


@mistake(when=every_model(lambda model: not all(_after_each(model)[:-1])))
def a_relu_forgotten():
    """A hidden layer has no activation, so it collapses with the layer behind it. Both hidden
    layers need activation="relu"."""
    return _built(activations=("relu", None, "softmax"))


@mistake(when=every_model(lambda model: "softmax" in sum(_after_each(model)[:-1], [])))
def softmax_in_hidden_layers():
    """The softmax stands in a hidden layer, too. It belongs into the last layer only; the hidden
    layers get relu."""
    return _built(activations=("softmax", "softmax", "softmax"))


@mistake(when=every_model(lambda model: "sigmoid" in sum(_after_each(model)[:-1], [])))
def sigmoid_in_hidden_layers():
    """The hidden layers have a sigmoid. Take relu: with a sigmoid the signal fades from layer to
    layer."""
    return _built(activations=("sigmoid", "sigmoid", "softmax"))


@mistake(when=every_model(lambda model: any(each != ["relu"] for each in _after_each(model)[:-1])))
def another_activation_in_hidden_layers():
    """Both hidden layers must have relu, and nothing else. Compare the activations layer by
    layer."""
    return _built(activations=("tanh", "tanh", "softmax"))


@mistake(when=every_model(lambda model: not model.compiled))
def not_compiled():
    """The model is not compiled, so it cannot be trained. Call model.compile with the loss and an
    optimizer before you return it."""
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@mistake(when=every_model(lambda model: model.optimizer not in (None, "adam")))
def with_another_optimizer():
    """The model is compiled with another optimizer. This one is to learn with Adam:
    optimizer="adam"."""
    return _built(optimizer="sgd")


@mistake(when=every_model(lambda model: model.compiled and model.loss is None))
def compiled_without_a_loss():
    """compile has not been told the loss. Add loss=… with the categorical cross-entropy."""
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="adam", metrics=["accuracy"])
    return model


@mistake(when=every_model(lambda model: model.loss == "binary_crossentropy"))
def loss_for_two_classes():
    """The binary cross-entropy is for one neuron that says yes or no. For ten probabilities from a
    softmax take the categorical one."""
    return _built(loss="binary_crossentropy")


@mistake(when=every_model(lambda model: model.loss == "sparse_categorical_crossentropy"))
def loss_for_plain_labels():
    """The sparse cross-entropy wants plain labels such as 5. Our targets are one-hot rows: leave
    "sparse_" out of the name."""
    return _built(loss="sparse_categorical_crossentropy")


@mistake(when=every_model(lambda model: model.loss == "mean_squared_error"))
def loss_of_linear_regression():
    """The loss is the mean squared error, as in linear regression. For probabilities take the
    categorical cross-entropy."""
    return _built(loss="mse")


@mistake(when=every_model(lambda model: "accuracy" in model.loss))
def accuracy_as_the_loss():
    """The accuracy cannot be the loss: it has no slope to follow. Its place is metrics; the loss is
    the categorical cross-entropy."""
    return _built(loss="accuracy")


@mistake(when=lambda seen: "metric" in seen.notes["untrainable"])
def metric_misspelt():
    """Keras knows no metric of this name. Check the spelling: metrics=["accuracy"]."""
    return _built(metrics=["accuracity"])


@mistake(when=every_model(lambda model: misspelt(model.loss, "categorical_crossentropy")))
def loss_misspelt():
    """Keras knows no loss of this name. Check the spelling, with a single underscore:
    categorical_crossentropy."""
    return _built(loss="categorical_cross_entropy")


@mistake(when=every_model(lambda model: model.loss not in (None, "categorical_crossentropy")))
def another_loss():
    """The loss is not the categorical cross-entropy. It is the one that fits a softmax and one-hot
    targets."""
    return _built(loss="mae")
