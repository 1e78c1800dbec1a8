"""The proxy that checks call: `student.softmax(z)` runs in the sandbox, and data comes back.

Everything that happens is recorded as what was `seen`; the diagnosis reads it.
"""

from __future__ import annotations

import ast
import hashlib
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import Any

import msgspec
import numpy as np

from autograder.kits.claims import Unjudged
from autograder.kits.registry import opened, words
from autograder.kits.things import Chosen, Told
from autograder.language import _
from autograder.responder import Responder, StudentFailure
from autograder.results import Status
from autograder.student.failures import missing, raised
from autograder.student.seen import Inquiry, Seen, SeenCall
from autograder.wire.names import is_close
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
from autograder.wire.responses import Absent, Raised, Returned, ReturnedEach
from autograder.wire.values import BadValue, Handle, Opaque, Shared, Value, Wire, pack, unpack

Asked = Call | CallEach | Read | CallMethod | Define | Build | Seed | PutFile
Answered = Returned | ReturnedEach | Raised | Absent


class Student:
    """The student's functions and variables, by name."""

    def __init__(
        self,
        session: Responder,
        passed: Collection[str] = (),
        secret: bytes = b"",
        another: Callable[[], Responder] | None = None,
        asked: Inquiry | None = None,
    ) -> None:
        """`passed` names the questions that have got full marks so far; from `secret` comes the
        luck of this submission, which no student can know (without one it is new each time).

        `another` opens a second child in which the same cells have run. `asked` is where it is
        noted what is asked of the student.
        """
        self._session = session
        self._another = another
        self._passed = passed
        self._secret = secret or secrets.token_bytes()
        self._built: dict[Chosen, int] = {}
        self._beside: dict[str, Student] = {}  # by the source of the stand-ins
        self._opened: list[Responder] = []
        self._asked = Inquiry() if asked is None else asked
        self.seen = Seen()
        self.watched: dict[str, tuple[str, float]] = {}
        self.watched_by = ""
        self.other_names: Collection[str] = ()  # that the exercise itself gives or asks for

    def __getattr__(self, name: str) -> Any:
        """A function of the student, or a word that a kit adds, such as `known`."""
        if name.startswith("__"):
            raise AttributeError(name)
        word = words().get(name)
        return Function(self, name) if word is None else partial(word, self._build)

    def value(self, name: str) -> Any:
        """A variable of the student; raises StudentFailure (missing) where there is none."""
        answer = self._ask(Read(self._session.next_number(), name))
        value = self._open(answer, name)
        if value is None:
            raise missing(name, Absent(answer.number))
        self.seen.values[name] = value
        return value

    def call(self, name: str, arguments: tuple[Any, ...]) -> SeenCall:
        """Call a function of the student with copies of the arguments; raises StudentFailure.

        The result also says how the function has left its arguments. What comes back from a
        function that is handed a `Told` is for the diagnosis, not for the check: see `Unjudged`.
        """
        packed = [self._pack(argument) for argument in arguments]
        try:
            answer = self._ask(Call(self._session.next_number(), name, packed))
        except StudentFailure as failure:
            self.seen.calls.append(SeenCall(name, arguments, failure=failure))
            raise
        return self._see(name, arguments, answer)

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> list[SeenCall]:
        """The same for several calls, in one message: as far as the first failure, which is the
        last of the list. Raises StudentFailure where the student's code could not be asked."""
        packed = [[self._pack(argument) for argument in arguments] for arguments in calls]
        answer = self._ask(CallEach(self._session.next_number(), name, packed))
        if not isinstance(answer, ReturnedEach):
            self._open(answer, name)
            raise _no_sense()
        seen = []
        for arguments, result in zip(calls, answer.results, strict=False):
            try:
                seen.append(self._see(name, arguments, result))
            except StudentFailure:
                return [*seen, self.seen.calls[-1]]
        if len(seen) < len(calls):
            raise _no_sense()
        return seen

    def _see(self, name: str, arguments: tuple[Any, ...], answer: Answered) -> SeenCall:
        """Open what came of a call, and remember it."""
        try:
            value = self._open(answer, name)
            left = answer.arguments if isinstance(answer, Returned) else ()
            after = tuple(
                before if now is None else self._unpack(now)
                for before, now in zip_longest(arguments, left[: len(arguments)])
            )
        except StudentFailure as failure:
            self.seen.calls.append(SeenCall(name, arguments, failure=failure))
            raise
        printed = isinstance(answer, Returned) and answer.printed
        seen = SeenCall(name, arguments, value, printed=printed, after=after)
        self.seen.calls.append(seen)
        if _holds_told(arguments) and not isinstance(value, Told):
            return replace(seen, value=Unjudged(name))
        return seen

    def watch(self, name: str, atol: float) -> None:
        """The check at hand promises that no call of this function has changed an argument, but for
        arrays of floats up to `atol`. Calls that come later count, too."""
        self.watched[self.watched_by] = name, atol

    def passed(self, question: str) -> bool:
        """Whether an earlier question has got full marks: what builds on it can use it then."""
        self._asked.questions.add(question)
        return question in self._passed

    def secret_rng(self, purpose: str) -> np.random.Generator:
        """Random numbers that no student can know, the same for one purpose and submission."""
        key = self._secret[: hashlib.blake2b.MAX_KEY_SIZE]
        digest = hashlib.blake2b(purpose.encode(), key=key, digest_size=16).digest()
        return np.random.default_rng(int.from_bytes(digest))

    def note(self, name: str, value: Any) -> None:
        """Keep a fact for the diagnosis, such as the loss that was reached."""
        self.seen.notes[name] = value

    def seed(self, seed: int) -> None:
        """Set all seeds on the student side."""
        self._open(self._ask(Seed(self._session.next_number(), seed)), "seed")

    def put_file(self, name: str, content: bytes) -> None:
        """Put a file into the folder in which the student's code runs."""
        self._open(self._ask(PutFile(self._session.next_number(), name, content)), name)

    def with_stand_ins(self, source: str) -> Student:
        """The same student in a child of its own, where the functions that `source` defines stand
        in for theirs. It lives until `close`, so nobody can keep them for another question.

        For `passes_with`, which lets nothing out of it but whether an attempt has succeeded.
        """
        other = self._beside.get(source)
        if other is None or not other._session.alive:
            assert self._another is not None, "there is only this child"
            other = Student(self._another(), self._passed, self._secret, asked=self._asked)
            self._opened.append(other._session)
            number = other._session.next_number()
            other._open(other._ask(Define(number, _bare(source))), "def")
            self._beside[source] = other
        return other

    def close(self) -> None:
        """End what was opened beside the child, when a question has been examined."""
        for session in self._opened:
            session.close()
        self._opened.clear()
        self._beside.clear()

    def _build(self, kind: str, recipe: Wire, state: list[Value] | None = None) -> Any:
        """An object that owes nothing to the student's code, or only its number over there."""
        number, packed = self._session.next_number(), msgspec.msgpack.encode(recipe)
        return self._open(self._ask(Build(number, kind, packed, state)), kind.partition(".")[0])

    def _number(self, thing: Chosen) -> int:
        """The number of a chosen object, which is built when it is first handed over."""
        if thing not in self._built:
            state = [self._pack(part) for part in thing.state]
            number = self._build(thing.kind, thing.recipe, state)
            if type(number) is not int:
                raise StudentFailure(Status.CRASHED, thing.changed())
            self._built[thing] = number
        return self._built[thing]

    def _call_method(self, handle: int, method: str, arguments: tuple[Any, ...]) -> Any:
        packed = [self._pack(argument) for argument in arguments]
        question = CallMethod(self._session.next_number(), handle, method, packed)
        return self._open(self._ask(question), method)

    def _ask(self, question: Asked) -> Answered:
        if isinstance(question, Call | CallEach | Read):
            self._asked.names.add(question.name)
        return self._session.ask(question, Answered)  # type: ignore[arg-type]

    def _open(self, answer: Answered, name: str) -> Any:
        self.seen.answers += 1
        if isinstance(answer, Absent):
            self._asked.lacking.add(name)
            raise missing(name, answer, self._nearly(name, answer.close))
        if isinstance(answer, Raised):
            if answer.problem.name == NameError.__name__:
                self._asked.lacking.add(name)
            raise raised(name, answer.problem)
        if not isinstance(answer, Returned):
            raise _no_sense()
        return self._unpack(answer.value)

    def _nearly(self, name: str, claimed: Sequence[str]) -> str:
        """One of the names that is nearly this one and means nothing else here."""
        near = (each for each in claimed if each.isidentifier() and is_close(each, name))
        return next((each for each in near if each not in self.other_names), "")

    def _pack(self, thing: Any) -> Value:
        def special(other: Any) -> Value:
            if isinstance(other, Told):
                if other.call_method != self._call_method:
                    raise TypeError(f"this {other.word} lives in another child")
                return Handle(other.kind, other.handle)  # the student side knows the rest
            if isinstance(other, Chosen):
                return Handle(other.kind, self._number(other))
            raise TypeError(f"a check cannot send {type(other).__name__} to the student's code")

        return pack(thing, special, lambda array: Shared(self._session.share(array)))

    def _unpack(self, value: Value) -> Any:
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
            text = _("Your code gave back something that is too large to be read.")
            raise StudentFailure(Status.CRASHED, text) from error


@dataclass(frozen=True)
class Function:
    """A function of the student, by name; calling it runs it in the sandbox."""

    student: Student
    name: str

    def __call__(self, *arguments: Any) -> Any:
        return self.student.call(self.name, arguments).value


def _holds_told(thing: Any) -> bool:
    if isinstance(thing, list | tuple):
        return any(map(_holds_told, thing))
    return isinstance(thing, Told) or (isinstance(thing, dict) and _holds_told([*thing.values()]))


def _no_sense() -> StudentFailure:
    return StudentFailure(
        Status.CRASHED, _("Your code sent something to the grader that makes no sense.")
    )


def _bare(source: str) -> str:
    """Code without comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
