"""What is drawn of several classes: which class the trained model gives where."""

import numpy as np

from autograder.checking.pictures import draws, regions

SIDE, MOST_SHOWN = 28, 100
BOX = (-3.0, 3.0, -3.0, 3.0)


@draws("train")
def learnt(student):
    """Which class your trained model gives where, and the right classes of some points"""
    network, x, y = next(
        call.arguments[:3]
        for call in reversed(student.seen.calls)
        if call.function == "train" and np.shape(call.arguments[1])[1:] == (2,)
    )
    trained = network.look()
    ticks = np.linspace(-3.0, 3.0, SIDE)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    answers = np.asarray(trained.compute(grid))
    cells = answers.argmax(axis=1).astype(float)
    cells[~np.isfinite(answers).all(axis=1)] = np.nan
    points = np.column_stack([x, y.argmax(axis=1)])[:MOST_SHOWN]
    return regions(cells.reshape(SIDE, SIDE), points, BOX)
