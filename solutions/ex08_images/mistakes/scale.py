"""Known wrong answers to `scale`, each with its hint."""

import numpy as np

from autograder.checking import mistake, raises


@mistake
def scale_cuts_fractions(image):
    """Everything behind the decimal point is lost. Divide with / and not with //, and make a new
    array instead of writing into image or turning the result into whole numbers."""
    return image // 255


@mistake
def scale_rounds_to_whole(image):
    """You round to whole numbers, so only 0 and 1 are left. Return the quotients as they are."""
    return np.round(image / 255)


@mistake
def scale_in_place(image):
    """image /= 255 writes into the old array, and uint8 has no room for fractions. Make a new
    array: image / 255."""
    image /= 255
    return image


@mistake
def scale_by_256(image):
    """You divide by 256, so white does not become 1. The largest number is 255."""
    return image / 256


@mistake
def scale_by_largest(image):
    """You divide by the largest number of the picture, so a dark picture becomes bright. Divide
    every picture by 255."""
    return image / np.max(image)


@mistake
def scale_stretches(image):
    """You stretch each picture from its darkest to its brightest pixel. Divide by 255 only: nothing
    is subtracted."""
    low, high = np.min(image), np.max(image)
    return (image - low) / (high - low)


@mistake
def scale_twice(image):
    """You divide by 255 twice. Once is enough."""
    return image / 255 / 255


@mistake
def scale_by_100(image):
    """You divide by 100, as for percent. White is 255, so divide by 255."""
    return image / 100


@mistake
def scale_to_percent(image):
    """You return percent, from 0 to 100. The numbers must lie between 0 and 1."""
    return image / 255 * 100


@mistake
def scale_around_zero(image):
    """Your numbers run from -1 to 1. Here they run from 0 to 1: only divide by 255."""
    return image / 127.5 - 1


@mistake
def scale_negative(image):
    """You turn the picture into a negative: black becomes 1. Black stays 0; leave out the
    subtraction."""
    return 1 - image / 255


@mistake
def scale_rounds(image):
    """You round the result to two decimals. Return it as it is."""
    return np.round(image / 255, 2)


@mistake
def scale_upside_down(image):
    """The fraction is upside down: you divide 255 by the pixels. Divide the pixels by 255."""
    return 255 / image


@mistake
def scale_clips(image):
    """You cut the numbers off at 1, so almost everything becomes white. Divide by 255 instead."""
    return np.clip(image, 0, 1)


@mistake
def scale_by_sum(image):
    """You divide by the sum of all pixels. Divide each number by 255, on its own."""
    return image / np.sum(image)


@mistake
def scale_standardises(image):
    """You subtract the mean and divide by the standard deviation. Here only division by 255 is
    asked."""
    return (image - np.mean(image)) / np.std(image)


@mistake
def scale_flattens(image):
    """The numbers come as one long row. Keep the shape: image / 255 works on the whole picture."""
    return (image / 255).flatten()


@mistake(
    explains=lambda call: (
        np.ndim(call.arguments[0]) == 3
        and raises("ValueError", "array element with a sequence|to unpack|cannot reshape")(call)
    )
)
def scale_gray_only(image):
    """A grey picture works, a colour picture stops with an error: its shape has three numbers. No
    loops are needed: NumPy divides a whole array of any shape."""
    height, width = image.shape
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = image[row, column] / 255
    return result


@mistake
def scale_unchanged(image):
    """You give the picture back as it was. Divide by 255, and return the result of the division."""
    image / 255
    return image
