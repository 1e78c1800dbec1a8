"""Known wrong answers to `channel`, each with its hint."""

import numpy as np

from autograder.checking import always_stopped_with, mistake, raises

from ._shared import close


def _nothing(call):
    return call.failure is None and call.value is None and not call.printed


def _place(call):
    return ("red", "green", "blue").index(call.arguments[1])


def _another(call):
    """Whether another channel came than the one that was asked for."""
    image = call.arguments[0]
    others = (k for k in range(3) if k != _place(call))
    return any(close(call.value, image[:, :, k], 0.001) for k in others)


@mistake(instead_of=("gives_nothing_back",))
def channel_no_return(image, name):
    """Your function gives nothing back. Does it reach a return for each of the three names, written
    in small letters?"""
    result = image[:, :, ["red", "green", "blue"].index(name)]


@mistake(
    when=lambda seen: len({call.arguments[1] for call in seen.calls if _nothing(call)}) == 1,
    explains=_nothing,
)
def channel_forgets_one(image, name):
    """For one of the names nothing comes back. Write a return for red, for green and for blue, and
    check the spelling."""
    if name == "red":
        return image[:, :, 0]
    if name == "green":
        return image[:, :, 1]


@mistake
def channel_backwards(image, name):
    """Red and blue are swapped. The order in the last axis is red, green, blue."""
    return image[:, :, ["blue", "green", "red"].index(name)]


@mistake
def channel_green_and_blue_swapped(image, name):
    """Green and blue are swapped. The order in the last axis is red, green, blue."""
    return image[:, :, ["red", "blue", "green"].index(name)]


@mistake
def channel_red_and_green_swapped(image, name):
    """Red and green are swapped. The order in the last axis is red, green, blue."""
    return image[:, :, ["green", "red", "blue"].index(name)]


@mistake(
    when=lambda seen: any(call.failure for call in seen.calls),
    explains=lambda call: (
        raises("IndexError", "index 3 is out of bounds for axis 2 with size 3")(call)
        or close(call.value, call.arguments[0][:, :, _place(call) + 1], 0.001)
    ),
)
def channel_counts_from_one(image, name):
    """You count the channels from 1. Python counts from 0: red is 0, green is 1, blue is 2."""
    return image[:, :, {"red": 1, "green": 2, "blue": 3}[name]]


@mistake
def channel_takes_a_row(image, name):
    """You take a row of the picture. The channel stands on the last axis, behind all rows and all
    columns."""
    return image[["red", "green", "blue"].index(name)]


@mistake
def channel_takes_a_column(image, name):
    """You take a column of the picture. The channel stands on the last axis, behind all rows and
    all columns."""
    return image[:, ["red", "green", "blue"].index(name)]


@mistake
def channel_keeps_the_axis(image, name):
    """An axis of size 1 is left at the end. Take the channel by its number alone, without a colon
    and without brackets around the number."""
    place = ["red", "green", "blue"].index(name)
    return image[:, :, place : place + 1]


@mistake
def channel_blackens_the_others(image, name):
    """You set the other colours to 0, but they are still there: three numbers in each pixel. Return
    only the numbers of one channel."""
    place = ["red", "green", "blue"].index(name)
    result = np.zeros_like(image)
    result[:, :, place] = image[:, :, place]
    return result


@mistake
def channel_turned(image, name):
    """Rows and columns are swapped. Inside the brackets come all rows, all columns, then the number
    of the channel."""
    return image.T[["red", "green", "blue"].index(name)]


@mistake
def channel_flat(image, name):
    """The numbers come as one long row. Keep the table, of shape (height, width)."""
    return image[:, :, ["red", "green", "blue"].index(name)].flatten()


@mistake
def channel_scales(image, name):
    """You divide by 255. Here the numbers stay as they are."""
    return image[:, :, ["red", "green", "blue"].index(name)] / 255


@mistake
def channel_mean(image, name):
    """You mix the three colours to a mean. Take one channel only, the one that name asks for."""
    return image.mean(axis=-1)


@mistake(
    when=lambda seen: (
        len({call.arguments[1] for call in seen.calls}) > 1
        and any(
            all(
                call.failure is None and close(call.value, call.arguments[0][:, :, place], 0.001)
                for call in seen.calls
            )
            for place in range(3)
        )
    )
)
def channel_always_red(image, name):
    """The same channel comes back for different names. Let name choose it, with if, elif and else;
    and mind that `name == "red" or "r"` is always true."""
    return image[:, :, 0]


@mistake(
    when=lambda seen: (
        len({call.arguments[1] for call in seen.calls}) == 3
        and len({call.arguments[1] for call in seen.calls if _another(call)}) == 1
    ),
    explains=_another,
)
def channel_misspelled(image, name):
    """For one of the names you take another channel. Red is 0, green is 1, blue is 2; and check
    whether the names are spelled right where you compare them."""
    if name == "red":
        return image[:, :, 0]
    if name == "gren":
        return image[:, :, 1]
    return image[:, :, 2]


@mistake(explains=raises("IndexError", "^only integers, slices", line=r"\bname\b"))
def channel_name_as_index(image, name):
    """An array has no places called "red", "green" or "blue". Turn the name into a number first: 0,
    1 or 2."""
    return image[:, :, name]


@mistake(
    explains=lambda call: (
        raises("KeyError", f"^'{call.arguments[1]}'$")(call)
        or raises("ValueError", f"^'{call.arguments[1]}' is not in list|not in tuple$")(call)
    )
)
def channel_capital_letters(image, name):
    """Your dictionary or list does not know one of the names. They are "red", "green" and "blue",
    in small letters."""
    return image[:, :, {"Red": 0, "Green": 1, "Blue": 2}[name]]


@mistake(
    when=always_stopped_with("AttributeError", "no attribute 'getchannel'", "no attribute 'split'")
)
def channel_as_in_pillow(image, name):
    """image is an array of NumPy here, not a picture of Pillow: it has no such method. Take the
    channel with square brackets."""
    return image.getchannel(["red", "green", "blue"].index(name))


@mistake
def channel_weighed(image, name):
    """The channel is multiplied by its weight in grey. Return its numbers as they are."""
    weights = {"red": 0.299, "green": 0.587, "blue": 0.114}
    return weights[name] * image[:, :, ["red", "green", "blue"].index(name)]


@mistake
def channel_whole_picture(image, name):
    """You give the whole picture back. Take one channel out of it."""
    return image
