# Images as numbers
#
# The visible checks for ex08_images.py. To run them, type
# `pytest test_ex08_images.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex08_images/;
# make changes there.

import numpy as np
import PIL.Image as Image

from ex08_images import count_features, load_gray, scale, channel, to_vector


def test_count_features():
    result = count_features(64, 96)
    assert result is not None, (
        "count_features gives nothing back. End it with return, not with print."
    )
    assert result == 6144, (
        "A grey picture with 64 rows of 96 pixels has 64 * 96 = 6144 features. You count "
        f"{result}."
    )
    result = count_features(1080, 1920)
    assert result == 2073600, (
        "A grey picture with 1080 rows of 1920 pixels has 2073600 features. You count "
        f"{result}."
    )
    result = count_features(2, 5, 3)
    assert result == 30, (
        "2 rows of 5 pixels with 3 channels have 2 * 5 * 3 = 30 features. You count "
        f"{result}."
    )
    print("count_features works.")


def test_load_gray():
    gray = load_gray("balloons.png")
    assert gray is not None, (
        "load_gray gives nothing back. End it with return, not with print."
    )
    assert not isinstance(gray, Image.Image), (
        "load_gray gives back a picture of Pillow. Turn it into numbers with np.array."
    )
    gray = np.asarray(gray)
    assert gray.ndim != 3, (
        f"The shape is {gray.shape}: the colours are still there. Convert the picture to "
        "grey first."
    )
    assert gray.shape == (64, 96), (
        "balloons.png has 64 rows and 96 columns, so the shape must be (64, 96). Yours is "
        f"{gray.shape}."
    )
    assert gray.max() > 1, (
        f"The largest of your numbers is {float(gray.max()):.3g}. Keep the shades from 0 "
        "to 255."
    )
    for (row, column), right in {(27, 11): 100, (20, 39): 122, (31, 65): 92}.items():
        assert abs(float(gray[row, column]) - right) <= 1, (
            f'The pixel [{row}, {column}] must be {right}. Yours is {gray[row, column]}. '
            'Are the colours weighed, as convert("L") does it?'
        )
    assert gray.dtype == np.uint8, (
        f"The array must be of the type uint8. Yours is {gray.dtype}. np.array alone gives "
        "uint8."
    )

    arrow = np.asarray(load_gray("arrow.png"))
    assert arrow.shape == (5, 7), (
        "arrow.png has 5 rows and 7 columns, so the shape must be (5, 7). Yours is "
        f"{arrow.shape}. Do you open the file that path names?"
    )
    right = [60, 100, 140, 180, 220, 240, 255]
    assert np.allclose(arrow[2], right, rtol=0, atol=1), (
        f"arrow.png is grey already and must keep its numbers. Row 2 is {right}. Yours is "
        f"{arrow[2].tolist()}."
    )
    print("load_gray works.")


def test_scale():
    image = np.array([[0, 51, 102], [153, 204, 255]], dtype=np.uint8)
    result = scale(image)
    assert result is not None, (
        "scale gives nothing back. End it with return, not with print."
    )
    result = np.asarray(result)
    assert result.shape == image.shape, (
        f"scale must keep the shape {image.shape}. Yours is {result.shape}."
    )
    assert result.max() <= 1, (
        f"The largest number must become 1. Yours is {result.max():.6g}. Divide by 255."
    )
    assert not np.isin(result, [0, 1]).all(), (
        "Only 0 and 1 are left. 51 must become 0.2: divide with /, and make a new array of "
        "floats."
    )
    assert np.isclose(result[0, 1], 0.2), (
        f"51 must become 0.2. Yours is {result[0, 1]:.6g}."
    )
    assert np.allclose(result, [[0, 0.2, 0.4], [0.6, 0.8, 1]]), (
        "[[0, 51, 102], [153, 204, 255]] must become [[0, 0.2, 0.4], [0.6, 0.8, 1]]. Yours "
        f"is {result.tolist()}."
    )

    dark = np.array([[51, 102]], dtype=np.uint8)
    result = np.asarray(scale(dark))
    assert np.allclose(result, [[0.2, 0.4]]), (
        "The dark picture [[51, 102]] must become [[0.2, 0.4]]. Yours is "
        f"{result.tolist()}. Each picture is divided by 255, whatever its largest number "
        "is."
    )

    colour = np.array([[[255, 51, 0], [0, 102, 204]]], dtype=np.uint8)
    result = np.asarray(scale(colour))
    assert result.shape == (1, 2, 3), (
        f"A colour picture of shape (1, 2, 3) must keep its shape. Yours is {result.shape}."
    )
    assert np.allclose(result, [[[1, 0.2, 0], [0, 0.4, 0.8]]]), (
        "scale is right for a grey picture, but not yet for a colour picture."
    )
    print("scale works.")


def test_channel():
    image = np.array(
        [[[10, 20, 30], [11, 21, 31]], [[12, 22, 32], [13, 23, 33]], [[14, 24, 34], [15, 25, 35]]],
        dtype=np.uint8,
    )
    right = {
        "red": [[10, 11], [12, 13], [14, 15]],
        "green": [[20, 21], [22, 23], [24, 25]],
        "blue": [[30, 31], [32, 33], [34, 35]],
    }
    for name, numbers in right.items():
        result = channel(image, name)
        assert result is not None, (
            f'channel(image, "{name}") gives nothing back. Does it reach a return?'
        )
        result = np.asarray(result)
        assert result.shape == (3, 2), (
            "A picture of shape (3, 2, 3) has 3 rows and 2 columns, so one channel has the "
            f"shape (3, 2). Yours is {result.shape}."
        )
        assert np.array_equal(result, numbers), (
            f'channel(image, "{name}") must be {numbers}. Yours is {result.tolist()}.'
        )
    print("channel works.")


def test_to_vector():
    image = np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
    result = to_vector(image)
    assert result is not None, (
        "to_vector gives nothing back. End it with return, not with print."
    )
    result = np.asarray(result)
    assert result.shape == (12,), (
        "3 rows of 4 pixels make one row of 12 numbers, of shape (12,). Yours is "
        f"{result.shape}."
    )
    assert result[1] == 2, (
        "The second number must be 2, the neighbour of 1 in its row. Yours is "
        f"{result[1]}: go row by row."
    )
    assert np.array_equal(result, np.arange(1, 13)), (
        f"The numbers must stand in order, from 1 to 12. Yours are {result.tolist()}."
    )

    colour = np.array([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]) / 255
    result = np.asarray(to_vector(colour))
    assert result.shape == (12,), (
        "A colour picture of shape (2, 2, 3) makes one row of 12 numbers, of shape (12,). "
        f"Yours is {result.shape}."
    )
    assert np.allclose(result * 255, np.arange(1, 13)), (
        "Of each pixel come red, green and blue, then the next pixel follows. The numbers "
        "from 1 to 12, divided by 255, have come out in the order "
        f"{np.round(result * 255).astype(int).tolist()}."
    )
    print("to_vector works.")
