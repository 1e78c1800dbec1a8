"""What `keras.datasets` gives a student's code: what we put there, and no download."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.errors import SandboxError
from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.isolation import DEFAULT_LIMITS
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student

RNG = np.random.default_rng(1)
ARRAYS = {
    "x_train": RNG.integers(0, 256, (30, 28, 28), dtype=np.uint8),
    "y_train": RNG.integers(0, 10, 30, dtype=np.uint8),
    "x_test": RNG.integers(0, 256, (10, 28, 28), dtype=np.uint8),
    "y_test": RNG.integers(0, 10, 10, dtype=np.uint8),
}
WAYS = (
    "import keras\nload = keras.datasets.mnist.load_data",
    "from keras.datasets import mnist\nload = mnist.load_data",
    "from keras.datasets.mnist import load_data as load",
    "import tensorflow as tf\nload = tf.keras.datasets.mnist.load_data",
    "from tensorflow import keras\nload = lambda: keras.datasets.mnist.load_data('mine.npz')",
)


@pytest.fixture
def offering(keras_side: StudentSide) -> Iterator[ControlChannel]:
    """The control of an exercise that works with our digits."""
    control = keras_side.control.open_control()
    control.confinement = keras_side.confinement(DEFAULT_LIMITS, {"mnist": ARRAYS})
    yield control
    control.close()


@pytest.mark.parametrize("way", WAYS)
def test_all_ways_to_load_them(offering: ControlChannel, way: str) -> None:
    session = Session(offering, Clock(60, 60), 10_000, {})
    source = f"{way}\n(x_train, y_train), (x_test, y_test) = load()\nx_train.sort()"
    done = session.run_cell(source)
    assert not done.failed, done
    student = Student(session)
    for name in ("y_train", "x_test", "y_test"):
        np.testing.assert_array_equal(student.value(name), ARRAYS[name])
    session.close()


def test_nothing_else_is_offered(offering: ControlChannel) -> None:
    session = Session(offering, Clock(60, 60), 10_000, {})
    done = session.run_cell("import keras\nkeras.datasets.fashion_mnist.load_data()")
    assert done.failed
    session.close()


def test_a_set_that_keras_does_not_know() -> None:
    with (
        StudentSide(["keras"], datasets={"no_such_set": ARRAYS}) as side,
        pytest.raises(SandboxError, match=r"keras\.datasets\.no_such_set"),
    ):
        side.wait_until_warm()
