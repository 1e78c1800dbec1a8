"""Other right answers to the five activations: each must pass every check."""

import math

import numpy as np

from autograder.checking import alternative

# linear


@alternative("linear")
def linear_copy(x):
    return np.array(x, copy=True)


@alternative("linear")
def linear_list(x):
    return x.tolist()


@alternative("linear")
def linear_float32(x):
    return 1.0 * x.astype(np.float32) + 0.0


# relu


@alternative("relu")
def relu_where(x):
    return np.where(x > 0, x, 0)


@alternative("relu")
def relu_product(x):
    return x * (x > 0)


@alternative("relu")
def relu_half_sum(x):
    return (x + abs(x)) / 2


@alternative("relu")
def relu_clip(x):
    return np.clip(x, 0, None)


@alternative("relu")
def relu_copy_and_write(x):
    result = x.copy()
    result[result < 0] = 0
    return result


@alternative("relu")
def relu_loop_over_numbers(x):
    flat = [max(0.0, float(number)) for number in x.ravel()]
    return np.array(flat).reshape(x.shape).tolist()


# sigmoid


@alternative("sigmoid")
def sigmoid_plain(x):
    return 1 / (1 + np.exp(-x))


@alternative("sigmoid")
def sigmoid_power_of_e(x):
    return 1 / (1 + np.e ** (-x))


@alternative("sigmoid")
def sigmoid_from_tanh(x):
    return (np.tanh(x / 2) + 1) / 2


@alternative("sigmoid")
def sigmoid_two_cases(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


@alternative("sigmoid")
def sigmoid_piecewise(x):
    return np.piecewise(
        x,
        [x < 0],
        [lambda part: np.exp(part) / (1 + np.exp(part)), lambda part: 1 / (1 + np.exp(-part))],
    )


@alternative("sigmoid")
def sigmoid_float32(x):
    return (1 / (1 + np.exp(-np.float32(x)))).astype(np.float32)


@alternative("sigmoid")
def sigmoid_of_long_floats(x):
    return 1 / (1 + np.exp(-x.astype(np.longdouble)))


@alternative("sigmoid")
def sigmoid_clipped(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


# tanh


@alternative("tanh")
def tanh_of_numpy(x):
    return np.tanh(x)


@alternative("tanh")
def tanh_from_sigmoid(x):
    return 2 / (1 + np.exp(-2 * x)) - 1


@alternative("tanh")
def tanh_two_cases(x):
    above = (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))
    below = (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)
    return np.where(x > 0, above, below)


@alternative("tanh")
def tanh_clipped(x):
    x = np.clip(x, -30, 30)
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


@alternative("tanh")
def tanh_each_number(x):
    return np.vectorize(math.tanh)(x)


@alternative("tanh")
def tanh_float32_list(x):
    return np.tanh(x.astype("float32")).tolist()


@alternative("tanh")
def tanh_of_tensorflow(x):
    import tensorflow as tf

    return tf.math.tanh(x)


# softmax


@alternative("softmax")
def softmax_transposed(z):
    e = np.exp((z.T - z.max(axis=-1)).T)
    return (e.T / e.sum(axis=-1)).T


@alternative("softmax")
def softmax_through_logarithm(z):
    top = z.max(axis=-1, keepdims=True)
    return np.exp(z - top - np.log(np.exp(z - top).sum(axis=-1, keepdims=True)))


@alternative("softmax")
def softmax_row_by_row(z):
    def one_row(row):
        powers = [math.exp(number - max(row)) for number in row]
        return [power / sum(powers) for power in powers]

    return one_row(z) if z.ndim == 1 else [one_row(row) for row in z]


@alternative("softmax")
def softmax_float32(z):
    e = np.exp(np.float32(z - np.amax(z, axis=-1, keepdims=True)))
    return e / e.sum(axis=-1, keepdims=True)


@alternative("softmax")
def softmax_from_differences(z):
    return 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)


@alternative("softmax")
def softmax_of_tensorflow(z):
    import tensorflow as tf

    return tf.nn.softmax(z, axis=-1)
