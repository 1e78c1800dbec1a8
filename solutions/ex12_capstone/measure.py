"""The distribution of the accuracy in ex12_capstone: what honest answers reach, and what others do.

    python solutions/ex12_capstone/measure.py 20
    python solutions/ex12_capstone/measure.py --table

trains every answer with that many seeds as the hidden checks do: 6000 shapes drawn with the seed,
the labels in another order, 2000 others to be recognised. Each training is a line of training.jsonl
beside this file (or `--into FILE`): answer, seed, parameters, accuracy on both, seconds of
processors. What stands there already is not trained again, so it may be stopped at any time, and
one line on the terminal says how far it is. `--main` trains the four networks that the marks hang
on, and nothing else; what they do not hang on gets FEW seeds.
"""

import argparse
import contextlib
import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

ONE_THREAD = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS")
os.environ.update(dict.fromkeys(ONE_THREAD, "1"), TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import keras  # noqa: E402  (it reads the line above)
import numpy as np  # noqa: E402
from keras import layers  # noqa: E402

sys.dont_write_bytecode = True  # only files may lie in data/
sys.path.insert(0, str(Path(__file__).parent / "data"))
import make_shapes  # noqa: E402  (found by the line above)

SHAPES, UNSEEN, FEW = 6000, 2000, 3
FILE = Path(__file__).with_name("training.jsonl")


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
    parts = [conv(16), pool(), conv(32), pool(), conv(32), layers.GlobalMaxPooling2D()]
    return network(*parts, **compiled)


def with_flatten():
    parts = [conv(16), pool(), conv(24), pool(), conv(32), layers.Flatten(), layers.Dropout(0.2)]
    return network(*parts)


def small():
    return network(conv(8), pool(), conv(16), pool(), layers.Flatten())


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
    "the reference": (reference, fit(8)),
    "the reference, 2 epochs": (reference, fit(2)),
    "Flatten and Dropout": (with_flatten, fit()),
    "BatchNormalization": (with_norm, fit()),
    "Conv 8, Conv 16": (small, fit()),
    "40 relu": (lambda: network(layers.Flatten(), layers.Dense(40, "relu")), fit(30)),
    "no hidden layer": (lambda: network(layers.Flatten()), fit(30)),
}
MAIN = ("the reference", "Conv 8, Conv 16", "40 relu", "no hidden layer")
OTHERS = {
    "not scaled": (reference, lambda model, x, y: fit(6)(model, 255 * x, y)),
    "a fifth kept for validation": (reference, fit(6, validation_split=0.2)),
    "not shuffled": (reference, fit(6, shuffle=False)),
    "one epoch": (reference, fit(1)),
    "sgd": (lambda: reference(optimizer="sgd"), fit(6)),
    "rate 0.03": (lambda: reference(optimizer=keras.optimizers.Adam(0.03)), fit(6)),
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


def trainings(path):
    """What was measured before. The last line may be cut off, where somebody has stopped it."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with contextlib.suppress(ValueError):
            found.append(json.loads(line))
    return found


def measure(seeds, path, only_main):
    done = {(each["answer"], each["seed"]) for each in trainings(path)}
    wanted = [
        (name, seed)
        for seed in range(seeds)
        for name in (MAIN if only_main else ANSWERS | OTHERS)
        if (name in ANSWERS or seed < FEW) and (name, seed) not in done
    ]
    with path.open("a", encoding="utf-8") as file:
        if file.tell() and not path.read_bytes().endswith(b"\n"):
            file.write("\n")
        for number, (name, seed) in enumerate(wanted, start=1):
            each = trained_once(name, *(ANSWERS | OTHERS)[name], seed)
            print(json.dumps(each), file=file, flush=True)
            said = f"{each['unseen']:.3f} unseen, {each['seconds']:.0f} s"
            print(f"{number} of {len(wanted)}: {name}, seed {seed}: {said}", file=sys.stderr)


def table(path):
    found = defaultdict(list)
    for each in trainings(path):
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
    asked = argparse.ArgumentParser(description="Measure what answers to ex12_capstone reach.")
    asked.add_argument("seeds", type=int, nargs="?", default=0)
    asked.add_argument("--into", type=Path, default=FILE, metavar="FILE")
    asked.add_argument("--main", action="store_true")
    asked.add_argument("--table", action="store_true")
    given = asked.parse_args()
    measure(given.seeds, given.into, given.main)
    if given.table:
        table(given.into)


if __name__ == "__main__":
    main()
