"""Right functions, which wrong answers to later questions call."""

import numpy as np


def relu_backward(z, d_out):
    return d_out * (z > 0)


def dense_backward(x, w, d_out):
    return d_out @ w.T, x.T @ d_out, d_out.sum(axis=0)


def softmax_loss_backward(z, y):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True) - y) / len(z)


def gradients(weights, x, y):
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    _d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]
