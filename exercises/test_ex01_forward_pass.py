# A network by hand
#
# The visible checks for ex01_forward_pass.py. To run them, type
# `pytest test_ex01_forward_pass.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex01_forward_pass/;
# make changes there.

import keras
import numpy as np

from ex01_forward_pass import (
    STUDENT_ID, numbers_of, x1, x2, w1, w2, w3, w4, w5, w6, N1, N2, Y, neuron,
    pack_weights, forward, build_network,
)


def test_by_hand():
    assert N1 is not None, "N1 has no value yet: give it one in ex01_forward_pass.py."
    assert N2 is not None, "N2 has no value yet: give it one in ex01_forward_pass.py."
    assert Y is not None, "Y has no value yet: give it one in ex01_forward_pass.py."
    for name, value in [("N1", N1), ("N2", N2), ("Y", Y)]:
        assert not isinstance(value, tuple), (
            f"{name} is more than one number, because there is a comma in it. In Python "
            "the decimal mark is a point."
        )
        assert not isinstance(value, str), (
            f"{name} is text, because it stands in quotes. Take them away. The decimal "
            "mark is a point."
        )
        number = np.asarray(value)
        assert number.dtype.kind in "if", f"{name} is not a number yet."
        assert number.shape == (), f"{name} must be one number, not a list of numbers."
        assert np.isfinite(number), (
            f"{name} is not finite. Something has been divided by zero."
        )

    assert STUDENT_ID != "example", (
        'STUDENT_ID is still "example". Put your own id there, and compute with the '
        'numbers that belong to it.'
    )
    assert numbers_of == STUDENT_ID, (
        f'The numbers are still those of "{numbers_of}". Run the cell below your id again, '
        'and compute with the numbers that it prints then.'
    )
    assert N1 > N2, (
        "In this network N1 must be greater than N2. Have the neurons or the inputs been "
        "swapped?"
    )
    # The formulas of N1 and N2, added up:
    assert abs((N1 + N2) - (x1 * (w1 + w3) + x2 * (w2 + w4))) < 2e-4, (
        "N1 and N2 do not fit together. Have you taken your own numbers? Which weights "
        "lead to N1, and which to N2? Are all the minus signs there, and all the decimals?"
    )
    assert abs(Y - (N1 * w5 + N2 * w6)) < 2e-4, (
        "Y does not follow from your N1 and N2. Multiply each of them by its own weight, "
        "and add. Keep all the decimals."
    )
    print("Your numbers fit together.")


def test_neuron():
    result = neuron(3, -2, 0.5, 4)
    assert result is not None, (
        "neuron gives nothing back. End it with return, not with print."
    )
    assert np.shape(result) == (), "neuron must give one number back, not several."
    assert abs(result - (-6.5)) < 1e-6, (
        "neuron(3, -2, 0.5, 4) is -6.5, since 3 * 0.5 + (-2) * 4 = -6.5. Yours is "
        f"{result}."
    )
    result = neuron(1, 10, 2, 3)
    assert abs(result - 32) < 1e-6, (
        f"neuron(1, 10, 2, 3) is 32, since 1 * 2 + 10 * 3 = 32. Yours is {result}."
    )
    print("neuron works.")


def test_pack_weights():
    packed = pack_weights(1, 2, 3, 4, 5, 6)
    assert isinstance(packed, (list, tuple)), (
        "pack_weights must return a list of two tables."
    )
    assert len(packed) == 2, (
        f"There are two layers, so the list needs two tables. Yours has {len(packed)} "
        "parts."
    )
    first, second = np.asarray(packed[0]), np.asarray(packed[1])
    assert first.shape == (2, 2), (
        "The hidden layer has two inputs and two neurons, so its table has the shape (2, "
        f"2). Yours has {first.shape}."
    )
    assert second.shape == (2, 1), (
        "The output layer has two inputs and one neuron, so its table has the shape (2, "
        f"1). Yours has {second.shape}."
    )
    assert list(first[:, 0]) == [1, 2], (
        "The first column belongs to N1 and must hold w1 and w2, one below the other. Have "
        "rows and columns been swapped?"
    )
    assert list(first[:, 1]) == [3, 4], "The second column belongs to N2: w3 above w4."
    assert list(second[:, 0]) == [5, 6], "The column of Y must hold w5 above w6."
    print("Well packed.")


def test_forward():
    weights = [np.array([[0.5, 1.5], [1.0, -1.0]]), np.array([[2.0], [0.5]])]
    y = forward(np.array([1.0, -2.0]), weights)
    assert y is not None, "forward gives nothing back. Does it end with return?"
    y = np.asarray(y)
    assert y.shape == (1,), (
        f"For one example forward must return an array of shape (1,), not {y.shape}."
    )
    assert abs(y[0] - (-1.25)) < 1e-5, (
        "The hidden neurons are -1.5 and 3.5, and the result is -1.25. Yours is "
        f"{y[0]:.6g}. First x @ hidden, then @ output."
    )

    batch = np.array([[1.0, -2.0], [0.0, 2.0], [-1.0, 0.5]])
    before = batch.copy()
    y = np.asarray(forward(batch, weights))
    assert y.shape == (3, 1), (
        f"For three examples forward must return an array of shape (3, 1), not {y.shape}."
    )
    assert np.allclose(y, [[-1.25], [3.0], [-1.0]]), (
        "Each row of the batch must get its own answer, the same as if it came alone."
    )
    assert np.array_equal(batch, before), "forward must leave the array x as it was."
    assert np.shape(forward(batch[:1], weights)) == (1, 1), (
        "A batch of one example is still a batch: its answer has the shape (1, 1)."
    )
    print("forward works for one example and for a batch.")


def test_build_network():
    network = build_network()
    assert network is not None, "build_network gives nothing back. Does it end with return?"
    assert isinstance(network, keras.Model), "build_network must return a Keras model."
    assert network.get_weights(), (
        "The network has no weights yet: it does not know how many inputs there are. Let "
        "it begin with keras.Input((2,))."
    )
    assert network.input_shape == (None, 2), (
        f"The network must take two inputs. Its input shape is {network.input_shape}."
    )
    assert network.output_shape == (None, 1), (
        f"The network must have one output. Its output shape is {network.output_shape}."
    )
    assert network.count_params() == 6, (
        f"The network must have 6 weights, not {network.count_params()}. Look at the "
        "layers, at the number of neurons in each, and at use_bias."
    )
    assert not network.compiled, "Return the network without compile."

    network.set_weights([np.array([[0.5, 1.5], [1.0, -1.0]]), np.array([[2.0], [0.5]])])
    result = np.array(network(np.array([[1.0, -2.0], [0.0, 2.0]])))
    assert np.allclose(result, [[-1.25], [3.0]], atol=1e-5), (
        "The network does not compute what your forward computes. Has a layer got an "
        "activation?"
    )
    print("The network is built.")
