"""Draw the pictures of the lesson: python solutions/ex08_images/draw.py makes them anew."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

DATA = Path(__file__).parent / "data"
WIDTH, HEIGHT = 96, 64
FINE = 8  # drawn so many times larger, then made smaller: smooth edges

NIGHT, DUSK = (18, 24, 52), (74, 62, 96)  # the sky, above and below
MOON, SNOW, HILL = (255, 226, 110), (238, 240, 242), (58, 56, 78)
BASKET = (120, 78, 46)
BALLOONS = (  # centre, radius, colour
    ((20, 27), 12, (214, 52, 44)),
    ((48, 20), 11, (38, 172, 84)),
    ((73, 31), 10, (44, 92, 222)),
)


def balloons():
    """Three balloons over snow, before sunrise: a red, a green and a blue one."""
    size = (WIDTH * FINE, HEIGHT * FINE)
    share = np.linspace(0, 1, size[1])[:, None, None]
    sky = (1 - share) * np.array(NIGHT) + share * np.array(DUSK)
    picture = Image.fromarray(np.broadcast_to(sky, (size[1], size[0], 3)).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    _circle(pen, (87, 9), 5, MOON)
    _circle(pen, (28, 92), 42, HILL)
    _circle(pen, (82, 100), 50, HILL)
    _circle(pen, (45, 206), 152, SNOW)
    for (x, y), radius, colour in BALLOONS:
        _balloon(pen, x, y, radius, colour)
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.BOX)


def _balloon(pen, x, y, radius, colour):
    bottom = y + 1.55 * radius
    _circle(pen, (x, y), radius, colour)
    sides = [(x - 0.86 * radius, y + 0.5 * radius), (x + 0.86 * radius, y + 0.5 * radius)]
    _shape(pen, [*sides, (x + 2, bottom), (x - 2, bottom)], colour)
    light = tuple(min(255, part + 40) for part in colour)
    oval = (x - 0.36 * radius, y - radius, x + 0.36 * radius, y + radius)
    pen.ellipse([FINE * each for each in oval], fill=light)
    foot = [(x + 0.36 * radius, y), (x + 0.7, bottom), (x - 0.7, bottom), (x - 0.36 * radius, y)]
    _shape(pen, foot, light)
    box = (x - 2, bottom + 1.5, x + 2, bottom + 4.5)
    pen.rectangle([FINE * each for each in box], fill=BASKET)


def _circle(pen, centre, radius, colour):
    x, y = centre
    box = (x - radius, y - radius, x + radius, y + radius)
    pen.ellipse([FINE * each for each in box], fill=colour)


def _shape(pen, corners, colour):
    pen.polygon([(FINE * x, FINE * y) for x, y in corners], fill=colour)


def arrow():
    """A tiny grey arrow to the right: its numbers fit on the page."""
    rows = [
        [0, 0, 0, 0, 90, 0, 0],
        [0, 0, 0, 0, 160, 130, 0],
        [60, 100, 140, 180, 220, 240, 255],
        [0, 0, 0, 0, 160, 130, 0],
        [0, 0, 0, 0, 90, 0, 0],
    ]
    return Image.fromarray(np.array(rows, dtype=np.uint8))


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    balloons().save(DATA / "balloons.png", optimize=True)
    arrow().save(DATA / "arrow.png", optimize=True)
