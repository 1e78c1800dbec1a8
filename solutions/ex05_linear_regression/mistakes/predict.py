"""Known wrong answers to `predict`, each with its hint."""

import numpy as np

from autograder.checking import mistake, stopped_with_all

from ._shared import scalings


def _answers(seen):
    """Table, answer, and the weights and bias of the model, for each call that came to an end."""
    return [
        (call.arguments[1], call.value, *seen.notes[f"weights_{len(call.arguments[1])}"])
        for call in seen.calls
        if call.function == "predict" and call.failure is None
    ]


def _near(one, other):
    return one.shape == np.shape(other) and np.allclose(one, other, rtol=1e-3, atol=1e-3)


def _always(seen, looks_so, rows=1):
    """Whether all answers to tables of so many rows or more look so; there must be one."""
    answers = [answer for answer in _answers(seen) if len(answer[0]) >= rows]
    return bool(answers) and all(
        looks_so(x, np.asarray(value, dtype=float), x @ w + b, b) for x, value, w, b in answers
    )


def _is_fresh(x, value):
    """Whether these are the answers of a model without bias: such a one is new and untrained."""
    rest = np.linalg.lstsq(x, value, rcond=None)[1]
    return value.shape == (len(x),) and len(rest) == 1 and rest[0] < 1e-6


@mistake(when=stopped_with_all("Invalid input shape", "has incompatible shape (1, 5, 2)"))
def one_axis_too_many(model, x):
    """x is a table already, so it needs no further axis. Hand it over as it is:
    model.predict(x)."""
    return np.ravel(model.predict(np.expand_dims(x, axis=0), verbose=0))


@mistake(when=stopped_with_all("Invalid input shape", "has incompatible shape (2,)"))
def single_rows(model, x):
    """Keras wants a table, but here it gets a single row. Hand over x as a whole: it answers for
    all rows at once."""
    return np.array([model.predict(row, verbose=0)[0] for row in x])


@mistake(when=stopped_with_all("evaluate(", "None values not supported"))
def evaluates(model, x):
    """evaluate measures a loss and needs the targets for that. The method that only predicts is
    model.predict."""
    return model.evaluate(x, verbose=0)


@mistake(
    when=lambda seen: any(
        isinstance(value, list | tuple)
        and len(value) == 2
        and _near(np.asarray(value[0]), w[:, None])
        for _x, value, w, _b in _answers(seen)
    )
)
def returns_the_weights(model, x):
    """You give back the weights of the model. Let the model use them: model.predict(x)."""
    return model.get_weights()


@mistake(
    when=lambda seen: _always(seen, lambda x, value, right, b: _near(value, right[:, None]), rows=2)
)
def returns_a_column(model, x):
    """You give back a column, of shape (n, 1). Make one row of numbers out of it, of shape (n,):
    np.ravel or [:, 0] does that."""
    return model.predict(x, verbose=0)


@mistake(
    when=lambda seen: _always(seen, lambda x, value, right, b: _near(value, right[None]), rows=2)
)
def transposes_the_column(model, x):
    """You give back a table of one row, of shape (1, n): .T only turns the column. np.ravel or [:,
    0] makes the shape (n,)."""
    return model.predict(x, verbose=0).T


@mistake(
    when=lambda seen: _always(
        seen, lambda x, value, right, b: value.size == 1 and _near(value.ravel(), right[:1]), rows=2
    )
)
def first_row_only(model, x):
    """You predict for the first row only. Give back the predictions for all rows: [:, 0] takes the
    whole column, [0] only its first number."""
    return model.predict(x, verbose=0)[0]


@mistake(
    when=lambda seen: any(
        len(x) == 1 and np.shape(value) == () for x, value, _w, _b in _answers(seen)
    )
)
def squeezes_everything(model, x):
    """For a table of one row you give back a bare number, of shape (). np.squeeze takes away every
    axis of length 1; np.ravel or [:, 0] leaves the shape (1,)."""
    return np.squeeze(model.predict(x, verbose=0))


@mistake(
    when=lambda seen: _always(
        seen, lambda x, value, right, b: _near(value.ravel(), right.mean(keepdims=True)), rows=2
    )
)
def mean_of_the_predictions(model, x):
    """You give back one number for the whole table, the mean of the predictions. Give back one for
    each row."""
    return np.mean(model.predict(x, verbose=0))


@mistake(
    when=lambda seen: _always(seen, lambda x, value, right, b: _near(value.ravel(), right - b))
)
def forgets_the_bias(model, x):
    """The bias is missing from your predictions. model.predict adds it by itself; by hand it is x @
    w + b."""
    return np.ravel(x @ model.get_weights()[0])


@mistake(
    when=lambda seen: _always(
        seen,
        lambda x, value, right, b: any(
            _near(value.ravel(), cut) for cut in (np.round(right), np.trunc(right), np.floor(right))
        ),
    )
)
def whole_numbers(model, x):
    """You cut or round the predictions to whole numbers. Return them as they are."""
    return np.ravel(model.predict(x, verbose=0)).astype(int)


@mistake(
    when=lambda seen: _always(
        seen,
        lambda x, value, right, b: any(
            _near(value.ravel(), np.round(right, digits)) for digits in (1, 2)
        ),
    )
)
def rounds(model, x):
    """You round the predictions. Return them with all their digits."""
    return np.round(np.ravel(model.predict(x, verbose=0)), 1)


@mistake(
    when=lambda seen: _always(
        seen,
        lambda x, value, right, b: any(
            _near(value.ravel(), (right > limit) * 1.0) for limit in (0, 0.5)
        ),
        rows=2,
    )
)
def compares_with_a_half(model, x):
    """You only say whether a prediction is above a limit. What is asked is the number itself: no
    comparison is needed."""
    return (np.ravel(model.predict(x, verbose=0)) > 0.5).astype(int)


@mistake(when=lambda seen: _always(seen, lambda x, value, right, b: _near(value, 0 * right)))
def place_of_the_largest(model, x):
    """Every prediction is 0. argmax would do that: it gives the place of the largest output, and
    with a single neuron that is always place 0. Return the output itself."""
    return np.argmax(model.predict(x, verbose=0), axis=1)


@mistake(
    when=lambda seen: any(
        _near(np.ravel(np.asarray(value, dtype=float)), scaled @ w + b)
        for x, value, w, b in _answers(seen)
        if len(x) > 1
        for scaled in scalings(x)
    )
)
def scales_before_asking(model, x):
    """You scale x before you ask the model. Its weights belong to x as it comes: hand it over
    unchanged."""
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    return np.ravel(model.predict(x, verbose=0))


@mistake(
    when=lambda seen: _always(
        seen,
        lambda x, value, right, b: (
            _is_fresh(x, np.ravel(value)) and np.any(value) and not _near(value.ravel(), right - b)
        ),
        rows=4,
    )
)
def asks_a_new_model(model, x):
    """These look like the predictions of another model, with other weights and a bias that is still
    0, as in a new one. Ask the model that predict is given."""
    model = build_model(x.shape[1])
    return np.ravel(model.predict(x, verbose=0))
