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


# --- neuron ---


@alternative("neuron")
def line_by_line(x1, x2, w1, w2):
    first = x1 * w1
    second = x2 * w2
    return first + second


@alternative("neuron")
def weights_in_front(x1, x2, w1, w2):
    answer = w2 * x2
    answer += w1 * x1
    return answer


@alternative("neuron")
def rows_of_numpy(x1, x2, w1, w2):
    return np.array([x1, x2]) @ np.array([w1, w2])


@alternative("neuron")
def sum_of_a_list(x1, x2, w1, w2):
    return sum([x * w for x, w in zip((x1, x2), (w1, w2), strict=True)])


@alternative("neuron")
def array_without_axes(x1, x2, w1, w2):
    return np.array(x1 * w1 + x2 * w2)


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
def loop_over_the_tables(x, weights):
    for table in weights:
        x = np.matmul(x, table)
    return x


@alternative("forward")
def in_one_line(x, weights):
    return x @ weights[0] @ weights[1]


@alternative("forward")
def tables_first(x, weights):
    hidden, output = weights
    return np.dot(x, np.dot(hidden, output))


@alternative("forward")
def neuron_by_neuron(x, weights):
    def one(x1, x2):
        n1 = x1 * weights[0][0][0] + x2 * weights[0][1][0]
        n2 = x1 * weights[0][0][1] + x2 * weights[0][1][1]
        return [n1 * weights[1][0][0] + n2 * weights[1][1][0]]

    if x.ndim == 1:
        return one(x[0], x[1])
    return [one(x1, x2) for x1, x2 in x]


@alternative("forward")
def sums_of_products_by_hand(x, weights):
    hidden, output = weights
    neurons = np.sum(x[..., np.newaxis] * hidden, axis=-2)
    return np.sum(neurons[..., np.newaxis] * output, axis=-2)


@alternative("forward")
def turned_and_turned_back(x, weights):
    hidden, output = weights
    return (output.T @ (hidden.T @ x.T)).T


@alternative("forward")
def a_tensor_comes_back(x, weights):
    batch = tf.reshape(tf.constant(x), (-1, 2))
    y = tf.matmul(tf.matmul(batch, weights[0]), weights[1])
    return tf.reshape(y, x.shape[:-1] + (1,))


@alternative("forward")
def columns_one_by_one(x, weights):
    hidden, output = weights
    x1, x2 = x[..., 0], x[..., 1]
    n1 = x1 * hidden[0, 0] + x2 * hidden[1, 0]
    n2 = x1 * hidden[0, 1] + x2 * hidden[1, 1]
    y = n1 * output[0, 0] + n2 * output[1, 0]
    return y[..., np.newaxis]


# --- build_network ---


@alternative("build_network")
def functional_api():
    inputs = keras.Input(shape=(2,))
    hidden = keras.layers.Dense(2, use_bias=False)(inputs)
    outputs = keras.layers.Dense(1, use_bias=False)(hidden)
    return keras.Model(inputs, outputs)


@alternative("build_network")
def input_shape_in_the_first_layer():
    return keras.Sequential(
        [
            keras.layers.Dense(2, input_shape=(2,), use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )


@alternative("build_network")
def input_dim_and_keras_of_tensorflow():
    network = tf.keras.models.Sequential()
    network.add(tf.keras.layers.Dense(2, input_dim=2, use_bias=False))
    network.add(tf.keras.layers.Dense(1, use_bias=False))
    return network


@alternative("build_network")
def linear_layers():
    network = keras.Sequential([keras.layers.Input(shape=(2,))])
    for units in [2, 1]:
        network.add(keras.layers.Dense(units, use_bias=False))
        network.add(keras.layers.Activation("linear"))
    return network


@alternative("build_network")
def linear_named():
    network = keras.Sequential(name="network")
    network.add(keras.layers.InputLayer(shape=(2,)))
    network.add(keras.layers.Dense(units=2, activation="linear", use_bias=False, name="hidden"))
    network.add(keras.layers.Dense(units=1, activation=None, use_bias=False, name="output"))
    return network


@alternative("build_network")
def built_afterwards():
    network = keras.Sequential(
        [
            keras.layers.Dense(2, use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )
    network.build((None, 2))
    return network
