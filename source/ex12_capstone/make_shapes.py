"""Draws six shapes, as a small and noisy camera sees them: 20 x 20 pixels, grey.

    python make_shapes.py

writes 6000 of them to shapes.npz, in the order of their classes. Nobody's pictures are in it: all
of them are drawn here, from random numbers. Free to use under the licence of the course (MIT).
"""

import numpy as np
from PIL import Image, ImageDraw

NAMES = ["circle", "triangle", "square", "star", "cross", "crescent"]
SIDE, TIMES = 20, 4  # a picture is drawn four times as large, and shrunk
FILE, NUMBER, SEED = "shapes.npz", 6000, 1


def _circle():
    return _on_circle(np.linspace(0, 2 * np.pi, 40, endpoint=False))


def _triangle():
    return _on_circle(np.arange(3) * 2 * np.pi / 3)


def _square():
    return _on_circle(np.arange(4) * np.pi / 2)


def _star():
    points = _on_circle(np.arange(10) * np.pi / 5)
    points[1::2] *= 0.42
    return points


def _cross():
    long, short = 0.95, 0.3
    arm = np.array([[short, long], [short, short], [long, short]])
    turns = [arm]
    for _ in range(3):
        turns.append(turns[-1] @ [[0, -1], [1, 0]])
    return np.concatenate(turns)


def _crescent():
    outer = np.linspace(0.2 * np.pi, 1.8 * np.pi, 30)
    inner = np.linspace(1.7 * np.pi, 0.3 * np.pi, 24)
    bite = _on_circle(inner) * 0.72 + [0.386, 0]
    return np.concatenate([_on_circle(outer), bite])


def _on_circle(angles):
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


OUTLINES = [_circle(), _triangle(), _square(), _star(), _cross(), _crescent()]


def draw_one(kind, rng):
    """One picture of a shape, as numbers from 0 to 255 (uint8): any size, place and turn."""
    large = SIDE * TIMES
    radius = rng.uniform(0.22, 0.42) * large
    centre = rng.uniform(radius, large - radius, 2)
    turn = rng.uniform(0, 2 * np.pi)
    cos, sin = np.cos(turn), np.sin(turn)
    corners = OUTLINES[kind] @ [[cos, sin], [-sin, cos]] * radius + centre
    points = [tuple(corner) for corner in corners.tolist()]
    ground, ink = int(rng.integers(0, 91)), int(rng.integers(150, 256))
    image = Image.new("L", (large, large), ground)
    pen = ImageDraw.Draw(image)
    if rng.random() < 0.5:
        pen.polygon(points, fill=ink)
    else:
        pen.line([*points, *points[:2]], fill=ink, width=int(rng.integers(5, 11)), joint="curve")
    small = np.asarray(image.resize((SIDE, SIDE), Image.Resampling.LANCZOS), dtype=float)
    noisy = small + rng.normal(0, rng.uniform(4, 22), small.shape)
    return np.clip(noisy.round(), 0, 255).astype(np.uint8)


def draw(kinds, rng):
    """A picture for each of the kinds, whole numbers from 0 to 5: an array (n, 20, 20)."""
    return np.array([draw_one(kind, rng) for kind in kinds], dtype=np.uint8).reshape(-1, SIDE, SIDE)


def make(n, seed):
    """n pictures, as many of each kind, and their kinds, sorted: n is a multiple of 6."""
    kinds = np.repeat(np.arange(6), n // 6)
    return draw(kinds, np.random.default_rng(seed)), kinds


if __name__ == "__main__":
    pictures, kinds = make(NUMBER, SEED)
    np.savez_compressed(FILE, pictures=pictures, kinds=kinds)
    print(len(pictures), "shapes are in", FILE)
