"""Known wrong answers to `train`, each with its hint."""

import keras
import numpy as np

from autograder.checking import mistake, stopped_with_all

from ._shared import scalings


def _has_another_loss(seen):
    return seen.notes["loss"] != "mean_squared_error"


def _knows_the_ride(seen):
    learnt, ride = np.append(*seen.notes["learnt"]), [-2.43, -1.3, 18.84]
    return len(learnt) == len(ride) and np.allclose(learnt, ride, rtol=0, atol=0.4)


def _fits(seen, table):
    """Whether what has been learnt fits this table of features and targets."""
    x, y = table
    kernel, bias = seen.notes["learnt"]
    return float(np.mean(((x @ kernel + bias)[:, 0] - y) ** 2)) < 0.55 * min(1.0, np.var(y))


def _trained(seen):
    """Whether the model has been trained, to weights that are plain numbers."""
    return seen.notes["moved"] and np.isfinite(seen.notes["after"])


def _knows_scaled_features(seen):
    x, y = seen.notes["table"]
    return _trained(seen) and any(_fits(seen, (other, y)) for other in scalings(x))


def _knows_scaled_targets(seen):
    x, y = seen.notes["table"]
    return _trained(seen) and any(_fits(seen, (x, other)) for other in scalings(y))


def _only_the_mean(seen):
    x, y = seen.notes["table"]
    kernel, bias = seen.notes["learnt"]
    answers = (x @ kernel + bias)[:, 0]
    return abs(answers.mean() - y.mean()) < 1 and answers.std() < 0.5 * y.std()


def _learnt_something_else(seen):
    """Whether the model has learnt what nobody asked for, however long it took."""
    others = (_has_another_loss, _knows_the_ride, _knows_scaled_features, _knows_scaled_targets)
    return any(knows(seen) for knows in (*others, _only_the_mean))


@mistake(when=stopped_with_all(".fit(y, x", "Invalid input shape"))
def features_and_targets_swapped(model, x, y):
    """fit wants the features first and the targets second: model.fit(x, y, …). Yours have changed
    places."""
    model.fit(y, x, epochs=30, batch_size=4, verbose=0)


@mistake(when=stopped_with_all(".fit(", "tuple index out of range"))
def one_row_at_a_time(model, x, y):
    """fit wants a table, but gets something else, perhaps a single row. Hand over x and y as a
    whole: fit goes through the rows itself."""
    for row, target in zip(x, y, strict=True):
        model.fit(row, target, verbose=0)


@mistake(
    when=lambda seen: (
        not seen.notes["moved"]
        and any(
            call.function == "train"
            and hasattr(call.value, "handle")
            and call.value.handle != call.arguments[0].handle
            for call in seen.calls
        )
    )
)
def trains_a_new_model(model, x, y):
    """You train another model and return it; the model that train was given has stayed as it was.
    Call fit on the argument model itself."""
    model = keras.Sequential([keras.Input((x.shape[1],)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(0.05))
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)
    return model


@mistake(when=lambda seen: not seen.notes["moved"])
def only_evaluates(model, x, y):
    """After train, the weights of the model are what they were before. Call model.fit(x, y, …) on
    the very model that train is given; evaluate and compile train nothing."""
    return model.evaluate(x, y, verbose=0)


@mistake(when=_has_another_loss)
def compiles_with_another_loss(model, x, y):
    """The model has been compiled anew, with another loss than the mean squared error. Leave
    compile out of train: the model comes compiled."""
    model.compile(loss="mae", optimizer=keras.optimizers.SGD(0.01))
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(when=_knows_the_ride)
def trains_on_the_ride(model, x, y):
    """The model has learnt the rule of Vera's ride, whatever table it is given. Inside train, use
    the arguments x and y, not roads and speeds."""
    model.fit(roads, speeds, epochs=30, batch_size=4, verbose=0)


@mistake(when=_knows_scaled_features)
def scales_the_features(model, x, y):
    """The model has learnt scaled features: its weights fit those, not x as it comes. Leave the
    scaling out of train; the numbers have a good size already."""
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(when=_knows_scaled_targets)
def scales_the_targets(model, x, y):
    """The model has learnt scaled targets, so its predictions have the wrong size. Train on y as it
    comes."""
    y = (y - y.mean()) / y.std()
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(when=lambda seen: _trained(seen) and _only_the_mean(seen))
def shuffles_the_targets_alone(model, x, y):
    """The model predicts the mean of y for every row and has learnt nearly nothing from x. Does
    each row of x still have its own target? Leave the order to fit: it shuffles both together."""
    y = np.random.default_rng(4).permutation(y)
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(
    when=lambda seen: (
        seen.notes["moved"]
        and not seen.notes["after"] < seen.notes["before"]
        and not _learnt_something_else(seen)
    )
)
def steps_too_large(model, x, y):
    """The loss has grown instead of falling: the steps are too large. Choose a smaller learning
    rate, such as 0.05."""
    model.optimizer.learning_rate = 2.0
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(
    when=lambda seen: (
        _trained(seen)
        and seen.notes["after"] < seen.notes["before"]
        and not _learnt_something_else(seen)
    )
)
def one_epoch(model, x, y):
    """Training moves in the right direction, but its steps are too small or too few. Give it more
    epochs (epochs=…) or more steps in each (a smaller batch_size)."""
    model.fit(x, y, verbose=0)
