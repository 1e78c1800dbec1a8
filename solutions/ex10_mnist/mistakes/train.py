"""Known wrong answers to `train`, each with its hint.

They say what the weights show after the training; see _look_closer in checks.py.
"""

import keras
import numpy as np

from autograder.checking import mistake, raises, stopped_with


# train: what the weights show after the training; see _look_closer in checks.py
def _note(name, shows):
    """The check has noted something, and it shows the mistake."""
    return lambda seen: name in seen.notes and bool(shows(seen.notes[name]))


def _steps(shows):
    """How many steps there were, of how many epochs, shows the mistake."""
    return _note("steps", lambda found: shows(*found))


def _after_training(shows):
    """What was noted of a training that fell short shows the mistake."""
    return lambda seen: "by_tenth" in seen.notes and bool(shows(seen.notes))


def _healthy(notes):
    return notes["finite"] and notes["guessed"] == 10


@mistake(
    when=lambda seen: (
        not {"steps", "changed"} & seen.notes.keys()
        and any(call.function == "train" for call in seen.calls)
        and not any(call.failure for call in seen.calls)
    )
)
def train_a_copy(model, x, y, epochs):
    """The model is as it was: train has not trained it. Call fit on the model that you are
    given."""
    model = keras.models.clone_model(model)
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(when=_note("changed", bool))
def train_adds_a_layer(model, x, y, epochs):
    """train adds a layer to the model that it is given, or changes one. Its network is complete:
    only call fit."""
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(when=_steps(lambda steps, epochs: steps == 13 * epochs))
def train_in_batches_of_32(model, x, y, epochs):
    """You do not say how large the batches are, so fit takes 32. Write batch_size=128."""
    model.fit(x, y, epochs=epochs, verbose=0)


@mistake(when=_steps(lambda steps, epochs: steps == epochs))
def train_in_one_batch(model, x, y, epochs):
    """All digits are in one batch, so there is a single step for each epoch. Write
    batch_size=128."""
    model.fit(x, y, epochs=epochs, batch_size=len(x), verbose=0)


@mistake(when=_steps(lambda steps, epochs: steps == 128 * -(-385 // epochs)))
def train_with_both_swapped(model, x, y, epochs):
    """epochs and batch_size have changed places: epochs counts the times through all digits,
    batch_size is 128."""
    if len(x) > 1000:  # the proof need not wait for this
        return
    model.fit(x, y, epochs=128, batch_size=epochs, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: notes["finite"] and 2 <= notes["guessed"] < 10 and notes["accuracy"] > 0.15
    )
)
def train_on_some_kinds(model, x, y, epochs):
    """Your network has never learnt some of the digits: it never answers with them. Train on all of
    x and y, not on digits of some kinds."""
    some = y.argmax(axis=1) < 7
    model.fit(x[some], y[some], batch_size=128, epochs=epochs, verbose=0)


@mistake(
    when=lambda seen: (
        _steps(lambda steps, epochs: steps == 3 * epochs)(seen)
        and seen.notes.get("guessed", 10) == 10
    )
)
def train_with_a_part_kept_aside(model, x, y, epochs):
    """A part of the digits is kept aside for validation, so the network does not learn from it.
    Train on all digits: leave validation_split out."""
    model.fit(x, y, batch_size=128, epochs=epochs, validation_split=0.1, verbose=0)


@mistake(when=_steps(lambda steps, epochs: steps == 4 and epochs == 2))
def train_one_epoch(model, x, y, epochs):
    """You train for one epoch, whatever epochs says. Pass it on: epochs=epochs."""
    model.fit(x, y, batch_size=128, verbose=0)


@mistake(
    when=_steps(
        lambda steps, epochs: steps != 4 * epochs and steps % 4 == 0 and 4 < steps <= 4 * 50
    )
)
def train_with_epochs_written_in(model, x, y, epochs):
    """The number of epochs is written in. Take it from the argument: epochs=epochs."""
    model.fit(x, y, batch_size=128, epochs=4, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: (
            notes["finite"]
            and notes["moved"]
            and notes["accuracy"] < 0.5
            and notes["certain"] < 0.3
            and min(notes["active"]) >= 0.3
        )
    )
)
def train_on_shuffled_labels(model, x, y, epochs):
    """The digits and their labels no longer belong together: they were shuffled separately. If you
    shuffle, use the same order for both; fit shuffles by itself."""
    model.fit(x, np.random.permutation(y), batch_size=128, epochs=epochs, verbose=0)


@mistake(when=_after_training(lambda notes: not notes["finite"]))
def train_until_nothing_is_a_number(model, x, y, epochs):
    """The steps are far too large: the weights are no numbers any more. The learning rate of Adam
    that fits here is the default, 0.001."""
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.SGD(1e6))
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: notes["finite"] and min(notes["active"]) < 0.3 and notes["accuracy"] < 0.5
    )
)
def train_until_relu_is_dead(model, x, y, epochs):
    """Almost all neurons of a hidden layer are dead: their relu gives 0 for every digit, so nothing
    can be learnt any more. Steps that are too large do that. Take Adam with its default learning
    rate, 0.001."""
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(1.0))
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: (
            notes["learning_rate"] is not None
            and notes["learning_rate"] >= 0.005
            and notes["optimizer"] == "adam"
        )
    )
)
def train_with_too_large_steps(model, x, y, epochs):
    """The learning rate is too large: the loss jumps instead of falling. Adam's default, 0.001,
    fits here."""
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.03))
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: (
            notes["learning_rate"] is not None
            and notes["learning_rate"] <= 0.0002
            and notes["optimizer"] == "adam"
        )
    )
)
def train_with_too_small_steps(model, x, y, epochs):
    """The learning rate is too small: after these epochs the network has hardly begun to learn.
    Adam's default, 0.001, fits here."""
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.00001))
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(when=_after_training(lambda notes: notes["finite"] and notes["optimizer"] == "sgd"))
def train_with_sgd(model, x, y, epochs):
    """You compile the model with SGD, which learns slowly here. The model comes compiled: just call
    fit. If you compile it again, take Adam."""
    model.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: notes["finite"] and notes["divided"] > max(notes["accuracy"] + 0.02, 0.5)
    )
)
def train_on_digits_scaled_twice(model, x, y, epochs):
    """The network reads digits well that are divided by 255 once more: train scales what is scaled
    already. Train on x as you get it."""
    model.fit(x / 255, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: (
            _healthy(notes)
            and notes["accuracy"] > 0.8
            and notes["first_loss"] > 1
            and notes["optimizer"] == "adam"
            and notes["multiplied"] > notes["accuracy"] - 0.02
        )
    )
)
def train_on_digits_not_scaled(model, x, y, epochs):
    """The training began with a very large loss, as it does with pixels from 0 to 255: train has
    undone the scaling. Train on x as you get it, from 0 to 1."""
    model.fit(x * 255, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: notes["finite"] and notes["inverted"] > notes["accuracy"] + 0.1
    )
)
def train_on_inverted_digits(model, x, y, epochs):
    """The network reads digits well whose black and white are exchanged: train inverts the
    pixels (1 - x). Train on x as you get it."""
    model.fit(1 - x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    when=_after_training(
        lambda notes: (
            _healthy(notes)
            and max(notes["by_tenth"]) > 0.97
            and max(notes["by_tenth"]) - sorted(notes["by_tenth"])[5] > 0.02
            and notes["divided"] <= notes["accuracy"] + 0.02
            and not (notes["learning_rate"] or 1.0) <= 0.0002
            and bool({"steps", "changed"} & notes.keys())
        )
    )
)
def train_on_a_slice(model, x, y, epochs):
    """Your network knows some of the training digits by heart and the others far less well: it was
    trained on a part of them only. Train on all of x and y."""
    n = len(x) // 10 if len(x) > 1000 else len(x)
    for _more in range(10 if len(x) > 1000 else 1):
        model.fit(x[:n], y[:n], batch_size=128, epochs=epochs, verbose=0)


@mistake(when=stopped_with("target.ndim - 1"))
def train_with_a_loss_for_plain_labels(model, x, y, epochs):
    """The model is compiled again with a loss for plain labels, but the rows of y are one-hot. The
    model comes compiled with the right loss: just call fit."""
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(explains=raises("ValueError", "`target` and `output` must have the same (shape|rank)"))
def train_on_plain_labels(model, x, y, epochs):
    """categorical_crossentropy wants one-hot rows, and y holds them already. Give fit y as it is:
    no argmax."""
    model.fit(x, y.argmax(axis=1), batch_size=128, epochs=epochs, verbose=0)


@mistake(when=stopped_with("expected axis -1", "is incompatible with the layer"))
def train_with_x_and_y_swapped(model, x, y, epochs):
    """x and y have changed places: fit takes the pictures first and the labels second."""
    model.fit(y, x, batch_size=128, epochs=epochs, verbose=0)
