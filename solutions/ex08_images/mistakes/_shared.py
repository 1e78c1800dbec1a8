"""What the wrong answers to several questions have in common."""

import numpy as np


def close(value, expected, atol):
    """Whether a value holds these numbers in this shape."""
    found = np.asarray(value, dtype=float)
    return found.shape == np.shape(expected) and bool(np.all(np.abs(found - expected) <= atol))


def stops(exception, *said, always=True):
    """A `when`: some call, or each, stopped with this exception and one of these texts in it."""

    def when(seen):
        stopped = [
            call.failure is not None
            and call.failure.exception == exception
            and (not said or any(text in call.failure.message for text in said))
            for call in seen.calls
        ]
        return bool(stopped) and (all(stopped) if always else any(stopped))

    return when


def is_a(*names):
    """A `when`: each call gave back a thing of a class with one of these names."""

    def when(seen):
        return bool(seen.calls) and all(
            getattr(call.value, "type_name", "") in names for call in seen.calls
        )

    return when
