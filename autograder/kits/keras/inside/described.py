"""What is said of a Keras model: the schema that both sides keep, with its bounds."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import field

from autograder.wire.values import MAX_AXES, Array, Name, Wire

MODULES = ("keras", "tensorflow")  # by which it, and what it computes with, is imported
MODEL = "keras.Model"  # its kind
UNSEEN = "a model"  # what is told of one that is not looked at
MAX_LAYERS = 20
MAX_PARAMETERS = 5_000_000
MAX_SETTINGS = 10
AXES = ("rows", "columns")  # of a picture: a setting of two numbers is told as one for each
MAX_CURVE = 100  # epochs of a training that are told

Settings = Annotated[dict[Name, float], msgspec.Meta(max_length=MAX_SETTINGS)]
Weights = Annotated[list[Array], msgspec.Meta(max_length=MAX_SETTINGS)]
Curve = Annotated[list[float], msgspec.Meta(max_length=MAX_CURVE)]
Curves = Annotated[dict[Name, Curve], msgspec.Meta(max_length=MAX_SETTINGS)]


class Own(Wire, frozen=True):
    """A class or a function that is not Keras' own: what it calls itself."""

    name: Name


class LayerFacts(Wire, frozen=True, kw_only=True):
    """What is plain about a layer.

    `settings` are its numbers, such as the scale of a Rescaling; `shares` is the number of the
    first layer before it with which it has weights in common.
    """

    units: int | None = None
    use_bias: bool | None = None
    shares: int | None = None
    settings: Settings = field(default_factory=dict)


class LayerDescription(LayerFacts, frozen=True, kw_only=True):
    """One layer, as the student side describes it: `kind` is the name of its class."""

    kind: Name | Own
    activation: Name | Own | None = None
    weights: Weights = field(default_factory=list)


Layers = Annotated[list[LayerDescription], msgspec.Meta(max_length=MAX_LAYERS)]


class ModelFacts(Wire, frozen=True, kw_only=True):
    """What is plain about a model.

    `inputs` is the shape of a batch, such as (None, 2). `steps` counts the steps of its optimizer;
    `curves` are what its last training noted for each epoch, by name: "loss", "accuracy".
    """

    is_chain: bool = False
    inputs: Annotated[tuple[int | None, ...], msgspec.Meta(max_length=MAX_AXES)] | None = None
    compiled: bool = False
    from_logits: bool | None = None
    learning_rate: float | None = None
    steps: int | None = None
    curves: Curves = field(default_factory=dict)


class ModelDescription(ModelFacts, frozen=True, kw_only=True):
    """A model, as the student side describes it."""

    layers: Layers = field(default_factory=list)
    loss: Name | Own | None = None
    optimizer: Name | Own | None = None


class DenseLayer(Wire, frozen=True):
    """One Dense layer of a stock model."""

    units: int
    activation: str
    use_bias: bool = True


class Recipe(Wire, frozen=True):
    """A stock model of Dense layers, which the trusted side asks for; without a loss it is not
    compiled."""

    inputs: int
    layers: tuple[DenseLayer, ...]
    loss: str | None = None
    optimizer: str | None = None
    learning_rate: float | None = None
