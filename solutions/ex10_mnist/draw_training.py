"""Make the table and the picture of training.md from training.jsonl, which measure.py has printed.

python solutions/ex10_mnist/draw_training.py > table.md     (writes training.svg, too)
"""

import json
import tomllib
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

FOLDER = Path(__file__).parent
BLUE, ORANGE = "#0072B2", "#D55E00"
HONEST = ("the reference", "initial weights of He", "digits not shuffled")
SIGMAS = 4.3  # from the mean to a mark


def read():
    """The accuracies by setting and answer, in the order of the file."""
    found = {}
    for line in (FOLDER / "training.jsonl").read_text().splitlines():
        one = json.loads(line)
        found.setdefault((one["setting"], one["answer"]), []).append(one["accuracy"])
    return found


def marks():
    """The marks of each setting, from course.toml."""
    course = tomllib.loads((FOLDER.parents[1] / "course.toml").read_text())
    (entry,) = [each for each in course["exercises"] if each["name"] == FOLDER.name]
    return {name: setting["tiers"] for name, setting in entry["settings"].items()}


def table(found):
    """A Markdown table of all that was measured."""
    print("| setting | answer | seeds | mean | sd | least | most | mean - 4.3 sd |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for (setting, answer), values in found.items():
        mean, sd = np.mean(values), np.std(values, ddof=1)
        row = [setting, answer, len(values)]
        row += [f"{each:.4f}" for each in (mean, sd, min(values), max(values))]
        row.append(f"{mean - SIGMAS * sd:.4f}" if answer in HONEST else "")
        print("|", " | ".join(map(str, row)), "|")


def draw(found):
    """Every training as a dot, and the marks as lines."""
    figure, panels = plt.subplots(2, 1, figsize=(9, 7.5), layout="constrained")
    for panel, (setting, lines) in zip(panels, sorted(marks().items()), strict=True):
        ours = {answer: values for (its, answer), values in found.items() if its == setting}
        for row, (answer, values) in enumerate(ours.items()):
            colour = BLUE if answer in HONEST else ORANGE
            panel.plot(values, [row] * len(values), "o", color=colour, alpha=0.5, markersize=5)
        for line in lines:
            panel.axvline(line, color="#444444", linestyle="dashed", linewidth=1)
        panel.set(title=f"setting {setting}: marks at {lines[0]:.1%} and {lines[1]:.1%}")
        panel.set(yticks=range(len(ours)), yticklabels=list(ours), xlim=(0.86, 0.99))
        panel.invert_yaxis()
        panel.grid(axis="x", alpha=0.3)
    panels[-1].set_xlabel("share of ten thousand unseen digits that is recognised")
    plt.rcParams["svg.hashsalt"] = FOLDER.name
    figure.savefig(FOLDER / "training.svg", metadata={"Date": None})


if __name__ == "__main__":
    table(read())
    draw(read())
