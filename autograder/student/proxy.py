"""The proxy that checks call: `student.softmax(z)` runs in the sandbox, and data comes back.

Everything that happens is recorded as what was `seen`; the diagnosis reads it.
"""

from __future__ import annotations

import ast
import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.language import _
from autograder.protocol.messages import (
    Absent,
    Call,
    CallMethod,
    Problem,
    PutFile,
    Raised,
    Read,
    Returned,
    Seed,
    Stock,
    StockLayer,
)
from autograder.protocol.values import BadValue, ModelValue, Opaque, Shared, Value, pack, unpack
from autograder.results import Status
from autograder.sandbox.session import Session, StudentFailure
from autograder.student.model import Model, open_model
from autograder.student.seen import Seen, SeenCall

Asked = Call | Read | CallMethod | Stock | Seed | PutFile
Answered = Returned | Raised | Absent
MAX_SHOWN = 300
KEPT = "_kept_functions"


class Student:
    """The student's functions and variables, by name."""

    def __init__(self, session: Session, passed: Collection[str] = (), secret: bytes = b"") -> None:
        """`passed` names the questions that have got full marks so far; from `secret` comes the
        luck of this submission, which no student can know (without one it is new each time)."""
        self._session = session
        self._passed = passed
        self._secret = secret or secrets.token_bytes()
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

    def passed(self, question: str) -> bool:
        """Whether an earlier question has got full marks: what builds on it can use it then."""
        return question in self._passed

    def secret_rng(self, purpose: str) -> np.random.Generator:
        """Random numbers that no student can know, the same for one purpose and submission."""
        digest = hashlib.blake2b(purpose.encode(), key=self._secret[: hashlib.blake2b.MAX_KEY_SIZE])
        return np.random.default_rng(list(digest.digest()))

    def note(self, name: str, value: Any) -> None:
        """Keep a fact for the diagnosis, such as the loss that was reached."""
        self.seen.notes[name] = value

    def seed(self, seed: int) -> None:
        """Set all seeds on the student side."""
        self._open(self._ask(Seed(self._session.next_number(), seed)), "seed")

    def put_file(self, name: str, content: bytes) -> None:
        """Put a file into the folder in which the student's code runs."""
        self._open(self._ask(PutFile(self._session.next_number(), name, content)), name)

    @contextmanager
    def stand_ins(self, source: str) -> Iterator[None]:
        """Inside the `with` block, the functions that `source` defines stand in for the student's.

        For a function that calls others of theirs: what is wrong with these has cost points there.
        What is called meanwhile is no answer to the question, so the diagnosis does not see it.
        """
        names = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
        keep = f"{KEPT} = {{name: globals()[name] for name in {names} if name in globals()}}"
        seen = len(self.seen.calls)
        self._session.run_cell(f"{keep}\n{source}")
        try:
            yield
        finally:
            del self.seen.calls[seen:]
            if self._session.alive:
                self._session.run_cell(
                    f"[globals().pop(name, None) for name in {names}]; globals().update({KEPT})"
                )

    def stock(
        self,
        inputs: int,
        layers: Sequence[tuple[int, str] | tuple[int, str, bool]],
        *,
        loss: str | None = None,
        optimizer: str | None = None,
        learning_rate: float | None = None,
    ) -> Model:
        """A model of Dense layers, each (units, activation) or (units, activation, use_bias).

        It is built in the sandbox and owes nothing to the student's code. Without `loss` it is not
        compiled.
        """
        wanted = Stock(
            self._session.next_number(),
            inputs,
            [StockLayer(*layer) for layer in layers],
            loss,
            optimizer,
            learning_rate,
        )
        model = self._open(self._ask(wanted), "keras")
        if not isinstance(model, Model):
            raise StudentFailure(Status.CRASHED, _("Your code has changed how Keras works."))
        return model

    def _call_method(self, handle: int, method: str, arguments: tuple[Any, ...]) -> Any:
        packed = [self._pack(argument) for argument in arguments]
        question = CallMethod(self._session.next_number(), handle, method, packed)
        return self._open(self._ask(question), method)

    def _ask(self, question: Asked) -> Answered:
        return self._session.ask(question, Answered)  # type: ignore[arg-type]

    def _open(self, answer: Answered, name: str) -> Any:
        self.seen.answers += 1
        if isinstance(answer, Absent):
            raise _missing(name, answer.found)
        if isinstance(answer, Raised):
            raise _raised(name, answer.problem)
        return self._unpack(answer.value)

    def _pack(self, thing: Any) -> Value:
        def special(other: Any) -> Value:
            if isinstance(other, Model):
                return ModelValue(other.handle)  # the student side knows the rest
            raise TypeError(f"a check cannot send {type(other).__name__} to the student's code")

        return pack(thing, special, lambda array: Shared(self._session.share(array)))

    def _unpack(self, value: Value) -> Any:
        def special(other: ModelValue | Opaque | Shared) -> Any:
            if isinstance(other, Shared):
                raise BadValue("an array that only this side may share")
            return open_model(other, self._call_method) if isinstance(other, ModelValue) else other

        try:
            return unpack(value, special)
        except BadValue as error:
            text = _("Your code gave back something that cannot be read: {why}.")
            raise StudentFailure(Status.CRASHED, text.format(why=error)) from error
        except MemoryError as error:
            text = _("Your code gave back something that is too large to be read.")
            raise StudentFailure(Status.CRASHED, text) from error


@dataclass(frozen=True)
class Function:
    """A function of the student, by name; calling it runs it in the sandbox."""

    student: Student
    name: str

    def __call__(self, *arguments: Any) -> Any:
        return self.student.call(self.name, arguments).value


def _missing(name: str, found: str = "") -> StudentFailure:
    if found:
        text = _("{name} should be a function, but it is of type {found}.")
    else:
        text = _("{name} is not there yet.")
    return StudentFailure(Status.MISSING, text.format(name=name, found=found))


def _raised(name: str, problem: Problem) -> StudentFailure:
    if problem.name == "NotImplementedError":
        text = _("{name} is not written yet.")
        if problem.function.isidentifier() and problem.function != name:
            text = _("{name} calls {other}, which is not written yet.")
        message = text.format(name=name, other=problem.function)
        return StudentFailure(Status.MISSING, message)
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
