"""What is drawn of dense networks: where the circle is seen, and what becomes of a signal."""

import numpy as np

from autograder.checking.pictures import draws, regions, signal

SIDE, MOST_SHOWN = 28, 100
BOX = (-5.5, 5.5, -5.5, 5.5)
LAYERS = [(4, "sigmoid")] * 6 + [(1, "sigmoid")]


@draws("build_hidden")
def circle(student):
    """Where your network, once trained, sees wet ground (1) and dry ground (0), and some plants"""
    trained, places, wet = student.seen.notes["trained"]
    ticks = np.linspace(BOX[0], BOX[1], SIDE)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    answers = np.asarray(trained.compute(grid))[:, 0]
    cells = (answers > 0.5).astype(float)
    cells[~np.isfinite(answers)] = np.nan
    points = np.column_stack([places, wet])[:: max(1, len(places) // MOST_SHOWN)][:MOST_SHOWN]
    return regions(cells.reshape(SIDE, SIDE), points, BOX)


@draws("signal_sizes")
def signals(student):
    """How large the signal is after each layer of a deep sigmoid network, by your function"""
    rng = np.random.default_rng(7)
    sizes = [2, *(units for units, _activation in LAYERS)]
    weights = []
    for inputs, units in zip(sizes[:-1], sizes[1:], strict=True):
        weights += [rng.uniform(-1.5, 1.5, (inputs, units)), np.zeros(units)]
    known = student.known(2, LAYERS, weights)
    x = rng.uniform(-2, 2, (40, 2))
    right = [float(np.std(output)) for output in known.outputs(x)]
    yours = student.call("signal_sizes", (known, x)).value
    return signal(yours, right)
