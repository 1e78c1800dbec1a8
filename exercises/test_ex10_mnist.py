# Handwritten digits
#
# The visible checks for ex10_mnist.py. To run them, type
# `pytest test_ex10_mnist.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex10_mnist/;
# make changes there.

import keras
import numpy as np

from ex10_mnist import prepare, build_model, train, recognise


def test_prepare():
    images = np.zeros((3, 28, 28), dtype=np.uint8)
    images[0, 0, 1] = 51  # picture 0: row 0, column 1
    images[1, 2, 3] = 204  # picture 1: row 2, column 3
    images[2, 27, 27] = 255  # picture 2: the last pixel
    before = images.copy()
    pair = prepare(images, np.array([9, 0, 4]))
    assert pair is not None, "prepare gives nothing back. End it with return x, y."
    assert isinstance(pair, (tuple, list)) and len(pair) == 2, (
        "prepare must give back two arrays: return x, y."
    )
    x, y = pair
    shapes = (np.shape(x), np.shape(y))
    assert shapes[0] == (3, 784), (
        f"For three pictures x must have the shape (3, 784). Yours is {shapes[0]}."
    )
    x = np.asarray(x)
    assert x.max() <= 1, (
        f"The largest number of x must be 1. Yours is {float(x.max()):.6g}. Divide by 255."
    )
    assert np.isclose(x[0, 1], 0.2), (
        "Row 0, column 1 of a picture is place 1 of its row: x[0, 1] must be 51 / 255 = "
        f"0.2. Yours is {float(x[0, 1]):.6g}, and the largest of the row, "
        f"{float(x[0].max()):.6g}, stands at place {x[0].argmax()}."
    )
    assert np.isclose(x[1, 59], 0.8), (
        "Row 2, column 3 is place 2 * 28 + 3 = 59: x[1, 59] must be 0.8. Yours is "
        f"{float(x[1, 59]):.6g}."
    )
    assert np.isclose(x[2, 783], 1) and np.isclose(x.sum(), 2), (
        "The last pixel of picture 2 must become a 1 at its last place, 783, and all "
        "others stay 0."
    )
    assert x.dtype == np.float32, f"x must be of the type float32. Yours is {x.dtype}."
    assert shapes[1] == (3, 10), (
        f"For three labels y must have the shape (3, 10). Yours is {shapes[1]}."
    )
    y = np.asarray(y)
    assert np.array_equal(y.argmax(axis=1), [9, 0, 4]) and np.allclose(y.sum(axis=1), 1), (
        "The labels 9, 0, 4 need one 1 each, in the columns 9, 0, 4. Yours is "
        f"{y.tolist()}."
    )
    assert y.dtype.kind in "iuf", "y must hold numbers, 1 and 0, not True and False."
    assert np.array_equal(images, before), "The pictures themselves must stay as they were."

    x, y = prepare(images[1:2], np.array([2]))
    shapes = (np.shape(x), np.shape(y))
    assert shapes == ((1, 784), (1, 10)), (
        "For a single picture of a 2 the shapes must be (1, 784) and (1, 10). Yours are "
        f"{shapes}."
    )
    assert np.asarray(y)[0, 2] == 1, "A single label 2 needs its 1 in column 2."
    print("prepare works.")


def test_build_model():
    model = build_model()
    assert model is not None, (
        "build_model gives nothing back. End it with return model: compile itself returns "
        "nothing."
    )
    assert isinstance(model, keras.Model), "build_model must return a Keras model."
    assert model.built, (
        "The model does not know how many inputs there are. Begin it with "
        "keras.Input((784,))."
    )
    assert model.input_shape == (None, 784), (
        f"The model must take rows of 784 numbers. Its input shape is {model.input_shape}."
    )
    shapes = [weights.shape for weights in model.get_weights()]
    right = [(784, 800), (800,), (800, 400), (400,), (400, 10), (10,)]
    assert shapes == right, (
        f"The network of the picture has weights and biases of the shapes {right}. Yours "
        f"are {shapes}."
    )
    assert model.count_params() == 952410, (
        f"The network must have 952410 parameters. Yours has {model.count_params()}."
    )

    # Now we compute by hand, with the weights of the model, what it should say.
    w1, b1, w2, b2, w3, b3 = model.get_weights()
    rows = np.array([[0, 1] * 392, [1, 0] * 392, [0, 0, 0, 1] * 196], dtype=float)
    z = np.maximum(np.maximum(rows @ w1 + b1, 0) @ w2 + b2, 0) @ w3 + b3
    expected = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    p = np.array(model(rows))
    sums = p.sum(axis=1)
    assert np.allclose(sums, 1, atol=1e-4), (
        f"The ten probabilities must sum to 1. Yours sum to {sums[0]:.3g}: the last layer "
        "needs softmax."
    )
    assert np.allclose(p, expected, atol=1e-4), (
        f"With relu, relu and softmax the model would give {expected[0, 0]:.4f} as its "
        f"first probability. It gives {p[0, 0]:.4f}: look at the activations."
    )
    assert model.compiled, (
        "The model is not compiled yet: it needs a loss and an optimizer."
    )
    assert type(model.optimizer).__name__ == "Adam", (
        'The optimizer must be Adam: optimizer="adam".'
    )
    targets = np.eye(10)[[7, 2, 2]]
    expected = -np.mean(np.log(p[targets == 1]))
    try:
        loss = np.ravel(model.evaluate(rows, targets, verbose=0))[0]
    except ValueError:
        loss = np.nan  # this loss cannot work with one-hot targets
    assert abs(loss - expected) < 0.002, (
        f"For three made-up rows the categorical cross-entropy is {expected:.3f}. Yours is "
        f"{loss:.3f}."
    )
    print("The model is ready: 952410 weights and biases, none of which knows a digit yet.")


def test_train():
    images, labels = keras.datasets.mnist.load_data()[0]
    rows = images[:1920].reshape(1920, 784).astype("float32") / 255
    targets = np.eye(10)[labels[:1920]]
    keras.utils.set_random_seed(0)
    model = build_model()
    before = model.get_weights()
    train(model, rows, targets, 2)
    after = model.get_weights()
    assert any(np.any(one != other) for one, other in zip(before, after)), (
        "The weights of the model are as they were. Call fit on the model that train is "
        "given."
    )
    steps = int(model.optimizer.iterations)  # 0 if somebody has written the steps by hand
    assert steps in (0, 30), (
        "1920 digits in batches of 128 are 15 steps, so two epochs are 30 steps. Yours are "
        f"{steps}. Does fit get batch_size=128 and epochs=epochs?"
    )
    accuracy = np.mean(np.array(model(rows)).argmax(axis=1) == labels[:1920])
    assert accuracy > 0.8, (
        f'After two epochs the model recognises {100 * accuracy:.0f} % of the digits that '
        'it has learnt from. It should be more than 80 %. Is the optimizer of build_model '
        '"adam"?'
    )
    print(
        f"train works: after two epochs {100 * accuracy:.0f} % of these 1920 digits are "
        "right."
    )


def test_recognise():
    weights = np.zeros((28, 28, 10))
    weights[:, 14, 1] = 1
    weights[14, :, 7] = 1
    weights[:, 14, 3] = 2
    reader = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, activation="softmax")])
    reader.set_weights([weights.reshape(784, 10), -30.0 * (np.arange(10) == 3)])
    upright = np.zeros((28, 28), dtype=np.uint8)
    upright[4:24, 14] = 255
    answer = recognise(reader, upright)
    assert answer is not None, (
        "recognise gives nothing back. End it with return, not with print."
    )
    assert not isinstance(answer, str), "recognise must give back a number, not text."
    assert np.shape(answer) == (), (
        f"recognise must give back a single number. Yours has the shape {np.shape(answer)}."
    )
    assert answer != 3, (
        "The vertical stroke is taken for a 3. That happens if the numbers go up to 255: "
        "divide them."
    )
    assert answer != 7, (
        "The vertical stroke is taken for a 7. That happens if rows and columns are "
        "swapped."
    )
    assert answer == 1, (
        "For the vertical stroke the model gives the largest probability to the 1. Yours "
        f"is {answer}."
    )
    level = np.zeros((28, 28), dtype=np.uint8)
    level[14, 6:20] = 200
    answer = recognise(reader, level)
    assert answer == 7, (
        "For the horizontal stroke the model gives the largest probability to the 7. Yours "
        f"is {answer}."
    )
    assert np.asarray(answer).dtype.kind in "iu", (
        "The digit must be an integer: 7, not 7.0."
    )
    print("recognise works.")
