"""Known wrong answers to `prepare`, each with its hint.

Of which type an array is, is not seen in the numbers that come back: such mistakes say `when`.
"""

import numpy as np

from autograder.checking import mistake, stopped_with

from ._shared import alike


def _pairs(seen):
    """What came back, as images, labels, x and y; none where a call failed or gave no pair."""
    calls = [call for call in seen.calls if call.function == "prepare"]
    if any(call.failure or not isinstance(call.value, tuple | list) for call in calls):
        return []
    return [(*call.arguments, *call.value) for call in calls if len(call.value) == 2]


def _all_pairs(shows):
    """All pairs that came back show the mistake; `shows` gets images, labels, x and y."""
    return lambda seen: bool(_pairs(seen)) and all(shows(*each) for each in _pairs(seen))


def _rows(images):
    return images.reshape(len(images), 784) / 255


def _gives_x(wrong):
    """All x are what `wrong` makes of the images."""
    return _all_pairs(lambda images, labels, x, y: alike(x, wrong(images)))


def _gives_y(wrong):
    """All y are what `wrong` makes of the labels."""
    return _all_pairs(lambda images, labels, x, y: alike(y, wrong(labels)))


def _columns_needed(labels):
    """How many columns one may find necessary who looks at these labels alone."""
    return (int(max(labels)) + 1,), (len(set(labels.tolist())),)


def _type_of(array):
    return str(getattr(array, "dtype", ""))


@mistake(when=stopped_with("into shape (60000", "into shape (10000", "into shape (70000"))
def sixty_thousand_pictures(images, labels):
    """The number of pictures is written into your function. It is another one each time: take it
    from the pictures, len(images), or let reshape find it out with -1."""
    return images.reshape(60000, 784).astype("float32") / 255, np.eye(10)[labels]


@mistake(when=stopped_with("into shape (784,)", "into shape (1,784)"))
def room_for_one_picture(images, labels):
    """You write all pictures as one single row. The first axis has to stay: a row for each picture,
    shape (n, 784)."""
    return images.reshape(784).astype("float32") / 255, np.eye(10)[labels]


@mistake(
    when=lambda seen: (
        stopped_with("cannot reshape array")(seen)
        and not stopped_with("into shape (784,)", "into shape (1,784)")(seen)
        and not stopped_with("into shape (60000", "into shape (10000", "into shape (70000")(seen)
    )
)
def rows_of_768(images, labels):
    """The numbers of the pictures cannot be laid out in the shape that you ask of reshape. Each
    picture has 28 * 28 = 784 numbers: the shape is (len(images), 784)."""
    return images.reshape(len(images), 768).astype("float32") / 255, np.eye(10)[labels]


@mistake(when=stopped_with("UFuncTypeError", "same_kind"))
def divides_in_place(images, labels):
    """/= wants to write the quotients into the old array of whole numbers, and they do not fit.
    Make a new array first: images.astype("float32") / 255."""
    images /= 255
    return images.reshape(len(images), 784), np.eye(10)[labels]


@mistake(when=stopped_with("no attribute 'to_categorical'", "name 'to_categorical'"))
def to_categorical_as_a_method(images, labels):
    """An array has no method to_categorical. It is a function of Keras:
    keras.utils.to_categorical(labels, 10)."""
    return images.reshape(len(images), 784).astype("float32") / 255, labels.to_categorical(10)


@mistake(when=stopped_with("name 'float32' is not defined"))
def float32_without_quotes(images, labels):
    """Python looks for a variable float32. Put the name of the type in quotes:
    astype("float32")."""
    return images.reshape(len(images), 784).astype(float32) / 255, np.eye(10)[labels]


@mistake(
    when=lambda seen: (
        stopped_with("name 'train_images' is not", "name 'train_labels' is not")(seen)
        or _all_pairs(lambda images, labels, x, y: len(y) in (60000, 10000))(seen)
    )
)
def uses_the_names_of_the_lesson(images, labels):
    """You use the pictures of the lesson by their names. Use what the function is given: images and
    labels."""
    x = train_images.reshape(len(train_images), 784).astype("float32") / 255
    return x, np.eye(10)[train_labels]


@mistake(
    when=lambda seen: all(
        np.shape(call.value) == _rows(call.arguments[0]).shape for call in seen.calls
    )
)
def x_alone(images, labels):
    """You give back x alone. The network needs the labels, too: return x, y."""
    return images.reshape(len(images), 784).astype("float32") / 255


@mistake(
    when=lambda seen: all(
        np.shape(call.value) == (len(call.arguments[1]), 10) for call in seen.calls
    )
)
def y_alone(images, labels):
    """You give back y alone. The network needs the pictures, too: return x, y."""
    return np.eye(10)[labels]


@mistake(
    when=_all_pairs(
        lambda images, labels, x, y: np.shape(x) == (len(images), 10) and np.shape(y)[1:] == (784,)
    )
)
def y_before_x(images, labels):
    """x and y come in the wrong order. First the pictures, then the labels: return x, y."""
    return np.eye(10)[labels], images.reshape(len(images), 784).astype("float32") / 255


@mistake(when=_all_pairs(lambda images, labels, x, y: alike(x, images) and alike(y, labels)))
def gives_back_what_it_was_given(images, labels):
    """You give back images and labels as they came. x and y are new arrays: return these."""
    x = images.reshape(len(images), 784).astype("float32") / 255
    y = np.eye(10)[labels]
    return images, labels


@mistake(when=_all_pairs(lambda images, labels, x, y: np.shape(x) == images.shape))
def pictures_stay_tables(images, labels):
    """The pictures are still tables: the shape of x is (n, 28, 28). Write each one as a row of 784
    numbers, with reshape."""
    return images.astype("float32") / 255, np.eye(10)[labels]


@mistake(
    when=_all_pairs(
        lambda images, labels, x, y: sorted(np.shape(x)[1:]) == [1, 784] and np.ndim(x) == 3
    )
)
def x_with_an_axis_too_many(images, labels):
    """x has an axis too many: its shape is (n, 784, 1) or (n, 1, 784). The network wants a table of
    the shape (n, 784)."""
    return images.reshape(len(images), 784, 1).astype("float32") / 255, np.eye(10)[labels]


@mistake(
    when=_all_pairs(lambda images, labels, x, y: np.size(x) == images.size and np.ndim(x) == 1)
)
def one_long_row(images, labels):
    """All numbers of all pictures stand in one long row. Each picture needs a row of its own: shape
    (n, 784)."""
    return images.reshape(-1).astype("float32") / 255, np.eye(10)[labels]


@mistake(when=_all_pairs(lambda images, labels, x, y: np.shape(x) == (784, len(images))))
def pictures_as_columns(images, labels):
    """x lies on its side: each picture is a column. It must be a row: shape (n, 784)."""
    return images.reshape(len(images), 784).T.astype("float32") / 255, np.eye(10)[labels]


@mistake(when=_gives_x(lambda images: images.reshape(784, -1).T / 255))
def pictures_mixed(images, labels):
    """The numbers of different pictures get mixed: the shape of x is right, but its rows are no
    pictures. Use reshape(len(images), 784) alone, without transposing."""
    return images.reshape(784, len(images)).T.astype("float32") / 255, np.eye(10)[labels]


@mistake(when=_gives_x(lambda images: _rows(images.transpose(0, 2, 1))))
def column_by_column(images, labels):
    """You go through each picture column by column. The row of numbers begins with the top row of
    the picture, from left to right: leave out the transposing, or order='F'."""
    x = images.transpose(0, 2, 1).reshape(len(images), 784).astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(when=_gives_x(lambda images: 255 * _rows(images)))
def not_scaled(images, labels):
    """The numbers of x still go up to 255. Divide them by 255."""
    return images.reshape(len(images), 784).astype("float32"), np.eye(10)[labels]


@mistake(when=_gives_x(lambda images: _rows(images) * 255 / 256))
def divided_by_256(images, labels):
    """You divide by 256. White is 255 and must become exactly 1: divide by 255."""
    return images.reshape(len(images), 784).astype("float32") / 256, np.eye(10)[labels]


@mistake(when=_gives_x(lambda images: images.reshape(-1, 784) // 255))
def cut_off(images, labels):
    """In x only 0 and 1 are left: what stands behind the decimal point is cut off. Divide with /,
    not with //, and turn the numbers into float32 before you divide."""
    return (images.reshape(len(images), 784) // 255).astype("float32"), np.eye(10)[labels]


@mistake(when=_gives_x(lambda images: _rows(images) / 255))
def divided_twice(images, labels):
    """You divide by 255 twice, so all numbers are far too small. Once is enough."""
    x = images.reshape(len(images), 784).astype("float32") / 255
    x = x / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(when=_gives_x(lambda images: 1 - _rows(images)))
def negatives(images, labels):
    """Your pictures are negatives: black has become 1 and white 0. Divide by 255 and leave it at
    that."""
    return 1 - images.reshape(len(images), 784).astype("float32") / 255, np.eye(10)[labels]


@mistake(
    when=lambda seen: any(
        _gives_x(wrong)(seen)
        for wrong in (lambda images: 2 * _rows(images) - 1, lambda images: _rows(images) - 0.5)
    )
)
def from_minus_one_to_one(images, labels):
    """Your numbers run from -1 to 1, or from -0.5 to 0.5. Asked for are numbers from 0 to 1: divide
    by 255 and subtract nothing."""
    return images.reshape(len(images), 784).astype("float32") / 127.5 - 1, np.eye(10)[labels]


@mistake(
    when=_all_pairs(
        lambda images, labels, x, y: (
            np.shape(x) == (len(images), 784)
            and np.isin(np.asarray(x, dtype=float), [0, 1]).all()
            and not alike(x, _rows(images) // 1)
        )
    )
)
def black_and_white(images, labels):
    """x holds zeros and ones only: you compare with a threshold. Keep the shades: divide by 255."""
    return (images.reshape(len(images), 784) > 127).astype("float32"), np.eye(10)[labels]


@mistake(
    when=lambda seen: any(
        _gives_y(wrong)(seen) for wrong in (lambda labels: labels, lambda labels: labels[:, None])
    )
)
def labels_stay_labels(images, labels):
    """y still holds the labels themselves. Each of them becomes a row of ten numbers, with a 1 in
    the column of the digit: keras.utils.to_categorical(labels, 10)."""
    return images.reshape(len(images), 784).astype("float32") / 255, labels


@mistake(
    when=lambda seen: any(
        _gives_y(wrong)(seen)
        for wrong in (lambda labels: labels / 255, lambda labels: np.eye(10)[labels] / 255)
    )
)
def labels_divided(images, labels):
    """You divide the labels by 255, too. They are names, not shades: turn them into one-hot
    rows."""
    return images.reshape(len(images), 784).astype("float32") / 255, labels.astype("float32") / 255


@mistake(
    when=lambda seen: (
        _all_pairs(lambda images, labels, x, y: np.shape(y)[1:] in _columns_needed(labels))(seen)
        and any(np.shape(y)[1] < 10 for images, labels, x, y in _pairs(seen))
    )
)
def columns_up_to_the_largest_label(images, labels):
    """Your y has only as many columns as the labels of these pictures need. There are always ten
    digits: keras.utils.to_categorical(labels, 10) makes ten columns."""
    x = images.reshape(len(images), 784).astype("float32") / 255
    y = np.eye(labels.max() + 1)[labels]
    return x, y


@mistake(when=_all_pairs(lambda images, labels, x, y: np.shape(y)[1:] == (11,)))
def eleven_columns(images, labels):
    """y has eleven columns. There are ten digits, 0 to 9: the number of classes is 10."""
    return images.reshape(len(images), 784).astype("float32") / 255, np.eye(11)[labels]


@mistake(when=stopped_with("out of bounds"))
def nine_columns(images, labels):
    """Your function reaches for a column that is not there. Ten digits need ten columns, numbered
    from 0 to 9."""
    return images.reshape(len(images), 784).astype("float32") / 255, np.eye(9)[labels]


@mistake(when=_gives_y(lambda labels: np.eye(10)))
def the_identity_itself(images, labels):
    """y is the table np.eye(10) itself, whatever the labels are. Pick rows from it, one for each
    label: np.eye(10)[labels]."""
    return images.reshape(len(images), 784).astype("float32") / 255, np.eye(10)


@mistake(when=_gives_y(lambda labels: np.eye(10)[labels].T))
def labels_as_columns(images, labels):
    """y lies on its side: each label has become a column. It must be a row: shape (n, 10)."""
    return images.reshape(len(images), 784).astype("float32") / 255, np.eye(10)[labels].T


@mistake(when=_gives_y(lambda labels: np.eye(10)[labels.astype(int) - 1]))
def labels_from_one(images, labels):
    """Every 1 in y stands one column too far to the left. Digits and columns are both counted from
    0: subtract nothing."""
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, np.eye(10)[labels.astype(int) - 1]


@mistake(when=_all_pairs(lambda images, labels, x, y: _type_of(x) == "float16"))
def half_precision(images, labels):
    """The numbers of x are right, but they are rounded to half precision (float16). Take the type
    "float32"."""
    return (images.reshape(len(images), 784) / 255).astype("float16"), np.eye(10)[labels]


@mistake(
    when=_all_pairs(
        lambda images, labels, x, y: (
            _type_of(x) == "float64"
            and alike(x, _rows(images))
            and alike(y, np.eye(10)[labels])
            and np.asarray(y).dtype.kind != "b"
        )
    )
)
def type_float64(images, labels):
    """The numbers are right, but x is of the type float64, which takes twice the memory. Turn it
    into float32: x.astype("float32")."""
    return images.reshape(len(images), 784) / 255, np.eye(10)[labels]


@mistake(
    when=_all_pairs(lambda images, labels, x, y: isinstance(x, list) and alike(x, _rows(images)))
)
def x_as_a_list(images, labels):
    """The numbers are right, but x is a list. The network wants a NumPy array of the type float32:
    np.array(x, dtype="float32")."""
    return (images.reshape(len(images), 784) / 255).tolist(), np.eye(10)[labels]


@mistake(
    when=_all_pairs(
        lambda images, labels, x, y: (
            np.asarray(y).dtype.kind == "b"
            and alike(y, np.eye(10)[labels])
            and alike(x, _rows(images))
            and _type_of(x) == "float32"
        )
    )
)
def true_and_false(images, labels):
    """y holds True and False. The method astype(int) makes 1 and 0 of them."""
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, labels[:, np.newaxis] == np.arange(10)


@mistake(
    when=lambda seen: (
        seen.calls[-1].after is not None
        and any(
            np.shape(now) != np.shape(before) or not np.array_equal(now, before)
            for now, before in zip(seen.calls[-1].after, seen.calls[-1].arguments)
        )
    ),
    instead_of=("changes_its_argument",),
)
def changes_the_shape_of_images(images, labels):
    """Your function changes images or labels themselves: after the call the lesson's pictures would
    not be the same. Make new arrays: x = images.reshape(…) leaves images alone."""
    images.shape = (len(images), 784)
    return images.astype("float32") / 255, np.eye(10)[labels]
