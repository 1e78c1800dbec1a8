# Fully connected networks
#
# The visible checks for ex07_dense_networks.py. To run them, type
# `pytest test_ex07_dense_networks.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex07_dense_networks/;
# make changes there.

import keras
import numpy as np

from ex07_dense_networks import (
    plants, wet, collapse, build_hidden, build_deep, signal_sizes,
)


def test_collapse():
    result = collapse(np.array([[2.0, 1.0], [-1.0, 3.0]]), np.array([[0.5], [-2.0]]))
    assert result is not None, (
        "collapse gives nothing back. End it with return, not with print."
    )
    result = np.array(result)
    assert result.shape == (2, 1), (
        "Two inputs and one output neuron need a table of shape (2, 1). Yours is "
        f"{result.shape}."
    )
    assert np.isclose(result[0, 0], -1), (
        "From x1 two paths lead to the output: 2 * 0.5 + 1 * (-2) = -1. Yours is "
        f"{result[0, 0]:.4g}."
    )
    assert np.isclose(result[1, 0], -6.5), (
        "From x2 two paths lead to the output: -1 * 0.5 + 3 * (-2) = -6.5. Yours is "
        f"{result[1, 0]:.4g}."
    )

    hidden = np.array([[0.5, -1.5], [2.0, 0.25], [-0.75, 1.0]])
    output = np.array([[1.5, -2.0, 0.5, 3.0], [0.25, 1.0, -0.5, 2.0]])
    result = np.array(collapse(hidden, output))
    assert result.shape == (3, 4), (
        "Three inputs and four output neurons need a table of shape (3, 4). Yours is "
        f"{result.shape}."
    )
    x = np.array([1.0, -2.0, 0.5])
    network, neurons = x @ hidden @ output, x @ result
    assert np.allclose(network, neurons), (
        f"For the inputs {x} the two layers give {network}, but your one layer gives "
        f"{neurons}."
    )
    print("collapse works: two layers without activation are one layer.")


def test_build_hidden():
    network = build_hidden(10)
    assert network is not None, (
        "build_hidden gives nothing back. End it with return network: compile itself "
        "returns nothing."
    )
    assert isinstance(network, keras.Model), "build_hidden must return a Keras model."
    assert network.built, (
        "The network does not know how many inputs there are. Begin it with "
        "keras.Input((2,))."
    )
    shapes = [weights.shape for weights in network.get_weights()]
    assert shapes == [(2, 10), (10,), (10, 1), (1,)], (
        "build_hidden(10) needs weights and biases of the shapes [(2, 10), (10,), (10, 1), "
        f"(1,)]. Yours are {shapes}."
    )
    shapes = [weights.shape for weights in build_hidden(3).get_weights()]
    assert shapes[0] == (2, 3), (
        f"build_hidden(3) needs hidden weights of the shape (2, 3). Yours is {shapes[0]}."
    )

    # Now we compute by hand, with the weights of the network, what it should say.
    w1, b1, w2, b2 = network.get_weights()
    expected = 1 / (1 + np.exp(-(np.maximum(0, plants @ w1 + b1) @ w2 + b2)))
    found = np.array(network(plants))
    assert 0 <= found.min() and found.max() <= 1, (
        f"A probability lies between 0 and 1, but the network says {found.min():.3g} "
        f"somewhere and {found.max():.3g} elsewhere. Which activation does the last layer "
        "need?"
    )
    assert np.allclose(found, expected, atol=1e-4), (
        "With relu in the hidden layer and a sigmoid at the end, the network would say "
        f"{expected[0, 0]:.4f} for the first plant. It says {found[0, 0]:.4f}: look at the "
        "activations."
    )
    assert network.compiled, "The network is not compiled yet. Call network.compile."
    expected = -np.mean(wet * np.log(found[:, 0]) + (1 - wet) * np.log(1 - found[:, 0]))
    loss = float(network.compute_loss(y=wet.reshape(-1, 1), y_pred=found))
    assert np.isclose(loss, expected, rtol=1e-3), (
        f"The binary cross-entropy of the new network is {expected:.4f}, but its loss is "
        f"{loss:.4f}. Is it compiled with that loss?"
    )

    # It learns from the gardener's plants, and is asked about 400 others.
    turn = np.random.default_rng(21).uniform(0, 2 * np.pi, 400)
    far = np.random.default_rng(22).uniform(np.repeat([0, 3], 200), np.repeat([2, 5], 200))
    others = np.column_stack([far * np.cos(turn), far * np.sin(turn)])
    keras.utils.set_random_seed(0)
    network = build_hidden(10)
    for epoch in range(30):
        network.fit(plants, wet, epochs=1, batch_size=4, verbose=0)
        share = np.mean((np.array(network(others))[:, 0] > 0.5) == wet)
        if share >= 0.9:
            break
    assert share >= 0.9, (
        f"After 30 epochs the network is right for {100 * share:.0f} % of new plants; at "
        "least 90 % are wanted. Try another optimizer or another learning rate."
    )
    print(
        f"build_hidden works: right for {100 * share:.0f} % of new plants. Epochs: "
        f"{epoch + 1}."
    )


def test_build_deep():
    network = build_deep(4, 5, "tanh")
    assert network is not None, (
        "build_deep gives nothing back. End it with return network: compile itself returns "
        "nothing."
    )
    assert isinstance(network, keras.Model), "build_deep must return a Keras model."
    assert network.built, (
        "The network does not know how many inputs there are. Begin it with "
        "keras.Input((2,))."
    )
    shapes = [weights.shape for weights in network.get_weights()]
    expected = [(2, 5), (5,), (5, 5), (5,), (5, 5), (5,), (5, 5), (5,), (5, 1), (1,)]
    assert len(shapes) == 10, (
        "build_deep(4, 5, 'tanh') has 4 hidden layers and the output, so 5 times weights "
        f"and biases: 10 arrays. Yours has {len(shapes)}."
    )
    assert shapes == expected, (
        f"build_deep(4, 5, 'tanh') needs weights and biases of the shapes {expected}. "
        f"Yours are {shapes}."
    )

    # Now we compute by hand, with the weights of the network, what it should say.
    functions = {"tanh": np.tanh, "sigmoid": lambda z: 1 / (1 + np.exp(-z))}
    for activation in ["tanh", "sigmoid"]:
        network = build_deep(2, 6, activation)
        w1, b1, w2, b2, w3, b3 = network.get_weights()
        signal = functions[activation](plants @ w1 + b1)
        signal = functions[activation](signal @ w2 + b2)
        expected = 1 / (1 + np.exp(-(signal @ w3 + b3)))
        found = np.array(network(plants))
        assert np.allclose(found, expected, atol=1e-4), (
            f"With {activation} in both hidden layers and a sigmoid at the end, the "
            f"network would say {expected[0, 0]:.4f} for the first plant. It says "
            f"{found[0, 0]:.4f}: look at the activations."
        )
    assert network.compiled, "The network is not compiled yet. Call network.compile."
    expected = -np.mean(wet * np.log(found[:, 0]) + (1 - wet) * np.log(1 - found[:, 0]))
    loss = float(network.compute_loss(y=wet.reshape(-1, 1), y_pred=found))
    assert np.isclose(loss, expected, rtol=1e-3), (
        f"The binary cross-entropy of the new network is {expected:.4f}, but its loss is "
        f"{loss:.4f}. Is it compiled with that loss?"
    )
    print("build_deep works.")


def test_signal_sizes():
    chain = keras.Sequential([keras.Input((1,))])
    for number in range(4):
        chain.add(keras.layers.Dense(1, activation="sigmoid"))
    chain.set_weights([np.array([[1.0]]), np.array([0.0])] * 4)
    result = signal_sizes(chain, np.array([[-4.0], [4.0]]))
    assert result is not None, (
        "signal_sizes gives nothing back. End it with return, not with print."
    )
    assert np.size(result) == 4, (
        f"The chain has 4 layers, so 4 numbers are wanted. Yours are {np.size(result)}."
    )
    assert np.ndim(result[0]) == 0, (
        "Each layer gets one number: np.std of all that it gives, without axis."
    )
    result = np.array(result, dtype=float)
    assert np.isclose(result[0], 0.482014, atol=1e-4), (
        "The first layer of the chain gives 0.0180 and 0.9820: their standard deviation is "
        f"0.4820. Yours is {result[0]:.4f}."
    )
    assert np.allclose(result, [0.482014, 0.111506, 0.025371, 0.005719], atol=1e-4), (
        "The chain gives [0.4820, 0.1115, 0.0254, 0.0057]. Yours is "
        f"{result.round(4).tolist()}. Does each layer get the output of the one before?"
    )

    network = keras.Sequential([keras.Input((1,))])
    network.add(keras.layers.Dense(2))
    network.add(keras.layers.Dense(1, activation="relu"))
    weights = [np.array([[1.0, 3.0]]), np.zeros(2), np.array([[-1.0], [2.0]]), np.zeros(1)]
    network.set_weights(weights)
    result = signal_sizes(network, np.array([[1.0], [-2.0]]))
    assert np.shape(result) == (2,), (
        f"A network of two layers gives two numbers, one for each layer. Yours is {result}."
    )
    result = np.array(result, dtype=float)
    assert np.isclose(result[0], 3.391165, atol=1e-4), (
        "The first layer gives 1 and 3 for the first example, -2 and -6 for the second: "
        f"the standard deviation of these four numbers is 3.3912. Yours is {result[0]:.4f}."
    )
    assert np.isclose(result[1], 2.5, atol=1e-4), (
        "The second layer gives 5 and, thanks to relu, 0: the standard deviation is 2.5. "
        f"Yours is {result[1]:.4f}."
    )
    print("signal_sizes works.")
