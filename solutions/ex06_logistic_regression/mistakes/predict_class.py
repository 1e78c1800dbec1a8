"""Known wrong answers to `predict_class`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import numpy as np

from autograder.checking import float_of_an_array, mistake, raises, stopped_with


def _answers(seen):
    """Pairs of what came back and of the probabilities, shape (n, 1); none where a call failed."""
    calls = [call for call in seen.calls if call.function == "predict_class"]
    if any(call.failure for call in calls):
        return []
    return [(call.value, call.arguments[0].compute(call.arguments[1])) for call in calls]


def _gives(wrong):
    """All answers are what the function `wrong` makes of the probabilities."""

    def when(seen):
        answers = _answers(seen)
        return bool(answers) and all(_alike(value, wrong(p)) for value, p in answers)

    return when


def _alike(value, wrong):
    value, wrong = np.asarray(value, dtype=float), np.asarray(wrong, dtype=float)
    return value.shape == wrong.shape and np.allclose(value, wrong, rtol=1e-4, atol=1e-5)


def _limit(is_high):
    """Where the answers change from 0 to 1, there is another limit, above (below) 0.5."""

    def when(seen):
        moved = False
        for value, p in _answers(seen):
            zeros, ones = p[:, 0][np.equal(value, 0)], p[:, 0][np.equal(value, 1)]
            if len(zeros) + len(ones) != len(p) or not max(zeros, default=0) < min(ones, default=1):
                return False
            moved = moved or (
                max(zeros, default=0) > 0.5 if is_high else min(ones, default=1) < 0.5
            )
        return moved

    return when


def _right_but_of_kind(*kinds):
    """The classes are right, but not integers."""
    right = _gives(lambda p: p[:, 0] > 0.5)
    return lambda seen: (
        right(seen) and all(np.asarray(value).dtype.kind in kinds for value, p in _answers(seen))
    )


@mistake(when=_gives(lambda p: p))
def the_table_of_probabilities(model, x):
    """You return the probabilities as predict gives them. Compare them with 0.5, and return 1 or 0
    for each row."""
    return model.predict(x, verbose=0)


@mistake(when=_gives(lambda p: p[:, 0]))
def the_probabilities(model, x):
    """You return the probabilities. Compare them with 0.5, and return 1 or 0 for each row."""
    return model.predict(x, verbose=0)[:, 0]


@mistake(when=_gives(lambda p: p > 0.5))
def a_table_with_one_column(model, x):
    """The classes are right, but they come as a table with one column, shape (n, 1). Take the
    column out of it: shape (n,)."""
    return (model.predict(x, verbose=0) > 0.5).astype(int)


@mistake(when=_gives(lambda p: np.zeros(len(p))))
def argmax_of_one_column(model, x):
    """You answer 0 for every row. Compare each probability with 0.5: argmax over a single column, and
    int(), give 0 whatever it is."""
    return np.argmax(model.predict(x, verbose=0), axis=1)


@mistake(when=_gives(lambda p: np.ones(len(p))))
def compares_with_zero(model, x):
    """You answer 1 for every row. A probability is always above 0, and a sigmoid of it always above
    0.5: compare the probability itself with 0.5."""
    return (model.predict(x, verbose=0)[:, 0] > 0).astype(int)


@mistake(when=_gives(lambda p: p[:, 0] < 0.5))
def turned_round(model, x):
    """Yes and no have changed places. A probability above 0.5 means 1."""
    return (model.predict(x, verbose=0)[:, 0] < 0.5).astype(int)


@mistake(when=_gives(lambda p: np.where(p[:, 0] > 0.5, 1, -1)))
def minus_one_for_no(model, x):
    """For no you answer -1. The classes are called 1 and 0."""
    return np.where(model.predict(x, verbose=0)[:, 0] > 0.5, 1, -1)


@mistake(when=_gives(lambda p: np.where(p[:, 0] > 0.5, 2, 1)))
def classes_from_one(model, x):
    """Your classes are 1 and 2. They start at 0: no is 0, and yes is 1."""
    return (model.predict(x, verbose=0)[:, 0] > 0.5) + 1


@mistake(when=_gives(lambda p: np.flatnonzero(p[:, 0] > 0.5)))
def places_of_the_ones(model, x):
    """You return the places of the ones, and leave the zeros out. Return a 1 or a 0 for every
    row."""
    return np.where(model.predict(x, verbose=0)[:, 0] > 0.5)[0]


@mistake(when=_gives(lambda p: p[p > 0.5]))
def keeps_the_large_ones(model, x):
    """You keep only the probabilities above 0.5 and throw the others away. Return a 1 or a 0 for
    every row."""
    p = model.predict(x, verbose=0)[:, 0]
    return p[p > 0.5]


@mistake(
    when=lambda seen: any(
        _gives(wrong)(seen) for wrong in (lambda p: p[0, 0] > 0.5, lambda p: p[:1, 0] > 0.5)
    )
)
def the_first_row_only(model, x):
    """You give one answer for the first row only. Every row of x gets its own."""
    return int(model.predict(x, verbose=0)[0, 0] > 0.5)


@mistake(when=_gives(lambda p: np.sum(p > 0.5)))
def counts_the_ones(model, x):
    """You count the ones. Return the classes themselves, one for each row."""
    return np.sum(model.predict(x, verbose=0)[:, 0] > 0.5)


@mistake(when=_limit(is_high=True))
def limit_too_high(model, x):
    """You answer 0 for some probabilities above 0.5. The limit is 0.5."""
    return (model.predict(x, verbose=0)[:, 0] > 0.6).astype(int)


@mistake(when=_limit(is_high=False))
def limit_too_low(model, x):
    """You answer 1 for some probabilities below 0.5. The limit is 0.5."""
    return (model.predict(x, verbose=0)[:, 0] > 0.4).astype(int)


@mistake(
    explains=raises("ValueError", "truth value of an array", line=r"\b(if|elif|while|and|or|not)\b")
)
def an_if_for_all_rows(model, x):
    """An if, and, or or cannot ask about a whole array at once. Compare the array, p > 0.5, and
    turn the result into integers."""
    if model.predict(x, verbose=0) > 0.5:
        return 1
    return 0


@mistake(explains=float_of_an_array)
def int_of_an_array(model, x):
    """int() and float() take a single number only. For a whole array there is the method
    astype(int)."""
    return int(model.predict(x, verbose=0)[:, 0] > 0.5)


@mistake(when=stopped_with("no attribute 'predict_class"))
def an_old_method(model, x):
    """Keras no longer has predict_classes. Take predict, and compare with 0.5."""
    return model.predict_classes(x)


@mistake(
    explains=raises(
        "ValueError", r"Expected shape \(None, (\d+)\), but input has incompatible shape \(\1,\)"
    )
)
def row_by_row(model, x):
    """predict wants a table, and gets a single row. Give it the whole table x at once."""
    return [int(model.predict(row, verbose=0)[0, 0] > 0.5) for row in x]


@mistake(when=_gives(lambda p: np.squeeze(p > 0.5)))
def squeezes_every_axis(model, x):
    """A table of one row gets a plain number, without an axis: squeeze removes them all. Take the
    column with [:, 0], and the shape is (1,)."""
    return np.squeeze(model.predict(x, verbose=0) > 0.5).astype(int)


@mistake(when=_right_but_of_kind("b"))
def true_and_false(model, x):
    """Your answers are True and False. The method astype(int) makes 1 and 0 of them."""
    return model.predict(x, verbose=0)[:, 0] > 0.5


@mistake(when=_right_but_of_kind("f"))
def rounded_to_floats(model, x):
    """Your answers are 1.0 and 0.0, so not integers. The method astype(int) makes 1 and 0 of
    them."""
    return np.round(model.predict(x, verbose=0)[:, 0])
