"""What is drawn of dense networks: where the circle is seen, and what becomes of a signal."""

import numpy as np

from autograder.checking.pictures import draws, regions, signal

SIDE, NEURONS = 28, 10  # of the network that the checks train
BOX = (-5.5, 5.5, -5.5, 5.5)
LAYERS = [(4, "sigmoid")] * 6 + [(1, "sigmoid")]


@draws("build_hidden")
def circle(student):
    """Where your network, once trained on another circle, sees wet ground (1) and dry ground (0)"""
    network = next(
        call.value
        for call in reversed(student.seen.calls)
        if call.function == "build_hidden" and call.arguments == (NEURONS,)
    )
    trained = network.look()
    ticks = np.linspace(BOX[0], BOX[1], SIDE)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    answers = np.asarray(trained.compute(grid))[:, 0]
    cells = (answers > 0.5).astype(float)
    cells[~np.isfinite(answers)] = np.nan
    return regions(cells.reshape(SIDE, SIDE), None, BOX)


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
