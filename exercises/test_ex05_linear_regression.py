# Linear regression
#
# The visible checks for ex05_linear_regression.py. To run them, type
# `pytest test_ex05_linear_regression.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex05_linear_regression/;
# make changes there.

import keras
import numpy as np

from ex05_linear_regression import count_parameters, build_model, train, predict


def test_count_parameters():
    assert count_parameters([2, 2, 1]) is not None, (
        "count_parameters gives nothing back. Does it end with return?"
    )
    assert count_parameters([2, 2, 1]) == 6, (
        "The network [2, 2, 1] of the first lesson has 4 + 2 = 6 parameters, not "
        f"{count_parameters([2, 2, 1])}."
    )
    assert count_parameters([3, 5]) == 15, (
        "A layer of 5 neurons with 3 inputs has 3 * 5 = 15 weights. Without use_bias, add "
        "nothing."
    )
    assert count_parameters([3, 5], use_bias=True) == 20, (
        "With bias, a layer of 5 neurons with 3 inputs has 3 * 5 + 5 = 20 parameters."
    )
    assert count_parameters([2, 2, 1], use_bias=True) == 9, (
        "With bias, the network [2, 2, 1] has (4 + 2) + (2 + 1) = 9 parameters."
    )
    assert count_parameters([784, 800, 400, 10], use_bias=True) == 952410, (
        "The network [784, 800, 400, 10] with bias has 952410 parameters. Are all three "
        "layers counted?"
    )
    print("Counted right.")


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
        "The model must give one number for each road. Its output shape is "
        f"{model.output_shape}."
    )
    assert model.count_params() == 3, (
        "For two features the model must have 3 parameters, two weights and a bias. Yours "
        f"has {model.count_params()}."
    )
    for n in [1, 5]:
        assert build_model(n).input_shape == (None, n), (
            f"build_model({n}) must take {n} features. Its input shape is "
            f"{build_model(n).input_shape}."
        )

    two_roads = np.array([[1.5, 2.0], [0.0, 0.0]])
    model.set_weights([np.array([[-2.0], [-1.0]]), np.array([20.0])])
    result = np.array(model(two_roads))[:, 0]
    assert np.allclose(result, [15, 20], atol=1e-4), (
        "With the weights -2, -1 and the bias 20, the model must give 15 and 20. Yours "
        f"gives {result}. Has the neuron no activation?"
    )

    assert model.compiled, "The model is not compiled. Call model.compile before return."
    loss = np.ravel(model.evaluate(two_roads, np.array([18.0, 19.0]), verbose=0))[0]
    assert np.isclose(loss, 5, atol=1e-3), (
        "Two errors, 3 and 1, have the mean squared error (9 + 1) / 2 = 5. The loss of "
        f"your model says {loss:.4g}: which loss does compile get?"
    )
    assert isinstance(model.optimizer, keras.optimizers.SGD), (
        f"The optimizer must be SGD. Yours is {type(model.optimizer).__name__}."
    )
    print("The model is built and compiled.")


def test_train():
    random = np.random.default_rng(8)
    x = random.uniform(-3, 3, (40, 2))
    y = x @ np.array([1.5, -2.0]) + 25 + 0.5 * random.standard_normal(40)

    model = build_model(2)
    before = model.get_weights()
    first_loss = np.mean((np.array(model(x))[:, 0] - y) ** 2)
    train(model, x, y)
    assert not np.array_equal(before[0], model.get_weights()[0]), (
        "The weights are the same as before. Call fit on the model that train is given."
    )
    loss = np.mean((np.array(model(x))[:, 0] - y) ** 2)
    assert np.isfinite(loss), (
        "The loss is no number any more: the steps are too large. Choose a smaller "
        "learning rate."
    )
    assert loss < first_loss, (
        f"The loss has grown from {first_loss:.4g} to {loss:.4g}: choose a smaller "
        "learning rate."
    )
    assert loss < 1, (
        f"The loss has fallen from {first_loss:.4g} to {loss:.4g}, but it must be below 1. "
        "Train longer: more epochs, or smaller batches."
    )
    print(f"train works: the loss is {loss:.3f}.")


def test_predict():
    known = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    known.set_weights([np.array([[-2.0], [-1.0]]), np.array([20.0])])

    x = np.array([[1.5, 2.0], [0.0, 0.0], [-2.0, 1.25]])
    result = predict(known, x)
    assert result is not None, (
        "predict gives nothing back. End it with return, not with print."
    )
    result = np.asarray(result)
    assert result.shape == (3,), (
        f"For three rows the result must have the shape (3,). Yours has {result.shape}."
    )
    assert np.allclose(result, [15, 20, 22.75], atol=1e-3), (
        f"The predictions must be 15, 20 and 22.75. Yours are {result.tolist()}."
    )

    result = np.asarray(predict(known, np.array([[1.5, 2.0]])))
    assert result.shape == (1,), (
        "For a table of one row the result must have the shape (1,). Yours has "
        f"{result.shape}."
    )
    assert np.allclose(result, [15], atol=1e-3), (
        f"For one row the prediction must be [15]. Yours is {result.tolist()}."
    )
    print("predict works.")
