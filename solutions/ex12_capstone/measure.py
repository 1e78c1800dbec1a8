"""The distribution of the accuracy in ex12_capstone: what honest answers reach, and what others do.

    python solutions/ex12_capstone/measure.py 20 > training.jsonl
    python solutions/ex12_capstone/measure.py --table training.jsonl

trains every answer with that many seeds as the hidden checks do: 6000 shapes drawn with the seed,
the labels in another order, 2000 others to be recognised. Each line is one training: answer, seed,
parameters, accuracy on both, seconds of processors. What the marks do not hang on gets FEW seeds.
"""

import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_NUM_INTRAOP_THREADS="1", TF_NUM_INTEROP_THREADS="1")
import keras
import numpy as np
from keras import layers

sys.dont_write_bytecode = True  # only files may lie in data/
sys.path.insert(0, str(Path(__file__).parent / "data"))
import make_shapes  # noqa: E402  (found by the line above)

SHAPES, UNSEEN, FEW = 6000, 2000, 3


def network(*hidden, optimizer="adam"):
    """The layers between the picture and the six probabilities."""
    model = keras.Sequential([keras.Input((20, 20, 1)), *hidden])
    model.add(layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    return model


def conv(n):
    return layers.Conv2D(n, 3, padding="same", activation="relu")


def pool():
    return layers.MaxPooling2D()


def reference(**compiled):
    parts = [conv(16), pool(), conv(24), pool(), conv(32), layers.Flatten(), layers.Dropout(0.2)]
    return network(*parts, **compiled)


def small():
    return network(conv(8), pool(), conv(16), pool(), layers.Flatten())


def with_largest():
    return network(conv(16), pool(), conv(32), pool(), conv(48), layers.GlobalMaxPooling2D())


def with_norm():
    parts = []
    for n in (16, 24, 32):
        parts += [layers.Conv2D(n, 3, padding="same", use_bias=False), layers.BatchNormalization()]
        parts += [layers.Activation("relu"), pool()]
    return network(*parts, layers.Flatten(), layers.Dropout(0.2))


def fit(epochs=12, batch_size=32, **more):
    return lambda model, x, y: model.fit(
        x, y, epochs=epochs, batch_size=batch_size, verbose=0, **more
    )


ANSWERS = {
    "the reference": (reference, fit()),
    "the reference, 4 epochs": (reference, fit(4)),
    "GlobalMaxPooling in place of Flatten": (with_largest, fit()),
    "BatchNormalization": (with_norm, fit()),
    "Conv 8, Conv 16": (small, fit()),
    "40 relu": (lambda: network(layers.Flatten(), layers.Dense(40, "relu")), fit(30)),
    "no hidden layer": (lambda: network(layers.Flatten()), fit(30)),
}
OTHERS = {
    "not scaled": (reference, lambda model, x, y: fit()(model, 255 * x, y)),
    "a fifth kept for validation": (reference, fit(validation_split=0.2)),
    "not shuffled": (reference, fit(shuffle=False)),
    "one epoch": (reference, fit(1)),
    "sgd": (lambda: reference(optimizer="sgd"), fit()),
    "rate 0.03": (lambda: reference(optimizer=keras.optimizers.Adam(0.03)), fit()),
    "the lesson's network": (lambda: network(conv(4), pool(), layers.Flatten()), fit(3)),
}


def pictures(kinds, rng):
    return (make_shapes.draw(kinds, rng) / np.float32(255))[..., np.newaxis]


def trained_once(name, build, train, seed):
    rng = np.random.default_rng(seed)
    names = rng.permutation(6)
    kinds, unseen = rng.permutation(np.arange(SHAPES) % 6), np.arange(UNSEEN) % 6
    x, test_x = pictures(kinds, rng), pictures(unseen, rng)
    keras.utils.set_random_seed(seed)
    model = build()
    start = time.process_time()
    train(model, x, np.eye(6)[names[kinds]])
    seconds = time.process_time() - start

    def share(some, labels):
        return float(np.mean(model.predict(some, verbose=0).argmax(axis=1) == names[labels]))

    return {
        "answer": name,
        "seed": seed,
        "parameters": model.count_params(),
        "training": share(x, kinds),
        "unseen": share(test_x, unseen),
        "seconds": round(seconds, 2),
    }


def table(path):
    found = defaultdict(list)
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        found[each["answer"]].append(each)
    print("| answer | parameters | seeds | training | unseen | sd | least | mean - 4.3 sd | CPU |")
    print("| --- " * 9 + "|")
    for name, all_of_it in found.items():
        shares = np.array([each["unseen"] for each in all_of_it])
        training = np.mean([each["training"] for each in all_of_it])
        seconds = max(each["seconds"] for each in all_of_it)
        sd = shares.std(ddof=1) if len(shares) > 1 else 0.0
        print(
            f"| {name} | {all_of_it[0]['parameters']} | {len(shares)} | {training:.3f} "
            f"| {shares.mean():.4f} | {sd:.4f} | {shares.min():.4f} "
            f"| {shares.mean() - 4.3 * sd:.4f} | {seconds:.0f} s |"
        )


def main():
    if sys.argv[1] == "--table":
        table(sys.argv[2])
        return
    for seed in range(int(sys.argv[1])):
        for name, (build, train) in {**ANSWERS, **OTHERS}.items():
            if name in ANSWERS or seed < FEW:
                print(json.dumps(trained_once(name, build, train, seed)), flush=True)


if __name__ == "__main__":
    main()
