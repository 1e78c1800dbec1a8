"""Activations on the trusted side: all that Keras finds by a name, and the same numbers."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from autograder.kits.keras.network import Layer, layer_outputs
from autograder.student import StudentFailure

# Runs in a process of its own, since TensorFlow must not have run an op where tests fork.
PROGRAM = """
import numpy as np, keras
from keras.src.activations import ALL_OBJECTS_DICT
from autograder.kits.keras.activations import ACTIVATIONS

rng = np.random.default_rng(5)
x = np.concatenate([rng.normal(0, 3, (40, 6)), [[0, 0, 0, 0, 0, 0], [1, -1, 1, -1, 2, 2]]])
x = x.astype("float32")
for name in sorted(ALL_OBJECTS_DICT):
    if name == "threshold":  # which cannot be asked for by its name alone
        continue
    expected = np.asarray(keras.activations.get(name)(x))
    np.testing.assert_allclose(ACTIVATIONS[name](x), expected, rtol=1e-4, atol=2e-6, err_msg=name)
    print("compared", name)
"""


def test_every_activation_is_that_of_keras() -> None:
    found = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    assert found.stdout.count("compared") > 25


def test_half_of_an_odd_number_of_neurons_cannot_be_taken() -> None:
    layer = Layer(kind="Activation", activation="glu")
    with pytest.raises(StudentFailure, match="even number of neurons"):
        layer_outputs([layer], np.ones((2, 3)))
