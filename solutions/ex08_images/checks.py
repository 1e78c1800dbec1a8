"""The hidden checks: pictures that nobody has seen before."""

import io

import numpy as np
from PIL import Image

from autograder.checking import (
    _,
    edge_check,
    equal,
    fresh,
    inputs,
    near,
    numbers_between,
    property_check,
    range_check,
    require,
    same,
    value_check,
)

ONE_SHADE = 1.01  # how far another way of rounding may be from that of PIL


def picture(*shape, lowest=0, highest=255):
    """Pixels that follow no pattern: no sloppy program gets them right by chance."""
    pixels = fresh().integers(lowest, highest, shape, endpoint=True)
    return pixels.astype(np.uint8)


def load(student, name, pixels):
    """What the student's load_gray makes of a file with these pixels."""
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, format="PNG")
    student.put_file(name, content.getvalue())
    student.note(name, pixels)  # for the mistakes: what stands in the file
    return student.load_gray(name)


def same_gray(student, name, pixels):
    """load_gray gives for this file what PIL gives, or at most one shade more or less."""
    result = load(student, name, pixels)
    expected = np.array(Image.fromarray(pixels).convert("L"))
    equal(result, expected, f"load_gray('{name}')", rtol=0.0, atol=ONE_SHADE)


# count_features: 1 point


@value_check("count_features", points=0.5)
def test_count_gray(student, reference):
    """counts one number for each pixel of a grey picture"""
    same(student.count_features, reference.count_features, *near(5, 3))
    same(student.count_features, reference.count_features, *near(480, 640))


@value_check("count_features", points=0.25)
def test_count_colour(student, reference):
    """counts all channels of each pixel"""
    same(student.count_features, reference.count_features, *near(7, 5), 3)
    same(student.count_features, reference.count_features, *near(90, 160), 4)
    same(student.count_features, reference.count_features, *near(6, 11), 1)


@range_check("count_features", points=0.25)
def test_count_everywhere():
    """counts right for all sizes up to 4000, and for many channels"""
    height = numbers_between(1, 4000, whole=True)
    width = fresh().permutation(height)
    channels = np.resize([1, 3, 4, 2], len(height))
    sizes = [tuple(map(int, size)) for size in zip(height, width, channels, strict=True)]
    several = zip(sizes, (5, 7, 9, 12), strict=False)
    many = [(h % 50 + 1, w % 50 + 1, channels) for (h, w, _c), channels in several]
    return [*sizes, *((h, w) for h, w, _channels in sizes[:20]), *many]


# load_gray: 2.5 points


@value_check("load_gray", points=1.25)
def test_load_wide(student):
    """gives the grey numbers of a colour picture that is wider than high"""
    same_gray(student, "lake.png", picture(4, 7, 3))
    same_gray(student, "forest.png", picture(24, 32, 3))


@value_check("load_gray", points=0.5)
def test_load_high(student):
    """gives the grey numbers of a colour picture that is higher than wide"""
    same_gray(student, "tower.png", picture(6, 3, 3))


@property_check("load_gray", points=0.25)
def test_load_type(student):
    """returns an array of the type uint8"""
    result = load(student, "garden.png", picture(3, 5, 3))
    found = str(getattr(result, "dtype", type(result).__name__))
    require(
        found == "uint8",
        _("load_gray must return an array of the type uint8, but its type is {found}.").format(
            found=found
        ),
        expected="uint8",
        actual=found,
    )


@edge_check("load_gray", points=0.5)
def test_load_gray_file(student):
    """keeps the numbers of a picture that is grey already, and a single row or column of them"""
    same_gray(student, "fog.png", picture(5, 4))
    same_gray(student, "horizon.png", picture(1, 6))
    same_gray(student, "mast.png", picture(6, 1, 3))


# scale: 2 points


@value_check("scale", points=1.0)
def test_scale_gray(student, reference):
    """divides the numbers of a grey picture by 255"""
    pixels = np.array([[0, 51, 255], [128, 7, 200]], dtype=np.uint8)
    same(student.scale, reference.scale, near(pixels, high=255))
    same(student.scale, reference.scale, picture(4, 3, lowest=9, highest=90))


@value_check("scale", points=0.75)
def test_scale_colour(student, reference):
    """does the same for a colour picture and keeps its shape"""
    same(student.scale, reference.scale, picture(2, 4, 3, lowest=20))


@range_check("scale", points=0.25)
def test_scale_everywhere():
    """is right for all numbers from 0 to 255, also in a single row or column"""
    nearly_black = np.eye(2, dtype=np.uint8)  # scaled already, to who looks at its largest number
    pictures = [_all_shades(16, 16), _all_shades(12, 8, 3), nearly_black, *_thin()]
    return [(picture,) for picture in pictures]


def _all_shades(*shape):
    """A picture in which every number from 0 to 255 stands somewhere."""
    return np.resize(fresh().permutation(256), shape).astype(np.uint8)


def _thin():
    """Pictures of a single row, column or pixel, grey and in colour."""
    shapes = [(1, 1), (1, 6), (6, 1), (3, 3), (4, 3), (1, 1, 3), (1, 5, 3), (5, 1, 3), (3, 3, 3)]
    return [_all_shades(*shape) for shape in shapes]


# channel: 2 points


@value_check("channel", points=1.5)
def test_channel(student, reference):
    """takes the red, the green and the blue numbers out of a picture"""
    pixels = picture(2, 4, 3)
    for name in ("red", "green", "blue"):
        same(student.channel, reference.channel, pixels, name)


@value_check("channel", points=0.25)
def test_channel_other(student, reference):
    """does so for pictures of other sizes, too"""
    for name in ("blue", "red", "green"):
        same(student.channel, reference.channel, picture(5, 3, 3), name)
        same(student.channel, reference.channel, picture(3, 3, 3), name)


@range_check("channel", points=0.25)
def test_channel_everywhere():
    """is right for all numbers from 0 to 255, also in a single row or column"""
    names = ("green", "blue", "red")
    thin = [(image, name) for image in _thin() if image.ndim == 3 for name in names]
    return [*((_all_shades(12, 22, 3), name) for name in names), *thin]


# to_vector: 1.5 points


@value_check("to_vector", points=0.75)
def test_vector_gray(student, reference):
    """writes the rows of a grey picture one after the other"""
    same(student.to_vector, reference.to_vector, picture(3, 4))
    same(student.to_vector, reference.to_vector, picture(4, 2) / 255)


@value_check("to_vector", points=0.5)
def test_vector_colour(student, reference):
    """writes the pixels of a colour picture one after the other"""
    same(student.to_vector, reference.to_vector, picture(2, 3, 3))
    same(student.to_vector, reference.to_vector, picture(4, 2, 3) / 255)


@range_check("to_vector", points=0.25)
def test_vector_everywhere():
    """keeps all numbers from 0 to 255, those that are scaled, and a single row or column"""
    large = [_all_shades(16, 16), _all_shades(12, 8, 3), _all_shades(16, 18) / 255]
    return [(image,) for image in (*large, *_thin())]


# Inputs for the search for the smallest one on which an answer is wrong.


def small_pictures(*channels):
    """Pictures of at most 3 x 3 pixels."""
    from hypothesis import strategies as st

    def pixels(height, width):
        size = height * width * int(np.prod(channels))
        return st.lists(st.integers(0, 255), min_size=size, max_size=size).map(
            lambda numbers: np.array(numbers, dtype=np.uint8).reshape(height, width, *channels)
        )

    side = st.integers(1, 3)
    return st.tuples(side, side).flatmap(lambda sides: pixels(*sides))


@inputs("count_features")
def small_sizes():
    """Small heights and widths, and sometimes several channels."""
    from hypothesis import strategies as st

    side = st.integers(1, 9)
    return st.one_of(st.tuples(side, side), st.tuples(side, side, st.integers(1, 4)))


@inputs("scale")
def pictures_to_scale():
    """Small pictures, grey first."""
    from hypothesis import strategies as st

    return st.tuples(st.one_of(small_pictures(), small_pictures(3)))


@inputs("channel")
def pictures_and_names():
    """Small colour pictures, and a name."""
    from hypothesis import strategies as st

    return st.tuples(small_pictures(3), st.sampled_from(["red", "green", "blue"]))


@inputs("to_vector")
def pictures_to_write():
    """Small pictures, grey first."""
    from hypothesis import strategies as st

    return st.tuples(st.one_of(small_pictures(), small_pictures(3)))
