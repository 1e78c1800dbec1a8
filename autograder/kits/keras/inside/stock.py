"""Models that owe nothing to a student."""

from __future__ import annotations

from typing import Any

from autograder.kits.keras.inside.described import Recipe


def build_stock(wanted: Recipe) -> Any:
    """The model that the trusted side asks for."""
    import keras

    model = keras.Sequential([keras.Input((wanted.inputs,))])
    for layer in wanted.layers:
        model.add(
            keras.layers.Dense(layer.units, activation=layer.activation, use_bias=layer.use_bias)
        )
    if wanted.loss is not None:
        optimizer = keras.optimizers.get(wanted.optimizer or "sgd")
        if wanted.learning_rate is not None:
            optimizer.learning_rate = wanted.learning_rate
        model.compile(loss=wanted.loss, optimizer=optimizer)
    return model
