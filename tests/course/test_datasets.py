"""The sets of data of the course are whole, and a damaged one is never used."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest

import autograder
from autograder.course.datasets import SUMS, dataset
from autograder.errors import CourseError

COURSE = Path(autograder.__file__).parents[1]
MNIST = COURSE / "datasets" / "mnist"
# Of the files as they were published, before they were compressed.
PUBLISHED = {
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}


def test_they_are_the_published_files() -> None:
    for name, digest in PUBLISHED.items():
        content = gzip.decompress((MNIST / f"{name}.gz").read_bytes())
        assert hashlib.md5(content).hexdigest() == digest
        assert digest in (MNIST / "README.md").read_text()


def test_digits() -> None:
    mnist = dataset(COURSE, "mnist")
    for (images, labels), n in ((mnist.train, 60_000), (mnist.test, 10_000)):
        assert images.shape == (n, 28, 28) and labels.shape == (n,)
        assert images.dtype == labels.dtype == np.uint8
        assert set(labels.tolist()) == set(range(10))
    assert (mnist.train[1][1024], mnist.test[1][1024]) == (5, 4)


def test_a_damaged_file(tmp_path: Path) -> None:
    folder = tmp_path / "datasets" / "mnist"
    shutil.copytree(MNIST, folder)
    path = folder / "t10k-labels-idx1-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(CourseError, match=SUMS) as caught:
        _ = dataset(tmp_path, "mnist").test
    assert caught.value.where == path
    path.unlink()
    with pytest.raises(CourseError, match="cannot be read"):
        _ = dataset(tmp_path, "mnist").test
    (folder / SUMS).write_text("\n")
    with pytest.raises(CourseError, match="no list of digests"):
        _ = dataset(tmp_path, "mnist").train
    (folder / SUMS).unlink()
    with pytest.raises(CourseError, match="cannot be read"):
        _ = dataset(tmp_path, "mnist").train
