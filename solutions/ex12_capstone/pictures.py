"""What is drawn of the six shapes: how far training got, and what was taken for what."""

import numpy as np

from autograder.checking.pictures import draws, images, matrix, scale
from autograder.language import exercise_text as _

CLASSES, WORST = 6, 8


@draws("train")
def reached(student, setting):
    """How many unseen shapes your model recognises, and the marks"""
    notes = student.seen.notes
    return scale(max(notes.get("own", 0.0), notes.get("ours", 0.0), 0.0), setting["tiers"])


@draws("train")
def confused(student):
    """Some shapes of the training: which (a row) your model takes for which (a column)"""
    labels, found, _probabilities, _pictures = _shown(student)
    counts = np.zeros((CLASSES, CLASSES))
    np.add.at(counts, (labels, found), 1)
    return matrix(counts, names=_names())


@draws("train")
def most_wrong(student):
    """Shapes of the training that your model gets most wrong: right → its answer"""
    labels, found, probabilities, pictures = _shown(student)
    names = _names()
    sure = probabilities[np.arange(len(labels)), labels]
    wrong = [place for place in np.argsort(sure) if labels[place] != found[place]][:WORST]
    named = [(f"{names[labels[i]]} → {names[found[i]]}", pictures[i], None) for i in wrong]
    return images(*named) if named else None


@draws("confusion")
def confusion(student, reference):
    """What your function counts for twelve answers, beside what is right"""
    true = np.array([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2])
    answered = np.array([0, 0, 1, 1, 1, 2, 1, 2, 2, 0, 2, 2])
    arguments = true, answered, 3
    return matrix(student.confusion(*arguments), reference.confusion(*arguments), ("0", "1", "2"))


def _names():
    return [_("circle"), _("triangle"), _("square"), _("star"), _("cross"), _("crescent")]


def _shown(student):
    """The right shapes, the model's answers, its probabilities, and the pictures, with the names
    that they have outside of grading."""
    trained, x, labels, names = student.seen.notes["shown"]
    probabilities = np.asarray(trained.compute(x))[:, names]
    kinds = np.argsort(names)[labels]
    return kinds, probabilities.argmax(axis=1), probabilities, x[..., 0] * 255
