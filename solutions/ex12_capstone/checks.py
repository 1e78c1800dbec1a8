"""The hidden checks of six shapes: parts that fit, a network within bounds, and shapes that nobody
has seen before, drawn for each submission."""

import contextlib
from functools import cache, partial
from pathlib import Path
from types import ModuleType

import numpy as np

from autograder.checking import (
    CheckFailed,
    ChildDied,
    StudentFailure,
    _,
    best_of_two,
    edge_check,
    equal,
    fairly,
    fresh,
    inputs,
    integers,
    model,
    numbers,
    percent,
    property_check,
    require,
    same,
    tell,
    unchanged,
    value_check,
)

CLASSES = 6
PICTURE = (20, 20, 1)
MOST_PARAMETERS = 20_000
KINDS = (
    "Dense", "Conv2D", "MaxPooling2D", "AveragePooling2D", "GlobalMaxPooling2D",
    "GlobalAveragePooling2D", "Flatten", "Dropout", "BatchNormalization", "Rescaling",
    "Activation", "ReLU", "LeakyReLU", "Softmax",
)  # fmt: skip


def _public_script():
    """The script that students have, too; what it draws here depends on a seed that they have not.

    It lies among the files for students, where nothing compiled may lie: so it is no import.
    """
    path = Path(__file__).parent / "data" / "make_shapes.py"
    module = ModuleType("make_shapes")
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), vars(module))
    return module


SHAPES = _public_script()


# split: 1.5 points


@value_check("split", points=0.5)
def test_every_picture_once(student):
    """puts each picture into exactly one of the two parts"""
    for case in _cases():
        x_train, _y_train, x_val, _y_val = _parts(student, *case)
        found = _in_order(np.concatenate([x_train, x_val]))
        require(
            found.shape == case[0].shape and np.allclose(found, _in_order(case[0]), rtol=1e-5),
            _("Of {n} pictures each must be in one of the parts, once, as it was.").format(
                n=len(case[0])
            ),
        )


@value_check("split", points=0.25)
def test_share(student):
    """keeps round(share * n) pictures for validation, and the rest to train on"""
    for x, y, share, seed in _cases():
        parts = _parts(student, x, y, share, seed)
        n_val = round(share * len(x))
        for part, wanted, said in (
            (
                parts[2],
                n_val,
                _("Of {n} pictures and a share of {share}, {wanted} are for validation."),
            ),
            (
                parts[0],
                len(x) - n_val,
                _("Of {n} pictures and a share of {share}, {wanted} are to train on."),
            ),
        ):
            require(
                len(part) == wanted,
                said.format(n=len(x), share=share, wanted=wanted),
                expected=wanted,
                actual=len(part),
            )


@value_check("split", points=0.25)
def test_pairs(student):
    """keeps each label beside its picture"""
    for x, y, share, seed in _cases():
        label_of = dict(zip(_marks(x), _labels(y), strict=True))
        x_train, y_train, x_val, y_val = _parts(student, x, y, share, seed)
        for pictures, labels, name in ((x_train, y_train, "y_train"), (x_val, y_val, "y_val")):
            wanted = [label_of.get(mark) for mark in _marks(pictures)]
            require(
                np.shape(labels) == (len(pictures), *y.shape[1:])
                and list(_labels(labels)) == wanted,
                _("{name} must have the labels of its pictures, in the same order.").format(
                    name=name
                ),
            )


@property_check("split", points=0.25)
def test_random(student):
    """chooses at random, so that classes that come sorted are in both parts"""
    x, y = _numbered(SORTED, (1,), one_hot=False)
    held_back = np.zeros((SEEDS, SORTED), dtype=bool)
    for seed, row in enumerate(held_back):
        _x_train, _y_train, x_val, _y_val = _parts(student, x, y, 0.5, seed)
        row[np.searchsorted(_marks(x), _marks(x_val))] = True
    neighbours = (held_back[:, 1:] & held_back[:, :-1]).sum(axis=1)
    quarters = held_back.reshape(SEEDS, 4, -1).sum(axis=2)
    require(
        _about(neighbours, SORTED / 4, 0.7)
        and _about(neighbours.mean(), SORTED / 4, 0.13)
        and _about(quarters, SORTED / 8, 0.7),
        _("The pictures for validation stand in a row or at equal distances. Choose them at "
          "random."),
    )  # fmt: skip
    often = held_back.sum(axis=0)
    require(
        bool((often > 0).all() and (often < SEEDS).all()),
        _("Some pictures are in the same part whatever the seed. Choose from all of them."),
    )
    common = held_back.astype(int) @ held_back.T.astype(int)
    require(
        _about(common[np.triu_indices(SEEDS, 1)], SORTED / 4, 0.7),
        _("Two seeds choose nearly the same pictures. Shuffle anew for each: "
          "np.random.default_rng(seed)."),
    )  # fmt: skip


# Half of 240 pictures at 40 seeds: what luck leaves outside is less likely than once in a million.
SORTED, SEEDS = 240, 40


def _about(counts, expected, share):
    return bool(np.all(abs(counts - expected) < share * expected))


@property_check("split", points=0.25)
def test_seed(student):
    """gives the same parts for the same seed, others for another one, and leaves x and y alone"""
    x, y = _numbered(90)
    first, again, other = (_parts(student, x, y, 0.3, seed) for seed in (11, 11, 12))
    require(
        all(map(np.array_equal, first, again)),
        _("The same seed must give the same parts. Call np.random.default_rng(seed) inside."),
    )
    require(
        not np.array_equal(np.sort(_marks(first[2])), np.sort(_marks(other[2]))),
        _("Another seed must choose other pictures."),
    )
    unchanged(student.split, x, y, 0.3, 11)


def _numbered(n, shape=(2, 3, 1), one_hot=True):
    """n pictures that can be told apart by their first pixel, sorted by class, and their labels."""
    rng = fresh()
    kinds = np.sort(rng.integers(0, CLASSES, n))
    x = rng.random((n, *shape))
    x.reshape(n, -1)[:, 0] = np.arange(n) + rng.integers(1, 1000)
    return x, np.eye(CLASSES)[kinds] if one_hot else kinds


def _cases():
    """x, y, share and seed: of one-hot rows and of plain labels, with shares that round up, too."""
    return [
        (*_numbered(24), 0.25, 5),
        (*_numbered(13, (20, 20, 1)), 0.3, 0),
        (*_numbered(17, (4,), one_hot=False), 0.2, 8),
        (*_numbered(60), 0.5, 2),
    ]


def _parts(student, x, y, share, seed):
    """What split gives, as four arrays."""
    parts = student.split(x, y, share, seed)
    require(parts is not None, _("split gives nothing back: is the return missing?"))
    require(
        isinstance(parts, tuple | list) and len(parts) == 4,
        _("split must give back four arrays: return x_train, y_train, x_val, y_val."),
    )
    names = ("x_train", "y_train", "x_val", "y_val")
    found = [numbers(part, name) for part, name in zip(parts, names, strict=True)]
    for part, given, name in zip(found, (x, y, x, y), names, strict=True):
        require(
            np.ndim(part) == given.ndim and part.shape[1:] == given.shape[1:],
            _("{name} must keep the shape of a single row.").format(name=name),
            expected=("n", *given.shape[1:]),
            actual=part.shape,
        )
    return found


def _marks(pictures):
    return np.reshape(pictures, (len(pictures), -1))[:, 0] if len(pictures) else np.zeros(0)


def _in_order(pictures):
    return pictures[np.argsort(_marks(pictures))]


def _labels(y):
    return y.argmax(axis=1) if np.ndim(y) == 2 else y


# build_model: 1.5 points


@value_check("build_model", points=0.5)
def test_in_and_out(student):
    """takes pictures of the shape (20, 20, 1) and gives six probabilities for each"""
    _require_in_and_out(_built(student))


def _require_in_and_out(built):
    require(
        built.inputs == (None, *PICTURE),
        _("The model must take pictures of the shape (20, 20, 1)."),
        expected=(None, *PICTURE),
        actual=built.inputs,
    )
    _require_known(built)
    found = built.compute(np.random.default_rng(9).random((5, *PICTURE)))
    require(
        found.shape == (5, CLASSES),
        _("The model must give six numbers for each picture."),
        expected=(5, CLASSES),
        actual=found.shape,
    )
    sums = np.asarray(found.sum(axis=1))
    require(
        bool((found >= 0).all()) and bool(np.allclose(sums, 1, atol=1e-4)),
        _("The six numbers must be probabilities that sum to 1: softmax at the end."),
    )


@value_check("build_model", points=0.5)
def test_size(student):
    """has at most 20 000 parameters, in layers of the list"""
    _require_size(_built(student))


def _require_size(built):
    _require_known(built)
    n = sum(array.size for array in built.weights)
    require(
        n > 0, _("The model has no weights yet. Let it begin with keras.Input and have layers.")
    )
    require(
        n <= MOST_PARAMETERS,
        _("The model has {n} parameters; 20000 are the most.").format(n=n),
        expected=MOST_PARAMETERS,
        actual=n,
    )


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
        built.loss == "categorical_crossentropy" and not built.from_logits,
        _("The loss must be the categorical cross-entropy, of probabilities."),
        expected="categorical_crossentropy",
        actual=built.loss,
    )
    x = np.random.default_rng(9).random((8, *PICTURE))
    try:
        built.fit(x, np.eye(CLASSES)[np.arange(8) % CLASSES], epochs=1)
    except ChildDied:
        raise
    except StudentFailure as failure:
        student.note("untrainable", str(failure))
        raise


def _built(student):
    """The student's model, built once."""
    before = student.seen.models
    return before[0] if before else model(student.build_model(), "build_model()")


def _require_known(built):
    other = next((layer.kind for layer in built.layers if layer.kind not in KINDS), None)
    require(
        other is None,
        _("A layer of the kind {kind} is not in the list.").format(kind=other),
    )
    require(
        built.can_be_computed,
        _("The layers must stand in a row, and be set as they come: no data_format=, "
          "dilation_rate= or groups=; an activation is a name that Keras knows."),
    )  # fmt: skip


def _fits(built):
    """Whether a model is what train is promised, but for its loss."""
    try:
        _require_in_and_out(built)
        _require_size(built)
    except (CheckFailed, StudentFailure):
        return False
    return True


# train: 3 points

SHOWN = 300  # training shapes for the pictures
ASIDE = 500  # shapes on which the diagnosis looks closer


@value_check("train", points=1.0)
def test_first_mark(student, setting, secret_rng):
    """recognises enough unseen shapes for the first mark"""
    _require_accuracy(student, setting, secret_rng, 0)


@value_check("train", points=1.0)
def test_second_mark(student, setting, secret_rng):
    """recognises enough unseen shapes for the second mark"""
    _require_accuracy(student, setting, secret_rng, 1)


@value_check("train", points=1.0)
def test_third_mark(student, setting, secret_rng):
    """recognises enough unseen shapes for the third mark"""
    _require_accuracy(student, setting, secret_rng, 2)


def _require_accuracy(student, setting, rng, mark):
    """Train on shapes that are drawn now; a model that falls short is trained once more.

    What the model says plays no part: its weights are taken out of the sandbox and used here, on
    shapes that have never been there.
    """
    wanted = setting["tiers"]
    if "tried" not in student.seen.notes:
        case = cache(partial(_case, setting, rng))  # drawn where there is a model to train
        if student.passed("build_model"):
            _two_chances(student, student, wanted[-1], case)
        else:
            _with_and_without_ours(student, wanted[-1], case)
        student.note("tried", True)
    notes = student.seen.notes
    require(not notes.get("changed"), _has_changed())
    own, ours = notes.get("own", NEVER), notes.get("ours", NEVER)
    if max(own, ours) == NEVER:
        is_another = student.passed("build_model")  # or it would have got to its end with this one
        if not is_another and "stopped" in notes:
            raise _stopped_with_ours(notes["stopped"])
        require(False, _is_another() if is_another else _never_ends())
    accuracy = max(own, ours)
    said = _("Of {n} unseen shapes the model recognises {found}; the mark is {mark}.")
    if ours > own:
        said = _("build_model has lost points, so train was tried with a network of ours: of {n} "
                 "unseen shapes it recognises {found}; the mark is {mark}.")  # fmt: skip
    said = said.format(n=setting["unseen"], found=percent(accuracy, 2), mark=percent(wanted[mark]))
    if mark and notes.get("has_no_convolution"):
        said += " " + _("A network without a convolution hardly gets further.")
    require(accuracy >= wanted[mark], said, expected=wanted[mark], actual=accuracy)
    tell(said)


NEVER = -1.0  # no training has got to its end


def _with_and_without_ours(student, wanted, case):
    """Where build_model has lost points, that shall not cost train any: their own network is tried
    where only its loss is wrong, and then one of ours. It is no better than their design: where
    theirs has no convolution, or there is none yet, ours has none either."""
    ours = STAND_IN
    try:
        built = model(student.build_model(), "build_model()")
    except StudentFailure as failure:
        ours = WITHOUT_CONVOLUTION if failure.status == "missing" else ours
    except CheckFailed:
        pass  # it is no model
    else:
        if not any(layer.kind == "Conv2D" for layer in built.layers):
            ours = WITHOUT_CONVOLUTION
        if _fits(built):
            with contextlib.suppress(StudentFailure):
                _two_chances(student, student, wanted, case)
    if student.seen.notes.get("own", NEVER) >= wanted:
        return
    student.note("has_no_convolution", ours is WITHOUT_CONVOLUTION)

    def with_ours(who):
        require(who is not student, _never_ends())
        try:
            _two_chances(student, who, wanted, case)
        except ChildDied:
            raise
        except StudentFailure as failure:
            student.note("stopped", failure)
            raise

    with contextlib.suppress(StudentFailure):
        fairly(student, ours, ["build_model"], with_ours, excused=lambda: True)


def _two_chances(student, who, wanted, case):
    """Train what `who` builds, twice if need be; note the share that it reaches for `student`."""
    name = "own" if who is student else "ours"

    def attempt():
        reached = _train_and_test(student, who, wanted, case)
        student.note(name, max(reached, student.seen.notes.get(name, NEVER)))
        require(reached >= wanted, "")

    best_of_two(who, attempt)


@property_check("train", points=0)
def test_leaderboard(student, setting, secret_rng):
    """is also tried on other shapes, which decide no points"""
    trained, names = student.seen.notes.get("best", (None, None))
    if trained is not None:  # no network of ours has a place there
        kinds = _kinds(setting["unseen"], secret_rng)
        share = _share(trained, _pictures(kinds, secret_rng), names[kinds])
        tell(
            _("On other new shapes, which decide no points: {share}").format(
                share=percent(share, 2)
            )
        )


def _never_ends():
    return _("train does not get to its end: it was tried with a network of ours.")


def _stopped_with_ours(failure):
    said = _(
        "build_model has lost points, so train was tried with a network of ours. It stops: {said}"
    )
    said = said.format(said=failure.message)
    return StudentFailure(failure.status, said, failure.exception, failure.said, failure.line)


def _is_another():
    return _("build_model gives another network to train than when it was checked: see its bounds.")


def _has_changed():
    return _("train has changed the layers of the model. Only its weights may change.")


def _case(setting, rng):
    """Training and test shapes, drawn with the secret of the submission, and with the six labels
    in a secret order: weights that were trained elsewhere know another one."""
    names = rng.permutation(CLASSES)
    kinds, unseen = (_kinds(setting[name], rng) for name in ("shapes", "unseen"))
    x, test_x = _pictures(kinds, rng), _pictures(unseen, rng)
    return x, np.eye(CLASSES, dtype=np.float32)[names[kinds]], test_x, names[unseen], names


def _kinds(n, rng):
    return rng.permutation(np.arange(n) % CLASSES)


def _pictures(kinds, rng):
    return (SHAPES.draw(kinds, rng) / np.float32(255))[..., np.newaxis]


def _train_and_test(student, who, wanted, case):
    """The share of the test shapes that a freshly trained model of theirs recognises. `who` is the
    student, perhaps with another build_model; what was seen is noted for `student`."""
    untrained = model(who.build_model(), "build_model()")
    if who is student:
        require(_fits(untrained), "")  # it may be another one than when build_model was checked
    x, y, test_x, test_labels, names = case()
    who.train(untrained, x, y)
    trained = untrained.look()
    student.note("shown", (trained, x[:SHOWN], y[:SHOWN].argmax(axis=1), names))
    if _network(trained) != _network(untrained):
        student.note("changed", True)
    require(_network(trained) == _network(untrained), _has_changed())
    found = trained.compute(test_x).argmax(axis=1)
    accuracy = float(np.mean(found == test_labels))
    if who is student and accuracy >= wanted:
        student.note("best", (trained, names))
    if accuracy < wanted:
        _look_closer(student, untrained, trained, case(), found)
    return accuracy


def _network(built):
    return [
        (layer.kind, layer.units, layer.activation, [array.shape for array in layer.weights])
        for layer in built.layers
    ]


def _look_closer(student, untrained, trained, case, found):
    """Facts for the hints: what the model has learnt instead."""
    x, y, test_x, test_labels, _names = case
    part, labels = test_x[:ASIDE], test_labels[:ASIDE]
    outputs = trained.compute(part)
    student.note("moved", _moved(untrained, trained))
    student.note("finite", bool(np.isfinite(outputs).all()))
    student.note("guessed", len(np.unique(found)))
    student.note("steps", trained.steps)
    student.note("learning_rate", trained.learning_rate)
    student.note("optimizer", trained.optimizer)
    student.note("epochs", len(trained.curves.get("loss", ())))
    kinds = {layer.kind for layer in trained.layers}
    student.note("has_no_convolution", "Conv2D" not in kinds)
    student.note("known", _share(trained, x[:ASIDE], y[:ASIDE].argmax(axis=1)))
    student.note("unknown", _share(trained, part, labels))
    student.note("multiplied", _share(trained, part * 255, labels))
    shifted = (2 * part - 1, part - 0.5, 1 - part)
    student.note("shifted", max(_share(trained, each, labels) for each in shifted))


def _share(trained, x, labels):
    return float(np.mean(trained.compute(x).argmax(axis=1) == labels))


def _moved(untrained, trained):
    pairs = zip(untrained.weights, trained.weights, strict=True)
    return any(np.any(one != other) for one, other in pairs)


STAND_IN = """
def build_model():
    import keras

    model = keras.Sequential()
    model.add(keras.Input((20, 20, 1)))
    model.add(keras.layers.Conv2D(16, 3, padding="same", activation="relu"))
    model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Conv2D(32, 3, padding="same", activation="relu"))
    model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Conv2D(32, 3, padding="same", activation="relu"))
    model.add(keras.layers.GlobalMaxPooling2D())
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model
"""


WITHOUT_CONVOLUTION = """
def build_model():
    import keras

    model = keras.Sequential()
    model.add(keras.Input((20, 20, 1)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(40, activation="relu"))
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model
"""


# confusion: 1.5 points

MANY = 3000  # more of a kind than fit into 8 bits


@value_check("confusion", points=0.5)
def test_counts(student, reference):
    """counts how often each class was taken for each: row the truth, column the answer"""
    for n in (40, 9, MANY):
        same(student.confusion, reference.confusion, *_answers(n, CLASSES))


@value_check("confusion", points=0.25)
def test_other_numbers_of_classes(student, reference):
    """does so for two, three and ten classes, too"""
    for classes in (2, 3, 10):
        same(student.confusion, reference.confusion, *_answers(6 * classes, classes))


@property_check("confusion", points=0.25)
def test_whole_numbers(student):
    """gives whole numbers: 7, not 7.0 or a share"""
    found = student.confusion(*_answers(30, CLASSES))
    message = _("The counts must be whole numbers: 7, not 7.0. dtype=int makes them so.")
    integers(found, "confusion(y_true, y_pred, 6)", message)


@edge_check("confusion", points=0.25)
def test_absent_classes(student, reference):
    """keeps the rows and columns of classes that do not occur"""
    rng = fresh()
    for present, classes in (([1, 4], 6), ([0, 1, 2], 5)):
        truth = rng.choice(present, 12)
        truth[:2] = present[:2]
        answers = np.where(rng.random(12) < 0.7, truth, present[0])
        same(student.confusion, reference.confusion, truth, answers, classes)
    equal(
        student.confusion(np.array([2]), np.array([0]), 4),
        reference.confusion(np.array([2]), np.array([0]), 4),
        _("the table of a single picture"),
    )


@property_check("confusion", points=0.25)
def test_labels_stay(student):
    """leaves the labels as they were"""
    unchanged(student.confusion, *_answers(15, CLASSES))


@inputs("confusion")
def confusion_inputs():
    """Inputs for the search for the smallest one on which an answer is wrong."""
    from hypothesis import strategies as st

    pairs = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=4)
    return pairs.map(lambda rows: (*np.array(rows).T, 3))


def _answers(n, classes):
    """Truths of all classes and answers, such that the table is no mirror image of itself."""
    rng = fresh()
    truth = rng.permutation(np.arange(n) % classes)
    answers = np.where(rng.random(n) < 0.6, truth, rng.integers(0, classes, n))
    row = np.flatnonzero(truth == 0)
    answers[row] = 0
    answers[row[0]] = classes - 1  # 0 is taken for the last one, which never is taken for 0
    last = np.flatnonzero(truth == classes - 1)
    answers[last] = classes - 1
    return truth, answers, classes
