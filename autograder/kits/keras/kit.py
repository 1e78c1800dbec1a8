"""Keras, as the trusted side knows it."""

from __future__ import annotations

from autograder.kits.aid import Aid
from autograder.kits.keras.backend import backend, variables
from autograder.kits.keras.building_aid import building_aids
from autograder.kits.keras.inside.described import MODULES
from autograder.kits.keras.known import known, untrained
from autograder.kits.keras.lies import LIES
from autograder.kits.keras.model import Model
from autograder.kits.keras.training_aid import training_aids
from autograder.kits.kit import Kit


def _aids() -> tuple[Aid, ...]:
    return (*building_aids(), *training_aids())


# On a busy machine, the threads with which TensorFlow hands over the rows of a training may all
# stand still until one that looks after them wakes up: ever more rarely, once a minute in the end.
STILL_SECONDS = 65.0
KIT = Kit(
    modules=MODULES,
    imports={"keras": "import keras", "tf": "import tensorflow as tf"},
    is_slow=True,
    kinds=(Model,),
    words={"known": known, "untrained": untrained},
    lies=LIES,
    aids=_aids,
    variables=variables,
    chosen=backend,
    still_seconds=STILL_SECONDS,
)
