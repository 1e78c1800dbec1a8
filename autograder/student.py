"""The proxy that checks call: `student.softmax(z)` runs in the sandbox, and data comes back.

Everything that happens is recorded as what was `seen`; the diagnosis reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.language import _
from autograder.protocol.messages import (
    Absent,
    Call,
    CallMethod,
    Problem,
    Raised,
    Read,
    Returned,
)
from autograder.protocol.values import BadValue, ModelValue, Opaque, Value, pack, unpack
from autograder.results import Status
from autograder.sandbox.session import Session, StudentFailure

Answered = Returned | Raised | Absent
MAX_SHOWN = 300


@dataclass(frozen=True)
class Layer:
    """One layer of a student's model: `kind` is the name of its class, such as "Dense"."""

    kind: str
    units: int | None
    activation: str | None
    use_bias: bool | None
    weights: tuple[np.ndarray[Any, Any], ...]


@dataclass(frozen=True)
class SeenCall:
    """A call of a student's function: its arguments, and what came back (or the failure).

    `after` is how it left its arguments, where that was asked for.
    """

    function: str
    arguments: tuple[Any, ...]
    value: Any = None
    failure: StudentFailure | None = None
    printed: bool = False
    after: tuple[Any, ...] | None = None


@dataclass
class Seen:
    """What one question has shown so far."""

    calls: list[SeenCall] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def models(self) -> list[Model]:
        """The Keras models that came back, in order."""
        return [call.value for call in self.calls if isinstance(call.value, Model)]


class Student:
    """The student's functions and variables, by name."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.seen = Seen()

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self, name)

    def value(self, name: str) -> Any:
        """A variable of the student; raises StudentFailure (missing) where there is none."""
        answer = self._ask(Read(self._session.next_number(), name))
        value = self._open(answer, name)
        if value is None:
            raise _missing(name)
        self.seen.values[name] = value
        return value

    def call(self, name: str, arguments: tuple[Any, ...], *, look: bool = False) -> SeenCall:
        """Call a function of the student with copies of the arguments; raises StudentFailure.

        With `look`, the result also says how the function left its arguments.
        """
        packed = [self._pack(argument) for argument in arguments]
        try:
            answer = self._ask(Call(self._session.next_number(), name, packed, look))
            value = self._open(answer, name)
            left = answer.arguments if isinstance(answer, Returned) else None
            after = tuple(self._unpack(item) for item in left or [])
        except StudentFailure as failure:
            self.seen.calls.append(SeenCall(name, arguments, failure=failure))
            raise
        printed = isinstance(answer, Returned) and answer.printed
        seen = SeenCall(name, arguments, value, printed=printed, after=after if look else None)
        self.seen.calls.append(seen)
        return seen

    def call_method(self, handle: int, method: str, arguments: tuple[Any, ...]) -> Any:
        """Call a method of a model of the student."""
        packed = [self._pack(argument) for argument in arguments]
        question = CallMethod(self._session.next_number(), handle, method, packed)
        return self._open(self._ask(question), method)

    def _ask(self, question: Call | Read | CallMethod) -> Answered:
        return self._session.ask(question, Answered)  # type: ignore[arg-type]

    def _open(self, answer: Answered, name: str) -> Any:
        if isinstance(answer, Absent):
            raise _missing(name, answer.found)
        if isinstance(answer, Raised):
            raise _raised(name, answer.problem)
        return self._unpack(answer.value)

    def _pack(self, thing: Any) -> Value:
        def special(other: Any) -> Value:
            if isinstance(other, Model):
                return other.value
            raise TypeError(f"a check cannot send {type(other).__name__} to the student's code")

        return pack(thing, special)

    def _unpack(self, value: Value) -> Any:
        def special(other: ModelValue | Opaque) -> Any:
            return Model(self, other) if isinstance(other, ModelValue) else other

        try:
            return unpack(value, special)
        except BadValue as error:
            text = _("Your code gave back something that cannot be read: {why}.")
            raise StudentFailure(Status.CRASHED, text.format(why=error)) from error


@dataclass(frozen=True)
class Function:
    """A function of the student, by name; calling it runs it in the sandbox."""

    student: Student
    name: str

    def __call__(self, *arguments: Any) -> Any:
        return self.student.call(self.name, arguments).value


class Model:
    """A Keras model of the student: what it claims to be, and a few methods that run there."""

    def __init__(self, student: Student, value: ModelValue) -> None:
        self._student = student
        self.value = value
        self.compiled = value.compiled
        self.loss = value.loss
        self.optimizer = value.optimizer
        self.inputs = value.inputs
        self.layers = tuple(
            Layer(
                layer.kind,
                layer.units,
                layer.activation,
                layer.use_bias,
                tuple(unpack(array, _no_special) for array in layer.weights),
            )
            for layer in value.layers
        )

    def predict(self, x: Any) -> Any:
        """What the model predicts for a batch, computed in the sandbox."""
        return self._student.call_method(self.value.handle, "predict", (x,))

    def get_weights(self) -> Any:
        """The weights, as a list of arrays."""
        return self._student.call_method(self.value.handle, "get_weights", ())

    def set_weights(self, weights: list[Any]) -> None:
        """Set the weights; raises StudentFailure where they do not fit."""
        self._student.call_method(self.value.handle, "set_weights", (weights,))


def _no_special(value: ModelValue | Opaque) -> Any:
    raise BadValue("no array")


def _missing(name: str, found: str = "") -> StudentFailure:
    if found:
        text = _("{name} should be a function, but it is of type {found}.")
    else:
        text = _("{name} is not there yet.")
    return StudentFailure(Status.MISSING, text.format(name=name, found=found))


def _raised(name: str, problem: Problem) -> StudentFailure:
    if problem.name == "NotImplementedError":
        return StudentFailure(Status.MISSING, _("{name} is not written yet.").format(name=name))
    if problem.name == "MemoryError":
        text = _("{name} needs more memory than there is.").format(name=name)
        return StudentFailure(Status.MEMORY, text)
    said = f"{problem.name}: {problem.text}"[:MAX_SHOWN] if problem.text else problem.name
    if problem.line:
        text = _("{name} stopped with an error in the line `{line}`: {said}")
    else:
        text = _("{name} stopped with an error: {said}")
    message = text.format(name=name, line=problem.line, said=said)
    return StudentFailure(Status.ERROR, message, problem.name)
