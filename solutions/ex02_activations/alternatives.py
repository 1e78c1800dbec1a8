"""Other right answers to the five activations and to forward: each must pass every check."""

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


# forward


@alternative("forward")
def forward_with_ifs(x, weights, activation):
    def f(z):
        if activation == "relu":
            return relu(z)
        if activation == "sigmoid":
            return sigmoid(z)
        if activation == "tanh":
            return tanh(z)
        return linear(z)

    neurons = f(np.dot(x, weights[0]))
    return f(np.dot(neurons, weights[1]))


@alternative("forward")
def forward_by_its_name(x, weights, activation):
    f = globals()[activation]
    z = x
    for table in weights:
        z = f(np.matmul(z, table))
    return z


@alternative("forward")
def forward_of_all_results(x, weights, activation):
    def f(z):
        results = {"linear": z, "relu": relu(z), "sigmoid": sigmoid(z), "tanh": tanh(z)}
        return results[activation]

    hidden, output = weights
    return f(f(x @ hidden) @ output)


@alternative("forward")
def forward_with_formulas_of_its_own(x, weights, activation):
    z = x
    for table in weights:
        z = z @ table
        if activation == "sigmoid":
            z = np.exp(z) / (1 + np.exp(z))
        elif activation == "relu":
            z = np.where(z > 0, z, 0)
        elif activation == "tanh":
            z = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return z


@alternative("forward")
def forward_neuron_by_neuron(x, weights, activation):
    def f(z):
        if activation == "sigmoid":
            return 1 / (1 + math.exp(-z))
        if activation == "relu":
            return max(0.0, z)
        if activation == "tanh":
            return math.tanh(z)
        return z

    def one(x1, x2):
        n1 = f(x1 * weights[0][0][0] + x2 * weights[0][1][0])
        n2 = f(x1 * weights[0][0][1] + x2 * weights[0][1][1])
        return [f(n1 * weights[1][0][0] + n2 * weights[1][1][0])]

    if x.ndim == 1:
        return one(x[0], x[1])
    return [one(x1, x2) for x1, x2 in x]


@alternative("forward")
def forward_column_by_column(x, weights, activation):
    f = {"linear": linear, "relu": relu, "sigmoid": sigmoid, "tanh": tanh}[activation]
    hidden, output = weights
    x1, x2 = x[..., 0], x[..., 1]
    n1 = f(x1 * hidden[0, 0] + x2 * hidden[1, 0])
    n2 = f(x1 * hidden[0, 1] + x2 * hidden[1, 1])
    y = f(n1 * output[0, 0] + n2 * output[1, 0])
    return y[..., np.newaxis]
