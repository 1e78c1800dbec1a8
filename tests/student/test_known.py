"""What a model with weights of a check's own computes is known; what the sandbox says is not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.checking import equal, model, numbers, same
from autograder.errors import CourseError
from autograder.kits.claims import Unjudged
from autograder.sandbox.clock import Clock
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Known, Model, Student

X = np.array([[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25]])
KERNEL, BIAS, OUTPUT = np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([0.1, 0.2]), np.ones((2, 1))
LAYERS: list[tuple[int, str] | tuple[int, str, bool]] = [(2, "relu"), (1, "sigmoid", False)]
SOURCE = """
import keras
import numpy as np
def predict(model, x):
    return model.predict(x, verbose=0)
def given(model):
    return model
def scrambled(model):
    model.set_weights([weights + 1 for weights in model.get_weights()])
def nested(models):
    return [1.0 for model in models]
def own():
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
def lie():
    keras.layers.Dense.get_weights = lambda self: [np.zeros((2, 2)), np.zeros(2)]
    keras.Model.set_weights = lambda self, weights: None
"""


@pytest.fixture
def student(keras_side: StudentSide) -> Iterator[Student]:
    session = Session(keras_side.control, Clock(60, 240), 10_000, {})
    done = session.run_cell(SOURCE)
    assert not done.failed, done
    yield Student(session)
    session.close()


def a_known_model(student: Student) -> Known:
    return student.known(2, LAYERS, [KERNEL, BIAS, OUTPUT])


def test_the_students_code_gets_the_weights_of_the_check(student: Student) -> None:
    known = a_known_model(student)
    right = 1 / (1 + np.exp(-np.maximum(X @ KERNEL + BIAS, 0) @ OUTPUT))
    np.testing.assert_allclose(known.compute(X), right, rtol=1e-5)
    assert [output.shape for output in known.outputs(X)] == [(3, 2), (3, 1)]
    same(student.predict, lambda _model, x: known.compute(x), known, X, rtol=1e-4)


def test_nothing_about_it_is_ever_read_back(student: Student) -> None:
    known = a_known_model(student)
    before = known.compute(X)
    student.scrambled(known)
    student.lie()
    assert student.call("scrambled", (known,)).after == (known,)
    np.testing.assert_array_equal(known.compute(X), before)
    for name in ("look", "get_weights", "set_weights", "predict", "fit"):
        assert not hasattr(known, name)


def test_one_model_is_built_once_and_another_one_again(student: Student) -> None:
    known, other = a_known_model(student), a_known_model(student)
    handles = [student.given(each).handle for each in (known, other, known)]
    assert handles[0] == handles[2] != handles[1]


@pytest.mark.parametrize(
    "weights",
    [[KERNEL, BIAS], [KERNEL, OUTPUT, BIAS], [KERNEL, BIAS, OUTPUT, BIAS], [KERNEL, BIAS, KERNEL]],
)
def test_weights_that_do_not_fit_are_a_fault_of_the_check(
    student: Student, weights: list[np.ndarray]
) -> None:
    with pytest.raises(ValueError, match="weights"):
        student.known(2, LAYERS, weights)
    with pytest.raises(ValueError, match="shape"):
        a_known_model(student).compute(np.ones((2, 3)))


def test_what_is_made_of_unknown_weights_cannot_be_judged(student: Student) -> None:
    """The wrong way to write a check fails at the first right answer."""
    trained = student.untrained(2, [(1, "linear")])
    found = student.predict(trained, X)
    assert found == Unjudged("predict")
    right = trained.compute(X)
    for wrong in (
        lambda: equal(found, np.zeros(3), "y"),
        lambda: numbers(found, "y"),
        lambda: model(found, "y"),
        lambda: same(student.predict, lambda _model, x: np.zeros(3), trained, X),
        lambda: equal(student.nested([{"a": trained}]), [1.0], "y"),
        lambda: equal(1.0, right, "y"),
        lambda: equal([1.0, 2.0], [0.0, 2 * right + 1], "y"),
        lambda: equal(1.0, (right > 0).astype(int).argmax(axis=0), "y"),
        lambda: equal(1.0, np.std(right, axis=0), "y"),
    ):
        with pytest.raises(CourseError, match="weights of your own"):
            wrong()
    assert student.seen.calls[0].value.shape == (3, 1)  # for the diagnosis


def test_a_model_may_come_back_and_its_outputs_are_judged(student: Student) -> None:
    own = student.own()
    assert isinstance(student.given(own), Model)
    weights, bias = own.layers[0].weights
    equal(own.compute(X), X @ weights + bias, "the output of the model", rtol=1e-4)
