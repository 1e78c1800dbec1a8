"""What is drawn of pictures: a small one, and what the student's functions make of it."""

import numpy as np

from autograder.checking.pictures import draws, images

SIDE = 24


def _ball():
    """A red ball in front of a blue sky, above green grass."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    image = np.zeros((SIDE, SIDE, 3), dtype=np.uint8)
    image[:] = 90, 160, 235
    image[18:] = 60, 150, 50
    ball = (rows - 11) ** 2 + (columns - 9) ** 2 < 49
    image[ball] = 220, 40, 50
    image[(rows - 8) ** 2 + (columns - 7) ** 2 < 5] = 250, 200, 205
    return image


@draws("channel")
def channels(student, reference):
    """The three colours of a small picture, as your function takes them out of it"""
    ball = _ball()
    names = "red", "green", "blue"
    found = [(name, student.channel(ball, name), reference.channel(ball, name)) for name in names]
    return images(("", ball, None), *found)


@draws("scale")
def scaled(student, reference):
    """A small grey picture after scale, times 255: it should look as it was"""
    grey = _ball()[:, :, 0]
    yours = np.asarray(student.scale(grey)) * 255
    return images(("", yours, reference.scale(grey) * 255))


@draws("to_vector")
def row_by_row(student, reference):
    """A small picture that was made one long row by your function, and cut into rows again"""
    grey = _ball()[:, :, 0]
    yours = np.asarray(student.to_vector(grey))
    square = yours.reshape(SIDE, SIDE) if yours.size == SIDE * SIDE else None
    return images(("", square, reference.to_vector(grey).reshape(SIDE, SIDE)))
