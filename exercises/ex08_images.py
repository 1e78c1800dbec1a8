# Images as numbers
#
# Write your code below the docstring of each function, in place of `raise
# NotImplementedError`, and in place of each None. To try it, run
# `pytest test_ex08_images.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex08_images/;
# make changes there.

import numpy as np
import PIL.Image as Image


def count_features(height, width, channels=1):
    """Count the features of a picture: how many numbers it is made of.

    height, width: whole numbers, how many rows and how many columns of pixels there are.
    channels: a whole number, how many numbers each pixel has: 3 in a colour picture, 1 in a grey
        one. If the caller does not say it, it is 1.
    Returns a whole number: all the numbers of all the pixels.
    """
    raise NotImplementedError


def load_gray(path):
    """Open a picture file and turn it into a grey table of numbers.

    path: the name of a file as text, such as "balloons.png". The picture is in colour or grey.
    Returns a NumPy array of shape (height, width), of type uint8: 0 is black, 255 is white.
    Colours become grey as with convert("L"): red * 0.299 + green * 0.587 + blue * 0.114, rounded.
    (One more or one less from another way of rounding is fine.)
    A grey picture keeps its numbers.
    """
    raise NotImplementedError


def scale(image):
    """Bring the numbers of a picture from 0 ... 255 to 0 ... 1.

    image: a NumPy array of whole numbers from 0 to 255 (uint8). A grey picture has the shape
        (height, width), a colour picture (height, width, 3).
    Returns an array of floats of the same shape: 0 stays 0, and 255 becomes 1.
    Formula: scale(image) = image / 255, for each number on its own, also in a dark picture
    that has no 255 in it
    """
    raise NotImplementedError


def channel(image, name):
    """Take one colour out of a colour picture.

    image: a NumPy array of whole numbers, of shape (height, width, 3). The last axis holds
        red, green and blue, in this order.
    name: "red", "green" or "blue".
    Returns an array of shape (height, width): the numbers of that colour, as they are.
    """
    raise NotImplementedError


def to_vector(image):
    """Write a picture as one long row of numbers.

    image: a NumPy array of whole numbers or of floats. A grey picture has the shape
        (height, width), a colour picture (height, width, 3).
    Returns an array of shape (height * width,), or (height * width * 3,) for a colour picture:
    the same numbers, row by row from the top, each row from left to right. Each pixel of a colour
    picture gives its red, its green and its blue number, one after the other.
    """
    raise NotImplementedError


# In red, green and blue, the red balloon is (214, 52, 44), the green one is (38, 172, 84) and the blue one is (44, 92, 222). Which will be brightest in grey?
# 1. the green one
# 2. the blue one
# 3. all three the same
# 4. the red one
grey_balloons = 0    # your guess: 1, 2, 3 or 4


# Somebody shuffles the pixels of every picture in the same way: what was at place 0 is always at place 4711 now. How well can a fully connected network learn from them?
# 1. not at all
# 2. just as well as before
# 3. better than before
# 4. a little, but worse than before
shuffled_alike = 0    # your guess: 1, 2, 3 or 4


# A colour picture is 300 pixels wide and 200 pixels high. What shape does its array have?
# 1. (3, 200, 300)
# 2. (200, 300, 3)
# 3. (60000, 3)
# 4. (300, 200, 3)
shape_of_a_picture = 0    # your answer: 1, 2, 3 or 4


# We write 204 / 255 = 0.8 into an array of type `uint8`. What does the array contain now?
# 1. 0.8
# 2. 204
# 3. 1
# 4. 0
no_room_for_fractions = 0    # your answer: 1, 2, 3 or 4


# `to_vector` writes our grey picture, 64 rows of 96 pixels, as one row. At which place is the pixel `[1, 0]`?
# 1. 64
# 2. 97
# 3. 96
# 4. 1
place_in_the_row = 0    # your answer: 1, 2, 3 or 4


# From an earlier lesson: a fully connected layer has ten neurons with biases, each connected to 6144 features. How many parameters does it have?
# 1. 6154
# 2. 61 440
# 3. 61 450
# 4. 61 441
ten_neurons = 0    # your answer: 1, 2, 3 or 4


# From an earlier lesson: a network has two inputs, ten hidden neurons without an activation, one output and no biases. How few weights could always give the same answers?
# 1. 10
# 2. 30
# 3. 20
# 4. 2
two_tables = 0    # your answer: 1, 2, 3 or 4
