# How the error finds its way back
#
# The visible checks for ex11_backpropagation.py. To run them, type
# `pytest test_ex11_backpropagation.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex11_backpropagation/;
# make changes there.

import numpy as np

from ex11_backpropagation import (
    STUDENT_ID, numbers_of, x1, x2, w5, N1, d_y, d_w5, d_w6, d_n1, d_w1, d_w2,
    sigmoid_backward, relu_backward, dense_backward, softmax_loss_backward, gradients,
    train,
)


def test_chain_by_hand():
    assert d_y is not None, (
        "d_y has no value yet: give it one in ex11_backpropagation.py."
    )
    assert d_w5 is not None, (
        "d_w5 has no value yet: give it one in ex11_backpropagation.py."
    )
    assert d_w6 is not None, (
        "d_w6 has no value yet: give it one in ex11_backpropagation.py."
    )
    assert d_n1 is not None, (
        "d_n1 has no value yet: give it one in ex11_backpropagation.py."
    )
    assert d_w1 is not None, (
        "d_w1 has no value yet: give it one in ex11_backpropagation.py."
    )
    assert d_w2 is not None, (
        "d_w2 has no value yet: give it one in ex11_backpropagation.py."
    )
    assert STUDENT_ID != "example", (
        "Put your own id into the cell for it, and run the next one too."
    )
    assert numbers_of == STUDENT_ID, (
        "Run the cell below your id again, and take its numbers."
    )
    values = {"d_y": d_y, "d_w5": d_w5, "d_w6": d_w6, "d_n1": d_n1, "d_w1": d_w1, "d_w2": d_w2}
    for name, value in values.items():
        number = np.asarray(value)
        assert number.dtype.kind in "if" and number.shape == (), (
            f"{name} must be one number. In Python the decimal mark is a point."
        )
    assert d_y > 0 and d_w5 > 0, (
        "Your Y is above the target, so a larger Y or a larger w5 makes the loss larger: "
        "d_y and d_w5 are positive."
    )
    assert abs(d_w5 * w5 - d_n1 * N1) < 1e-3 * abs(d_w5 * w5), (
        "d_w5 and d_n1 do not fit together. One is d_y times N1, the other is d_y times w5."
    )
    assert abs(d_w6) < 1e-9, (
        "N2 passes on 0, so nothing came along the line of w6: d_w6 is 0."
    )
    assert max(abs(d_w1 - d_n1 * x1), abs(d_w2 - d_n1 * x2)) < 1e-3 * abs(d_n1 * x1) + 1e-3, (
        "d_w1 and d_w2 do not follow from your d_n1. One is d_n1 times x1, the other is "
        "d_n1 times x2."
    )
    print("Your numbers fit together. Whether d_y is right, only the grading says.")


def test_sigmoid_backward():
    out = 1 / (1 + np.exp(-np.array([-2.0, 0.0, 3.0])))
    result = sigmoid_backward(out, np.array([1.0, 2.0, -1.0]))
    assert result is not None, (
        "sigmoid_backward gives nothing back. End it with return, not with print."
    )
    assert np.shape(result) == (3,), (
        f"Three numbers in, three out. Yours: {np.shape(result)}."
    )
    assert np.allclose(result, [0.1049936, 0.5, -0.0451767], atol=1e-6), (
        f"The result should be [0.1050, 0.5, -0.0452]. Yours is {result}. out is already "
        "what the sigmoid gave."
    )
    table = np.array([[0.5, 0.9], [0.2, 0.5], [0.1, 0.8]])
    assert np.allclose(sigmoid_backward(table, 2 * table), 2 * table * table * (1 - table)), (
        "sigmoid_backward must work for a table, too: without loops it does so by itself."
    )
    print("sigmoid_backward works.")


def test_relu_backward():
    z, d_out = np.array([[2.0, -1.0], [-0.5, 3.0]]), np.array([[-1.5, 4.0], [2.0, 0.5]])
    result = relu_backward(z, d_out)
    assert result is not None, "relu_backward gives nothing back. End it with return."
    assert np.shape(result) == (2, 2), (
        f"The result must have the shape of z, not {np.shape(result)}."
    )
    assert np.allclose(result, [[-1.5, 0.0], [0.0, 0.5]]), (
        "Two of the four sums are positive, and what comes back there gets through, also "
        f"the -1.5: [[-1.5, 0], [0, 0.5]]. Yours is {np.asarray(result).tolist()}."
    )
    assert d_out[0, 1] == 4 and z[0, 1] == -1, "relu_backward changes one of its arguments."
    assert np.allclose(relu_backward(z[0], d_out[0]), [-1.5, 0.0]), (
        "relu_backward must work for a single row, too: without loops it does so by itself."
    )
    print("relu_backward works.")


def test_dense_backward():
    x = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]])
    w = np.array([[0.5, -1.0, 0.0], [1.0, 2.0, -0.5]])
    d_out = np.array([[1.0, 0.0, 2.0], [-1.0, 0.5, 0.0], [0.0, 1.0, -1.0]])
    result = dense_backward(x, w, d_out)
    assert result is not None, (
        "dense_backward gives nothing back. End it with return d_x, d_w, d_b."
    )
    assert len(result) == 3, (
        f"dense_backward must give three arrays. Yours gives {len(result)}."
    )
    right = {
        "d_x": [[0.5, 0.0], [-1.0, 0.0], [-1.0, 2.5]],
        "d_w": [[1.0, 3.0, -1.0], [3.0, 0.5, 3.0]],
        "d_b": [0.0, 1.5, 1.0],
    }
    for (name, wanted), found in zip(right.items(), result):
        assert np.shape(found) == np.shape(wanted), (
            f"{name} must have the shape {np.shape(wanted)}. Yours has {np.shape(found)}."
        )
        assert np.allclose(found, wanted), (
            f"{name} should be {wanted}. Yours is {np.asarray(found).tolist()}."
        )
    print("dense_backward works.")


def test_softmax_loss_backward():
    z, y = np.array([[2.0, 1.0, -1.0], [0.0, -3.0, 0.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    result = softmax_loss_backward(z, y)
    assert result is not None, (
        "softmax_loss_backward gives nothing back. End it with return."
    )
    result = np.asarray(result)
    assert result.shape == (2, 3), (
        f"The result must have the shape of z, (2, 3), not {result.shape}."
    )
    assert np.allclose(result.sum(axis=1), 0), (
        f"Each row of p - y adds up to 0. Yours add up to {result.sum(axis=1)}: is each "
        "row a softmax of its own?"
    )
    right = [[-0.147308, 0.129748, 0.017560], [0.243928, -0.487856, 0.243928]]
    assert np.allclose(result, right, atol=1e-5), (
        f"The result should be {right}. Yours is {result.round(6).tolist()}. Is it p - y, "
        "and divided by the number of rows?"
    )
    z, y = np.array([[1000.0, 0.0], [-1000.0, -1000.0]]), np.array([[0.0, 1.0], [0.0, 1.0]])
    large = np.asarray(softmax_loss_backward(z, y))
    assert np.allclose(large, [[0.5, -0.5], [0.25, -0.25]]), (
        "For the sums 1000, 0 and -1000, -1000 it should be [[0.5, -0.5], [0.25, -0.25]]. "
        f"Yours is {large.tolist()}. Does each row get its own maximum subtracted?"
    )
    print("softmax_loss_backward works.")


def test_gradients():
    weights = [
        np.array([[1.0, -0.5, 0.8], [0.3, 1.2, -0.7]]), np.array([0.1, -0.2, 0.3]),
        np.array([[0.6, -0.4], [-0.9, 0.5], [0.2, 1.1]]), np.array([0.05, -0.1]),
    ]
    x = np.array([[1.0, 2.0], [-1.5, 0.5], [0.4, -1.0], [2.0, 0.3]])
    y = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    copies = [each.copy() for each in weights]
    result = gradients(weights, x, y)
    assert result is not None, (
        "gradients gives nothing back. End it with return and a list of four."
    )
    assert len(result) == 4, f"gradients must give four arrays. Yours gives {len(result)}."
    assert all(np.array_equal(*pair) for pair in zip(weights, copies)), (
        "gradients changes the weights. It only measures; the step comes later."
    )
    for place, name in enumerate(["W1", "b1", "W2", "b2"]):
        found, wanted = np.asarray(result[place]), np.zeros(weights[place].shape)
        for index in np.ndindex(wanted.shape):  # the nudge
            losses = []
            for h in [1e-5, -1e-5]:
                nudged = [each.copy() for each in weights]
                nudged[place][index] += h
                z = np.maximum(0, x @ nudged[0] + nudged[1]) @ nudged[2] + nudged[3]
                losses.append(np.mean(np.log(np.sum(np.exp(z), axis=1)) - np.sum(y * z, axis=1)))
            wanted[index] = (losses[0] - losses[1]) / 2e-5
        assert found.shape == wanted.shape, (
            f"The gradient of {name} must have the shape {wanted.shape}. Yours has "
            f"{found.shape}."
        )
        assert np.allclose(found, wanted, atol=1e-6), (
            f"For {name} the nudge finds {wanted.round(4).tolist()}. Yours is "
            f"{found.round(4).tolist()}."
        )
    print("gradients works: all four arrays agree with the nudge.")


def test_train():
    rng = np.random.default_rng(0)
    t, label = rng.uniform(0, np.pi, 600), np.arange(600) % 2
    x = np.where(label == 0, [np.cos(t), np.sin(t)], [1 - np.cos(t), 0.5 - np.sin(t)]).T
    x += rng.normal(0, 0.1, (600, 2)) - [0.5, 0.25]
    new_x, new_label = x[300:], label[300:]
    x, y = x[:300], np.eye(2)[label[:300]]
    weights = [rng.normal(0, 1, (2, 16)), np.zeros(16), rng.normal(0, 0.25, (16, 2)), np.zeros(2)]
    copies = [each.copy() for each in weights]

    result = train(weights, x, y, 0.3, 300, 1, 0)
    assert result is not None, "train gives nothing back. End it with return weights."
    assert all(np.array_equal(*pair) for pair in zip(weights, copies)), (
        "train changes the list of weights that it is given. Make new arrays, weight - "
        "learning_rate * step, and put them into a new list."
    )
    names, steps = ["W1", "b1", "W2", "b2"], gradients(weights, x, y)
    for name, found, weight, step in zip(names, result, weights, steps):
        assert np.allclose(found, weight - 0.3 * np.asarray(step)), (
            f"With one batch of all rows an epoch is one step: {name} should be weight - "
            "0.3 * gradient."
        )

    alike = np.repeat(x[:1], 5, axis=0), np.repeat(y[:1], 5, axis=0)
    three = weights
    for _turn in range(3):
        three = train(three, x[:1], y[:1], 0.1, 1, 1, 0)
    for found, wanted in zip(train(weights, x[:1], y[:1], 0.1, 1, 3, 0), three):
        assert np.allclose(found, wanted), (
            "Three epochs should do the same as one epoch three times. Is return inside a "
            "loop?"
        )
    for found, wanted in zip(train(weights, *alike, 0.1, 2, 1, 0), three):
        assert np.allclose(found, wanted), (
            "Five rows in batches of 2 make three steps; the last batch has one row. Is it "
            "left out?"
        )

    hidden_w, hidden_b, out_w, out_b = train(weights, x, y, 0.3, 16, 100, 0)
    sums = np.maximum(0, new_x @ hidden_w + hidden_b) @ out_w + out_b
    share = np.mean(sums.argmax(axis=1) == new_label)
    assert share >= 0.985, (
        f"After 100 epochs {100 * share:.1f} % of 300 new points are right; 98.5 % should "
        "be."
    )
    print(f"train works: {100 * share:.1f} % of 300 new points are right.")
