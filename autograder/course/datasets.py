"""Sets of data that exercises work with: files in datasets/NAME/, checked against their digests.

They lie in the course, so nothing is downloaded. What a student's code may see of them is decided
elsewhere (`sandbox`): here is everything, the test part included.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from autograder.errors import CourseError

if TYPE_CHECKING:
    import numpy as np

SUMS = "SHA256SUMS"
ANEW = "Get this folder anew from where you have the course."
IMAGES_HEADER, LABELS_HEADER = 16, 8
SIDE = 28

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"
Digits = tuple[Numbers, Numbers]


class Mnist:
    """Handwritten digits: images of shape (n, 28, 28) and labels of shape (n,), both uint8.

    The format of the files: http://yann.lecun.com/exdb/mnist (IDX, compressed with gzip).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def train(self) -> Digits:
        """60 000 digits to learn from."""
        return self._read("train")

    @cached_property
    def test(self) -> Digits:
        """10 000 others; no student's code may ever see them."""
        return self._read("t10k")

    @property
    def sums(self) -> Path:
        """The file with the digests of the others."""
        return self._folder / SUMS

    def _read(self, part: str) -> Digits:
        import numpy as np  # late: most commands read no data

        images = _content(self._folder, f"{part}-images-idx3-ubyte.gz")
        labels = _content(self._folder, f"{part}-labels-idx1-ubyte.gz")
        return (
            np.frombuffer(images, np.uint8, offset=IMAGES_HEADER).reshape(-1, SIDE, SIDE),
            np.frombuffer(labels, np.uint8, offset=LABELS_HEADER),
        )


DATASETS: dict[str, Callable[[Path], Mnist]] = {"mnist": Mnist}


def dataset(course_folder: Path, name: str) -> Mnist:
    """A set of data of the course; its files are read, and checked, when they are needed."""
    return DATASETS[name](course_folder / "datasets" / name)


def _content(folder: Path, name: str) -> bytes:
    """What a compressed file holds; raises CourseError unless it is as its digest says."""
    path = folder / name
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        sums = dict(line.split()[::-1] for line in lines)
        packed = path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"A set of data cannot be read: {error.strerror or error}.",
            where=error.filename or path,
            todo=ANEW,
        ) from error
    except ValueError as error:
        raise CourseError(
            "This is no list of digests and names.", where=folder / SUMS, todo=ANEW
        ) from error
    if hashlib.sha256(packed).hexdigest() != sums.get(name):
        raise CourseError(
            f"The file is not the one whose digest stands in {SUMS}.",
            where=path,
            todo="Get it anew from where you have the course.",
        )
    return gzip.decompress(packed)
