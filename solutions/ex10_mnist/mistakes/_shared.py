"""What the wrong answers to several questions have in common."""

import numpy as np


def alike(value, right, atol=1e-5):
    value = np.asarray(value, dtype=float)
    return value.shape == np.shape(right) and np.allclose(value, right, rtol=1e-4, atol=atol)
