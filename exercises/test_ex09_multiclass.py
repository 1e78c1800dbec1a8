# Several classes
#
# The visible checks for ex09_multiclass.py. To run them, type
# `pytest test_ex09_multiclass.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex09_multiclass/;
# make changes there.

import keras
import numpy as np

from ex09_multiclass import one_hot, build_model, train, predict_class


def test_one_hot():
    result = one_hot(np.array([2, 0, 1, 0]), 3)
    assert result is not None, (
        "one_hot gives nothing back. End it with return, not with print."
    )
    result = np.asarray(result)
    assert result.shape == (4, 3), (
        "Four labels and three classes need a table of shape (4, 3). Yours is "
        f"{result.shape}."
    )
    sums = result.sum(axis=1)
    assert np.allclose(sums, 1), (
        f"Each row needs exactly one 1, so it sums to 1. Your rows sum to {sums.tolist()}."
    )
    assert np.allclose(result, [[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]]), (
        "The labels 2, 0, 1, 0 say in which column the 1 stands, counted from 0. Yours "
        f"stand in the columns {result.argmax(axis=1).tolist()}."
    )
    result = np.asarray(one_hot(np.array([3, 1, 4]), 5))
    assert result.shape == (3, 5), (
        "Three labels and five classes need a table of shape (3, 5). Yours is "
        f"{result.shape}."
    )
    assert np.allclose(result, [[0, 0, 0, 1, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 1]]), (
        "The labels 3, 1, 4 need their ones in the columns 3, 1, 4. Yours is "
        f"{result.tolist()}."
    )
    result = np.asarray(one_hot(np.array([0, 1, 0]), 3))
    assert result.shape == (3, 3), (
        "The labels 0, 1, 0 with n_classes 3 need three columns, even if no fox came by. "
        f"Yours is a table of shape {result.shape}."
    )
    assert np.allclose(result, [[1, 0, 0], [0, 1, 0], [1, 0, 0]]), (
        "The labels 0, 1, 0 need their ones in the columns 0, 1, 0. Yours is "
        f"{result.tolist()}."
    )
    assert result.dtype.kind in "iuf", (
        "The table must hold numbers, 1 and 0, not True and False."
    )
    print("one_hot works.")


def test_build_model():
    model = build_model(2, 3)
    assert model is not None, (
        "build_model gives nothing back. End it with return model: compile itself returns "
        "nothing."
    )
    assert isinstance(model, keras.Model), "build_model must return a Keras model."
    assert model.built, (
        "The model does not know how many features there are. Begin it with "
        "keras.Input((n_features,))."
    )
    assert model.input_shape == (None, 2), (
        f"build_model(2, 3) must take two features. Its input shape is {model.input_shape}."
    )
    assert model.output_shape == (None, 3), (
        "build_model(2, 3) must give three probabilities. Its output shape is "
        f"{model.output_shape}."
    )
    shapes = (build_model(5, 4).input_shape, build_model(5, 4).output_shape)
    assert shapes == ((None, 5), (None, 4)), (
        "build_model(5, 4) must take 5 features and give 4 probabilities. Its shapes are "
        f"{shapes}."
    )

    # The tracks A, B and C from above:
    tracks = np.array([[-1.0, 0.0], [0.5, 0.5], [1.5, -0.5]])
    targets = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    if len(model.get_weights()) == 2:  # no hidden layer: we can set the weights from above
        model.set_weights([np.array([[-2.0, 0.0, 2.0], [-1.0, 2.0, -1.0]]), np.zeros(3)])
    p = np.array(model(tracks))
    assert np.min(p) >= 0, (
        f"A probability is never negative, but the model gives {np.min(p):.3g}. Is the "
        "activation of the last layer a softmax?"
    )
    sums = np.sum(p, axis=1)
    assert np.allclose(sums, 1, atol=1e-4), (
        f"softmax must give probabilities: your row for track B sums to {sums[1]:.3g}, not "
        "to 1."
    )
    if len(model.get_weights()) == 2:
        assert np.allclose(p[1], [0.0486, 0.5923, 0.3592], atol=1e-3), (
            "For track B we found 0.049, 0.592, 0.359 by hand. Your model gives "
            f"{p[1].round(3)}."
        )
    assert model.compiled, (
        "The model is not compiled yet: it needs a loss and an optimizer."
    )
    expected = -np.mean(np.log(p[targets == 1]))
    try:
        loss = np.ravel(model.evaluate(tracks, targets, verbose=0))[0]
    except ValueError:
        loss = np.nan  # this loss cannot work with one-hot targets
    assert abs(loss - expected) < 0.002, (
        f"For the three tracks the categorical cross-entropy is {expected:.3f}. Yours is "
        f"{loss:.3f}."
    )
    print("The model is ready: a neuron for each class, softmax, and the loss that fits.")


def test_train():
    rows = np.genfromtxt("tracks.csv", delimiter=",", skip_header=1)
    features = (rows[:, :2] - [4.5, 40]) / [1, 10]
    animal = rows[:, 2]
    targets = np.column_stack([animal == 0, animal == 1, animal == 2]).astype(float)
    model = build_model(2, 3)
    if len(model.get_weights()) == 2:  # a single layer: let it start from zeros
        model.set_weights([np.zeros((2, 3)), np.zeros(3)])
    before = model.get_weights()
    train(model, features, targets)
    after = model.get_weights()
    assert any(np.any(one != other) for one, other in zip(before, after)), (
        "The weights of the model are as they were. Call fit on the model that train is "
        "given."
    )
    p = np.clip(np.array(model(features)), 1e-7, 1)
    loss = -np.mean(np.log(p[targets == 1]))
    assert np.isfinite(loss), "The loss is no finite number any more. Take smaller steps."
    assert loss < 0.4, (
        f"After train the loss is {loss:.3f}. It must fall below 0.4: more epochs or "
        "larger steps?"
    )
    print(f"train works: the loss is now {loss:.3f}.")


def test_predict_class():
    known = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    known.set_weights([np.array([[-2.0, 0.0, 2.0], [-1.0, 2.0, -1.0]]), np.zeros(3)])
    tracks = np.array([[-1.0, 0.0], [0.5, 0.5], [1.5, -0.5], [0.1, -0.05], [-0.2, 1.0]])
    classes = predict_class(known, tracks)
    assert classes is not None, "predict_class gives nothing back. Does it end with return?"
    classes = np.asarray(classes)
    assert classes.shape == (5,), (
        "For five tracks predict_class must return an array of shape (5,), not "
        f"{classes.shape}."
    )
    assert np.array_equal(classes[:3], [0, 1, 2]), (
        "The tracks A, B, C most probably are a cat, a marten, a fox: 0, 1, 2. Yours are "
        f"{classes[:3].tolist()}."
    )
    assert classes[3] == 2, (
        "The fourth track has the probabilities 0.282, 0.297 and 0.421. The largest one "
        f"wins, although it is below 0.5: class 2. Yours is {classes[3]}."
    )
    assert np.array_equal(classes, [0, 1, 2, 2, 1]), (
        f"The classes of the five tracks are [0, 1, 2, 2, 1]. Yours are {classes.tolist()}."
    )
    assert classes.dtype.kind in "iu", (
        "The classes must be integers. np.argmax gives integers."
    )
    one = np.asarray(predict_class(known, tracks[2:3]))
    assert one.shape == (1,), (
        f"For a table of one track the result must have shape (1,), not {one.shape}."
    )
    assert one[0] == 2, "Track C alone must get a 2, as it does among the others."
    print("predict_class works.")
