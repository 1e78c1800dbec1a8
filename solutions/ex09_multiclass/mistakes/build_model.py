"""Known wrong answers to `build_model`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import keras

from autograder.checking import (
    activation_names, dense, every_built, every_model, misspelt, mistake, neurons,
    none_for_a_model, returned_a, returned_nothing, some_built, some_model, stopped_with,
    without_weights,
)  # fmt: skip


def _one_too_few(seen):
    """Every model has a neuron less than there are classes."""
    return every_built(lambda model, n, k: neurons(model)[-1] == k - 1)(seen)


def _at_the_end(model):
    """The activations of the last Dense layer, and of layers of their own behind it."""
    last = [i for i, layer in enumerate(model.layers) if layer.kind == "Dense"][-1]
    return activation_names(model.layers[last:])


def _built(n_features, units, activation="softmax", loss="categorical_crossentropy"):
    """The right model, but for what is named."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(units, activation=activation))
    model.compile(loss=loss, optimizer="adam")
    return model


@mistake(when=returned_nothing, instead_of=("prints", "gives_nothing_back"))
def returns_what_compile_returns(n_features, n_classes):
    """Your function gives nothing back. End it with return model, on a line of its own:
    model.compile(…) itself gives nothing back either."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model.compile(loss="categorical_crossentropy", optimizer="adam")


@mistake(explains=none_for_a_model)
def keeps_what_add_returns(n_features, n_classes):
    """add and compile change the model and give nothing back. Write model.add(…) without model = in
    front."""
    model = keras.Sequential([keras.Input((n_features,))])
    model = model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=returned_a("Dense"))
def returns_a_layer(n_features, n_classes):
    """You return a layer. Put it into a model, keras.Sequential, and return the model."""
    return keras.layers.Dense(n_classes, activation="softmax")


@mistake(when=stopped_with("to a shape"))
def input_without_a_shape(n_features, n_classes):
    """keras.Input wants a shape: brackets of its own, and a comma. keras.Input((n_features,)) says
    that one example is a row of n_features numbers."""
    model = keras.Sequential([keras.Input(n_features)])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=stopped_with("name 'softmax' is not defined"))
def softmax_without_quotes(n_features, n_classes):
    """Python looks for a variable softmax. The activation is named by a text, so put it in quotes:
    activation="softmax"."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation=softmax))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=stopped_with("softmax() missing"))
def softmax_with_brackets(n_features, n_classes):
    """You call softmax yourself, with brackets. Give the layer its name instead, as a text:
    activation="softmax"."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation=keras.activations.softmax()))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=some_model(lambda model: len(model.inputs) > 2))
def classes_in_the_input(n_features, n_classes):
    """The model takes tables as single examples: its Input has more than one number in it. One
    example is a row of n_features numbers; the classes do not belong into Input."""
    model = keras.Sequential([keras.Input((n_features, n_classes))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=some_model(without_weights))
def without_input(n_features, n_classes):
    """The model has no Input, so it does not know how many numbers it gets and has no weights yet.
    Begin it with keras.Input((n_features,))."""
    model = keras.Sequential([keras.layers.Dense(n_classes, activation="softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=some_model(lambda model: not dense(model)))
def without_dense(n_features, n_classes):
    """There is no Dense layer in the model. The probabilities come from one: a neuron for each
    class."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Activation("softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    when=every_built(lambda model, n, k: model.inputs == (None, k) and neurons(model)[-1] == n)
)
def features_and_classes_swapped(n_features, n_classes):
    """Inputs and outputs are swapped. The features are the inputs, the classes the neurons of the
    last layer."""
    model = keras.Sequential([keras.Input((n_classes,))])
    model.add(keras.layers.Dense(n_features, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=every_model(lambda model: neurons(model)[-1] == 1))
def a_single_neuron(n_features, n_classes):
    """The last layer has a single neuron, as for yes or no. With several classes there is a neuron
    for each of them."""
    return _built(n_features, 1, activation="sigmoid", loss="binary_crossentropy")


@mistake(when=every_built(lambda model, n, k: neurons(model)[-1] == n))
def a_neuron_for_each_feature(n_features, n_classes):
    """The last layer has as many neurons as there are features. Features are inputs; the neurons of
    the last layer belong to the classes."""
    return _built(n_features, n_features)


@mistake(when=_one_too_few)
def one_neuron_too_few(n_features, n_classes):
    """The last layer has one neuron too few. No class may go without: with n_classes classes there
    are n_classes neurons."""
    return _built(n_features, n_classes - 1)


@mistake(
    when=lambda seen: (
        some_built(lambda model, n, k: neurons(model)[-1] != k)(seen) and not _one_too_few(seen)
    )
)
def always_three_neurons(n_features, n_classes):
    """The number of neurons in the last layer does not follow n_classes. Use this argument in the
    last Dense."""
    return _built(n_features, 3)


@mistake(when=some_built(lambda model, n, k: len(model.inputs) == 2 and model.inputs[1] != n))
def always_two_inputs(n_features, n_classes):
    """The number of inputs does not follow n_features. Use the argument in keras.Input."""
    model = keras.Sequential([keras.Input((2,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=some_model(lambda model: _at_the_end(model).count("softmax") > 1))
def softmax_twice(n_features, n_classes):
    """The softmax stands twice at the end. The second one pulls all probabilities close together:
    take one of them out."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.add(keras.layers.Activation("softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    when=some_model(lambda model: _at_the_end(model) == ["sigmoid"] and neurons(model)[-1] > 1)
)
def a_sigmoid_for_each_class(n_features, n_classes):
    """Each output neuron has a sigmoid of its own, so the probabilities of a row do not sum to 1.
    Take the softmax, which looks at all of them."""
    return _built(n_features, n_classes, activation="sigmoid")


@mistake(when=some_model(lambda model: not _at_the_end(model) and model.from_logits))
def softmax_left_to_the_loss(n_features, n_classes):
    """The model gives the sums z, and leaves the softmax to the loss (from_logits=True). Here it
    must give the probabilities itself: put the softmax into the last layer."""
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(n_classes)])
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(loss=loss, optimizer="adam")
    return model


@mistake(
    when=some_model(
        lambda model: not _at_the_end(model) and "softmax" in activation_names(model.layers)
    )
)
def softmax_in_a_hidden_layer(n_features, n_classes):
    """The softmax belongs into the last layer. In your model it stands in an earlier one, and the
    last layer gives any numbers."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(16, activation="softmax"))
    model.add(keras.layers.Dense(n_classes))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=some_model(lambda model: not _at_the_end(model)))
def no_activation(n_features, n_classes):
    """The last layer has no activation, so it gives any numbers, such as -3 or 7. With a softmax it
    gives probabilities."""
    return _built(n_features, n_classes, activation=None)


@mistake(when=some_model(lambda model: _at_the_end(model) == ["relu"]))
def relu_at_the_end(n_features, n_classes):
    """relu has no upper end, so the outputs are no probabilities. In the last layer take the
    softmax; relu fits in hidden layers."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="relu"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(when=some_model(lambda model: _at_the_end(model) == ["tanh"]))
def tanh_at_the_end(n_features, n_classes):
    """tanh runs from -1 to 1, and a probability is never negative. In the last layer take the
    softmax."""
    return _built(n_features, n_classes, activation="tanh")


@mistake(when=some_model(lambda model: _at_the_end(model) == ["log_softmax"]))
def log_softmax_at_the_end(n_features, n_classes):
    """These are the logarithms of the probabilities. The model must give the probabilities
    themselves: "softmax"."""
    return _built(n_features, n_classes, activation="log_softmax")


@mistake(when=some_model(lambda model: _at_the_end(model) not in (["softmax"], [])))
def another_activation(n_features, n_classes):
    """The last layer ends with another activation than the softmax, or with more than one. The
    softmax alone makes probabilities that sum to 1."""
    return _built(n_features, n_classes, activation="softplus")


@mistake(when=some_model(lambda model: not model.compiled))
def not_compiled(n_features, n_classes):
    """The model is not compiled, so it cannot be trained. Call model.compile with the loss and an
    optimizer before you return it."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model


@mistake(when=some_model(lambda model: model.compiled and model.loss is None))
def compiled_without_a_loss(n_features, n_classes):
    """compile has not been told the loss. Add loss=… with the categorical cross-entropy."""
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(optimizer="adam")
    return model


@mistake(when=some_model(lambda model: model.loss == "binary_crossentropy"))
def loss_for_two_classes(n_features, n_classes):
    """The loss is still that of logistic regression. The binary cross-entropy fits one neuron with
    yes or no; with a softmax take the categorical one."""
    return _built(n_features, n_classes, loss="binary_crossentropy")


@mistake(when=some_model(lambda model: model.loss == "sparse_categorical_crossentropy"))
def loss_for_plain_labels(n_features, n_classes):
    """The sparse cross-entropy wants plain labels such as 2. Our targets are one-hot rows: leave
    "sparse_" out of the name."""
    return _built(n_features, n_classes, loss="sparse_categorical_crossentropy")


@mistake(when=some_model(lambda model: model.loss == "mean_squared_error"))
def loss_of_linear_regression(n_features, n_classes):
    """The loss is the mean squared error, as in linear regression. For probabilities take the
    categorical cross-entropy."""
    return _built(n_features, n_classes, loss="mse")


@mistake(when=some_model(lambda model: "accuracy" in model.loss))
def accuracy_as_the_loss(n_features, n_classes):
    """The accuracy cannot be the loss: it has no slope to follow. It may stand in metrics; the loss
    is the categorical cross-entropy."""
    return _built(n_features, n_classes, loss="accuracy")


@mistake(when=some_model(lambda model: misspelt(model.loss, "categorical_crossentropy")))
def loss_misspelt(n_features, n_classes):
    """Keras knows no loss of this name. Check the spelling, with a single underscore:
    categorical_crossentropy."""
    return _built(n_features, n_classes, loss="categorical_cross_entropy")


@mistake(when=some_model(lambda model: model.loss not in (None, "categorical_crossentropy")))
def another_loss(n_features, n_classes):
    """The loss is not the categorical cross-entropy. It is the one that fits a softmax and one-hot
    targets."""
    return _built(n_features, n_classes, loss="mae")
