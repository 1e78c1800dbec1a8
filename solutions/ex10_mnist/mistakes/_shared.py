"""What the wrong answers to several questions have in common."""

import numpy as np


def stops(*said):
    """Some call has stopped with one of these texts in its error."""
    return lambda seen: any(
        text in call.failure.message for call in seen.calls if call.failure for text in said
    )


def alike(value, right, atol=1e-5):
    value = np.asarray(value, dtype=float)
    return value.shape == np.shape(right) and np.allclose(value, right, rtol=1e-4, atol=atol)
