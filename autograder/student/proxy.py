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

import numpy as np

from autograder.kits.claims import Unjudged
from autograder.kits.registry import words
from autograder.kits.things import Told
from autograder.pysource.parse import without_docstrings
from autograder.responder import Responder, StudentFailure
from autograder.student.conversation import Answered, Conversation, no_sense
from autograder.student.failures import missing
from autograder.student.seen import Inquiry, Seen, SeenCall
from autograder.wire.requests import (
    Call,
    CallEach,
    Define,
    PutFile,
    Read,
    Seed,
)
from autograder.wire.responses import Absent, Returned, ReturnedEach


class NoSecondChild(Exception):
    """Functions cannot stand in for a student's here: no fault of any answer."""


class Student:
    """The student's functions and variables, by name."""

    seen: Seen
    watched: dict[str, tuple[str, float]]  # by check: a function, and how much an argument may move
    watched_by: str  # the check at hand

    def __init__(
        self,
        session: Responder,
        passed: Collection[str] = (),
        secret: bytes = b"",
        another: Callable[[], Responder] | None = None,
        asked: Inquiry | None = None,
    ) -> None:
        """`passed` names the questions that have got full marks so far; `secret` seeds the random
        numbers of this submission, so no student can foretell them (without one, they are others
        each time).

        `another` opens a second child in which the same cells have run. `asked` is where it is
        noted what is asked of the student.
        """
        self._session = session
        self._another = another
        self._passed = passed
        self._secret = secret or secrets.token_bytes()
        self._beside: dict[str, Student] = {}  # by the source of the stand-ins
        self._opened: list[Responder] = []
        self._asked = Inquiry() if asked is None else asked
        self._child = Conversation(session, self._asked)
        self.seen = Seen()
        self.watched = {}
        self.watched_by = ""

    def __getattr__(self, name: str) -> Any:
        """A function of the student, or a word that a kit adds, such as `known`."""
        if name.startswith("__"):
            raise AttributeError(name)
        word = words().get(name)
        return Function(self, name) if word is None else partial(word, self._child.build)

    @property
    def answers(self) -> int:
        """How many answers have come back so far, of whatever kind."""
        return self._child.answers

    @property
    def other_names(self) -> Collection[str]:
        """The names that the exercise itself gives or asks for: none of them is a misspelt one."""
        return self._child.other_names

    @other_names.setter
    def other_names(self, names: Collection[str]) -> None:
        self._child.other_names = names

    def value(self, name: str) -> Any:
        """A variable of the student; raises StudentFailure (missing) where there is none."""
        answer = self._child.ask(Read(self._child.next_number(), name))
        value = self._child.open(answer, name)
        if value is None:
            raise missing(name, Absent(answer.number))
        self.seen.values[name] = value
        return value

    def call(self, name: str, arguments: tuple[Any, ...]) -> SeenCall:
        """Call a function of the student with copies of the arguments; raises StudentFailure.

        The result also says how the function has left its arguments. What comes back from a
        function that is handed a `Told` is for the diagnosis, not for the check: see `Unjudged`.
        """
        packed = [self._child.pack(argument) for argument in arguments]
        try:
            answer = self._child.ask(Call(self._child.next_number(), name, packed))
        except StudentFailure as failure:
            self.seen.calls.append(SeenCall(name, arguments, failure=failure))
            raise
        return self._see(name, arguments, answer)

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> list[SeenCall]:
        """The same for several calls, in one message: as far as the first failure, which is the
        last of the list. Raises StudentFailure where the student's code could not be asked."""
        packed = [[self._child.pack(argument) for argument in arguments] for arguments in calls]
        answer = self._child.ask(CallEach(self._child.next_number(), name, packed))
        if not isinstance(answer, ReturnedEach):
            self._child.open(answer, name)
            raise no_sense()
        seen = []
        for arguments, result in zip(calls, answer.results, strict=False):
            try:
                seen.append(self._see(name, arguments, result))
            except StudentFailure:
                return [*seen, self.seen.calls[-1]]
        if len(seen) < len(calls):
            raise no_sense()
        return seen

    def _see(self, name: str, arguments: tuple[Any, ...], answer: Answered) -> SeenCall:
        """Open what came of a call, and remember it."""
        try:
            value = self._child.open(answer, name)
            left = answer.arguments if isinstance(answer, Returned) else ()
            after = tuple(
                before if now is None else self._child.unpack(now)
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

    @property
    def builds_on_wrong(self) -> bool:
        """Whether a question that was asked about by `passed` has lost points."""
        return any(question not in self._passed for question in self._asked.questions)

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
        self._child.open(self._child.ask(Seed(self._child.next_number(), seed)), "seed")

    def put_file(self, name: str, content: bytes) -> None:
        """Put a file into the folder in which the student's code runs."""
        self._child.open(self._child.ask(PutFile(self._child.next_number(), name, content)), name)

    def with_stand_ins(self, source: str) -> Student:
        """The same student in a child of its own, where the functions that `source` defines stand
        in for theirs. It lives until `close`, so nobody can keep them for another question.

        For `fairly`, which lets nothing out of it but whether an attempt has succeeded.
        """
        other = self._beside.get(source)
        if other is None or not other._session.alive:
            if self._another is None:
                raise NoSecondChild("`another`, which opens one, was not given.")
            other = Student(self._another(), self._passed, self._secret, asked=self._asked)
            self._opened.append(other._session)
            other._define(_bare(source))
            self._beside[source] = other
        return other

    @property
    def beside(self) -> Student | None:
        """The latest of those in which functions stand in for wrong ones, while it can be asked."""
        alive = [each for each in self._beside.values() if each._session.alive]
        return alive[-1] if alive else None

    def with_secret(self, secret: bytes) -> Student:
        """The same student, met with the random numbers of another secret. To be closed apart."""
        other = Student(self._session, self._passed, secret, self._another, self._asked)
        other.other_names = self.other_names
        return other

    def close(self) -> None:
        """End what was opened beside the child, when a question has been examined."""
        for session in self._opened:
            session.close()
        self._opened.clear()
        self._beside.clear()

    def _define(self, source: str) -> None:
        self._child.open(self._child.ask(Define(self._child.next_number(), source)), "def")


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


def _bare(source: str) -> str:
    """Code without comments and docstrings."""
    return ast.unparse(without_docstrings(ast.parse(source)))
