"""Where the sweater network ends from random starts: the figures in the last section of the lesson.

    python solutions/ex04_gradient_step/measure.py

takes 300 steps with learning rate 0.1 from each of 200 starts (weights: normal, standard deviation
1; biases: 0), which is half a minute, and prints how many came below 0.1 and how many ended where
the advice is the same on all days, with the loss there. Of such a place it says whether one of
300 random changes, each number by about a thousandth, lowers the loss.
"""

import re
from pathlib import Path

import numpy as np

LESSON = Path(__file__).with_name("lesson.en.md").read_text(encoding="utf-8")


def code_of(name, names):
    """Run a code cell of the lesson among these names."""
    exec(re.search(rf"```python code {name}\n(.*?)^```", LESSON, re.S | re.M)[1], names)


def main():
    names = {"np": np, "gradient_step": lambda weight, gradient, rate: weight - rate * gradient}
    code_of("station", names)
    code_of("learning", names)
    learn, advise, loss_of, days = (names[n] for n in ("learn", "advise", "loss_of", "days"))
    good, constant = 0, []
    for seed in range(200):
        start = np.r_[np.random.default_rng(seed).normal(0, 1, 6), np.zeros(3)]
        p, losses = learn(start, days, 0.1)
        good += bool(losses[-1] < 0.1)
        advice = advise(p, *days[:2])
        if advice.min() > 0 and np.ptp(advice) < 1e-6:
            constant.append(p)
    print(f"{good} below 0.1; {len(constant)} with the same advice on all days")
    rng = np.random.default_rng(0)
    for p in constant:
        loss = loss_of(p, *days)
        lowest = min(loss_of(p + rng.normal(0, 0.001, 9), *days) for _change in range(300))
        print(
            f"advice {advise(p, 0.72, -0.58):.4f}, loss {loss:.4f}, lower nearby: {lowest < loss}"
        )


if __name__ == "__main__":
    main()
