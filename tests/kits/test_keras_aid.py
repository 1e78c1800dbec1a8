"""The errors of Keras, each provoked with the Keras that is installed, in one process.

Keras runs in a process of its own, as it does for students: nothing here imports it.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from autograder.checking.first_aid import first_aid

CASES = {
    "SGD(lr=0.1)": "lr is called learning_rate",
    "SGD(rate=0.1)": "no argument called rate",
    "Dense(1, init='uniform')": "init is called kernel_initializer",
    "Dense(1, output_dim=2)": "output_dim is called units",
    "Dense(1, bias=False)": "bias is called use_bias",
    "Dense(1, activate='relu')": "Dense has no argument called activate",
    "Dense(activation='relu')": "how many neurons",
    "Dense(output_dim=3)": "how many neurons",
    "Dense(1, units=2)": "given twice",
    "Dense('relu', 3)": "a whole number above 0",
    "Dense(2.5)": "a whole number above 0",
    "Dense(3, 4)": "A number stands where the activation is wanted",
    "Dense(1, activation='Relu')": "in small letters",
    "Dense(1, 'ReLU')": "in small letters",
    "Dense(1, 'sigmod')": "no activation called sigmod",
    "Dense(1, 'relu()')": "no such activation",
    "Dropout(50)": "a share between 0 and 1",
    "Conv2D(1, 3, border_mode='same')": "border_mode is called padding",
    "Sequential([Dense(1, input_shape=2)])": "(2,), not 2",
    "Input(2)": "(2,), not 2",
    "Input()": "the shape of one example",
    "keras.Dense": "keras.layers.Dense",
    "keras.SGD": "keras.optimizers.SGD",
    "keras.to_categorical": "keras.utils.to_categorical",
    "keras.layer": "keras.layers",
    "keras.optimizers.sgd": "large letters",
    "Sequential(Dense(1))": "one list of layers",
    "Sequential(Input((2,)), Dense(1))": "one list of layers",
    "Sequential([Input((2,)), Dense])": "put ( ) behind it",
    "Sequential([[Dense(1)]])": "a list in the list",
    "net().add(3)": "this is not one",
    "net().add(Dense(1)).add(Dense(1))": "There is None where a model should be",
    "net().train(x, y)": "is called fit",
    "net().score(x, y)": "is called evaluate",
    "net().predict_classes(x)": "no predict_classes any more",
    "Sequential([Dense(1)]).count_params()": "begin with keras.Input",
    "net().fit(x, y, verbose=0)['loss']": ".history",
    "net().compile(loss='mse', optimizer=keras.optimizers.Adam)": "put ( ) behind it",
    "net().compile(loss='mse', optimizer='SGD(0.1)')": "In quotes only the bare name",
    "net().compile('mse', 'sgd')": "the name of a loss",
    "net().compile(loss='mse', optimizer=0.1)": "A number is no optimizer",
    "net().compile(loss='mse', optimizer='adm')": "no optimizer called adm",
    "net().compile(loss='mse', optimizer='sgd', lr=0.1)": "belongs to the optimizer",
    "net().compile(loss='mse', optimizer='sgd', epochs=3)": "epochs belongs to fit",
    "net().compile(loss='mse', metric=['mae'])": "metrics, with an s",
    "net().compile(loss='mse', losss='mse')": "compile has no argument called losss",
    "net(loss='mse_').fit(x, y, verbose=0)": "no loss called mse_",
    "net(loss='accuracy').fit(x, y, verbose=0)": "no slope to follow",
    "net(loss=None).fit(x, y, verbose=0)": "not been told a loss",
    "net(metrics='accuracy').fit(x, y, verbose=0)": "metrics is a list",
    "net(metrics=['acuracy']).fit(x, y, verbose=0)": "no metric called acuracy",
    "net().fit(x, y, nb_epoch=1)": "is called epochs",
    "net().fit(x, y, epoch=1)": "is called epochs",
    "net().fit(x, y, batchsize=1)": "is called batch_size",
    "net().fit(x, y, learning_rate=1)": "belongs to the optimizer",
    "net().fit(x, y, shufle=True)": "fit has no argument called shufle",
    "net().fit(x, verbose=0)": "fit has got no targets",
    "net().evaluate(x, verbose=0)": "evaluate has got no targets",
    "net().fit(x, y, validation_data=x, verbose=0)": "",
    "Sequential([Input((2,)), Dense(1)]).fit(x, y)": "not compiled yet",
    "net().fit(x, y[:5], verbose=0)": "different numbers of rows",
    "net().predict([1.0, 2.0], verbose=0)": "arrays, not lists",
    "net().predict(x[0], verbose=0)": "With x[None]",
    "net()(x[0])": "With x[None]",
    "net().predict(np.ones((4, 3)), verbose=0)": "rows of 2 numbers, and was given rows of 3",
    "net().predict(np.ones((4, 5, 2)), verbose=0)": "shape (n, 2), and was given (4, 5, 2)",
    "Dense(3, activation=keras.activations.relu(3))": "Hand over the function itself",
    "Sequential([Input((2,)), keras.losses.MeanSquaredError])": "this is not one",
    "Sequential([Input((2,)), keras.optimizers.SGD])": "this is not one",
    "net().fit(x[0], y[0, 0], verbose=0)": "A single number has no rows",
    "net().fit(x, y, lr=1)": "belongs to the optimizer",
    "net().predict(x, epoch=1)": "predict has no argument called epoch",
    "net().evaluate(x, y, batch=1)": "evaluate has no argument called batch",
    "net(2, loss='binary_crossentropy').fit(x, k, verbose=0)": "one, too?",
    "net(2, loss='binary_crossentropy').fit(x, k[:, None], verbose=0)": "one, too?",
    "net(3, 'softmax', 'categorical_crossentropy').fit(x, k, verbose=0)": "begins with sparse_",
    "net(3, 'softmax', 'sparse_categorical_crossentropy').fit(x, r, verbose=0)": "Leave sparse_",
    "net(2, 'softmax', 'categorical_crossentropy').fit(x, r, verbose=0)": "in each target: 3.",
    "table().fit(np.ones((4, 8, 8)), np.zeros(4), verbose=0)": "Flatten makes a row",
}
PROBE = """
import json, sys
import keras
import numpy as np
from keras import Input, Sequential
from keras.layers import Conv2D, Dense, Dropout
from keras.optimizers import SGD

x, y = np.ones((6, 2)), np.ones((6, 1))
k = np.arange(6) % 3
r = np.eye(3)[k]

def net(units=1, activation="sigmoid", loss="mse", **more):
    model = Sequential([Input((2,)), Dense(units, activation)])
    model.compile(loss=loss, optimizer="sgd", **more)
    return model

def table():
    model = Sequential([Input((8, 8)), Dense(3)])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
    return model

found = {}
for source in json.load(sys.stdin):
    try:
        eval(source)
    except Exception as error:
        found[source] = type(error).__name__, str(error)
print("FOUND" + json.dumps(found))
"""


@pytest.fixture(scope="module")
def errors() -> dict[str, tuple[str, str]]:
    """What Keras says to each of these."""
    run = subprocess.run(
        [sys.executable, "-c", PROBE],
        input=json.dumps(list(CASES)),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, tuple[str, str]] = json.loads(run.stdout.rpartition("FOUND")[2])
    return found


@pytest.mark.parametrize("source", CASES)
def test_what_keras_says_is_known(errors: dict[str, tuple[str, str]], source: str) -> None:
    exception, said = errors[source]
    hint = first_aid(exception, said, source)
    assert CASES[source] in hint
    assert bool(CASES[source]) == bool(hint)
