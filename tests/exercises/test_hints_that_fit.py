"""A mistake is recognised by what its hint says: another one with the like symptom gets no hint."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.checking.mistakes import Mistake, load_mistakes
from autograder.course import load_course
from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.student import Seen, SeenCall

COURSE = load_course(Path(__file__).parents[2])
NONE = "'NoneType' object has no attribute"
LABELS = (np.array([0, 2, 1, 0, 1]), 3)
FIT = "model.fit(x, y, epochs=9, verbose=0)"
ROW = "Expected shape (None, 3), but input has incompatible shape"
AXIS = "Input 0 of layer 'dense' is incompatible with the layer: expected axis -1 of input shape to"
RANK = "Arguments `target` and `output` must have the same rank (ndim). Received:"
YES_OR_NO = (
    "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
)
ONE = "only 0-dimensional arrays can be converted to Python scalars"
NO_FIT = "operands could not be broadcast together with shapes"

# The exercise and its mistake, the error, and whether it is this mistake.
ERRORS: list[tuple[str, str, str, str, str, bool]] = [
    ("ex06", "features_and_answers_swapped", "ValueError", f"{ROW} (8,)", FIT, True),
    ("ex06", "features_and_answers_swapped", "ValueError",
     f"{RANK} target.shape=(None,), output.shape=(None, 2)", FIT, False),
    ("ex06", "row_by_row", "ValueError", f"{ROW} (3,)", "model.predict(row)", True),
    ("ex06", "row_by_row", "ValueError", f"{ROW} (8,)", "model.predict(x[:, 0])", False),
    ("ex06", "an_if_for_all_rows", "ValueError", YES_OR_NO, "if p > 0.5:", True),
    ("ex06", "an_if_for_all_rows", "ValueError", YES_OR_NO, "return max(p, 0.5)", False),
    ("ex06", "int_of_an_array", "TypeError", ONE, "return int(p > 0.5)", True),
    ("ex06", "int_of_an_array", "TypeError", ONE, "return math.floor(p + 0.5)", False),
    ("ex09", "keeps_what_add_returns", "AttributeError", f"{NONE} 'compile'", "m.compile()", True),
    ("ex09", "keeps_what_add_returns", "AttributeError", f"{NONE} 'add'", "model.add(", True),
    ("ex09", "keeps_what_add_returns", "AttributeError", f"{NONE} 'add'", "m.add(Dense(3))", True),
    ("ex09", "keeps_what_add_returns", "AttributeError", f"{NONE} 'add'", "seen.add(3)", False),
    ("ex09", "keeps_what_add_returns", "AttributeError", f"{NONE} 'append'",
     "layers.append(keras.layers.Dense(3))", False),
    ("ex09", "one_hot_compared_without_a_column", "ValueError", f"{NO_FIT} (5,) (3,)",
     "return labels == np.arange(n_classes)", True),
    ("ex09", "one_hot_compared_without_a_column", "ValueError", f"{NO_FIT} (3,3) (5,)",
     "return np.eye(n_classes) * labels", False),
    ("ex09", "one_hot_compared_without_a_column", "ValueError", f"{NO_FIT} (5,) (3,)",
     "return labels * np.arange(n_classes)", False),
    ("ex09", "one_hot_row_and_column_swapped", "IndexError",
     "index 3 is out of bounds for axis 1 with size 3", "table[label, i] = 1", True),
    ("ex09", "one_hot_row_and_column_swapped", "AxisError",
     "axis 1 is out of bounds for array of dimension 1", "x[:] = np.argmax(labels, axis=1)", False),
    ("ex09", "one_hot_row_and_column_swapped", "IndexError",
     "index 5 is out of bounds for axis 0 with size 5", "return labels[len(labels)]", False),
    ("ex09", "one_hot_shape_without_brackets", "TypeError",
     "Cannot interpret '3' as a data type", "np.zeros(len(labels), n_classes)", True),
    ("ex09", "one_hot_shape_without_brackets", "TypeError",
     "Cannot interpret '3' as a data type", "np.array(labels, n_classes)", False),
    ("ex09", "the_max_of_python", "ValueError", YES_OR_NO, "max(p)", True),
    ("ex09", "the_max_of_python", "ValueError", YES_OR_NO, "if p > 0.5:", False),
    ("ex09", "int_of_an_array", "TypeError", ONE, "int(np.argmax(p, axis=1))", True),
    ("ex09", "int_of_an_array", "TypeError",
     "only integer scalar arrays can be converted to a scalar index", "range(p)", False),
    ("ex07", "deep_loop_over_a_number", "TypeError", "'int' object is not iterable",
     "for _ in depth:", True),
    ("ex07", "deep_loop_over_a_number", "TypeError", "'int' object is not iterable",
     "keras.Sequential(depth)", False),
    ("ex07", "deep_one_layer_many_times", "ValueError",
     f"{AXIS} have value 2, but received input with shape (None, 8)", "model.add(layer)", True),
    ("ex07", "deep_one_layer_many_times", "ValueError",
     "Input 0 of layer 'dense' is incompatible with the layer: expected min_ndim=2, found ndim=1.",
     "model.add(layer)", False),
    ("ex07", "sizes_by_predict_of_a_layer", "AttributeError",
     "'Dense' object has no attribute 'predict'", "layer.predict(x)", True),
    ("ex07", "sizes_by_predict_of_a_layer", "AttributeError", f"{NONE} 'predict'", "m.predict(x)",
     False),
    ("ex07", "sizes_passed_on", "ValueError", "expected min_ndim=2, found ndim=0.", "layer(x)",
     True),
    ("ex07", "sizes_passed_on", "ValueError", "expected min_ndim=2, found ndim=1.", "layer(x[0])",
     False),
]  # fmt: skip


@cache
def _mistakes(start: str) -> dict[str, Mistake]:
    exercise = next(each for each in COURSE.exercises if each.name.startswith(start))
    return {each.name: each for each in load_mistakes(exercise)}


@pytest.mark.parametrize(
    ("exercise", "name", "exception", "said", "line", "fits"),
    ERRORS,
    ids=[f"{each[0]}-{each[1]}-{each[-2]}" for each in ERRORS],
)
def test_an_error_is_this_mistake_or_not(
    exercise: str, name: str, exception: str, said: str, line: str, fits: bool
) -> None:
    mistake = _mistakes(exercise)[name]
    failure = StudentFailure(
        Status.ERROR, f"{exception}: {said} in the line {line}", exception, said, line
    )
    arguments: tuple[Any, ...] = LABELS if mistake.question == "one_hot" else ()
    call = SeenCall(mistake.question, arguments, failure=failure)
    assert _shows(mistake.note, call) is fits


def _shows(note: Any, call: SeenCall) -> bool:
    if note.explains is not None:
        return bool(note.explains(call))
    return bool(note.when(Seen(calls=[call])))
