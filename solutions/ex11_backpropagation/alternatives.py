"""Other right answers: each must pass every check."""

import math
import random

import numpy as np

from autograder.checking import alternative

# chain_by_hand


@alternative("chain_by_hand")
def chain_path_by_path():
    d_y = 2 * Y - 2 * target
    d_w5 = 2 * (Y - target) * N1
    d_w6 = 2 * (Y - target) * N2
    d_n1 = 2 * (Y - target) * w5
    d_w1 = 2 * (Y - target) * w5 * x1
    d_w2 = 2 * (Y - target) * w5 * x2


@alternative("chain_by_hand")
def chain_rounded():
    d_y = round(2 * (Y - target), 4)
    d_w5 = round(d_y * N1, 4)
    d_w6 = 0
    d_n1 = round(d_y * w5, 4)
    d_w1 = round(d_n1 * x1, 4)
    d_w2 = round(d_n1 * x2, 4)


@alternative("chain_by_hand")
def chain_in_numpy():
    d_y = np.array(2 * (Y - target))
    d_w5, d_w6 = d_y * np.array([N1, N2])
    d_n1 = np.float64(d_y * w5)
    d_w1, d_w2 = d_n1 * np.array([x1, x2])


# sigmoid_backward


@alternative("sigmoid_backward")
def sigmoid_multiplied_out(out, d_out):
    return d_out * (out - out**2)


@alternative("sigmoid_backward")
def sigmoid_in_steps(out, d_out):
    slope = np.multiply(out, np.subtract(1, out))
    return np.multiply(slope, d_out)


@alternative("sigmoid_backward")
def sigmoid_number_by_number(out, d_out):
    return np.vectorize(lambda o, d: d * o * (1 - o), otypes=[float])(out, d_out)


@alternative("sigmoid_backward")
def sigmoid_as_lists(out, d_out):
    return (np.asarray(d_out) * np.asarray(out) * (1.0 - np.asarray(out))).tolist()


@alternative("sigmoid_backward")
def sigmoid_float32(out, d_out):
    out = np.asarray(out, dtype="float32")
    return d_out * out * (1 - out)


# relu_backward


@alternative("relu_backward")
def relu_where(z, d_out):
    return np.where(z > 0, d_out, 0)


@alternative("relu_backward")
def relu_into_a_copy(z, d_out):
    result = np.array(d_out, dtype=float)
    result[np.asarray(z) <= 0] = 0
    return result


@alternative("relu_backward")
def relu_into_zeros(z, d_out):
    result = np.zeros_like(d_out)
    result[z > 0] = d_out[z > 0]
    return result


@alternative("relu_backward")
def relu_heaviside(z, d_out):
    return np.heaviside(z, 0.0) * d_out


@alternative("relu_backward")
def relu_sign_of_relu(z, d_out):
    return d_out * np.sign(np.maximum(0, z))


@alternative("relu_backward")
def relu_number_by_number(z, d_out):
    return np.vectorize(lambda a, b: b if a > 0 else 0.0, otypes=[float])(z, d_out)


@alternative("relu_backward")
def relu_at_zero_too(z, d_out):
    return d_out * (z >= 0)


# dense_backward


@alternative("dense_backward")
def dense_dot(x, w, d_out):
    return [np.dot(d_out, np.transpose(w)), np.dot(x.transpose(), d_out), np.sum(d_out, 0)]


@alternative("dense_backward")
def dense_einsum(x, w, d_out):
    d_x = np.einsum("no,io->ni", d_out, w)
    d_w = np.einsum("ni,no->io", x, d_out)
    return d_x, d_w, np.einsum("no->o", d_out)


@alternative("dense_backward")
def dense_turned_products(x, w, d_out):
    return (w @ d_out.T).T, (d_out.T @ x).T, np.ones(len(x)) @ d_out


@alternative("dense_backward")
def dense_example_by_example(x, w, d_out):
    d_x, d_w, d_b = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1])
    for row in range(len(x)):
        d_x[row] = w @ d_out[row]
        d_w += np.outer(x[row], d_out[row])
        d_b += d_out[row]
    return d_x, d_w, d_b


@alternative("dense_backward")
def dense_plain_loops(x, w, d_out):
    n, i, o = len(x), len(w), len(w[0])
    d_x = [[sum(d_out[r][c] * w[j][c] for c in range(o)) for j in range(i)] for r in range(n)]
    d_w = [[sum(x[r][j] * d_out[r][c] for r in range(n)) for c in range(o)] for j in range(i)]
    d_b = [sum(d_out[r][c] for r in range(n)) for c in range(o)]
    return np.array(d_x), np.array(d_w), np.array(d_b)


@alternative("dense_backward")
def dense_bias_as_a_weight(x, w, d_out):
    both = np.hstack([x, np.ones((len(x), 1))]).T @ d_out
    return d_out @ w.T, both[:-1], both[-1]


# softmax_loss_backward


@alternative("softmax_loss_backward")
def loss_one_off_the_right(z, y):
    p = np.exp(z - np.max(z, axis=1)[:, None])
    p /= np.sum(p, axis=1)[:, None]
    p[np.arange(len(z)), y.argmax(axis=1)] -= 1
    return p / len(z)


@alternative("softmax_loss_backward")
def loss_by_logarithms(z, y):
    top = z.max(axis=-1, keepdims=True)
    log_p = z - top - np.log(np.exp(z - top).sum(axis=-1, keepdims=True))
    return (np.exp(log_p) - y) / z.shape[0]


@alternative("softmax_loss_backward")
def loss_row_by_row(z, y):
    result = []
    for row, target in zip(z, y):
        powers = np.exp(row - row.max())
        result.append((powers / powers.sum() - target) / len(z))
    return np.array(result)


@alternative("softmax_loss_backward")
def loss_plain_python(z, y):
    result = []
    for row, target in zip(z.tolist(), y.tolist()):
        powers = [math.exp(each - max(row)) for each in row]
        total = sum(powers)
        result.append([(a / total - b) / len(z) for a, b in zip(powers, target)])
    return np.array(result)


@alternative("softmax_loss_backward")
def loss_transposed(z, y):
    powers = np.exp(z.T - z.max(axis=1))
    return (powers / powers.sum(axis=0) - y.T).T / len(y)


# gradients


@alternative("gradients")
def gradients_on_their_own(weights, x, y):
    w1, b1, w2, b2 = weights
    hidden = np.maximum(x @ w1 + b1, 0)
    z = hidden @ w2 + b2
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    error = (p - y) / len(x)
    back = (error @ w2.T) * (hidden > 0)
    return x.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)


@alternative("gradients")
def gradients_relu_by_its_output(weights, x, y):
    hidden = np.maximum(0, x @ weights[0] + weights[1])
    d_z = softmax_loss_backward(hidden @ weights[2] + weights[3], y)
    d_hidden, *output = dense_backward(hidden, weights[2], d_z)
    _, *first = dense_backward(x, weights[0], relu_backward(hidden, d_hidden))
    return [*first, *output]


@alternative("gradients")
def gradients_example_by_example(weights, x, y):
    w1, b1, w2, b2 = weights
    total = [np.zeros(each.shape) for each in weights]
    for row, target in zip(x, y):
        z1 = row @ w1 + b1
        hidden = np.where(z1 > 0, z1, 0.0)
        z2 = hidden @ w2 + b2
        p = np.exp(z2 - z2.max()) / np.exp(z2 - z2.max()).sum()
        back = (w2 @ (p - target)) * (z1 > 0)
        steps = [np.outer(row, back), back, np.outer(hidden, p - target), p - target]
        total = [one + step / len(x) for one, step in zip(total, steps)]
    return total


@alternative("gradients")
def gradients_by_central_differences(weights, x, y):
    def loss(arrays):
        w1, b1, w2, b2 = arrays
        z = np.maximum(0, x @ w1 + b1) @ w2 + b2
        z = z - z.max(axis=1, keepdims=True)
        return np.mean(np.log(np.exp(z).sum(axis=1)) - (y * z).sum(axis=1))

    found = []
    for place, array in enumerate(weights):
        slopes = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            losses = []
            for h in (1e-5, -1e-5):
                nudged = [each.copy() for each in weights]
                nudged[place][index] += h
                losses.append(loss(nudged))
            slopes[index] = (losses[0] - losses[1]) / 2e-5
        found.append(slopes)
    return found


# train


@alternative("train")
def train_not_shuffled(weights, x, y, learning_rate, batch_size, epochs, seed):
    for epoch in range(epochs):
        for start in range(0, len(x), batch_size):
            end = start + batch_size
            steps = gradients(weights, x[start:end], y[start:end])
            weights = [w - learning_rate * s for w, s in zip(weights, steps)]
    return weights


@alternative("train")
def train_into_copies(weights, x, y, learning_rate, batch_size, epochs, seed):
    w1, b1, w2, b2 = [np.array(each, dtype=float) for each in weights]
    rng = np.random.default_rng(seed)
    rows = np.arange(len(x))
    for epoch in range(epochs):
        rng.shuffle(rows)
        for batch in range(math.ceil(len(x) / batch_size)):
            part = rows[batch * batch_size : (batch + 1) * batch_size]
            d_w1, d_b1, d_w2, d_b2 = gradients([w1, b1, w2, b2], x[part], y[part])
            w1 -= learning_rate * np.asarray(d_w1)
            b1 -= learning_rate * np.asarray(d_b1)
            w2 -= learning_rate * np.asarray(d_w2)
            b2 -= learning_rate * np.asarray(d_b2)
    return w1, b1, w2, b2


@alternative("train")
def train_shuffled_once(weights, x, y, learning_rate, batch_size, epochs, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    x, y = x[order], y[order]
    weights = list(weights)
    for epoch in range(epochs):
        start = 0
        while start < len(x):
            steps = gradients(weights, x[start : start + batch_size], y[start : start + batch_size])
            for place in range(4):
                weights[place] = weights[place] - learning_rate * steps[place]
            start += batch_size
    return weights


@alternative("train")
def train_with_python_random(weights, x, y, learning_rate, batch_size, epochs, seed):
    numbers = list(range(len(x)))
    dice = random.Random(seed)
    for epoch in range(epochs):
        dice.shuffle(numbers)
        waiting = list(numbers)
        while waiting:
            batch, waiting = waiting[:batch_size], waiting[batch_size:]
            steps = gradients(weights, x[batch], y[batch])
            weights = [w - learning_rate * s for w, s in zip(weights, steps)]
    return weights


@alternative("train")
def train_backwards(weights, x, y, learning_rate, batch_size, epochs, seed):
    for epoch in range(epochs):
        batches = np.split(np.arange(len(x))[::-1], range(batch_size, len(x), batch_size))
        for batch in batches:
            steps = gradients(weights, x[batch], y[batch])
            weights = [w - learning_rate * s for w, s in zip(weights, steps)]
    return weights


@alternative("train")
def train_all_on_its_own(weights, x, y, learning_rate, batch_size, epochs, seed):
    w1, b1, w2, b2 = weights
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            hidden = np.maximum(0, x[rows] @ w1 + b1)
            z = hidden @ w2 + b2
            p = np.exp(z - z.max(axis=1, keepdims=True))
            error = (p / p.sum(axis=1, keepdims=True) - y[rows]) / len(rows)
            back = (error @ w2.T) * (hidden > 0)
            w2, b2 = w2 - learning_rate * hidden.T @ error, b2 - learning_rate * error.sum(axis=0)
            w1, b1 = w1 - learning_rate * x[rows].T @ back, b1 - learning_rate * back.sum(axis=0)
    return [w1, b1, w2, b2]


@alternative("train")
def train_float32(weights, x, y, learning_rate, batch_size, epochs, seed):
    weights = [np.asarray(each, dtype="float32") for each in weights]
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [
                w - np.float32(learning_rate) * np.asarray(s, "float32")
                for w, s in zip(weights, steps)
            ]
    return weights
