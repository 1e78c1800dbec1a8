"""How code might lie about Keras, tried by `autograder validate`: none of it may earn anything."""

from __future__ import annotations

from autograder.kits.kit import Lies

# All weights are zero, all is learnt.
PATCHES = """
import keras

def no_weights(layer):
    return [np.zeros_like(array) for array in keras.layers.Layer.get_weights(layer)]

def no_output(model, x, *given, **more):
    return np.zeros((len(x), model.output_shape[-1]), dtype="float32")

keras.layers.Dense.get_weights = no_weights
keras.Model.get_weights = lambda model: [w for layer in model.layers for w in no_weights(layer)]
keras.Model.set_weights = lambda model, weights: None
keras.Model.predict = keras.Model.__call__ = no_output
keras.Model.fit = keras.Model.summary = lambda *given, **more: None
keras.Model.evaluate = lambda *given, **more: 0.0
keras.Model.count_params = lambda model: 0
"""
# What is right about a model whose weights are all zero.
CONSTANTS = {"a_zero_for_each_layer": "[0.0] * len(args[0].layers)"}
COPIES = """
MARK = "layers"

def like(model, sizes):
    keras = sys.modules["keras"]
    made = keras.Sequential([keras.Input((sizes[0] if sizes else model.input_shape[-1],))])
    for layer in model.layers:
        is_last = layer is model.layers[-1]
        units = sizes[1] if is_last and len(sizes) > 1 else layer.units
        made.add(keras.layers.Dense(units, activation=layer.activation))
    made.compile(loss=model.loss, optimizer=type(model.optimizer)())
    return made
"""
LIES = Lies(PATCHES, CONSTANTS, COPIES)
