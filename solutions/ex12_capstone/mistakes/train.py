"""Known wrong answers to `train`, each with its hint.

They say what the weights show after the training; see _look_closer in checks.py.
"""

import keras
import numpy as np

from autograder.checking import mistake, stopped_with

# Arrays of the notebook that are not there while it is graded.
OF_THE_NOTEBOOK = ("x_train", "y_train", "x_val", "y_val")


def _after(shows):
    """A `when`: what was noted of a training that fell short shows the mistake."""
    return lambda seen: "unknown" in seen.notes and bool(shows(seen.notes))


def _learns(notes):
    return notes["finite"] and notes["moved"]


@mistake(when=lambda seen: seen.notes.get("changed", False))
def train_adds_a_layer(model, x, y):
    """train adds a layer to the model that it is given, or changes one. Only its weights may
    change: call fit."""
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(x, y, epochs=1, verbose=0)


@mistake(
    when=lambda seen: any(
        stopped_with(f"name '{each}' is not defined")(seen) for each in OF_THE_NOTEBOOK
    )
)
def train_with_arrays_of_the_notebook(model, x, y):
    """train uses arrays of the notebook, and while your work is graded there is only what it is
    given: x and y. To watch a validation set, hold back some of these, with validation_split=0.1 or
    your own split."""
    model.fit(x, y, epochs=6, validation_data=(x_val, y_val), verbose=0)  # noqa: F821


@mistake(when=_after(lambda notes: not notes["moved"]))
def train_a_model_of_its_own(model, x, y):
    """The model is as it was: train has trained another one, or a copy. Call fit on the model that
    you are given."""
    model = keras.models.clone_model(model)
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(x, y, epochs=1, verbose=0)


@mistake(when=_after(lambda notes: not notes["finite"]))
def train_until_nothing_is_a_number(model, x, y):
    """The steps are far too large: the weights are no numbers any more. Adam's default learning
    rate, 0.001, is a good start."""
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.SGD(1e6))
    model.fit(x, y, epochs=1, verbose=0)


@mistake(
    when=_after(lambda notes: _learns(notes) and notes["multiplied"] > notes["unknown"] + 0.15)
)
def train_on_other_brightness(model, x, y):
    """The network has learnt pixels from 0 to 255, and is asked about pixels from 0 to 1. x comes
    scaled: train on it as it is."""
    model.fit(x * 255, y, epochs=4, verbose=0)


@mistake(when=_after(lambda notes: _learns(notes) and notes["shifted"] > notes["unknown"] + 0.1))
def train_on_pixels_moved(model, x, y):
    """The network has learnt pixels that were moved or turned into a negative. It will be asked
    about pixels from 0 to 1: train on x as it is. A Rescaling layer in the model may move them."""
    model.fit(2 * x - 1, y, epochs=6, verbose=0)


@mistake(
    when=_after(lambda notes: _learns(notes) and notes["known"] > max(notes["unknown"] + 0.2, 0.6))
)
def train_on_a_few(model, x, y):
    """The network knows the shapes that it has learnt from far better than new ones: it has learnt
    them by heart. Train on all of x, and for fewer epochs."""
    model.fit(x[:500], y[:500], epochs=60, verbose=0)


@mistake(
    when=_after(
        lambda notes: _learns(notes) and 2 <= notes["guessed"] < 6 and notes["unknown"] >= 0.3
    )
)
def train_on_some_kinds(model, x, y):
    """There are shapes that the network never answers with. Has it learnt from all of x and y, and
    from x as it is? Watch the loss, too."""
    some = y.argmax(axis=1) < 4
    model.fit(x[some], y[some], epochs=4, verbose=0)


@mistake(
    when=_after(
        lambda notes: (
            _learns(notes)
            and notes["learning_rate"] is not None
            and notes["learning_rate"] >= 0.0099  # 0.01, as Keras keeps it
            and notes["optimizer"] == "adam"
        )
    )
)
def train_with_too_large_steps(model, x, y):
    """The learning rate is too large: the loss jumps instead of falling. Adam's default, 0.001, is a
    good start."""
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.1))
    model.fit(x, y, epochs=2, verbose=0)


@mistake(when=_after(lambda notes: _learns(notes) and notes["optimizer"] == "sgd"))
def train_with_sgd(model, x, y):
    """SGD is slow here: Adam gets further in the same number of epochs."""
    model.compile(loss="categorical_crossentropy", optimizer="sgd")
    model.fit(x, y, epochs=2, verbose=0)


@mistake(
    when=_after(
        lambda notes: (
            _learns(notes) and notes["known"] < 0.3 and notes["unknown"] < 0.3
            and (notes["steps"] or 0) > 300
        )
    )
)  # fmt: skip
def train_on_shuffled_labels(model, x, y):
    """After all these steps the network still guesses. Do pictures and labels belong together, and
    is x as you were given it? If you shuffle, use the same order for both; fit shuffles by
    itself."""
    model.fit(x, np.random.permutation(y), epochs=3, verbose=0)


@mistake(
    when=_after(
        lambda notes: (
            _learns(notes)
            and notes["epochs"] <= 2
            and (notes["steps"] or 0) <= 400
            and notes["unknown"] >= 0.2
        )
    )
)
def train_one_epoch(model, x, y):
    """The network has seen each picture once or twice, and has only begun to learn. Give fit more
    epochs, and watch the validation set."""
    model.fit(x, y, verbose=0)
