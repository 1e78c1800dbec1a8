"""What is drawn of handwritten digits: how far training got, and what was taken for what."""

import numpy as np

from autograder.checking.pictures import draws, images, matrix, scale

WORST, SHOWN = 8, 500


@draws("train")
def reached(student, setting):
    """How many unseen digits your model recognises, and the marks"""
    return scale(student.seen.notes["accuracy"], setting["tiers"])


@draws("train")
def confused(student, datasets):
    """Some digits from the training set: which (a row) your model takes for which (a column)"""
    labels, found, _probabilities, _images = _shown(student, datasets)
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, found), 1)
    return matrix(counts, names=[str(digit) for digit in range(10)])


@draws("train")
def most_wrong(student, datasets):
    """Digits from the training set that your model gets most wrong: right → its answer"""
    labels, found, probabilities, pictures = _shown(student, datasets)
    sure = probabilities[np.arange(len(labels)), labels]
    wrong = [place for place in np.argsort(sure) if labels[place] != found[place]][:WORST]
    named = [(f"{labels[i]} → {found[i]}", pictures[i], None) for i in wrong]
    return images(*named) if named else None


def _shown(student, datasets):
    """The right digits, the model's answers, its probabilities, and the pictures.

    For grading, pixels and names of digits stand in a secret order: here they have their own again.
    """
    network, x, y = max(_trainings(student), key=lambda training: len(training[1]))
    x, classes = x[:SHOWN], y[:SHOWN].argmax(axis=1)
    images, labels = datasets["mnist"].train
    places = _places(np.round(x * 255).astype(np.uint8), images.reshape(len(images), -1))
    digits = labels[places].astype(int)
    names = np.zeros(10, dtype=int)
    names[digits] = classes
    probabilities = np.asarray(network.look().compute(x))[:, names]
    return digits, probabilities.argmax(axis=1), probabilities, images[places]


def _trainings(student):
    return [call.arguments[:3] for call in student.seen.calls if call.function == "train"]


def _places(wanted, rows):
    """Where these rows stand among others, whatever the order of the numbers in each."""
    alike = np.flatnonzero(np.isin(rows.sum(axis=1), wanted.sum(axis=1)))
    known = dict(zip(map(bytes, np.sort(rows[alike], axis=1)), alike, strict=True))
    return np.array([known[bytes(row)] for row in np.sort(wanted, axis=1)])
