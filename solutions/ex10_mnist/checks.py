"""The hidden checks of handwritten digits: pictures and networks that nobody has seen before."""

import numpy as np

from autograder.checking import (
    ChildDied,
    StudentFailure,
    _,
    best_of_two,
    edge_check,
    equal,
    fairly,
    fresh,
    integers,
    model,
    numbers,
    ones_for_true,
    percent,
    property_check,
    require,
    tell,
    unchanged,
    value_check,
)

UNITS = [800, 400, 10]


def digits(n, labels=None):
    """n pictures with all numbers from 0 to 255, and their labels, of the types that Keras gives.

    The upper left corner is white, the lower right one black: no turned picture is right by luck.
    """
    rng = fresh()
    images = rng.integers(0, 256, (n, 28, 28))
    images[:, 0, 0], images[:, -1, -1] = 255, 0
    if labels is None:
        labels = rng.permutation(np.arange(n) % 10)
    return images.astype(np.uint8), np.array(labels, dtype=np.uint8)


# prepare: 2 points


@value_check("prepare", points=0.75)
def test_pixels(student, reference):
    """makes a row of 784 numbers between 0 and 1 of each picture, however many there are"""
    for case in (digits(13), digits(3)):
        x, _y = _pair(student, *case)
        equal(x, reference.prepare(*case)[0], _("x for {n} pictures").format(n=len(case[0])))


@value_check("prepare", points=0.5)
def test_one_hot(student, reference):
    """puts a 1 into the column of each label"""
    for case in (digits(13), digits(10)):
        _x, y = _pair(student, *case)
        what = _("y for {n} labels").format(n=len(case[1]))
        equal(ones_for_true(y), reference.prepare(*case)[1], what)


@property_check("prepare", points=0.25)
def test_types(student):
    """gives x as float32, and y as numbers, not as True and False"""
    x, y = _pair(student, *digits(11))
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
    for case in (digits(7, [3, 1, 7, 3, 0, 1, 3]), digits(1, [6])):
        n = len(case[0])
        x, y = _pair(student, *case)
        expected_x, expected_y = reference.prepare(*case)
        equal(x, expected_x, _("x for {n} pictures").format(n=n))
        equal(ones_for_true(y), expected_y, _("y for {n} labels").format(n=n))


@property_check("prepare", points=0.25)
def test_images_stay(student):
    """leaves images and labels as they were"""
    unchanged(student.prepare, *digits(11))


def _pair(student, images, labels):
    """What prepare gives, as x and y."""
    pair = student.prepare(images, labels)
    require(pair is not None, _("prepare gives nothing back: is the return missing?"))
    require(
        isinstance(pair, tuple | list) and len(pair) == 2,
        _("prepare must give back two arrays: return x, y."),
    )
    return pair


# build_model: 1.5 points


@value_check("build_model", points=0.5)
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


@value_check("build_model", points=0.5)
def test_activations(student):
    """has relu in the hidden layers and softmax at the end"""
    built = _built(student)
    *hidden, last = _dense_layers(built)
    now = x = np.random.default_rng(9).random((6, 784))
    found = built.compute(x)
    for layer in hidden:
        now = np.maximum(_sums(layer, now), 0)
    equal(found, _softmax(_sums(last, now)), "model(x)", rtol=1e-4, atol=1e-5)


@value_check("build_model", points=0.5)
def test_loss(student):
    """is compiled with the categorical cross-entropy and Adam, so that it can be trained"""
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
    require(
        built.optimizer == "adam",
        _("The optimizer must be Adam."),
        expected="adam",
        actual=built.optimizer,
    )
    images, labels = digits(8)
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

ASIDE = 1000  # digits on which the diagnosis looks closer


@value_check("train", points=0.75)
def test_epochs_and_batches(student):
    """goes through all digits as many times as it is told, in batches of 128"""
    images, labels = digits(385)
    x, y = images.reshape(385, 784) / np.float32(255), np.eye(10)[labels]
    for epochs in (2, 1):
        untrained = student.untrained(
            784, [(16, "relu"), (10, "softmax")], loss="categorical_crossentropy", optimizer="adam"
        )
        student.train(untrained, x, y, epochs)
        trained = _trained(student, untrained)
        require(_moved(untrained, trained), _("The weights of the model are as they were before."))
        student.note("steps", (trained.steps, epochs))
        require(
            trained.steps == 4 * epochs,
            _("385 digits in batches of 128 make 4 steps; {epochs} times, {n} steps.").format(
                epochs=epochs, n=4 * epochs
            ),
            expected=4 * epochs,
            actual=trained.steps,
        )


@value_check("train", points=1.5)
def test_first_mark(student, reference, setting, datasets, secret_rng):
    """recognises enough unseen digits for the first mark"""
    _require_accuracy(student, reference, setting, datasets, secret_rng, 0)


@value_check("train", points=1.25)
def test_second_mark(student, reference, setting, datasets, secret_rng):
    """recognises enough unseen digits for the second mark"""
    _require_accuracy(student, reference, setting, datasets, secret_rng, 1)


def _require_accuracy(student, reference, setting, datasets, rng, mark):
    """Train on secretly rearranged digits; a model that falls short is trained once more.

    What the model says plays no part: its weights are taken out of the sandbox and used here, on
    digits that have never been there.
    """
    wanted = setting["tiers"]
    if "accuracy" not in student.seen.notes:
        case = _case(reference, setting, datasets, rng)

        def attempt():
            accuracy = max(_train_and_test(student, setting, case), _best(student))
            student.note("accuracy", accuracy)
            require(accuracy >= wanted[-1], "")

        best_of_two(student, attempt)
    accuracy = _best(student)
    said = _("Of {n} unseen digits the model recognises {found}; the mark is {mark}.")
    said = said.format(n=10_000, found=percent(accuracy, 2), mark=percent(wanted[mark], 1))
    require(accuracy >= wanted[mark], said, expected=wanted[mark], actual=accuracy)
    tell(said)


def _best(student):
    return student.seen.notes.get("accuracy", 0.0)


def _case(reference, setting, datasets, rng):
    """Training and test digits with their pixels and labels in a secret order.

    Weights that were trained elsewhere know another order. A dense network does not care.
    """
    pixels, names = rng.permutation(784), rng.permutation(10)
    images, labels = datasets["mnist"].train
    chosen = rng.permutation(len(images))[: setting["digits"]]
    x, y = reference.prepare(_in_order(images[chosen], pixels), names[labels[chosen]])
    test_images, test_labels = datasets["mnist"].test
    test_x, _y = reference.prepare(_in_order(test_images, pixels), test_labels)
    return x, y, test_x, names[test_labels]


def _in_order(images, pixels):
    """The pictures with their pixels in another order, while a pixel is still a single byte."""
    return images.reshape(len(images), -1)[:, pixels].reshape(images.shape)


def _train_and_test(student, setting, case):
    """The share of the test digits that a freshly trained model recognises."""
    x, y, test_x, test_labels = case
    untrained = _untrained(student)
    student.train(untrained, x, y, setting["epochs"])
    trained = _trained(student, untrained)
    found = trained.compute(test_x).argmax(axis=1)
    accuracy = float(np.mean(found == test_labels))
    if accuracy < setting["tiers"][-1]:
        _look_closer(student, untrained, trained, case, found)
    return accuracy


def _untrained(student):
    """The student's own network if it is right, else a stock one of that shape."""
    if student.passed("build_model"):
        return model(student.build_model(), "build_model()")
    layers = [(800, "relu"), (400, "relu"), (10, "softmax")]
    return student.untrained(784, layers, loss="categorical_crossentropy", optimizer="adam")


def _trained(student, untrained):
    """The model as it is now: the same network with other weights."""
    trained = untrained.look()
    if _network(trained) != _network(untrained):
        student.note("changed", True)
    require(
        _network(trained) == _network(untrained),
        _("train has changed the layers of the model. Only its weights may change."),
    )
    return trained


def _network(built):
    return [
        (layer.kind, layer.units, layer.activation, [array.shape for array in layer.weights])
        for layer in built.layers
    ]


def _look_closer(student, untrained, trained, case, found):
    """Facts for the hints: what the model has learnt instead."""
    x, y, test_x, test_labels = case
    part, labels = test_x[:ASIDE], test_labels[:ASIDE]
    outputs = trained.outputs(part)
    tenth = len(x) // 10
    student.note("moved", _moved(untrained, trained))
    student.note("finite", bool(np.isfinite(outputs[-1]).all()))
    student.note("active", [float(np.mean((layer > 0).any(axis=0))) for layer in outputs[:2]])
    student.note("guessed", len(np.unique(found)))
    student.note("certain", float(np.mean(outputs[-1].max(axis=1))))
    student.note("learning_rate", trained.learning_rate)
    student.note("loss", trained.loss)
    student.note("optimizer", trained.optimizer)
    student.note(
        "by_tenth",
        [_share(trained, x[i * tenth :][:500], y[i * tenth :][:500].argmax(1)) for i in range(10)],
    )
    student.note("first_loss", next(iter(trained.curves.get("loss", [])), 0.0))
    student.note("divided", _share(trained, part / 255, labels))
    student.note("multiplied", _share(trained, part * 255, labels))
    student.note("inverted", _share(trained, 1 - part, labels))


def _share(trained, x, labels):
    return float(np.mean(trained.compute(x).argmax(axis=1) == labels))


def _moved(untrained, trained):
    pairs = zip(untrained.layers, trained.layers, strict=True)
    return any(
        np.any(one != other)
        for before, after in pairs
        for one, other in zip(before.weights, after.weights, strict=True)
    )


# recognise: 2 points

# The models and the pictures are drawn until turned, mirrored, inverted pictures and pictures that
# are not divided by 255 give other answers, and no two of the best answers lie close together.

ODD = (
    lambda image: image.T,
    np.fliplr,
    np.flipud,
    np.rot90,
    lambda image: 255 - image,
    lambda image: image * 255.0,
)
CLEAR = 0.05  # how far the best answer is ahead


@value_check("recognise", points=1.0)
def test_recognise(student):
    """gives the most probable digit of a picture"""
    _require_digits(student, (784, 10), [120, 255, 255, 140, 255, 200, 255])


@value_check("recognise", points=0.75)
def test_recognise_with_another_model(student):
    """does so with another model and other pictures"""
    _require_digits(student, (784, 12, 10), [160, 130, 255, 255, 255])


@property_check("recognise", points=0.25)
def test_integer(student):
    """gives an integer: 7, not 7.0"""
    known, (image,) = _telling(student, (784, 10), [255])
    message = _("The digit must be an integer: 7, not 7.0.")

    def is_integer(who):
        integers(who.recognise(known, image), "recognise(model, image)", message)

    fairly(student, STAND_IN, ["prepare"], is_integer)


def _require_digits(student, sizes, brightest):
    """All pictures are read before the answers are looked at: that tells the mistakes apart."""
    known, images = _telling(student, sizes, brightest)

    def are_right(who):
        answers = [who.recognise(known, image) for image in images]
        for image, answer in zip(images, answers, strict=True):
            equal(answer, int(_answers(known, [image])[0]), "recognise(model, image)")

    fairly(student, STAND_IN, ["prepare"], are_right)


def _telling(student, sizes, brightest):
    """A model and pictures that tell a right answer from those to odd pictures."""
    while True:
        known = _known(student, sizes)
        images = [_clear_picture(known, shade) for shade in brightest]
        right = _answers(known, images)
        odd = [_answers(known, [change(image) for image in images]) for change in ODD]
        differ = all((answers != right).any() for answers in odd)
        if differ and len(set(right)) >= min(3, len(images)):
            return known, images


def _clear_picture(known, brightest):
    while True:
        image = _picture(brightest)
        second, best = np.sort(known.compute(_rows([image]))[0])[-2:]
        if best - second > CLEAR:
            return image


def _answers(known, images):
    return known.compute(_rows(images)).argmax(axis=1)


def _rows(images):
    return np.reshape(images, (len(images), 784)) / np.float32(255)


STAND_IN = """
def prepare(images, labels):
    import numpy

    x = numpy.asarray(images).reshape(-1, 784).astype("float32") / 255
    return x, numpy.eye(10)[numpy.asarray(labels)]
"""


def _known(student, sizes):
    """A stock model of layers of these sizes with drawn weights: what it computes is known."""
    rng = fresh()
    weights = []
    for rows, columns in zip(sizes, sizes[1:], strict=False):
        weights.append(rng.normal(0, 3.4 / np.sqrt(rows), (rows, columns)))
        weights.append(rng.normal(0, 1, columns))
    layers = [*((units, "relu") for units in sizes[1:-1]), (sizes[-1], "softmax")]
    compiled = {"loss": "categorical_crossentropy", "optimizer": "adam", "learning_rate": 0.001}
    return student.known(sizes[0], layers, weights, **compiled)


def _picture(brightest):
    """A picture of dots on black: dark ones, or some of them white."""
    rng = fresh()
    dots = rng.integers(0, 256, (28, 28)) * (rng.random((28, 28)) < 0.4)
    return (dots * brightest // 255).astype(np.uint8)
