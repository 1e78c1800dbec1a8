"""Known wrong answers to `count_features`, each with its hint."""

from autograder.checking import mistake, stopped_with_all


@mistake
def count_no_channels(height, width, channels=1):
    """You count the pixels and leave the channels out. Each pixel has as many numbers as there are
    channels: multiply by channels, too."""
    return height * width


@mistake
def count_always_three(height, width, channels=1):
    """You count three numbers for each pixel of any picture. Take the number that the function is
    given: channels."""
    return height * width * 3


@mistake
def count_three_by_default(height, width, channels=3):
    """Where no channels are named, you count three. Leave the first line as it was: channels=1."""
    return height * width * channels


@mistake
def count_adds_sides(height, width, channels=1):
    """You add height and width. The rows are stacked: height times width pixels in all."""
    return (height + width) * channels


@mistake
def count_adds_all(height, width, channels=1):
    """You add up the three numbers. Multiply them: rows, times pixels in a row, times numbers in a
    pixel."""
    return height + width + channels


@mistake
def count_adds_channels(height, width, channels=1):
    """You add the channels to the number of pixels. Each pixel has that many numbers, so
    multiply."""
    return height * width + channels


@mistake
def count_power(height, width, channels=1):
    """You raise the number of pixels to a power. Channels are counted once for each pixel: multiply
    with one star, *."""
    return (height * width) ** channels


@mistake
def count_divides(height, width, channels=1):
    """You divide by the channels, so more channels give fewer features. They give more:
    multiply."""
    return height * width / channels


@mistake
def count_border(height, width, channels=1):
    """You walk round the border of the picture. The pixels inside count, too: height times
    width."""
    return 2 * (height + width) * channels


@mistake
def count_shape(height, width, channels=1):
    """You give back the shape of the picture, several numbers. Multiply them to get one."""
    return (height, width, channels)


@mistake
def count_shades(height, width, channels=1):
    """You count 256 for each number, one for each shade. A number is one feature, whatever shade it
    holds: leave 256 out."""
    return height * width * channels * 256


@mistake
def count_our_picture(height, width, channels=1):
    """You always count the picture of the lesson, 64 by 96. Use the height and the width that the
    function is given."""
    return 64 * 96 * channels


@mistake(when=stopped_with_all("count_features() missing 1", "positional argument: 'channels'"))
def count_no_default(height, width, channels):
    """Your function cannot be called with height and width alone. Leave its first line as it was:
    channels=1."""
    return height * width * channels


@mistake
def count_square(height, width, channels=1):
    """The height is multiplied by itself, and the width takes no part. Multiply height by width."""
    return height * height * channels
