# Six shapes
#
# The visible checks for ex12_capstone.py. To run them, type
# `pytest test_ex12_capstone.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex12_capstone/;
# make changes there.

import keras
import numpy as np

from ex12_capstone import split, build_model, train, confusion


def test_split():
    some = np.arange(40).reshape(20, 2) + 0.25
    labels = np.repeat(np.arange(4), 5)
    result = split(some, labels, 0.25, 3)
    assert result is not None, (
        "split gives nothing back. End it with return and four arrays."
    )
    assert len(result) == 4, f"split must give four arrays. Yours gives {len(result)}."
    some_train, labels_train, some_val, labels_val = map(np.asarray, result)
    assert len(some_val) == 5, (
        f"A quarter of 20 is 5 for validation. Yours has {len(some_val)}."
    )
    assert len(some_train) == 15, (
        f"15 pictures are left to train on. Yours are {len(some_train)}."
    )
    together = sorted([*some_train[:, 0], *some_val[:, 0]])
    assert together == list(some[:, 0]), (
        "Each picture must be in one of the two parts, once, as it was. Yours are others."
    )
    for part, beside in ((some_train, labels_train), (some_val, labels_val)):
        assert np.array_equal(beside, labels[(part[:, 0] / 2).astype(int)]), (
            "A label is no longer beside its picture. Take both with the same order."
        )
    again = split(some, labels, 0.25, 3)
    assert np.array_equal(again[2], some_val), "The same seed must give the same parts."
    chosen = [
        tuple(np.sort(np.asarray(split(some, labels, 0.25, seed)[2])[:, 0])) for seed in range(6)
    ]
    assert len(set(chosen)) > 1, "Another seed must choose other pictures."
    print("split works.")


def test_build_model():
    model = build_model()
    assert model is not None, "build_model gives nothing back. End it with return model."
    assert isinstance(model, keras.Model), "build_model must return a Keras model."
    assert model.built, (
        "The model does not know its inputs. Begin it with keras.Input((20, 20, 1))."
    )
    assert model.input_shape == (None, 20, 20, 1), (
        "The model must take pictures of (20, 20, 1). Its input shape is "
        f"{model.input_shape}."
    )
    assert model.output_shape == (None, 6), (
        "The model must give six numbers for each picture. Its output shape is "
        f"{model.output_shape}."
    )
    assert model.count_params() <= 20000, (
        f"At most 20000 parameters fit in. Yours has {model.count_params()}."
    )
    KINDS = """Dense Conv2D MaxPooling2D AveragePooling2D GlobalMaxPooling2D GlobalAveragePooling2D Flatten
Dropout BatchNormalization Rescaling Activation ReLU LeakyReLU Softmax InputLayer Sequential"""
    for layer in model.layers:
        kind = type(layer).__name__
        assert kind in KINDS.split(), f"A layer of the kind {kind} is not in the list."
    sums = np.array(model(np.random.default_rng(0).random((4, 20, 20, 1)))).sum(axis=1)
    assert np.allclose(sums, 1, atol=1e-4), (
        f"The six probabilities must sum to 1. Yours sum to {sums[0]:.3g}: the last layer "
        "needs softmax."
    )
    assert model.compiled, (
        "The model is not compiled yet: it needs a loss and an optimizer."
    )
    loss = model.loss if isinstance(model.loss, str) else getattr(model.loss, "name", "")
    assert loss in ("categorical_crossentropy", ""), (
        f"The loss should be categorical_crossentropy. Yours is {loss}."
    )
    print(f"The model is ready, with {model.count_params()} parameters.")


def test_train():
    model = build_model()
    rng = np.random.default_rng(0)
    bright = np.arange(90) % 6
    some = rng.random((90, 20, 20, 1)) * 0.2
    some += bright[:, np.newaxis, np.newaxis, np.newaxis] * 0.16
    before = model.get_weights()
    train(model, some, np.eye(6)[bright])
    after = model.get_weights()
    assert len(before) == len(after), (
        "train adds or removes layers. Only the weights may change."
    )
    assert any(np.any(one != other) for one, other in zip(before, after)), (
        "The weights of the model are as they were. Call fit on the model that train is "
        "given."
    )
    assert all(np.isfinite(each).all() for each in after), (
        "Some weights are no numbers any more: the steps are far too large."
    )
    print("train works. How well, the validation set says.")


def test_confusion():
    truth, answers = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 0, 0, 2])
    result = confusion(truth, answers, 4)
    assert result is not None, "confusion gives nothing back. End it with return."
    result = np.asarray(result)
    assert result.shape == (4, 4), (
        "Four classes make a table of (4, 4), also where one does not occur. Yours is "
        f"{result.shape}."
    )
    right = [[1, 1, 0, 0], [0, 1, 0, 0], [2, 0, 1, 0], [0, 0, 0, 0]]
    assert result[2, 0] == 2 and result[0, 2] == 0, (
        f"Class 2 was taken for class 0 twice: row 2, column 0. Yours has {result[2, 0]} "
        f"there, and {result[0, 2]} in row 0, column 2."
    )
    assert result.tolist() == right, (
        f"The table should be {right}. Yours is {result.tolist()}."
    )
    assert result.dtype.kind in "iu", (
        "Counts are whole numbers: make the zeros with dtype=int."
    )
    print("confusion works.")
