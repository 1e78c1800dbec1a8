"""What one model tells of its author's mistake: words for the predicates in `mistakes/`.

Each gets a `Model`, as the sandbox describes it; nothing is run.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from autograder.kits.keras.model import Model
from autograder.kits.keras.network import Layer

LIKE = 0.9  # two names that are more alike than this mean the same
OF_LAYERS = {"Softmax": "softmax", "ReLU": "relu"}  # activations that are layers of their own


def dense(model: Model) -> list[Layer]:
    """The Dense layers, in order."""
    return [layer for layer in model.layers if layer.kind == "Dense"]


def neurons(model: Model) -> list[int | None]:
    """The number of neurons of each Dense layer, in order."""
    return [layer.units for layer in dense(model)]


def activation_names(layers: Iterable[Layer]) -> list[str]:
    """The activations in these layers and of those that are nothing else, in order, without what
    changes nothing: "linear"."""
    names = [OF_LAYERS.get(layer.kind, layer.activation) for layer in layers]
    return [name for name in names if name not in (None, "linear")]


def without_weights(model: Model) -> bool:
    """Some Dense layer has no weights yet: the model does not know its inputs."""
    return any(not layer.weights for layer in dense(model))


def misspelt(name: str, right: str) -> bool:
    """Whether a name looks like the right one and is written in another way, such as
    "categorical_cross_entropy". What is sparse is another loss, and no misspelling."""
    plain, wanted = _letters(name), _letters(right)
    likeness = SequenceMatcher(None, plain, wanted).ratio()
    return name != right and likeness > LIKE and ("sparse" in plain) == ("sparse" in wanted)


def _letters(name: str) -> str:
    return name.lower().replace("_", "").replace(" ", "").replace("-", "")
