"""Known wrong answers to `recognise`, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

import numpy as np

from autograder.checking import mistake, stopped_with

from ._shared import alike


def _answers(seen):
    """What came back, the model and the picture; none where a call failed."""
    calls = [call for call in seen.calls if call.function == "recognise"]
    if any(call.failure for call in calls):
        return []
    return [(call.value, *call.arguments) for call in calls]


def _gives(*rules):
    """A `when`: one of the rules makes of each model and picture what the answer gives back."""

    def when(seen):
        answers = _answers(seen)
        return bool(answers) and any(
            all(alike(value, rule(model, image), 1e-4) for value, model, image in answers)
            for rule in rules
        )

    return when


def _p(model, image):
    """The ten probabilities for a picture that is prepared in the right way."""
    return model.compute(image.reshape(1, 784) / np.float32(255))[0]


def _best(model, row):
    """The answer for a row that is prepared in a wrong way."""
    return int(model.compute(np.asarray(row, dtype=float).reshape(1, 784)).argmax())


@mistake(
    when=lambda seen: (
        stopped_with("incompatible shape (32,)", "input shape (784,)", "shape=(784,)")(seen)
        or any(
            call.failure
            and "Invalid input shape for input [" in call.failure.message
            and "for input [[" not in call.failure.message
            for call in seen.calls
        )
    )
)
def no_batch_axis(model, image):
    """The batch axis is missing: the model wants a table of pictures, also if it has only one row.
    Shape (1, 784): image.reshape(1, 784)."""
    x = image.reshape(784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0))


@mistake(
    when=lambda seen: (
        stopped_with("received input with shape (28, 28)", "incompatible shape (1, 28, 28)")(seen)
        or stopped_with("Invalid input shape for input [[[", "incompatible shape (28, 28)")(seen)
    )
)
def picture_stays_a_table(model, image):
    """The model gets a table of 28 x 28 numbers, and it wants a row of 784. Prepare the picture as
    the others: reshape(1, 784)."""
    x = np.expand_dims(image.astype("float32") / 255, axis=0)
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(when=stopped_with("received input with shape (32, 1)", "input with shape (784, 1)"))
def a_column_of_pixels(model, image):
    """The row lies on its side: the model gets 784 examples of one number each. It must be one
    example of 784 numbers: shape (1, 784)."""
    x = image.reshape(784, 1).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0))


@mistake(when=stopped_with("object has no attribute"))
def predict_classes_of_old(model, image):
    """A Keras model has no method of this name. Ask it with model.predict(x, verbose=0), and find
    the place of the largest probability with np.argmax."""
    x = image.reshape(1, 784).astype("float32") / 255
    return model.predict_classes(x)[0]


@mistake(when=stopped_with("converted to Python scalars", "length-1 arrays"))
def int_of_ten(model, image):
    """int() wants a single number, and predict gives ten. First find the place of the largest one
    with np.argmax."""
    x = image.reshape(1, 784).astype("float32") / 255
    return int(model.predict(x, verbose=0)[0])


@mistake(when=stopped_with("missing 1 required positional argument: 'labels'"))
def prepare_without_labels(model, image):
    """prepare wants labels, too. Prepare the picture by itself, image.reshape(1, 784) and / 255, or
    give prepare any label and leave out the y."""
    x = prepare(image)
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    when=_gives(
        _p,
        lambda model, image: _p(model, image)[None],
        lambda model, image: model.compute(image.reshape(1, 784))[0],
        lambda model, image: model.compute(image.reshape(1, 784)),
    )
)
def the_probabilities(model, image):
    """You return the ten probabilities. Return the digit with the largest one: its place, by
    np.argmax."""
    x = image.reshape(1, 784).astype("float32") / 255
    return model.predict(x, verbose=0)[0]


@mistake(
    when=_gives(
        lambda model, image: _p(model, image).max(),
        lambda model, image: _p(model, image).max()[None],
    )
)
def the_largest_probability(model, image):
    """You return the largest probability itself. Asked for is its place, which is the digit:
    np.argmax instead of np.max."""
    x = image.reshape(1, 784).astype("float32") / 255
    return np.max(model.predict(x, verbose=0))


@mistake(
    when=_gives(
        lambda model, image: _p(model, image).argmax()[None],
        lambda model, image: _p(model, image).argmax()[None, None],
    )
)
def digit_in_an_array(model, image):
    """You find the right digit, but give it back in an array of the shape (1,) or (1, 1). Take it
    out, with [0]."""
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0), axis=1)


@mistake(when=_gives(lambda model, image: np.zeros(10)))
def argmax_down_the_columns(model, image):
    """argmax with axis=0 looks down each column, and with a single picture that is always place 0.
    Look along the row: axis=1, or predict(…)[0] first."""
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0), axis=0)


@mistake(
    when=_gives(
        lambda model, image: np.eye(10)[_p(model, image).argmax()],
        lambda model, image: np.eye(10)[_p(model, image).argmax()][None],
    )
)
def a_one_hot_row(model, image):
    """You return a one-hot row. Return the number of the column in which the 1 stands."""
    x = image.reshape(1, 784).astype("float32") / 255
    p = model.predict(x, verbose=0)[0]
    return (p == p.max()).astype(int)


@mistake(when=_gives(_best))
def picture_not_scaled(model, image):
    """You do not divide the picture by 255. The model has learnt from numbers between 0 and 1, and
    255 times as much leads it astray."""
    return np.argmax(model.predict(image.reshape(1, 784), verbose=0)[0])


@mistake(
    when=_gives(
        lambda model, image: _best(model, image // 255),
        lambda model, image: _best(model, image / 255 / 255),
        lambda model, image: _best(model, 0 * image),
    )
)
def picture_divided_twice(model, image):
    """Almost nothing is left of the picture before the model sees it. Divide by 255 just once, and
    with /, not with //."""
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x / 255, verbose=0)[0])


@mistake(when=_gives(lambda model, image: _best(model, image.T / 255)))
def picture_transposed(model, image):
    """You go through the picture column by column, as if it lay on its side. reshape(1, 784) alone
    is enough: leave out .T."""
    x = image.T.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(when=_gives(lambda model, image: _best(model, 1 - image / 255)))
def a_negative(model, image):
    """You show the model a negative: black and white are swapped. It has learnt from white digits
    on black."""
    x = 1 - image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(when=_gives(lambda model, image: _best(model, image / image.max())))
def divided_by_the_brightest(model, image):
    """You divide by the largest number of the picture. All pictures are measured with the same
    ruler: divide by 255, also a dark one."""
    x = image.reshape(1, 784) / image.max()
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    when=_gives(
        lambda model, image: _best(model, image > 127),
        lambda model, image: _best(model, image > 128),
        lambda model, image: _best(model, image > 0),
        lambda model, image: _best(model, np.round(image / 255)),
    )
)
def black_and_white_only(model, image):
    """You turn the picture into black and white with a threshold. Keep its shades: divide by
    255."""
    x = (image.reshape(1, 784) > 127).astype("float32")
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(when=_gives(lambda model, image: _p(model, image).argmax() + 1))
def one_too_large(model, image):
    """Your answer is one too large. The digits are counted from 0, and so does argmax."""
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0)[0]) + 1


@mistake(when=_gives(lambda model, image: _p(model, image).argmin()))
def the_least_probable_digit(model, image):
    """You choose the digit with the smallest probability. The largest one wins."""
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmin(model.predict(x, verbose=0)[0])


@mistake(when=_gives(lambda model, image: image.argmax(), lambda model, image: image.max()))
def the_brightest_pixel(model, image):
    """You look for the largest number of the picture, and the model is not asked at all. Ask it
    first: model.predict(x, verbose=0)."""
    return np.argmax(image)


@mistake(
    when=_gives(
        lambda model, image: _p(model, image).argsort(),
        lambda model, image: _p(model, image).argsort()[::-1],
        lambda model, image: _p(model, image).argsort()[None],
    )
)
def all_digits_sorted(model, image):
    """You return all ten digits, sorted by probability. Return the most probable one alone."""
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argsort(model.predict(x, verbose=0)[0])


@mistake(
    when=lambda seen: all(
        isinstance(call.value, tuple | list) and len(call.value) > 1 for call in seen.calls
    )
)
def digit_and_probability(model, image):
    """You give back the digit and more with it. Return the digit alone."""
    x = image.reshape(1, 784).astype("float32") / 255
    p = model.predict(x, verbose=0)[0]
    return np.argmax(p), np.max(p)


@mistake(
    when=lambda seen: (
        _gives(lambda model, image: _p(model, image).argmax())(seen)
        and not any(isinstance(call.value, str) for call in seen.calls)
    )
)
def digit_as_a_decimal(model, image):
    """The digit is right, but it comes as a decimal number. Leave float() and / out: np.argmax
    gives an integer."""
    x = image.reshape(1, 784).astype("float32") / 255
    return float(np.argmax(model.predict(x, verbose=0)[0]))
