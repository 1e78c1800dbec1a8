"""Known wrong answers to `load_gray`, each with its hint.

It opens files, which lie only where the student's code runs: its mistakes are recognised by what
came back. A check notes the pixels of each file under its name.
"""

import numpy as np
import PIL.Image as Image

from autograder.checking import always_returned_a, always_stopped_with, mistake

from ._shared import close


LESSON = ((64, 96), (5, 7))  # the shapes of the pictures of the lesson


def _reads(*rules, atol=1.01):
    """A `when`: one of the rules makes out of each file what the answer gives back."""

    def when(seen):
        calls = seen.calls
        return bool(calls) and any(
            all(
                not call.failure
                and call.value is not None
                and close(call.value, rule(seen.notes[call.arguments[0]]), atol)
                for call in calls
            )
            for rule in rules
        )

    return when


def _gray(pixels):
    """What PIL makes of the pixels."""
    return np.array(Image.fromarray(pixels).convert("L"))


def _of_the_lesson(seen):
    """Whether each picture that came back is as large as one of the lesson."""
    return bool(seen.calls) and all(np.shape(call.value)[:2] in LESSON for call in seen.calls)


def _is_always_the_same(seen):
    """Whether one and the same picture came back for all files."""
    return all(np.array_equal(call.value, seen.calls[0].value) for call in seen.calls)


def _right_but_type(kinds):
    """A `when`: the numbers are right, and the type of the array is one of these kinds."""

    def when(seen):
        types = [getattr(call.value, "dtype", np.dtype(np.uint8)) for call in seen.calls]
        others = all(kind != np.uint8 and kind.kind in kinds for kind in types)
        return others and _reads(_gray)(seen)

    return when


@mistake(when=always_returned_a("Image"))
def load_picture(path):
    """You give back a picture of Pillow, not its numbers. When it is grey, by convert("L"), put
    np.array around it."""
    return Image.open(path).convert("L")


@mistake(when=always_returned_a("PngImageFile"))
def load_only_opens(path):
    """You only open the file. Two steps are left: make the picture grey with convert, and put
    np.array around it."""
    return Image.open(path)


@mistake(
    when=always_stopped_with("AttributeError", "'numpy.ndarray' object has no attribute 'convert'")
)
def load_array_too_early(path):
    """np.array comes too early: only a picture of Pillow has convert, an array does not. Convert
    first, then make the array."""
    return np.array(Image.open(path)).convert("L")


@mistake(when=always_stopped_with("FileNotFoundError", "'path'"))
def load_name_in_quotes(path):
    """Quotes make "path" a file of that name. Without them, path is the variable that holds the
    name."""
    return np.array(Image.open("path").convert("L"))


@mistake(when=lambda seen: _of_the_lesson(seen) and _is_always_the_same(seen))
def load_fixed_file(path):
    """You always open a picture of the lesson. Open the file that the function is given: path."""
    return np.array(Image.open("balloons.png").convert("L"))


@mistake(when=always_stopped_with("UnicodeDecodeError"))
def load_as_text(path):
    """You read the file as text, but it is a picture. Image.open can read pictures."""
    return np.array(open(path).read())


@mistake(when=always_stopped_with("ValueError", "wrong mode", "conversion from"))
def load_unknown_mode(path):
    """convert cannot make a picture of this mode. Grey is called "L", a capital L in quotes."""
    return np.array(Image.open(path).convert("gray"))


@mistake(when=_reads(lambda pixels: pixels, lambda pixels: pixels / 255, atol=0.001))
def load_in_colour(path):
    """The colours are still there: each pixel has three numbers. Call convert("L") before you make
    the array, and use what it gives back."""
    picture = Image.open(path)
    picture.convert("L")
    return np.array(picture)


@mistake(when=_reads(lambda pixels: pixels.mean(axis=-1)))
def load_mean(path):
    """You take the mean of the three colours. The eye sees green as brighter than blue:
    convert("L") weighs the colours."""
    return np.array(Image.open(path)).mean(axis=-1).astype(np.uint8)


@mistake(
    when=_reads(
        lambda pixels: pixels.sum(axis=-1) % 256 / 3, lambda pixels: pixels.sum(axis=-1) % 256
    )
)
def load_sum_that_overflows(path):
    """The sum of three uint8 numbers does not fit into uint8 and starts again at 0. And a mean is
    not what is asked: convert("L") weighs the colours."""
    pixels = np.array(Image.open(path))
    return (pixels[:, :, 0] + pixels[:, :, 1] + pixels[:, :, 2]) / 3


@mistake(
    when=_reads(
        lambda pixels: pixels[..., 0], lambda pixels: pixels[..., 1], lambda pixels: pixels[..., 2]
    )
)
def load_one_colour(path):
    """You take one colour only and forget the other two. Grey is made of all three:
    convert("L")."""
    return np.array(Image.open(path))[:, :, 0]


@mistake(when=_reads(lambda pixels: pixels.max(axis=-1)))
def load_largest(path):
    """You take the largest of the three colours. Weigh all three: convert("L")."""
    return np.array(Image.open(path)).max(axis=-1)


@mistake(when=_reads(lambda pixels: pixels @ np.array([0.114, 0.587, 0.299])))
def load_weights_turned(path):
    """You mix up red and blue: red is the first of the three numbers and has the weight 0.299."""
    pixels = np.array(Image.open(path))
    gray = 0.114 * pixels[:, :, 0] + 0.587 * pixels[:, :, 1] + 0.299 * pixels[:, :, 2]
    return gray.round().astype(np.uint8)


@mistake(when=_reads(lambda pixels: pixels @ np.array([0.2126, 0.7152, 0.0722])))
def load_weights_of_television(path):
    """You weigh the colours as HD television does (BT.709). convert("L") has other weights: 0.299,
    0.587 and 0.114."""
    pixels = np.array(Image.open(path))
    return (pixels @ np.array([0.2126, 0.7152, 0.0722])).round().astype(np.uint8)


@mistake(
    when=lambda seen: (
        bool(seen.calls)
        and all(
            np.shape(call.value) == seen.notes[call.arguments[0]].shape[:2]
            and np.isin(np.asarray(call.value), [0, 1, 255]).all()
            for call in seen.calls
        )
    )
)
def load_black_and_white(path):
    """You get only black and white, without shades. The mode with shades of grey is "L"."""
    return np.array(Image.open(path).convert("1"))


@mistake(when=_reads(lambda pixels: np.array(Image.fromarray(pixels).convert("P")), atol=0.001))
def load_paint_box(path):
    """The mode "P" numbers the colours, as in a paint box: its numbers are no shades. Take "L"."""
    return np.array(Image.open(path).convert("P"))


@mistake(
    when=lambda seen: (
        len(seen.calls) > 1
        and len({np.shape(call.value) for call in seen.calls}) == 1
        and np.ndim(seen.calls[0].value) == 2
        and not _is_always_the_same(seen)
    )
)
def load_one_size(path):
    """You change the size of the picture: each comes out equally large. Leave its rows and columns
    as they are."""
    return np.array(Image.open(path).convert("L").resize((28, 28)))


@mistake(when=_reads(lambda pixels: _gray(pixels) / 255, atol=0.005))
def load_scales(path):
    """Your numbers lie between 0 and 1 already. Here they stay from 0 to 255: scale comes later. Do
    not divide, and open the file with Image.open: plt.imread divides by itself."""
    return np.array(Image.open(path).convert("L")) / 255


@mistake(when=_reads(lambda pixels: 255 - _gray(pixels)))
def load_negative(path):
    """Your picture is a negative: black has become 255 and white 0. Give the numbers back as they
    are."""
    return 255 - np.array(Image.open(path).convert("L"))


@mistake(when=_reads(lambda pixels: _gray(pixels).T))
def load_turned(path):
    """Rows and columns are swapped. np.array has them in the right order already: leave transpose
    and T out."""
    return np.array(Image.open(path).convert("L")).T


@mistake(when=_reads(lambda pixels: _gray(pixels).reshape(pixels.shape[1], pixels.shape[0])))
def load_size_as_shape(path):
    """The size of Pillow is (width, height), the shape of an array (height, width). np.array alone
    gives the right shape."""
    picture = Image.open(path).convert("L")
    return np.array(picture).reshape(picture.size)


@mistake(when=_reads(lambda pixels: _gray(pixels).ravel()))
def load_flat(path):
    """You give back one long row. Here the table is wanted, of shape (height, width); the long row
    is the last task."""
    return np.array(Image.open(path).convert("L")).flatten()


@mistake(when=_reads(lambda pixels: _gray(pixels)[None], lambda pixels: _gray(pixels)[:, :, None]))
def load_with_batch_axis(path):
    """Your array has one axis of size 1 too many. The table alone is wanted, of shape (height,
    width)."""
    return np.expand_dims(np.array(Image.open(path).convert("L")), axis=0)


@mistake(when=_reads(lambda pixels: np.dstack([_gray(pixels), np.full(pixels.shape[:2], 255)])))
def load_with_opacity(path):
    """Each pixel has two numbers: "LA" is grey together with opacity. Take "L"."""
    return np.array(Image.open(path).convert("LA"))


@mistake(
    when=lambda seen: (
        any(call.failure is not None for call in seen.calls)
        and all(
            (call.failure is not None) == (seen.notes[call.arguments[0]].ndim == 2)
            for call in seen.calls
        )
    )
)
def load_colour_only(path):
    """A colour picture works, a grey one does not: its array has no third axis. convert("L") can
    deal with both."""
    pixels = np.array(Image.open(path))
    gray = 0.299 * pixels[:, :, 0] + 0.587 * pixels[:, :, 1] + 0.114 * pixels[:, :, 2]
    return gray.round().astype(np.uint8)


@mistake(when=_right_but_type("f"))
def load_floats(path):
    """The numbers are right, but their type is for floats. The table must be of the type uint8, as
    np.array makes it from a grey picture."""
    return np.array(Image.open(path).convert("L"), dtype=float)


@mistake(when=lambda seen: isinstance(seen.calls[-1].value, list) and _reads(_gray)(seen))
def load_list(path):
    """The numbers are right, but they come as a list. Give back a NumPy array: np.array of the
    picture is one already."""
    return np.array(Image.open(path).convert("L")).tolist()


@mistake(when=_right_but_type("iu"))
def load_long_integers(path):
    """The numbers are right, but of another type of whole numbers. np.array of the grey picture
    gives uint8 by itself."""
    return np.array(Image.open(path).convert("L")).astype(int)
