# Activation functions
#
# The visible checks for ex02_activations.py. To run them, type
# `pytest test_ex02_activations.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex02_activations/;
# make changes there.

import numpy as np

from ex02_activations import linear, relu, sigmoid, tanh, softmax, forward


def test_linear():
    x = np.array([-1000.0, -1.5, 0.0, 2.25])
    result = linear(x)
    assert result is not None, (
        "linear gives nothing back. End it with return, not with print."
    )
    assert not isinstance(result, tuple), (
        "linear gives several things. Is there a comma where a decimal point should be?"
    )
    result = np.asarray(result)
    assert result.shape == x.shape, (
        f"linear must keep the shape {x.shape}. Yours is {result.shape}."
    )
    assert np.allclose(result, x), "linear must give every number back as it is."

    table = np.array([[1.0, -2.0, 0.5], [-0.5, 3.0, 7.0]])
    result = np.asarray(linear(table))
    assert result.shape == (2, 3), (
        f"A table of shape (2, 3) must keep its shape. Yours is {result.shape}."
    )
    assert np.allclose(result, table), (
        "linear must give every number of a table back as it is."
    )
    print("linear works.")


def test_relu():
    x = np.array([-3.0, 1.5, -0.5, 0.0, 1000.0])
    result = relu(x)
    assert result is not None, (
        "relu gives nothing back. End it with return, not with print."
    )
    assert not isinstance(result, tuple), (
        "relu gives several things. Is there a comma where a decimal point should be?"
    )
    result = np.asarray(result)
    assert result.shape == x.shape, (
        f"relu must keep the shape {x.shape}. Yours is {result.shape}."
    )
    assert np.isclose(result[0], 0), f"relu(-3) must be 0. Yours is {result[0]:.4g}."
    assert np.isclose(result[1], 1.5), f"relu(1.5) must be 1.5. Yours is {result[1]:.4g}."
    assert np.allclose(result, [0, 1.5, 0, 0, 1000]), (
        "relu([-3, 1.5, -0.5, 0, 1000]) must be [0, 1.5, 0, 0, 1000]. Yours is "
        f"{result.tolist()}."
    )
    assert x[0] == -3, (
        "relu changes its argument. Make a new array instead of writing into x."
    )

    table = np.array([[-1.0, 2.0, 0.25], [4.0, -0.75, -6.0]])
    result = np.asarray(relu(table))
    assert result.shape == (2, 3), (
        f"A table of shape (2, 3) must keep its shape. Yours is {result.shape}."
    )
    assert np.allclose(result, [[0, 2, 0.25], [4, 0, 0]]), (
        "relu is right for a row, but not yet for a table."
    )
    print("relu works.")


def test_sigmoid():
    x = np.array([-2.0, 0.0, 3.0])
    result = sigmoid(x)
    assert result is not None, (
        "sigmoid gives nothing back. End it with return, not with print."
    )
    assert not isinstance(result, tuple), (
        "sigmoid gives several things. Is there a comma where a decimal point should be?"
    )
    result = np.asarray(result)
    assert result.shape == x.shape, (
        f"sigmoid must keep the shape {x.shape}. Yours is {result.shape}."
    )
    assert np.isclose(result[1], 0.5), (
        f"sigmoid(0) must be 0.5. Yours is {result[1]:.4g}. Is the formula complete, with "
        "all brackets?"
    )
    assert result[2] > result[0], (
        "sigmoid must rise from left to right. Look at the sign in e^(-x)."
    )
    assert np.isclose(result[2], 0.952574), (
        f"sigmoid(3) must be 0.952574. Yours is {result[2]:.6f}."
    )
    assert np.isclose(result[0], 0.119203), (
        f"sigmoid(-2) must be 0.119203. Yours is {result[0]:.6f}."
    )
    assert x[0] == -2, (
        "sigmoid changes its argument. Make a new array instead of writing into x."
    )

    table = np.array([[1.0, -1.0, 0.0], [-5.0, 5.0, 0.0]])
    expected = [[0.731059, 0.268941, 0.5], [0.006693, 0.993307, 0.5]]
    result = np.asarray(sigmoid(table))
    assert result.shape == (2, 3), (
        f"A table of shape (2, 3) must keep its shape. Yours is {result.shape}."
    )
    assert np.allclose(result, expected, atol=1e-5), (
        "sigmoid is right for a row, but not yet for a table."
    )

    x = np.array([-950.0, 950.0])
    result = np.asarray(sigmoid(x))
    assert np.allclose(result, [0, 1]), (
        f"For numbers far from 0, sigmoid must stay right: sigmoid({x}) is [0, 1]. Yours "
        f"is {result}."
    )
    print("sigmoid works.")


def test_tanh():
    x = np.array([-1.0, 0.0, 1.0, 3.0])
    result = tanh(x)
    assert result is not None, (
        "tanh gives nothing back. End it with return, not with print."
    )
    assert not isinstance(result, tuple), (
        "tanh gives several things. Is there a comma where a decimal point should be?"
    )
    result = np.asarray(result)
    assert result.shape == x.shape, (
        f"tanh must keep the shape {x.shape}. Yours is {result.shape}."
    )
    assert np.isclose(result[1], 0), (
        f"tanh(0) must be 0. Yours is {result[1]:.4g}. Is the formula complete, with all "
        "brackets?"
    )
    assert np.isclose(result[2], 0.761594), (
        f"tanh(1) must be 0.761594. Yours is {result[2]:.6f}."
    )
    assert np.isclose(result[0], -0.761594), (
        f"tanh(-1) must be -0.761594. Yours is {result[0]:.6f}."
    )
    assert np.isclose(result[3], 0.995055), (
        f"tanh(3) must be 0.995055. Yours is {result[3]:.6f}."
    )
    assert x[0] == -1, (
        "tanh changes its argument. Make a new array instead of writing into x."
    )

    table = np.array([[0.5, -0.5, 2.0], [-2.0, 0.0, 0.1]])
    expected = [[0.462117, -0.462117, 0.964028], [-0.964028, 0, 0.099668]]
    result = np.asarray(tanh(table))
    assert result.shape == (2, 3), (
        f"A table of shape (2, 3) must keep its shape. Yours is {result.shape}."
    )
    assert np.allclose(result, expected, atol=1e-5), (
        "tanh is right for a row, but not yet for a table."
    )

    x = np.array([-950.0, 950.0])
    result = np.asarray(tanh(x))
    assert np.isfinite(result).all(), (
        f"tanh({x}) became {result}. The power e^950 is too large, so write tanh without "
        "it."
    )
    assert np.allclose(result, [-1, 1]), f"tanh({x}) must be [-1, 1]. Yours is {result}."
    print("tanh works.")


def test_softmax():
    z = np.array([2.0, 1.0, -1.0])
    result = softmax(z)
    assert result is not None, (
        "softmax gives nothing back. End it with return, not with print."
    )
    assert not isinstance(result, tuple), (
        "softmax gives several things. Is there a comma where a decimal point should be?"
    )
    result = np.asarray(result)
    assert result.shape == z.shape, (
        f"softmax must keep the shape {z.shape}. Yours is {result.shape}."
    )
    total = np.sum(result)
    assert np.isclose(total, 1), (
        f"The probabilities of a row must sum to 1. Yours sum to {total:.4g}."
    )
    assert np.allclose(result, [0.705385, 0.259496, 0.035119], atol=1e-5), (
        f"softmax({z}) must be [0.7054, 0.2595, 0.0351]. Yours is {result}."
    )
    assert z[0] == 2, (
        "softmax changes its argument. Make a new array instead of writing into z."
    )

    table = np.array([[2.0, 1.0, -1.0], [0.0, -3.0, 0.0]])
    expected = [[0.705385, 0.259496, 0.035119], [0.487857, 0.024289, 0.487857]]
    result = np.asarray(softmax(table))
    assert result.shape == (2, 3), (
        f"A table of shape (2, 3) must keep its shape. Yours is {result.shape}."
    )
    sums = np.sum(result, axis=-1)
    assert np.allclose(sums, 1), (
        f"Each row must sum to 1. Yours sum to {sums}. Along which axis do you add?"
    )
    assert np.allclose(result, expected, atol=1e-5), (
        "softmax is right for a row, but not yet for a table."
    )

    z = np.array([[1000.0, 999.0, -1000.0], [-950.0, -948.0, -950.0]])
    expected = [[0.731059, 0.268941, 0], [0.106507, 0.786986, 0.106507]]
    result = np.asarray(softmax(z))
    assert np.isfinite(result[0]).all(), (
        "The power e^1000 is too large. First subtract the maximum of each row."
    )
    assert np.allclose(result, expected, atol=1e-5), (
        "softmax is not right for large numbers. Does each row get its own maximum "
        "subtracted?"
    )
    print("softmax works.")


def test_forward():
    weights = [np.array([[0.5, 1.5], [1.0, -1.0]]), np.array([[2.0], [0.5]])]
    example = np.array([1.0, -2.0])
    right = {"linear": -1.25, "sigmoid": 0.700608, "relu": 1.75, "tanh": -0.864581}

    for name, value in right.items():
        y = forward(example, weights, name)
        assert y is not None, (
            f"With {name} forward gives nothing back. Does it reach a return?"
        )
        y = np.asarray(y)
        assert y.shape == (1,), (
            f"For one example forward must return an array of shape (1,), not {y.shape}."
        )
        assert abs(y[0] - value) < 1e-5, (
            f"With {name} the result should be {value}, not {y[0]:.6f}. Does the check of "
            f"{name} pass? Then look here: the activation is applied once in each layer, "
            "after @."
        )

    batch = np.array([[1.0, -2.0], [0.0, 2.0], [-1.0, 0.5]])
    before = batch.copy()
    y = np.asarray(forward(batch, weights, "relu"))
    assert y.shape == (3, 1), (
        f"For three examples forward must return an array of shape (3, 1), not {y.shape}."
    )
    assert np.allclose(y, [[1.75], [4.0], [0.0]]), (
        "Each row of the batch must get its own answer, the same as if it came alone."
    )
    assert np.array_equal(batch, before), "forward must leave the array x as it was."
    assert np.shape(forward(batch[:1], weights, "relu")) == (1, 1), (
        "A batch of one example is still a batch: its answer has the shape (1, 1)."
    )
    print("forward works for one example and for a batch.")
