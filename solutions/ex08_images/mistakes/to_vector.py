"""Known wrong answers to `to_vector`, each with its hint."""

import numpy as np

from autograder.checking import always_returned_a, always_stopped_with, mistake, raises

from ._shared import close


def _stops(axes, said):
    """Whether a picture with so many axes stopped the function, since it has so many."""
    stopped = raises("ValueError|IndexError", said)
    return lambda call: np.ndim(call.arguments[0]) == axes and stopped(call)


@mistake(instead_of=("gives_nothing_back",))
def vector_no_return(image):
    """Your function gives nothing back. reshape makes a new array: return it."""
    image.reshape(-1)


@mistake
def vector_unchanged(image):
    """You give the picture back as it was. reshape and flatten make a new array and leave image
    alone: return what they give."""
    image.reshape(-1)
    return image


@mistake(when=always_returned_a("builtin_function_or_method", "method"))
def vector_without_brackets(image):
    """The brackets behind the name of the method are missing, so you return the method itself. Call
    it: flatten()."""
    return image.flatten


@mistake
def vector_by_columns(image):
    """You go column by column. Go row by row: leave out order="F" and T."""
    return image.flatten(order="F")


@mistake
def vector_by_channels(image):
    """In a colour picture, all of red comes first, then all of green, then all of blue. Go pixel by
    pixel: a plain reshape does."""
    if image.ndim == 3:
        return np.concatenate([image[:, :, place].flatten() for place in range(3)])
    return image.flatten()


@mistake
def vector_as_a_row_table(image):
    """You return a table with one row, of shape (1, n). Here one axis is wanted: shape (n,). The
    batch axis comes later."""
    return image.reshape(1, -1)


@mistake
def vector_as_a_column(image):
    """You return a table with one column, of shape (n, 1). Here one axis is wanted: shape (n,)."""
    return image.reshape(-1, 1)


@mistake(
    explains=_stops(
        3, "cannot reshape|too many values to unpack|array element with a sequence|input array from"
    )
)
def vector_forgets_channels(image):
    """A grey picture works, a colour picture stops with an error: it has a third axis, the
    channels. Let NumPy work out the size: -1."""
    return image.reshape(image.shape[0] * image.shape[1])


@mistake(
    explains=_stops(2, "cannot reshape|not enough values to unpack|index out of range|too many ind")
)
def vector_always_three_channels(image):
    """A colour picture works, a grey one stops with an error: it has one number in each pixel, not
    three. Let NumPy work out the size: -1."""
    return image.reshape(image.shape[0] * image.shape[1] * 3)


@mistake(when=always_stopped_with("ValueError", "cannot reshape array of size"))
def vector_fixed_size(image):
    """The size that you ask for does not fit the picture, and every picture has its own. Let NumPy
    work it out: -1."""
    return image.reshape(6144)


@mistake
def vector_of_pixels(image):
    """A grey picture works, but of a colour picture a table is left: a row of three numbers for
    each pixel. Its pixels have to be written one after the other, too."""
    return np.concatenate(image)


@mistake
def vector_two_axes(image):
    """The result is still a table. A new shape with one single axis is wanted."""
    return image.reshape(image.shape[0] * image.shape[1], -1)


@mistake(
    when=lambda seen: any(np.ndim(call.arguments[0]) == 3 for call in seen.calls),
    explains=lambda call: close(
        call.value, call.arguments[0].reshape(len(call.arguments[0]), -1), 1e-6
    ),
)
def vector_row_by_row(image):
    """Each row of the picture stays a row of the result. All of them must stand in one single row,
    so the new shape has one axis only."""
    return image.reshape(image.shape[0], -1)


@mistake
def vector_first_row(image):
    """You take the first row only. Write all rows, one after the other."""
    return image[0]


@mistake
def vector_sums_rows(image):
    """You add the numbers of each row. Keep every number: only the shape changes."""
    return image.sum(axis=1)


@mistake
def vector_scales(image):
    """You divide by 255. Here the numbers stay as they are; scale does the rest."""
    return image.reshape(-1) / 255


@mistake
def vector_sorts(image):
    """You sort the numbers, and the picture is lost. Keep their order."""
    return np.sort(image, axis=None)


@mistake
def vector_unique(image):
    """Equal numbers have been thrown away. Every pixel keeps its number, even if another has the
    same."""
    return np.array(list(dict.fromkeys(image.ravel().tolist())))


@mistake
def vector_backwards(image):
    """The row is reversed: it begins with the last pixel. Begin with the first one, top left."""
    return image.reshape(-1)[::-1]


@mistake
def vector_expands(image):
    """You have added one more axis in front. Fewer axes are wanted: a row has just one."""
    return np.expand_dims(image, axis=0)


@mistake
def vector_mixes_colours(image):
    """A colour picture becomes grey here. Keep all three numbers of each pixel."""
    if image.ndim == 3:
        image = image.mean(axis=-1)
    return image.reshape(-1)


@mistake
def vector_cuts_fractions(image):
    """The digits after the decimal point are lost. Leave the numbers as they are, without int."""
    return image.reshape(-1).astype(int)
