"""What is drawn of linear regression: what the trained model answers, beside what is right."""

import numpy as np

from autograder.checking.pictures import curve, draws

MOST_SHOWN = 60


@draws("train")
def fitted(student):
    """What your trained model answers to some rows, over what is right, and a line through that"""
    network, x, right = next(
        call.arguments for call in reversed(student.seen.calls) if call.function == "train"
    )
    x, right = x[:MOST_SHOWN], right[:MOST_SHOWN]
    answers = np.asarray(network.look().compute(x))[:, 0]
    ends = np.linspace(right.min(), right.max(), 2)
    slope, start = np.polyfit(right, answers, 1)
    points = np.column_stack([right, answers])
    return curve(ends, slope * ends + start, ends, points=points, across="y", up="ŷ")
