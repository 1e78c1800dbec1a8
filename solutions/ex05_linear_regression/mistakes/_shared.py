"""What the wrong answers to several questions have in common."""

import numpy as np


def nothing(seen, question, printed):
    """Whether every call of a function gave nothing back, with or without printing."""
    calls = [call for call in seen.calls if call.function == question]
    return bool(calls) and all(
        call.value is None and call.failure is None and call.printed == printed for call in calls
    )


def scalings(x):
    """The usual ways to scale a table, column by column."""
    yield (x - x.mean(axis=0)) / x.std(axis=0)
    yield x - x.mean(axis=0)
    yield (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    yield x / x.max(axis=0)
    yield x / 3
    yield x / np.linalg.norm(x, axis=0)
