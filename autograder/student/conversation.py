"""The questions to one child of the student side, and its answers as Python objects."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from autograder.kits.registry import opened
from autograder.kits.things import Chosen, Told
from autograder.language import _
from autograder.responder import Responder, StudentFailure
from autograder.results import Status
from autograder.student.failures import missing, raised
from autograder.student.seen import Inquiry
from autograder.wire.names import is_close
from autograder.wire.packing import pack
from autograder.wire.requests import (
    Build,
    Call,
    CallEach,
    CallMethod,
    Define,
    PutFile,
    Read,
    Seed,
)
from autograder.wire.responses import Absent, NotSent, Raised, Returned, ReturnedEach
from autograder.wire.unpacking import unpack
from autograder.wire.values import BadValue, Handle, Opaque, Shared, Value, Wire

Asked = Call | CallEach | Read | CallMethod | Define | Build | Seed | PutFile
Answered = Returned | ReturnedEach | Raised | Absent | NotSent


class Conversation:
    """Asks one child, and opens its answers.

    `answers` counts what has come back, of whatever kind. `other_names` are those that the exercise
    itself gives or asks for: none of them is taken for a misspelt one.
    """

    def __init__(self, session: Responder, asked: Inquiry) -> None:
        """`asked` is where it is noted what is asked of the student."""
        self.answers = 0
        self.other_names: Collection[str] = ()
        self._session = session
        self._asked = asked
        self._built: dict[Chosen, int] = {}

    def next_number(self) -> int:
        """The number of the next question."""
        return self._session.next_number()

    def ask(self, question: Asked) -> Answered:
        """The answer to one question; raises ChildDied."""
        if isinstance(question, Call | CallEach | Read):
            self._asked.names.add(question.name)
        return self._session.ask(question, Answered)  # type: ignore[arg-type]

    def open(self, answer: Answered, name: str) -> Any:
        """The value in an answer about this name; raises StudentFailure where there is none."""
        self.answers += 1
        if isinstance(answer, Absent):
            self._asked.lacking.add(name)
            raise missing(name, answer, self._nearly(name, answer.close))
        if isinstance(answer, Raised):
            if answer.problem.name == NameError.__name__:
                self._asked.lacking.add(name)
            raise raised(name, answer.problem)
        if isinstance(answer, NotSent):
            raise _too_large()
        if not isinstance(answer, Returned):
            raise no_sense()
        return self.unpack(answer.value)

    def pack(self, thing: Any) -> Value:
        """What a check hands over, as it is sent."""

        def special(other: Any) -> Value:
            if isinstance(other, Told):
                if other.call_method != self._call_method:
                    raise TypeError(f"this {other.word} lives in another child")
                return Handle(other.kind, other.handle)  # the student side knows the rest
            if isinstance(other, Chosen):
                return Handle(other.kind, self._number_of(other))
            raise TypeError(f"a check cannot send {type(other).__name__} to the student's code")

        return pack(thing, special, lambda array: Shared(self._session.share(array)))

    def unpack(self, value: Value) -> Any:
        """What has come back, as a Python object; raises StudentFailure where it cannot be read."""

        def special(other: Handle | Opaque | Shared) -> Any:
            if isinstance(other, Shared):
                raise BadValue("an array that only this side may share")
            return opened(other, self._call_method) if isinstance(other, Handle) else other

        try:
            return unpack(value, special)
        except BadValue as error:
            text = _("Your code gave back something that cannot be read: {why}.")
            raise StudentFailure(Status.CRASHED, text.format(why=error)) from error
        except MemoryError as error:
            raise _too_large() from error

    def build(self, kind: str, recipe: Wire, state: list[Value] | None = None) -> Any:
        """An object that owes nothing to the student's code, or only its number over there."""
        number, packed = self._session.next_number(), msgspec.msgpack.encode(recipe)
        return self.open(self.ask(Build(number, kind, packed, state)), kind.partition(".")[0])

    def _number_of(self, thing: Chosen) -> int:
        """The number of a chosen object, which is built when it is first handed over."""
        if thing not in self._built:
            state = [self.pack(part) for part in thing.state]
            number = self.build(thing.kind, thing.recipe, state)
            if type(number) is not int:
                raise StudentFailure(Status.CRASHED, thing.changed())
            self._built[thing] = number
        return self._built[thing]

    def _call_method(self, handle: int, method: str, arguments: tuple[Any, ...]) -> Any:
        packed = [self.pack(argument) for argument in arguments]
        question = CallMethod(self._session.next_number(), handle, method, packed)
        return self.open(self.ask(question), method)

    def _nearly(self, name: str, claimed: Sequence[str]) -> str:
        """One of the names that is nearly this one and means nothing else here."""
        near = (each for each in claimed if each.isidentifier() and is_close(each, name))
        return next((each for each in near if each not in self.other_names), "")


def _too_large() -> StudentFailure:
    return StudentFailure(
        Status.CRASHED, _("Your code gave back something that is too large to be read.")
    )


def no_sense() -> StudentFailure:
    """For an answer that no child of ours gives."""
    return StudentFailure(
        Status.CRASHED, _("Your code sent something to the grader that makes no sense.")
    )
