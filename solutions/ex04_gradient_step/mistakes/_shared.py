"""What the wrong answers to several questions have in common."""

import numpy as np


def mse_gradient(w, x, y):
    return 2 * x.T @ (x @ w - y) / len(y)


def calls_of(seen, question):
    return [call for call in seen.calls if call.function == question]


def one_constant(numbers):
    """Whether all of these are one and the same number, be it which it may."""
    numbers = np.concatenate([np.ravel(number) for number in numbers])
    return bool(np.ptp(numbers) < 1e-3 * np.abs(numbers).max())
