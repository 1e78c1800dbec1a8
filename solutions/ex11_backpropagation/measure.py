"""How well the answers to `train` do on two moons, and the reference on the tracks.

    python solutions/ex11_backpropagation/measure.py > table.md

Each answer is trained with 20 seeds as the hidden checks do: fresh points, fresh weights.
"""

import time
from pathlib import Path

import checks
import numpy as np
import solution

SEEDS = 20
TRACKS = Path(__file__).parent / "data" / "footprints.csv"


def loop(weights, x, y, rate, batch, epochs, seed, *, change=lambda steps, _n: steps, mix=True):
    """The training loop of the reference, with something changed."""
    rng = np.random.default_rng(seed)
    for _epoch in range(epochs):
        order = rng.permutation(len(x)) if mix else np.arange(len(x))
        for start in range(0, len(x), batch):
            rows = order[start : start + batch]
            steps = change(solution.gradients(weights, x[rows], y[rows]), len(rows))
            weights = [weight - rate * step for weight, step in zip(weights, steps, strict=True)]
    return weights


def without_a_hidden_layer(weights, x, y, rate, batch, epochs, seed):
    """Softmax regression, as four arrays: the hidden layer passes x and -x on."""
    w, b = np.zeros((2, 2)), np.zeros(2)
    rng = np.random.default_rng(seed)
    for _epoch in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch):
            rows = order[start : start + batch]
            d_z = solution.softmax_loss_backward(x[rows] @ w + b, y[rows])
            w, b = w - rate * x[rows].T @ d_z, b - rate * d_z.sum(axis=0)
    return [np.hstack([np.eye(2), -np.eye(2)]), np.zeros(4), np.vstack([w, -w]), b]


ANSWERS = {
    "reference, shuffled": solution.train,
    "reference, not shuffled": lambda *case: loop(*case, mix=False),
    "one epoch only": lambda *case: loop(*case[:5], 1, case[6]),
    "hidden layer never changes": lambda *case: loop(
        *case, change=lambda steps, _n: [0 * steps[0], 0 * steps[1], *steps[2:]]
    ),
    "biases never change": lambda *case: loop(
        *case, change=lambda steps, _n: [steps[0], 0 * steps[1], steps[2], 0 * steps[3]]
    ),
    "gradient not divided by the batch": lambda *case: loop(
        *case, change=lambda steps, n: [n * step for step in steps]
    ),
    "no hidden layer": without_a_hidden_layer,
}


def on_moons(train, seed):
    rng = np.random.default_rng(seed)
    weights, (x, y), unseen = checks._task(rng)
    begun = time.process_time()
    trained = train(weights, x, y, checks.RATE, checks.BATCH, checks.EPOCHS, seed)
    return checks.accuracy(trained, *unseen), time.process_time() - begun


def on_tracks(seed):
    """The share of the 60 tracks for training, and of the 30 held out."""
    rng = np.random.default_rng(seed)
    table = rng.permutation(np.genfromtxt(TRACKS, delimiter=",", skip_header=1))
    x, y = (table[:, :2] - [4.5, 40]) / [1, 10], np.eye(3)[table[:, 2].astype(int)]
    weights = solution.train(checks.start(rng, 2, 8, 3), x[:60], y[:60], 0.1, 16, 60, seed)
    return checks.accuracy(weights, x[:60], y[:60]), checks.accuracy(weights, x[60:], y[60:])


def main():
    print("| answer | mean | sd | least | most | mean - 4.3 sd | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, train in ANSWERS.items():
        found, seconds = np.array([on_moons(train, seed) for seed in range(SEEDS)]).T
        shown = [found.mean(), found.std(ddof=1), found.min(), found.max()]
        lowest = f"{shown[0] - 4.3 * shown[1]:.4f}" if "reference" in name else ""
        figures = " | ".join(f"{each:.4f}" for each in shown)
        print(f"| {name} | {figures} | {lowest} | {seconds.mean():.2f} |")
    print()
    shares = np.array([on_tracks(seed) for seed in range(SEEDS)])
    for name, share in zip(("60 for training", "30 held out"), shares.T, strict=True):
        print(f"| {name} | {share.mean():.3f} | {share.std(ddof=1):.3f} |")


if __name__ == "__main__":
    main()
