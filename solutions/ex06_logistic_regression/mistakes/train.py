"""Known wrong answers to `train`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import keras

from autograder.checking import mistake, raises, stopped_with


@mistake(
    explains=raises(
        "ValueError", r"Expected shape \(None, \d+\), but input has incompatible shape \(\w+,\)"
    )
)
def features_and_answers_swapped(model, x, y):
    """Keras gets a plain row of numbers where it expects the table of features. The order is fit(x,
    y, …): first the whole table x, then the targets."""
    model.fit(y, x, epochs=10, batch_size=8, verbose=0)


@mistake(when=stopped_with("must call `compile"))
def trains_an_uncompiled_model(model, x, y):
    """fit is called on a model that is not compiled, so not on the one that train is given. Train
    the argument model itself."""
    other = keras.Sequential([keras.Input((x.shape[1],)), keras.layers.Dense(1, "sigmoid")])
    other.fit(x, y, epochs=10, verbose=0)


@mistake(
    when=lambda seen: any(
        map(
            raises("ValueError", r"to have value 3, but received input with shape \(\w+, 2\)"),
            seen.calls,
        )
    )
)
def two_columns_only(model, x, y):
    """The number of features is written into your function. A table may have two columns, or three,
    or more: use all of x."""
    model.fit(x[:, :2], y, epochs=10, batch_size=8, verbose=0)


@mistake(when=lambda seen: seen.notes.get("largest") == 0)
def trains_another_model(model, x, y):
    """The weights of the model that train is given stay as they were. Call fit, and call it on this
    very model, not on a new one."""
    other = keras.models.clone_model(model)
    other.fit(x, y, epochs=3, verbose=0)
    return other


@mistake(when=lambda seen: seen.notes["accuracy"] < 0.4 and seen.notes["loss"] > 1)
def answers_turned_round(model, x, y):
    """The model has learnt the opposite: it says yes where the answer is no. Give fit the targets y
    as they are."""
    model.fit(x, 1 - y, epochs=10, batch_size=8, verbose=0)


@mistake(when=lambda seen: not seen.notes["largest"] <= 30)
def steps_too_large(model, x, y):
    """The weights have run away: they have become huge, or no numbers at all. Take smaller steps
    (learning_rate), and give fit the targets as they are, 0 and 1."""
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=500.0))
    model.fit(x, y, epochs=5, batch_size=16, verbose=0)


@mistake(
    when=lambda seen: (
        seen.notes["accuracy"] > 0.6 and seen.notes["loss"] < 0.694 and seen.notes["largest"] < 2
    )
)
def one_epoch_only(model, x, y):
    """The model learns, but stops too early. Let fit go through the table more often (epochs), or
    take larger steps (learning_rate)."""
    model.fit(x, y, verbose=0)
