"""Known wrong answers to `train`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import keras
import numpy as np

from autograder.checking import mistake, stopped_with


def _learns(seen):
    """Whether the weights have moved, not too far, and the loss has not grown."""
    falls = seen.notes["loss"] <= seen.notes["loss_before"] + 0.1
    return 0 < seen.notes["moved"] <= 50 and falls


@mistake(when=stopped_with("to have value 2, but received input with shape (None, 3)"))
def features_and_targets_swapped(model, x, y):
    """Keras gets the targets where it expects the features. The order is fit(x, y, …): the features
    first."""
    model.fit(y, x, epochs=20, batch_size=16, verbose=0)


@mistake(when=stopped_with("must call `compile()`"))
def trains_an_uncompiled_model(model, x, y):
    """fit is called on a model that is not compiled, so not on the one that train is given. Train
    the argument model itself."""
    layers = [keras.Input((x.shape[1],)), keras.layers.Dense(y.shape[1], "softmax")]
    keras.Sequential(layers).fit(x, y, epochs=20, verbose=0)


@mistake(when=stopped_with("target.shape=(None,)", "target.shape=(None, 1)"))
def labels_instead_of_rows(model, x, y):
    """The loss gets plain labels, and it wants one-hot rows. y is one-hot already: give it to fit
    as it is."""
    model.fit(x, np.argmax(y, axis=1), epochs=20, batch_size=16, verbose=0)


@mistake(when=stopped_with("target.shape=(None, 3, 3)", "target.shape=(None, 3, 2)"))
def one_hot_once_more(model, x, y):
    """y is one-hot already, and you make it one-hot once more: an axis too many. Give it to fit as
    it is."""
    model.fit(x, keras.utils.to_categorical(y, 3), epochs=20, batch_size=16, verbose=0)


@mistake(when=stopped_with("`target.ndim - 1`"))
def compiled_again_with_a_loss_for_labels(model, x, y):
    """You compile the model with the sparse cross-entropy, which wants plain labels. With the
    one-hot rows of y, leave the loss as build_model has set it."""
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    model.fit(x, y, epochs=20, batch_size=16, verbose=0)


@mistake(when=stopped_with("same number of samples", "cardinality"))
def features_transposed(model, x, y):
    """x and y do not have the same number of rows any more. Row i of y belongs to row i of x: give
    both as they are."""
    model.fit(x.T, y, epochs=20, batch_size=16, verbose=0)


@mistake(when=stopped_with("to have value 3, but received input with shape (None, 2)"))
def two_features_only(model, x, y):
    """The number of features is written into your function. A table may have two columns, or three,
    or more: use all of x."""
    model.fit(x[:, :2], y, epochs=20, batch_size=16, verbose=0)


@mistake(when=stopped_with("target.shape=(None, 3), output.shape=(None, 4)"))
def three_classes_only(model, x, y):
    """The number of classes is written into your function. There may be three of them, or four, or
    more: use all of y."""
    model.fit(x, y[:, :3], epochs=20, batch_size=16, verbose=0)


@mistake(when=lambda seen: seen.notes.get("moved") == 0)
def trains_another_model(model, x, y):
    """The weights of the model that train is given stay as they were. Call fit, and call it on this
    very model, not on a new one."""
    other = keras.models.clone_model(model)
    other.compile(loss="categorical_crossentropy", optimizer="adam")
    other.fit(x, y, epochs=2, verbose=0)
    return other


@mistake(when=lambda seen: not seen.notes["moved"] <= 50)
def steps_too_large(model, x, y):
    """The weights have run away. Take smaller steps (learning_rate)."""
    optimizer = keras.optimizers.SGD(learning_rate=5000.0)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    model.fit(x, y, epochs=3, batch_size=16, verbose=0)


@mistake(when=lambda seen: not seen.notes["loss"] <= seen.notes["loss_before"] + 0.1)
def columns_reversed(model, x, y):
    """After train the loss is larger than before, so the model has learnt something else than y
    says. Give fit x and y as they are, and do not make the steps too large."""
    model.fit(x, y[:, ::-1], epochs=20, batch_size=16, verbose=0)


@mistake(when=lambda seen: _learns(seen) and seen.notes["accuracy"] > 0.75)
def one_epoch_only(model, x, y):
    """Most answers are right already, but the model is not yet sure enough of them. Let fit go
    through the table more often (epochs), or take larger steps (learning_rate)."""
    model.fit(x, y, verbose=0)


@mistake(when=lambda seen: _learns(seen) and seen.notes["accuracy"] <= 0.75)
def features_thrown_away(model, x, y):
    """The model has learnt next to nothing. Give fit x and y as they are: the numbers unchanged,
    and each row of y with its row of x. Then go through the table often enough (epochs)."""
    model.fit(np.zeros_like(x), y, epochs=20, batch_size=16, verbose=0)
