"""The hidden checks of handwritten digits: pictures and networks that nobody has seen before."""

import numpy as np

from autograder.checking import (
    CheckFailed,
    ChildDied,
    StudentFailure,
    _,
    edge_check,
    equal,
    model,
    numbers,
    property_check,
    require,
    unchanged,
    value_check,
)

UNITS = [800, 400, 10]


def digits(seed, n, labels=None):
    """n pictures with all numbers from 0 to 255, and their labels, of the types that Keras gives.

    The upper left corner is white, the lower right one black: no turned picture is right by luck.
    """
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (n, 28, 28))
    images[:, 0, 0], images[:, -1, -1] = 255, 0
    if labels is None:
        labels = rng.permutation(np.arange(n) % 10)
    return images.astype(np.uint8), np.array(labels, dtype=np.uint8)


# prepare: 2.5 points


@value_check("prepare", points=1.0)
def test_pixels(student, reference):
    """makes a row of 784 numbers between 0 and 1 of each picture, however many there are"""
    for case in (digits(1, 13), digits(2, 3)):
        x, _y = _pair(student, *case)
        equal(x, reference.prepare(*case)[0], _("x for {n} pictures").format(n=len(case[0])))


@value_check("prepare", points=0.75)
def test_one_hot(student, reference):
    """puts a 1 into the column of each label"""
    for case in (digits(3, 13), digits(4, 10)):
        _x, y = _pair(student, *case)
        what = _("y for {n} labels").format(n=len(case[1]))
        equal(_ones_for_true(y), reference.prepare(*case)[1], what)


@property_check("prepare", points=0.25)
def test_types(student):
    """gives x as float32, and y as numbers, not as True and False"""
    x, y = _pair(student, *digits(5, 11))
    found = str(getattr(x, "dtype", type(x).__name__))
    require(
        found == "float32",
        _("x must be of the type float32, but its type is {found}.").format(found=found),
        expected="float32",
        actual=found,
    )
    numbers(y, _("y"))


@edge_check("prepare", points=0.25)
def test_missing_digits(student, reference):
    """keeps all ten columns of y where digits are missing, and also prepares a single picture"""
    for case in (digits(6, 7, [3, 1, 7, 3, 0, 1, 3]), digits(7, 1, [6])):
        n = len(case[0])
        x, y = _pair(student, *case)
        expected_x, expected_y = reference.prepare(*case)
        equal(x, expected_x, _("x for {n} pictures").format(n=n))
        equal(_ones_for_true(y), expected_y, _("y for {n} labels").format(n=n))


@property_check("prepare", points=0.25)
def test_images_stay(student):
    """leaves images and labels as they were"""
    unchanged(student.prepare, *digits(8, 11))


def _pair(student, images, labels):
    """What prepare gives, as x and y."""
    pair = student.prepare(images, labels)
    require(pair is not None, _("prepare gives nothing back: is the return missing?"))
    require(
        isinstance(pair, tuple | list) and len(pair) == 2,
        _("prepare must give back two arrays: return x, y."),
    )
    return pair


def _ones_for_true(table):
    """The type costs its own check: True counts as 1 in the others."""
    try:
        array = np.asarray(table)
    except ValueError:  # rows of different lengths
        return table
    return array.astype(int) if array.dtype.kind == "b" else table


# build_model: 2 points


@value_check("build_model", points=0.75)
def test_sizes(student):
    """has 784 inputs and three Dense layers of 800, 400 and 10 neurons"""
    built = _built(student)
    dense = _dense_layers(built)
    require(
        built.inputs == (None, 784),
        _("The model must take rows of 784 numbers."),
        expected=(None, 784),
        actual=built.inputs,
    )
    units = [layer.units for layer in dense]
    require(
        units == UNITS,
        _("The Dense layers must have 800, 400 and 10 neurons, in this order."),
        expected=UNITS,
        actual=units,
    )
    require(
        all(len(layer.weights) == 2 for layer in dense),
        _("The Dense layers must have biases: leave use_bias out."),
    )


@value_check("build_model", points=0.75)
def test_activations(student):
    """has relu in the hidden layers and softmax at the end"""
    built = _built(student)
    *hidden, last = _dense_layers(built)
    now = x = np.random.default_rng(9).random((6, 784))
    found = built.compute(x)
    for layer in hidden:
        now = np.maximum(_sums(layer, now), 0)
    what = _("the output of the model")
    equal(found, _softmax(_sums(last, now)), what, rtol=1e-4, atol=1e-5)


@value_check("build_model", points=0.5)
def test_loss(student):
    """is compiled with the categorical cross-entropy, so that it can be trained"""
    built = _built(student)
    require(built.compiled, _("The model is not compiled: it has no loss and no optimizer yet."))
    require(
        built.optimizer is not None,
        _("The model is compiled without an optimizer, so it cannot be trained."),
    )
    require(
        built.loss == "categorical_crossentropy",
        _("The loss must be the categorical cross-entropy."),
        expected="categorical_crossentropy",
        actual=built.loss,
    )
    images, labels = digits(9, 8)
    try:
        built.fit(images.reshape(8, 784) / 255, np.eye(10)[labels], epochs=1)
    except ChildDied:
        raise
    except StudentFailure as failure:  # a metric that Keras does not know, for example
        student.note("untrainable", str(failure))
        raise


def _built(student):
    """The student's model: built once, since almost a million weights take their time."""
    before = student.seen.models
    return before[0] if before else model(student.build_model(), "build_model()")


def _dense_layers(built):
    dense = [layer for layer in built.layers if layer.kind == "Dense"]
    require(dense, _("The model must have Dense layers."))
    require(
        all(layer.weights for layer in dense),
        _("The model does not know its number of inputs. Let it begin with keras.Input."),
    )
    return dense


def _sums(layer, x):
    weights, *bias = layer.weights
    require(
        weights.ndim == 2 and x.shape[-1] == weights.shape[0],
        _("The layers of the model do not follow one another as Dense layers do."),
    )
    return x @ weights + (bias[0] if bias else 0)


def _softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# train: 3.5 points


@value_check("train", points=3.5)
def test_train(student):
    """changes the weights of the model that it is given"""
    untrained = student.stock(
        784, [(16, "relu"), (10, "softmax")], loss="categorical_crossentropy", optimizer="adam"
    ).look()
    images, labels = digits(10, 300)
    student.train(untrained, images.reshape(300, 784) / np.float32(255), np.eye(10)[labels], 1)
    trained = untrained.look()
    pairs = zip(untrained.layers, trained.layers, strict=True)
    require(
        any(np.any(one.weights[0] != other.weights[0]) for one, other in pairs),
        _("The weights of the model are as they were before train."),
    )


# recognise: 2 points

# The models and the pictures are chosen so that turned, mirrored, inverted pictures and pictures
# that are not divided by 255 give other answers, and no two of the best answers lie close together.


@value_check("recognise", points=1.0)
def test_recognise(student):
    """gives the most probable digit of a picture"""
    known = _known(student, 145, 784, 10)
    brightest = [120, 255, 255, 140, 255, 200, 255]
    _require_digits(student, known, map(_picture, [105, 104, 106, 101, 102, 103, 100], brightest))


@value_check("recognise", points=0.75)
def test_recognise_with_another_model(student):
    """does so with another model and other pictures"""
    known = _known(student, 107, 784, 12, 10)
    brightest = [160, 130, 255, 255, 255]
    _require_digits(student, known, map(_picture, [204, 201, 202, 203, 200], brightest))


@property_check("recognise", points=0.25)
def test_integer(student):
    """gives an integer: 7, not 7.0"""
    known = _known(student, 145, 784, 10)
    answer = _fair(student, lambda: student.recognise(known, _picture(100, 255)))
    require(
        np.asarray(answer).dtype.kind in "iu",
        _("The digit must be an integer: 7, not 7.0."),
        actual=answer,
    )


def _require_digits(student, known, images):
    """All pictures are read before the answers are looked at: that tells the mistakes apart."""
    images = list(images)
    rows = [image.reshape(1, 784) / np.float32(255) for image in images]

    def right():
        answers = [student.recognise(known, image) for image in images]
        for row, answer in zip(rows, answers, strict=True):
            equal(answer, int(known.compute(row).argmax()), "recognise(model, image)")

    _fair(student, right)


def _fair(student, step):
    """Take a step; if it fails, once more with a right prepare where the student's own is wrong.

    A recognise that calls the student's prepare must not pay for its mistakes.
    """
    if student.passed("prepare"):
        return step()
    try:
        return step()
    except ChildDied:
        raise
    except (CheckFailed, StudentFailure):
        try:
            with student.stand_ins(STAND_IN):
                return step()
        except (CheckFailed, StudentFailure) as failure:
            if isinstance(failure, ChildDied):
                raise
        raise


STAND_IN = '''
def prepare(images, labels):
    """What a student's recognise may call."""
    import numpy

    x = numpy.asarray(images).reshape(-1, 784).astype("float32") / 255
    return x, numpy.eye(10)[numpy.asarray(labels)]
'''


def _known(student, seed, *sizes):
    """A stock model of layers of these sizes with chosen weights, as it is described with them."""
    rng = np.random.default_rng(seed)
    weights = []
    for rows, columns in zip(sizes, sizes[1:], strict=False):
        weights.append(rng.normal(0, 3.4 / np.sqrt(rows), (rows, columns)))
        weights.append(rng.normal(0, 1, columns))
    layers = [*((units, "relu") for units in sizes[1:-1]), (sizes[-1], "softmax")]
    known = student.stock(
        sizes[0], layers, loss="categorical_crossentropy", optimizer="adam", learning_rate=0.001
    )
    known.set_weights(weights)
    return known.look()


def _picture(seed, brightest):
    """A picture of dots on black: dark ones, or some of them white."""
    rng = np.random.default_rng(seed)
    dots = rng.integers(0, 256, (28, 28)) * (rng.random((28, 28)) < 0.4)
    return (dots * brightest // 255).astype(np.uint8)
