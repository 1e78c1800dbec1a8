"""Known wrong answers to `predict_class`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import numpy as np

from autograder.checking import float_of_an_array, max_of_arrays, mistake, stopped_with


def _answers(seen):
    """What came back, the probabilities of shape (n, k), and x; none where a call failed."""
    calls = [call for call in seen.calls if call.function == "predict_class"]
    if any(call.failure for call in calls):
        return []
    return [
        (call.value, call.arguments[0].compute(call.arguments[1]), call.arguments[1])
        for call in calls
    ]


def _gives(wrong):
    """All answers are what the function `wrong` makes of the probabilities."""

    def when(seen):
        answers = _answers(seen)
        return bool(answers) and all(_alike(value, wrong(p)) for value, p, x in answers)

    return when


def _alike(value, wrong):
    value, wrong = np.asarray(value, dtype=float), np.asarray(wrong, dtype=float)
    return value.shape == wrong.shape and np.allclose(value, wrong, rtol=1e-4, atol=1e-5)


def _best(p):
    return p.argmax(axis=1)


@mistake(when=_gives(lambda p: p))
def the_table_of_probabilities(model, x):
    """You return the probabilities as predict gives them. Return for each row the number of the
    class with the largest one."""
    return model.predict(x, verbose=0)


@mistake(when=_gives(lambda p: p.max(axis=1)))
def the_largest_probability(model, x):
    """You return the largest probability of each row. Asked for is where it stands: the number of
    its class."""
    return np.max(model.predict(x, verbose=0), axis=1)


@mistake(when=_gives(np.argmax))
def argmax_without_axis(model, x):
    """You get a single number: argmax without axis counts through the whole table. Look for the
    largest number of each row."""
    return np.argmax(model.predict(x, verbose=0))


@mistake(when=_gives(lambda p: p.argmax(axis=0)))
def argmax_down_the_columns(model, x):
    """You get an answer for each column, not for each row: axis=0 goes down the columns. Take the
    other axis."""
    return np.argmax(model.predict(x, verbose=0), axis=0)


@mistake(when=_gives(lambda p: np.eye(p.shape[1])[_best(p)]))
def one_hot_rows(model, x):
    """You return one-hot rows. Return the number of the class for each row, such as 2 for 0, 0,
    1."""
    p = model.predict(x, verbose=0)
    return (p == p.max(axis=1, keepdims=True)).astype(int)


@mistake(when=_gives(lambda p: p > 0.5))
def the_table_compared_with_a_half(model, x):
    """You compare every probability with 0.5, or round it, and return the whole table. Return the
    number of the class with the largest probability, one for each row."""
    return (model.predict(x, verbose=0) > 0.5).astype(int)


@mistake(
    when=lambda seen: any(
        _gives(wrong)(seen) for wrong in (lambda p: p[:, 0] > 0.5, lambda p: p[:, 1] > 0.5)
    )
)
def the_rule_for_two_classes(model, x):
    """This is the rule for yes or no: one column, compared with 0.5. With several classes look for
    the largest probability of the row."""
    return (model.predict(x, verbose=0)[:, 0] > 0.5).astype(int)


@mistake(when=_gives(lambda p: np.where(p > 0.5)[1]))
def rows_without_a_majority_left_out(model, x):
    """Rows in which no probability exceeds 0.5 are missing from your answer. The largest one wins,
    however small it is."""
    return np.where(model.predict(x, verbose=0) > 0.5)[1]


@mistake(when=_gives(lambda p: (p > 0.5).argmax(axis=1)))
def zero_without_a_majority(model, x):
    """Where no probability exceeds 0.5, you always answer 0. Compare the probabilities with each
    other, not with 0.5: the largest one wins."""
    return np.argmax(np.round(model.predict(x, verbose=0)), axis=1)


@mistake(when=_gives(lambda p: _best(p) + 1))
def classes_from_one(model, x):
    """Your answers are one too large. The classes are counted from 0, and so does argmax."""
    return np.argmax(model.predict(x, verbose=0), axis=1) + 1


@mistake(when=_gives(lambda p: p.argmin(axis=1)))
def the_least_probable_class(model, x):
    """You choose the class with the smallest probability. The largest one wins."""
    return np.argmin(model.predict(x, verbose=0), axis=1)


@mistake(
    when=lambda seen: any(
        _gives(wrong)(seen)
        for wrong in (lambda p: p.argsort(axis=1), lambda p: (-p).argsort(axis=1))
    )
)
def all_classes_sorted(model, x):
    """You return all classes, sorted by probability. Return the most probable one alone, one number
    for each row."""
    return np.argsort(model.predict(x, verbose=0), axis=1)


@mistake(when=_gives(lambda p: _best(p)[:, np.newaxis]))
def a_table_with_one_column(model, x):
    """The classes are right, but they come as a table with one column, shape (n, 1). Leave keepdims
    out: shape (n,)."""
    return np.argmax(model.predict(x, verbose=0), axis=1, keepdims=True)


@mistake(when=_gives(lambda p: p[:, :3].argmax(axis=1)))
def three_classes_at_most(model, x):
    """Only the first three classes can win. There may be more of them: look at the whole row."""
    p = model.predict(x, verbose=0)
    return [0 if a > b and a > c else 1 if b > c else 2 for a, b, c in p[:, :3]]


@mistake(
    when=lambda seen: (
        bool(_answers(seen))
        and all(_alike(value, x.argmax(axis=1)) for value, p, x in _answers(seen))
    )
)
def the_largest_feature(model, x):
    """You look for the largest feature, and the model is not asked at all. Ask it first:
    model.predict(x, verbose=0)."""
    return np.argmax(x, axis=1)


@mistake(
    when=lambda seen: any(
        _gives(wrong)(seen) for wrong in (lambda p: _best(p)[0], lambda p: _best(p)[:1])
    )
)
def the_first_row_only(model, x):
    """You give one answer, for the first row only. Every row of x gets its own."""
    return int(np.argmax(model.predict(x, verbose=0)[0]))


@mistake(
    when=lambda seen: any(
        _gives(wrong)(seen)
        for wrong in (
            lambda p: np.bincount(_best(p)),
            lambda p: np.bincount(_best(p), minlength=p.shape[1]),
        )
    )
)
def counts_the_classes(model, x):
    """You count how often each class wins. Return the classes themselves, one for each row."""
    return np.bincount(np.argmax(model.predict(x, verbose=0), axis=1))


@mistake(when=_gives(lambda p: p.sum(axis=1)))
def sums_of_the_rows(model, x):
    """You add up each row. The probabilities of a row always sum to 1; look for the largest of
    them."""
    return np.sum(model.predict(x, verbose=0), axis=1)


@mistake(when=_gives(lambda p: np.zeros(len(p))))
def the_largest_cut_down(model, x):
    """You answer 0 for every row. A probability is hardly ever 1, so int() cuts it down to 0; look
    for the largest one instead."""
    return np.max(model.predict(x, verbose=0), axis=1).astype(int)


@mistake(when=stopped_with("predict_classes", "predict_class'"))
def an_old_method(model, x):
    """Keras no longer has predict_classes. Take predict, and look for the largest probability of
    each row."""
    return model.predict_classes(x)


@mistake(when=stopped_with("incompatible shape (2,)"))
def row_by_row(model, x):
    """predict wants a table, and gets a single row. Give it the whole table x at once."""
    return [int(np.argmax(model.predict(row, verbose=0))) for row in x]


@mistake(explains=max_of_arrays)
def the_max_of_python(model, x):
    """Python's own max cannot compare whole rows. np.max and np.argmax can, with axis=1."""
    p = model.predict(x, verbose=0)
    return max(p)


@mistake(explains=float_of_an_array)
def int_of_an_array(model, x):
    """int() and float() take a single number only. np.argmax gives integers already, one for each
    row."""
    return int(np.argmax(model.predict(x, verbose=0), axis=1))


@mistake(when=stopped_with("axis 1 is out of bounds"))
def argmax_of_one_row(model, x):
    """A single row has no axis 1. Give predict the whole table, and its result has one."""
    return np.argmax(model.predict(x, verbose=0)[0], axis=1)


@mistake(when=_gives(lambda p: np.squeeze(_best(p))))
def squeezes_every_axis(model, x):
    """A table of one row gets a plain number, without an axis: squeeze removes them all. Leave it
    out, and the shape is (1,)."""
    return np.squeeze(np.argmax(model.predict(x, verbose=0), axis=1))


@mistake(
    when=lambda seen: (
        _gives(_best)(seen)
        and all(np.asarray(each[0]).dtype.kind == "f" for each in _answers(seen))
    )
)
def decimal_numbers(model, x):
    """Your answers are 0.0, 1.0, 2.0, so not integers. np.argmax gives integers; astype(int) makes
    integers of others."""
    return np.argmax(model.predict(x, verbose=0), axis=1).astype(float)
