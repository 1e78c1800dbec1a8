# Logistic regression
#
# The visible checks for ex06_logistic_regression.py. To run them, type
# `pytest test_ex06_logistic_regression.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex06_logistic_regression/;
# make changes there.

import keras
import numpy as np

from ex06_logistic_regression import build_model, train, predict_class


def test_build_model():
    model = build_model(2)
    assert model is not None, (
        "build_model gives nothing back. Does it end with return model?"
    )
    assert isinstance(model, keras.Model), "build_model must return a Keras model."
    assert model.get_weights(), (
        "The model has no weights yet: it does not know how many inputs there are. Let it "
        "begin with keras.Input((n_features,))."
    )
    assert model.input_shape == (None, 2), (
        f"build_model(2) must take two features. Its input shape is {model.input_shape}."
    )
    assert model.output_shape == (None, 1), (
        f"The model must give one probability. Its output shape is {model.output_shape}."
    )
    assert model.count_params() == 3, (
        "One neuron with two inputs has two weights and a bias: 3 numbers. Yours has "
        f"{model.count_params()}."
    )
    assert build_model(5).count_params() == 6, (
        "build_model(5) must have five weights and a bias. Do you use n_features?"
    )

    # The three melons from above, with the weights from above:
    model.set_weights([np.array([[-3.0], [2.5]]), np.array([0.5])])
    melons = np.array([[-1.0, 1.0], [-0.5, -0.5], [1.0, 0.0]])
    outputs = np.array(model(melons))[:, 0]
    assert not np.allclose(outputs, [6, 0.75, -2.5]), (
        "The model gives z, not a probability. The layer needs its activation."
    )
    assert np.allclose(outputs, [0.9975, 0.6792, 0.0759], atol=1e-3), (
        "For the melons A, B, C the model should give 0.998, 0.679, 0.076, not "
        f"{outputs.round(3)}. Is the activation a sigmoid?"
    )
    assert model.compiled, (
        "The model is not compiled yet: it needs a loss and an optimizer."
    )
    loss = np.ravel(model.evaluate(melons, np.array([1.0, 0.0, 0.0]), verbose=0))[0]
    assert abs(loss - 0.406) < 0.002, (
        "For the three melons the loss should be 0.406, the binary cross-entropy. Yours is "
        f"{loss:.3f}."
    )
    print("The model is ready: two weights, a bias, a sigmoid, and the right loss.")


def test_train():
    rows = np.genfromtxt("watermelons.csv", delimiter=",", skip_header=1)
    features = (rows[:, :2] - [160, 6]) / [20, 2]
    targets = rows[:, 2]
    model = build_model(2)
    model.set_weights([np.zeros_like(each) for each in model.get_weights()])  # loss 0.693
    train(model, features, targets)
    assert any(np.any(each) for each in model.get_weights()), (
        "The weights of the model are as they were. Call fit on the model that train is "
        "given."
    )
    p = np.clip(np.array(model(features))[:, 0], 1e-7, 1 - 1e-7)
    loss = -np.mean(np.where(targets == 1, np.log(p), np.log(1 - p)))
    assert np.isfinite(loss), "The loss is no finite number any more. Take smaller steps."
    assert loss < 0.35, (
        f"After train the loss is {loss:.3f}. It must fall below 0.35: more epochs or "
        "larger steps?"
    )
    print(f"train works: the loss is now {loss:.3f}.")


def test_predict_class():
    known = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    known.set_weights([np.array([[-3.0], [2.5]]), np.array([0.5])])
    melons = np.array([[-1.0, 1.0], [-0.5, -0.5], [1.0, 0.0], [1.5, 2.0]])
    classes = predict_class(known, melons)
    assert classes is not None, "predict_class gives nothing back. Does it end with return?"
    classes = np.asarray(classes)
    assert classes.shape == (4,), (
        "For four melons predict_class must return an array of shape (4,), not "
        f"{classes.shape}."
    )
    assert np.array_equal(classes, [1, 1, 0, 1]), (
        "The probabilities are 0.998, 0.679, 0.076 and 0.731, so the classes are [1, 1, 0, "
        f"1]. Yours are {classes.tolist()}."
    )
    assert classes.dtype.kind == "i", (
        "The classes must be integers, 0 and 1. The method astype(int) makes them."
    )
    one = np.asarray(predict_class(known, melons[2:3]))
    assert one.shape == (1,), (
        f"For a table of one melon the result must have shape (1,), not {one.shape}."
    )
    assert one[0] == 0, "Melon C alone must get a 0, as it does among the others."
    print("predict_class works.")
