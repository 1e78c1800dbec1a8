"""The distribution of the accuracy in ex10_mnist: what honest answers reach, and what others do.

    python solutions/ex10_mnist/measure.py cpu 20 > cpu.jsonl

trains every answer with that many seeds at a device setting of course.toml, as the hidden checks
do: a part of the training digits, one order of the pixels for all, the ten thousand test digits.
Each line is one training: setting, answer, seed, accuracy, seconds.
"""

import gzip
import json
import os
import sys
import time
from pathlib import Path

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_NUM_INTRAOP_THREADS="1", TF_NUM_INTEROP_THREADS="1")
import keras
import numpy as np
from keras import layers, optimizers

FOLDER = Path(__file__).parents[2] / "datasets" / "mnist"
SETTINGS = {"cpu": (40_000, 2), "gpu": (60_000, 3)}


def images(name):
    return np.frombuffer(gzip.decompress((FOLDER / name).read_bytes()), np.uint8, offset=16)


def labels(name):
    return np.frombuffer(gzip.decompress((FOLDER / name).read_bytes()), np.uint8, offset=8)


X = images("train-images-idx3-ubyte.gz").reshape(-1, 784)
Y = labels("train-labels-idx1-ubyte.gz")
TEST_X = images("t10k-images-idx3-ubyte.gz").reshape(-1, 784)
TEST_Y = labels("t10k-labels-idx1-ubyte.gz")


def network(units=(800, 400), activation="relu", optimizer="adam", init="glorot_uniform", drop=0.0):
    model = keras.Sequential([keras.Input((784,))])
    for n in units:
        model.add(layers.Dense(n, activation=activation, kernel_initializer=init))
        if drop:
            model.add(layers.Dropout(drop))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    return model


def fit(model, x, y, epochs, batch_size=128, **more):
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0, **more)


ANSWERS = {
    "the reference": (lambda: network(), fit),
    "initial weights of He": (lambda: network(init="he_normal"), fit),
    "digits not shuffled": (lambda: network(), lambda *given: fit(*given, shuffle=False)),
}
OTHERS = {
    "no hidden layer (softmax regression)": (lambda: network(units=()), fit),
    "no activations": (lambda: network(activation=None), fit),
    "images not scaled": (lambda: network(), lambda m, x, *given: fit(m, 255 * x, *given)),
    "a tenth kept for validation": (
        lambda: network(),
        lambda *given: fit(*given, validation_split=0.1),
    ),
    "8 and 4 units": (lambda: network(units=(8, 4)), fit),
    "one epoch only": (lambda: network(), lambda m, x, y, _epochs: fit(m, x, y, 1)),
    "a tenth of the digits": (
        lambda: network(),
        lambda m, x, y, epochs: fit(m, x[: len(x) // 10], y[: len(x) // 10], epochs),
    ),
    "steps of 0.00001": (lambda: network(optimizer=optimizers.Adam(1e-5)), fit),
    "steps of 0.01": (lambda: network(optimizer=optimizers.Adam(0.01)), fit),
    "steps of 0.1": (lambda: network(optimizer=optimizers.Adam(0.1)), fit),
}
# What the marks depend on; the others, for a picture of what can go wrong, need fewer seeds.
MEASURED = (*ANSWERS, "images not scaled")
FEW = 5


def accuracy(name, build, train, setting, seed):
    digits, epochs = SETTINGS[setting]
    rng = np.random.default_rng(seed)
    chosen, pixels = rng.permutation(len(X))[:digits], rng.permutation(784)
    keras.utils.set_random_seed(seed)
    model = build()
    start = time.perf_counter()
    train(model, X[chosen][:, pixels] / np.float32(255), np.eye(10)[Y[chosen]], epochs)
    seconds = time.perf_counter() - start
    scale = 1 if name == "images not scaled" else 255
    found = model.predict(TEST_X[:, pixels] / np.float32(scale), verbose=0).argmax(axis=1)
    return float(np.mean(found == TEST_Y)), seconds


def main():
    setting, seeds = sys.argv[1], int(sys.argv[2])
    for seed in range(seeds):
        for name, (build, train) in {**ANSWERS, **OTHERS}.items():
            if seed >= FEW and name not in MEASURED:
                continue
            reached, seconds = accuracy(name, build, train, setting, seed)
            line = {"setting": setting, "answer": name, "seed": seed, "accuracy": reached}
            print(json.dumps({**line, "seconds": round(seconds, 2)}), flush=True)


if __name__ == "__main__":
    main()
