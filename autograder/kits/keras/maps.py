"""Layers that work on pictures, in NumPy, on the trusted side: convolution and pooling.

A batch has the shape (n, height, width, channels). All sizes are known before anything is made.
Formulas: the documentation of keras.layers.Conv2D and its neighbours; "same" pads as TensorFlow
does, the odd row or column at the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, Protocol

import numpy as np

from autograder.kits.keras.inside.described import AXES

Numbers = np.ndarray[Any, Any]
MAX_NUMBERS = 20_000_000  # that one layer may make of a batch, or of a slice of it
MOST_PIXELS = 10_000  # of a window or a step
MAX_PRODUCTS = 100_000_000_000  # that all layers may need for a batch
_left: ContextVar[float] = ContextVar("left", default=MAX_PRODUCTS)


class Settings(Protocol):
    """What is asked of a layer: its numbers by name, as they are described."""

    @property
    def settings(self) -> dict[str, float]: ...


class DoesNotFit(Exception):
    """The batch has another shape than the layer can take."""


class TooLarge(Exception):
    """What the layer would make of the batch is more than is computed here."""


@contextmanager
def room() -> Iterator[None]:
    """All that is computed inside the `with` block shares one bound."""
    token = _left.set(MAX_PRODUCTS)
    try:
        yield
    finally:
        _left.reset(token)


def require_room(numbers: int, products: int) -> None:
    """Raises TooLarge where a layer would make so many numbers, each from so many products."""
    left = _left.get() - numbers * products
    if numbers > MAX_NUMBERS or left < 0:
        raise TooLarge
    _left.set(left)


class Window(NamedTuple):
    """How a layer goes over a picture: the window's size, its steps, and whether it is padded."""

    size: tuple[int, int]
    strides: tuple[int, int]
    is_padded: bool


def is_plain(layer: Settings) -> bool:
    """Whether a layer is set in a way that is computed here: channels last, all parts of a kernel
    side by side, all channels together."""
    settings = layer.settings
    return (
        settings.get("channels_first", 0) == 0
        and settings.get("groups", 1) == 1
        and all(settings.get(f"dilation_rate_{axis}", 1) == 1 for axis in AXES)
        and settings.get("same", 0) in (0, 1)
    )


def convolve(layer: Settings, kernel: Numbers, bias: list[Numbers], x: Numbers) -> Numbers:
    """Conv2D: `kernel` has the shape (height, width, channels in, channels out)."""
    if kernel.ndim != 4 or x.ndim != 4 or x.shape[-1] != kernel.shape[2]:
        raise DoesNotFit
    if len(bias) > 1 or any(each.shape != kernel.shape[3:] for each in bias):
        raise DoesNotFit
    window = _window(layer, kernel.shape[:2])
    shape = _shape(window, x)
    channels_out = kernel.shape[3]
    require_room(math.prod(shape) * channels_out, math.prod(kernel.shape[:3]))
    made = np.zeros((*shape, channels_out), dtype=np.float32)
    for part, row, column in _parts(window, x, 0.0, shape):
        made += part @ kernel[row, column]
    return np.asarray(made + bias[0] if bias else made)


def largest(layer: Settings, x: Numbers) -> Numbers:
    """MaxPooling2D."""
    return _pooled(layer, x, -np.inf, np.maximum)


def average(layer: Settings, x: Numbers) -> Numbers:
    """AveragePooling2D: what is padded does not count."""
    total = _pooled(layer, x, 0.0, np.add)
    counted = _pooled(layer, np.ones_like(x[:1, :, :, :1]), 0.0, np.add)
    return np.asarray(total / counted)


def over_all(layer: Settings, x: Numbers, of: Callable[..., Numbers]) -> Numbers:
    """GlobalAveragePooling2D and GlobalMaxPooling2D, with `of` = np.mean or np.max."""
    if x.ndim != 4:
        raise DoesNotFit
    return np.asarray(of(x, axis=(1, 2), keepdims=bool(layer.settings.get("keepdims", 0))))


def _pooled(
    layer: Settings, x: Numbers, padding: float, join: Callable[[Numbers, Numbers], Numbers]
) -> Numbers:
    sizes = [_whole(layer, f"pool_size_{axis}", 0) for axis in AXES]
    if x.ndim != 4:
        raise DoesNotFit
    window = _window(layer, (sizes[0], sizes[1]))
    shape = _shape(window, x)
    require_room(math.prod(shape) * x.shape[3], sizes[0] * sizes[1])
    made = np.full((*shape, x.shape[3]), padding, dtype=np.float32)
    for part, _row, _column in _parts(window, x, padding, shape):
        made = join(made, part)
    return made


def _whole(layer: Settings, name: str, otherwise: int) -> int:
    """A setting that counts pixels."""
    number = layer.settings.get(name, otherwise)
    if not (1 <= number <= MOST_PIXELS and number == int(number)):
        raise DoesNotFit
    return int(number)


def _window(layer: Settings, size: tuple[int, ...]) -> Window:
    strides = [_whole(layer, f"strides_{axis}", 1) for axis in AXES]
    is_padded = layer.settings.get("same", 0) == 1
    return Window((size[0], size[1]), (strides[0], strides[1]), is_padded)


def _shape(window: Window, x: Numbers) -> tuple[int, int, int]:
    """The shape of what is made, without the channels."""
    made = []
    for length, size, stride in zip(x.shape[1:3], window.size, window.strides, strict=True):
        made.append(-(-length // stride) if window.is_padded else (length - size) // stride + 1)
    if min(made) < 1 or min(window.size) < 1:
        raise DoesNotFit
    return len(x), made[0], made[1]


def _parts(
    window: Window, x: Numbers, padding: float, shape: tuple[int, int, int]
) -> Iterator[tuple[Numbers, int, int]]:
    """For each place in the window, what lies under it at all its stops."""
    before, after = [], []
    for length, made, size, stride in zip(
        x.shape[1:3], shape[1:], window.size, window.strides, strict=True
    ):
        missing = max((made - 1) * stride + size - length, 0) if window.is_padded else 0
        before.append(missing // 2)
        after.append(missing - missing // 2)
    if x.size // max(1, x.shape[1] * x.shape[2]) * (
        (x.shape[1] + before[0] + after[0]) * (x.shape[2] + before[1] + after[1])
    ) > 2 * max(MAX_NUMBERS, x.size):
        raise TooLarge
    margins = ((0, 0), (before[0], after[0]), (before[1], after[1]), (0, 0))
    wide = np.pad(x, margins, constant_values=padding) if window.is_padded else x
    (down, across), (_n, rows, columns) = window.strides, shape
    for row in range(window.size[0]):
        for column in range(window.size[1]):
            last_row, last_column = row + down * (rows - 1), column + across * (columns - 1)
            yield wide[:, row : last_row + 1 : down, column : last_column + 1 : across], row, column
