"""Other right answers to the four losses: each must pass every check."""

import math

import numpy as np

from autograder.checking import alternative

# mae


@alternative("mae")
def mae_other_way_round(y_true, y_pred):
    return abs(y_pred - y_true).mean()


@alternative("mae")
def mae_sum_by_size(y_true, y_pred):
    return np.sum(np.absolute(np.subtract(y_true, y_pred))) / y_true.size


@alternative("mae")
def mae_mean_of_means(y_true, y_pred):
    return np.abs(y_true - y_pred).mean(axis=-1).mean()


@alternative("mae")
def mae_loop_over_numbers(y_true, y_pred):
    total = 0
    for truth, predicted in zip(y_true.flatten(), y_pred.flatten()):
        error = truth - predicted
        if error < 0:
            error = -error
        total += error
    return float(total / len(y_true.flatten()))


@alternative("mae")
def mae_larger_minus_smaller(y_true, y_pred):
    return np.mean(np.maximum(y_true, y_pred) - np.minimum(y_true, y_pred))


@alternative("mae")
def mae_root_of_squares(y_true, y_pred):
    return np.average(np.sqrt((y_true - y_pred) ** 2))


@alternative("mae")
def mae_float32(y_true, y_pred):
    return np.float32(np.mean(np.abs(np.float32(y_true) - np.float32(y_pred))))


@alternative("mae")
def mae_array_of_no_axes(y_true, y_pred):
    return np.array(np.mean(np.fabs(y_true - y_pred)))


@alternative("mae")
def mae_lists(y_true, y_pred):
    errors = [abs(t - p) for t, p in zip(np.ravel(y_true).tolist(), np.ravel(y_pred).tolist())]
    return sum(errors) / len(errors)


@alternative("mae")
def mae_believes_the_task(y_true, y_pred):
    assert y_true.shape == y_pred.shape and y_true.ndim in (1, 2) and y_true.size > 0
    assert y_true.dtype == y_pred.dtype == float
    return np.mean(np.abs(y_true - y_pred))


# mse


@alternative("mse")
def mse_square(y_true, y_pred):
    return np.square(y_pred - y_true).mean()


@alternative("mse")
def mse_product(y_true, y_pred):
    error = y_true - y_pred
    return (error * error).sum() / error.size


@alternative("mse")
def mse_dot_product(y_true, y_pred):
    error = (y_true - y_pred).ravel()
    return error @ error / len(error)


@alternative("mse")
def mse_power_function(y_true, y_pred):
    return np.average(np.power(np.abs(y_true - y_pred), 2))


@alternative("mse")
def mse_expanded(y_true, y_pred):
    return np.mean(y_true**2) - 2 * np.mean(y_true * y_pred) + np.mean(y_pred**2)


@alternative("mse")
def mse_loop_over_places(y_true, y_pred):
    truth, predicted = y_true.reshape(-1), y_pred.reshape(-1)
    total = 0.0
    for i in range(len(truth)):
        total += math.pow(truth[i] - predicted[i], 2)
    return total / len(truth)


@alternative("mse")
def mse_length_of_the_error(y_true, y_pred):
    return np.linalg.norm(y_true - y_pred) ** 2 / np.size(y_true)


@alternative("mse")
def mse_float32(y_true, y_pred):
    return np.mean((y_true.astype("float32") - y_pred.astype("float32")) ** 2)


@alternative("mse")
def mse_of_tensorflow(y_true, y_pred):
    import tensorflow as tf

    return tf.reduce_mean(tf.square(y_true - y_pred))


@alternative("mse")
def mse_believes_the_task(y_true, y_pred):
    assert y_true.shape == y_pred.shape and y_true.ndim in (1, 2) and y_true.size > 0
    assert y_true.dtype == y_pred.dtype == float
    return np.mean((y_true - y_pred) ** 2)


# bce


@alternative("bce")
def bce_two_means(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p)) - np.mean((1 - y_true) * np.log(1 - p))


@alternative("bce")
def bce_sum_by_length(y_true, y_pred):
    p = np.clip(y_pred, 0.0000001, 0.9999999)
    total = np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    return -1 / len(y_true) * total


@alternative("bce")
def bce_where(y_true, y_pred):
    given = np.where(y_true == 1, y_pred, 1 - y_pred)
    return np.mean(-np.log(np.maximum(given, 1e-7)))


@alternative("bce")
def bce_adds_a_little(y_true, y_pred):
    e = 1e-7
    return -(y_true * np.log(y_pred + e) + (1 - y_true) * np.log(1 - y_pred + e)).mean()


@alternative("bce")
def bce_smaller_limit(y_true, y_pred):
    p = np.minimum(np.maximum(y_pred, 1e-15), 1 - 1e-15)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log1p(-p))


@alternative("bce")
def bce_share_of_the_truth(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(np.log(1 / (y_true * p + (1 - y_true) * (1 - p))))


@alternative("bce")
def bce_powers(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.log(p**y_true * (1 - p) ** (1 - y_true)).mean()


@alternative("bce")
def bce_loop(y_true, y_pred):
    total = 0
    for y, p in zip(y_true, y_pred):
        p = min(max(p, 1e-7), 1 - 1e-7)
        if y == 1:
            total -= math.log(p)
        else:
            total -= math.log(1 - p)
    return total / len(y_true)


@alternative("bce")
def bce_list(y_true, y_pred):
    losses = []
    for y, p in zip(y_true.tolist(), y_pred.tolist()):
        given = p if y else 1 - p
        losses.append(-math.log(given if given > 1e-7 else 1e-7))
    return np.mean(losses)


@alternative("bce")
def bce_only_the_ends(y_true, y_pred):
    p = y_pred.copy()
    p[p == 0] = 1e-7
    p[p == 1] = 1 - 1e-7
    return -np.mean(np.where(y_true > 0.5, np.log(p), np.log(1 - p)))


@alternative("bce")
def bce_base_two_scaled(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log2(p) + (1 - y_true) * np.log2(1 - p)) * np.log(2)


@alternative("bce")
def bce_of_keras(y_true, y_pred):
    import keras

    return keras.losses.BinaryCrossentropy()(y_true, y_pred)


@alternative("bce")
def bce_believes_the_task(y_true, y_pred):
    assert y_true.shape == y_pred.shape == (len(y_true),)
    assert set(y_true.tolist()) <= {0.0, 1.0} and 0 <= y_pred.min() <= y_pred.max() <= 1
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(np.log(np.where(y_true == 1.0, p, 1 - p)))


# cross_entropy


@alternative("cross_entropy")
def cross_entropy_formula(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=-1))


@alternative("cross_entropy")
def cross_entropy_sum_by_rows(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred)) / len(y_true)


@alternative("cross_entropy")
def cross_entropy_shape(y_true, y_pred):
    n, m = y_true.shape
    return -np.mean(y_true * np.log(y_pred)) * m


@alternative("cross_entropy")
def cross_entropy_places(y_true, y_pred):
    right = np.argmax(y_true, axis=1)
    return -np.log(y_pred[np.arange(len(right)), right]).mean()


@alternative("cross_entropy")
def cross_entropy_mask(y_true, y_pred):
    return np.average(-np.log(y_pred[y_true == 1]))


@alternative("cross_entropy")
def cross_entropy_limited(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -(y_true * np.log(p)).sum(axis=1).mean()


@alternative("cross_entropy")
def cross_entropy_adds_a_little(y_true, y_pred):
    return np.mean(-np.sum(y_true * np.log(y_pred + 1e-7), axis=1))


@alternative("cross_entropy")
def cross_entropy_loop(y_true, y_pred):
    total = 0.0
    for i in range(y_true.shape[0]):
        for j in range(y_true.shape[1]):
            if y_true[i][j] == 1:
                total += -math.log(y_pred[i][j])
    return total / y_true.shape[0]


@alternative("cross_entropy")
def cross_entropy_lists(y_true, y_pred):
    losses = [-math.log(p[y.index(1)]) for y, p in zip(y_true.tolist(), y_pred.tolist())]
    return sum(losses) / len(losses)


@alternative("cross_entropy")
def cross_entropy_einsum_float32(y_true, y_pred):
    p = y_pred.astype(np.float32)
    return np.float32(-np.einsum("ij,ij->", y_true, np.log(p)) / len(p))


@alternative("cross_entropy")
def cross_entropy_trace(y_true, y_pred):
    return -np.trace(y_true @ np.log(y_pred).T) / len(y_pred)


@alternative("cross_entropy")
def cross_entropy_believes_the_task(y_true, y_pred):
    assert y_true.shape == y_pred.shape and y_true.ndim == 2
    assert set(y_true.ravel().tolist()) == {0.0, 1.0} and (y_true.sum(axis=1) == 1).all()
    assert y_pred.min() >= 0.001 and abs(y_pred.sum(axis=1) - 1).max() <= 1e-6
    return -np.mean(np.log(y_pred[y_true == 1]))


@alternative("cross_entropy")
def cross_entropy_limited_at_the_least(y_true, y_pred):
    p = np.clip(y_pred, 0.001, 1)
    return -np.mean(np.sum(y_true * np.log(p), axis=1))
