"""What is drawn of handwritten digits: how far training got, and what was taken for what."""

import numpy as np

from autograder.checking.pictures import draws, images, matrix, scale

WORST = 8


@draws("train")
def reached(student, setting):
    """How many unseen digits your model recognises, and the marks"""
    return scale(student.seen.notes["accuracy"], setting["tiers"])


@draws("train")
def confused(student):
    """Some digits from the training set: which (a row) your model takes for which (a column)"""
    labels, found, _probabilities, _images = _shown(student)
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, found), 1)
    return matrix(counts, names=[str(digit) for digit in range(10)])


@draws("train")
def most_wrong(student):
    """Digits from the training set that your model gets most wrong: right → its answer"""
    labels, found, probabilities, pictures = _shown(student)
    sure = probabilities[np.arange(len(labels)), labels]
    wrong = [place for place in np.argsort(sure) if labels[place] != found[place]][:WORST]
    named = [(f"{labels[i]} → {found[i]}", pictures[i], None) for i in wrong]
    return images(*named) if named else None


def _shown(student):
    """The right digits, the model's answers, its probabilities, and the pictures.

    For grading, the digits have other names, in a secret order: here they have their own again.
    """
    trained, x, pictures, labels, names = student.seen.notes["shown"]
    probabilities = np.asarray(trained.compute(x))[:, names]
    return labels.astype(int), probabilities.argmax(axis=1), probabilities, pictures
