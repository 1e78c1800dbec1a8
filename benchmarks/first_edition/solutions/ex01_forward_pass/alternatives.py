"""Other right answers: each of them must get full points."""

# ruff: noqa: F841  (an answer to by_hand assigns what the student would assign)

import keras
import numpy as np
import tensorflow as tf

from autograder.checking import alternative

# --- by_hand ---


@alternative("by_hand")
def numbers_from_a_calculator():
    N1 = float(f"{x1 * w1 + x2 * w2:.3f}")
    N2 = float(f"{x1 * w3 + x2 * w4:.3f}")
    Y = float(f"{(x1 * w1 + x2 * w2) * w5 + (x1 * w3 + x2 * w4) * w6:.4f}")


@alternative("by_hand")
def sums_of_products():
    x = np.array([x1, x2], dtype=np.float32)
    N1 = np.sum(x * np.array([w1, w2], dtype=np.float32))
    N2 = np.sum(x * np.array([w3, w4], dtype=np.float32))
    Y = np.dot([N1, N2], [w5, w6])


@alternative("by_hand")
def four_decimals_by_rounding():
    N1 = round(x1 * w1 + x2 * w2, 4)
    N2 = round(x1 * w3 + x2 * w4, 4)
    Y = round(N1 * w5 + N2 * w6, 4)


@alternative("by_hand")
def arrays_without_axes():
    N1 = np.array(x1 * w1 + x2 * w2)
    N2 = np.array(x1 * w3 + x2 * w4)
    Y = np.array(N1 * w5 + N2 * w6)


# --- pack_weights ---


@alternative("pack_weights")
def nested_lists(w1, w2, w3, w4, w5, w6):
    return [[[w1, w3], [w2, w4]], [[w5], [w6]]]


@alternative("pack_weights")
def columns_turned_upright(w1, w2, w3, w4, w5, w6):
    hidden = np.array([[w1, w2], [w3, w4]], dtype="float32").T
    output = np.array([w5, w6], dtype="float32").reshape(2, 1)
    return [hidden, output]


@alternative("pack_weights")
def tuple_of_tables(w1, w2, w3, w4, w5, w6):
    return np.column_stack([(w1, w2), (w3, w4)]), np.expand_dims([w5, w6], 1)


# --- forward ---


@alternative("forward")
def matmul_and_where(x, weights, activation):
    z = x
    for table in weights:
        z = np.matmul(z, table)
        if activation == "sigmoid":
            z = np.exp(z) / (1 + np.exp(z))
        elif activation == "relu":
            z = np.where(z > 0, z, 0)
        elif activation == "tanh":
            z = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return z


@alternative("forward")
def neuron_by_neuron(x, weights, activation):
    def f(z):
        if activation == "sigmoid":
            return 1 / (1 + np.exp(-z))
        if activation == "relu":
            return max(0.0, z)
        if activation == "tanh":
            return np.tanh(z)
        return z

    def one(x1, x2):
        n1 = f(x1 * weights[0][0][0] + x2 * weights[0][1][0])
        n2 = f(x1 * weights[0][0][1] + x2 * weights[0][1][1])
        return [f(n1 * weights[1][0][0] + n2 * weights[1][1][0])]

    if x.ndim == 1:
        return one(x[0], x[1])
    return [one(x1, x2) for x1, x2 in x]


@alternative("forward")
def functions_of_keras(x, weights, activation):
    f = keras.activations.get(activation)
    neurons = np.array(f(np.dot(x, weights[0])))
    return np.array(f(np.dot(neurons, weights[1])))


@alternative("forward")
def a_tensor_comes_back(x, weights, activation):
    f = keras.activations.get(activation)
    batch = tf.reshape(tf.constant(x), (-1, 2))
    y = f(tf.matmul(f(tf.matmul(batch, weights[0])), weights[1]))
    return tf.reshape(y, x.shape[:-1] + (1,))


@alternative("forward")
def columns_one_by_one(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: z * (z > 0),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    x1, x2 = x[..., 0], x[..., 1]
    n1 = f(x1 * hidden[0, 0] + x2 * hidden[1, 0])
    n2 = f(x1 * hidden[0, 1] + x2 * hidden[1, 1])
    y = f(n1 * output[0, 0] + n2 * output[1, 0])
    return y[..., np.newaxis]


# --- build_network ---


@alternative("build_network")
def functional_api(activation):
    inputs = keras.Input(shape=(2,))
    hidden = keras.layers.Dense(2, activation, use_bias=False)(inputs)
    outputs = keras.layers.Dense(1, activation, use_bias=False)(hidden)
    return keras.Model(inputs, outputs)


@alternative("build_network")
def input_shape_in_the_first_layer(activation):
    return keras.Sequential(
        [
            keras.layers.Dense(2, input_shape=(2,), activation=activation, use_bias=False),
            keras.layers.Dense(1, activation=activation, use_bias=False),
        ]
    )


@alternative("build_network")
def input_dim_and_keras_of_tensorflow(activation):
    network = tf.keras.models.Sequential()
    network.add(tf.keras.layers.Dense(2, input_dim=2, activation=activation, use_bias=False))
    network.add(tf.keras.layers.Dense(1, activation=activation, use_bias=False))
    return network


@alternative("build_network")
def activations_as_layers(activation):
    network = keras.Sequential([keras.layers.Input(shape=(2,))])
    for units in [2, 1]:
        network.add(keras.layers.Dense(units, use_bias=False))
        network.add(keras.layers.Activation(activation))
    return network


@alternative("build_network")
def activation_as_a_function(activation):
    f = keras.activations.get(activation)
    network = keras.Sequential(name="network")
    network.add(keras.layers.InputLayer(shape=(2,)))
    network.add(keras.layers.Dense(units=2, activation=f, use_bias=False, name="hidden"))
    network.add(keras.layers.Dense(units=1, activation=f, use_bias=False, name="output"))
    return network


@alternative("build_network")
def built_afterwards(activation):
    network = keras.Sequential(
        [
            keras.layers.Dense(2, activation=activation, use_bias=False),
            keras.layers.Dense(1, activation=activation, use_bias=False),
        ]
    )
    network.build((None, 2))
    return network


# --- count_parameters ---


@alternative("count_parameters")
def loop_over_places(sizes, use_bias=False):
    total = 0
    for i in range(1, len(sizes)):
        total = total + sizes[i - 1] * sizes[i]
    if use_bias is True:
        total = total + sum(sizes[1:])
    return total


@alternative("count_parameters")
def bias_as_one_more_input(sizes, use_bias=False):
    return sum((sizes[i] + use_bias) * sizes[i + 1] for i in range(len(sizes) - 1))


@alternative("count_parameters")
def product_of_arrays(sizes, use_bias=False):
    sizes = np.array(sizes)
    total = np.sum(sizes[:-1] * sizes[1:])
    return total + np.sum(sizes[1:]) if use_bias else total


@alternative("count_parameters")
def a_network_counts_itself(sizes, use_bias=False):
    network = keras.Sequential([keras.Input((sizes[0],))])
    for neurons in sizes[1:]:
        network.add(keras.layers.Dense(neurons, use_bias=use_bias))
    return network.count_params()
