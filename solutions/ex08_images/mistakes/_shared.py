"""What the wrong answers to several questions have in common."""

import numpy as np


def close(value, expected, atol):
    """Whether a value holds these numbers in this shape."""
    found = np.asarray(value, dtype=float)
    return found.shape == np.shape(expected) and bool(np.all(np.abs(found - expected) <= atol))
