"""Known wrong answers to `confusion`, each with its hint."""

import numpy as np

from autograder.checking import mistake


@mistake
def confusion_axes_swapped(y_true, y_pred, n_classes):
    """Rows and columns have changed places: the row is the truth, the column the answer, so write
    counts[truth, answer]."""
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for truth, answer in zip(y_true, y_pred):
        counts[answer, truth] += 1
    return counts


@mistake
def confusion_each_pair_once(y_true, y_pred, n_classes):
    """A pair that comes several times counts only once. counts[y_true, y_pred] += 1 with whole
    arrays does that: go through the pairs one by one."""
    counts = np.zeros((n_classes, n_classes), dtype=int)
    counts[y_true, y_pred] += 1
    return counts


@mistake
def confusion_shares_of_rows(y_true, y_pred, n_classes):
    """These are shares of each class, not counts: leave the division out."""
    counts = np.zeros((n_classes, n_classes))
    for truth, answer in zip(y_true, y_pred):
        counts[truth, answer] += 1
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@mistake
def confusion_shares_of_all(y_true, y_pred, n_classes):
    """These are shares of all pictures, not counts: leave the division out."""
    counts = np.zeros((n_classes, n_classes))
    for truth, answer in zip(y_true, y_pred):
        counts[truth, answer] += 1
    return counts / len(y_true)


@mistake
def confusion_drops_absent_classes(y_true, y_pred, n_classes):
    """Classes that do not occur have lost their rows and columns. The table is always n_classes by
    n_classes."""
    present = np.unique(np.concatenate([y_true, y_pred]))
    counts = np.zeros((len(present), len(present)), dtype=int)
    for truth, answer in zip(np.searchsorted(present, y_true), np.searchsorted(present, y_pred)):
        counts[truth, answer] += 1
    return counts


@mistake
def confusion_up_to_the_largest(y_true, y_pred, n_classes):
    """The table ends with the largest class that occurs. Take its size from n_classes."""
    n = max(y_true.max(), y_pred.max()) + 1
    counts = np.zeros((n, n), dtype=int)
    for truth, answer in zip(y_true, y_pred):
        counts[truth, answer] += 1
    return counts


@mistake
def confusion_without_the_diagonal(y_true, y_pred, n_classes):
    """Right answers are missing. They are counted, too, on the diagonal."""
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for truth, answer in zip(y_true, y_pred):
        if truth != answer:
            counts[truth, answer] += 1
    return counts


@mistake
def confusion_only_the_diagonal(y_true, y_pred, n_classes):
    """Only right answers are counted. Count each pair, also where truth and answer differ."""
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for truth, answer in zip(y_true, y_pred):
        if truth == answer:
            counts[truth, answer] += 1
    return counts


@mistake
def confusion_is_the_accuracy(y_true, y_pred, n_classes):
    """This is one number, the share of right answers. A table is wanted, with a row for each true
    class and a column for each answer."""
    return np.mean(y_true == y_pred)


def _floats(seen):
    """Whether each call gave the right counts as an array of decimal numbers."""
    calls = [call for call in seen.calls if call.function == "confusion"]
    return bool(calls) and all(
        isinstance(call.value, np.ndarray)
        and call.value.dtype.kind == "f"
        and np.array_equal(call.value, _right(*call.arguments))
        for call in calls
    )


def _right(y_true, y_pred, n_classes):
    places = n_classes * y_true + y_pred
    return np.bincount(places, minlength=n_classes**2).reshape(n_classes, n_classes)


@mistake(when=_floats)
def confusion_in_decimal_numbers(y_true, y_pred, n_classes):
    """The counts are right, but decimal numbers: 7.0 in place of 7. Begin with
    np.zeros((n_classes, n_classes), dtype=int)."""
    counts = np.zeros((n_classes, n_classes))
    for truth, answer in zip(y_true, y_pred):
        counts[truth, answer] += 1
    return counts
