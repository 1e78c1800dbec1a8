"""Answers that nobody expects, as they are written in a student's file."""

from __future__ import annotations

CLASSES = """
import collections, decimal, fractions
import numpy as np

class HostileArray:
    def __array__(self, *given, **named): raise SystemExit
class LyingArray:
    def __array__(self, *given, **named): return np.array([[1], 'x', None], dtype=object)
class HostileLength(list):
    def __len__(self): raise SystemExit
    def __iter__(self): return iter(range(10**9))
class HostileFloat(float):
    def __float__(self): return 1 / 0
    def __repr__(self): raise KeyboardInterrupt
    def __eq__(self, other): return True
    __hash__ = None
class HostileAttributes:
    def __getattr__(self, name): raise SystemExit
Pair = collections.namedtuple('Pair', 'x y')
def in_itself():
    found = []
    found.append(found)
    return found
def deep(n):
    found = 1.0
    for _ in range(n): found = [found]
    return found
"""

ODD = {
    "none": "None",
    "true": "True",
    "false": "False",
    "not implemented": "NotImplemented",
    "dots": "...",
    "text": "'text'",
    "empty text": "''",
    "long text": "'x' * 10**5",
    "bytes": "b'1'",
    "nan": "float('nan')",
    "infinite": "float('inf')",
    "minus infinite": "-np.inf",
    "giant": "10**5000",
    "large": "2**63 - 1",
    "small": "-2**63",
    "a tiny float": "5e-324",
    "complex": "1j",
    "decimal": "decimal.Decimal('2.5')",
    "fraction": "fractions.Fraction(1, 3)",
    "empty list": "[]",
    "empty tuple": "()",
    "empty dictionary": "{}",
    "empty set": "set()",
    "empty array": "np.zeros(0)",
    "no columns": "np.zeros((3, 0))",
    "no rows": "np.zeros((0, 3))",
    "no bytes": "np.zeros((2**31 - 1, 0))",
    "axes without bytes": "np.broadcast_to(np.int8(1), (0, 2**31 - 1, 2**31 - 1))",
    "many rows without bytes": "np.zeros((100_000, 0))",
    "many empty lists": "[[] for n in range(9_999)]",
    "many empty arrays": "[np.zeros((99_000, 0)) for n in range(99)]",
    "many axes": "np.zeros((1,) * 40)",
    "ragged": "[[1], [2, 3]]",
    "ragged and deep": "[1, [2, [3]]]",
    "ragged arrays": "[np.zeros(2), np.zeros(3)]",
    "ragged pair": "([[1], [2, 3]], [[1], [2, 3]])",
    "a none in a list": "[1.0, None]",
    "texts": "['1', '2']",
    "one long text": "['x' * 9_999] + ['y'] * 9_999",
    "dictionaries": "[{'a': 1}]",
    "in itself": "in_itself()",
    "deep": "deep(15)",
    "too deep": "deep(500)",
    "many numbers": "[1.0] * 9_999",
    "many texts": "{str(n): 'x' for n in range(999)}",
    "a number as an array": "np.array(7)",
    "true as an array": "np.array(True)",
    "table of true": "np.ones((3, 3), bool)",
    "objects": "np.array([None, []], dtype=object)",
    "fields": "np.zeros(2, dtype=[('x', 'f8'), ('y', 'i4')])",
    "dates": "np.array(['2026-01-01'], dtype='M8[D]')",
    "an array of text": "np.array(['a', 'bc'])",
    "complex array": "np.ones((2, 2), complex)",
    "not numbers": "np.full((5, 5), np.nan)",
    "infinite table": "np.full((5, 2), -np.inf)",
    "masked": "np.ma.masked_all(3)",
    "matrix": "np.matrix([[1, 2], [3, 4]])",
    "half": "np.float16(65504)",
    "one number many times": "np.broadcast_to(1.0, (10**6, 10**6))",
    "generator": "(n for n in [1, 2])",
    "range": "range(3)",
    "function": "lambda *given: 1",
    "class": "int",
    "module": "np",
    "exception": "ValueError('no')",
    "hostile array": "HostileArray()",
    "lying array": "LyingArray()",
    "hostile length": "HostileLength([1])",
    "hostile float": "HostileFloat(2.5)",
    "hostile attributes": "HostileAttributes()",
    "named pair": "Pair(1, 2)",
    "pair": "(1, 2)",
    "pair of nothing": "(None, None)",
    "pair of empty tables": "(np.zeros((0, 784), 'float32'), np.zeros((0, 10)))",
    "three": "(1, 2, 3)",
}

MODELS = """
import keras
from keras import layers

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.last = layers.Dense(1)
    def call(self, x): return self.last(x)
class Dense(layers.Dense):
    answer = 5
    def get_weights(self): return self.answer
def chain(*given, size=2):
    return keras.Sequential([keras.Input((size,)), *given])
def compiled(model, **named):
    model.compile(**named)
    return model
def own(answer):
    layer = Dense(1)
    layer.answer = answer
    return chain(layer)
def broken(change):
    model = chain(layers.Dense(3, activation='relu'), layers.Dense(1, activation='sigmoid'))
    change(model)
    return model
def hollow(layer):
    layer._kernel = layer.bias = None
def lying(name, value):
    def change(model):
        object.__setattr__(model.layers[-1], name, value)
    return change
def joined():
    x, y = keras.Input((2,)), keras.Input((2,))
    return keras.Model([x, y], layers.Dense(1)(layers.Concatenate()([x, y])))
"""

# Where a Keras model is wanted.
ODD_MODELS = {
    "without layers": "keras.Sequential()",
    "only an input": "chain()",
    "only flat": "chain(layers.Flatten())",
    "without inputs": "keras.Sequential([layers.Dense(1)])",
    "of no inputs": "chain(layers.Dense(1), size=0)",
    "of a picture": "keras.Sequential([keras.Input((2, 2, 1)), layers.Conv2D(1, 1)])",
    "one layer many times": "chain(*[layers.Dense(2)] * 5)",
    "own class": "Net()",
    "own layer": "own([])",
    "own layer, a number as weights": "own(5)",
    "own layer, ragged weights": "own([[1], [2, 3]])",
    "own layer, no weights": "own(None)",
    "a lambda": "chain(layers.Lambda(lambda x: x))",
    "own activation": "chain(layers.Dense(1, activation=lambda x: x))",
    "weights that are gone": "broken(lambda model: hollow(model.layers[0]))",
    "weights that lie": "broken(lying('get_weights', lambda: 5))",
    "ragged weights that lie": "broken(lying('get_weights', lambda: [[1], [2, 3]]))",
    "flat weights that lie": (
        "broken(lying('get_weights', lambda: [np.zeros(5), np.zeros((2, 2))]))"
    ),
    "empty weights that lie": "broken(lying('get_weights', lambda: [np.zeros((3, 0))]))",
    "whole weights that lie": "broken(lying('get_weights', lambda: [np.ones((3, 1), int)]))",
    "units that lie": "broken(lying('units', 10**30))",
    "no units": "broken(lying('units', None))",
    "a bias that lies": "broken(lying('use_bias', 'no'))",
    "weights that are no numbers": "broken(lambda m: m.set_weights("
    "[np.full_like(w, np.nan) for w in m.get_weights()]))",
    "layers that are gone": "broken(lambda model: model._layers.clear())",
    "two inputs": "joined()",
    "an odd loss": "compiled(chain(layers.Dense(1)), loss=[lambda y, p: 0.0, 'mse'])",
    "loss of a dictionary": "compiled(chain(layers.Dense(1)), loss={'a': 'mse'})",
    "a schedule": "compiled(chain(layers.Dense(1)), loss='mse', optimizer=keras.optimizers.SGD("
    "keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)))",
    "a layer": "layers.Dense(1)",
    "an input": "keras.Input((2,))",
    "an empty tensor": "keras.ops.ones((2, 0))",
    "a variable": "keras.Variable(np.ones(2))",
    "an optimizer": "keras.optimizers.SGD()",
    "many models": "[chain(), chain(layers.Dense(1))]",
    "a model in a dictionary": "{'model': chain()}",
}

# What a function may do to a model that it is given.
DEEDS = {
    "takes a layer away": "model.pop()",
    "takes all layers away": "model._layers.clear()",
    "lies about all layers": "object.__setattr__(model, '_layers', [])",
    "adds a layer": "model.add(layers.Dense(2))",
    "puts a layer of its own in": "model.pop(); model.add(Dense(1))",
    "breaks the weights": "model.set_weights([w * np.nan for w in model.get_weights()])",
    "takes the weights away": "hollow(model.layers[0])",
    "lies about the weights": "lying('get_weights', lambda: 5)(model)",
    "flattens the weights": "lying('get_weights', lambda: [np.zeros(3)])(model)",
    "empties the weights": "lying('get_weights', lambda: [])(model)",
    "lies about the units": "lying('units', 0)(model)",
    "becomes something else": "model.__class__ = Net",
    "compiles it otherwise": "model.compile(loss=lambda y, p: 0.0, optimizer=None)",
    "forgets what it noted": "model.history = 5",
}
