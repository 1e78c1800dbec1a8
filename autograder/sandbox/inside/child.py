"""A child of the warm process: serves one submission's questions over one socket.

Everything that it answers is a claim: the student's code runs in the same process.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

import numpy as np

from autograder.kits.inside.kits import Kits
from autograder.sandbox.inside import bare
from autograder.sandbox.inside.importing.loading import Loading
from autograder.sandbox.inside.importing.own_modules import OwnModules
from autograder.sandbox.inside.object_table import ObjectTable
from autograder.sandbox.inside.progress import Progress
from autograder.sandbox.inside.seeds import set_seeds
from autograder.sandbox.inside.shell import StudentShell
from autograder.wire.channel import Channel, ChannelClosed, MessageTooLarge, decoder
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
    Request,
    RunCell,
    Seed,
    Share,
)
from autograder.wire.responses import (
    MAX_CLOSE,
    Absent,
    Cause,
    CellDone,
    NotSent,
    Raised,
    Response,
    Returned,
    ReturnedEach,
)
from autograder.wire.unpacking import unpack
from autograder.wire.values import (
    MAX_NAME,
    Array,
    Bytes,
    Mapping,
    Pairs,
    Set,
    Shared,
    Value,
    clean,
)
from autograder.wire.values import Sequence as Items

CALL_OUTPUT = 10_000
GIVEN_FILE = "<given>"  # where the code of functions comes from that are not the student's
Answered = RunCell | Call | CallEach | Read | CallMethod | Define | Build | Seed | PutFile
decoder(Request)  # made here, before any child is forked


def serve(sock: socket.socket, shell: StudentShell, kits: Kits) -> None:
    """Answer questions until the other side closes the socket."""
    channel: Channel[Request] = Channel(sock, Request)
    set_seeds(kits)
    child = Child(shell, kits)
    child.tell_progress(channel)
    try:
        while True:
            question = channel.receive()
            child.number = question.number
            if isinstance(question, Share):
                channel.send(child.keep(question, channel.receive_descriptor()))
            else:
                _reply(channel, child.answer(question))
    except ChannelClosed:
        return


def _reply(channel: Channel[Request], answer: Response) -> None:
    try:
        channel.send(answer)
    except MessageTooLarge:
        channel.send(NotSent(answer.number))


class Child:
    """The student's namespace, and the objects that it has handed out."""

    def __init__(self, shell: StudentShell, kits: Kits) -> None:
        self._shell = shell
        self._kits = kits
        self._things = ObjectTable(kits)
        self._home = os.getcwd()  # noqa: PTH109  (before anything of the student's runs)
        self.number = 0  # of the question
        self._progress: Progress | None = None

    def tell_progress(self, channel: Channel[Request]) -> None:
        """Tell the other side how far the student's code has come, where it may take long."""
        progress = self._progress = Progress(channel, lambda: self.number, self._kits)
        finders = (
            Loading(progress.library, progress.library_is_loaded),
            OwnModules(self._shell.when_it_fails),
        )
        sys.meta_path[:0] = finders

    def keep(self, share: Share, descriptor: int) -> Response:
        """Keep an array for later calls."""
        self._things.keep(share, descriptor)
        return Returned(share.number, None)

    def answer(self, question: Answered) -> Response:
        """Do what is asked; an exception in the student's code is an answer too."""
        if isinstance(question, RunCell):
            return self._run(question)
        if isinstance(question, Read):
            return self._read(question)
        if isinstance(question, Call | CallEach):
            return self._call_function(question)
        if isinstance(question, CallMethod):
            return self._call_method(question)
        if isinstance(question, Build):
            return self._call(question, self._build(question), question.state or ())
        if isinstance(question, Define):
            return self._call(question, lambda: self._define(question.source))
        if isinstance(question, Seed):
            return self._call(question, lambda: set_seeds(self._kits, question.seed))
        return self._call(question, lambda: self._put_file(question))

    def _run(self, question: RunCell) -> CellDone:
        outputs = self._shell.outputs
        outputs.start(question.output_limit)
        missing = self._shell.imports.missing
        missing.clear()
        if question.file:
            self._begin_file(f"{self._home}/{question.file}", question.source)
            self._shell.tell_line = self._progress.line if self._progress is not None else None
        self._shell.only_definitions = question.only_definitions
        self._shell.run(question.source)
        self._shell.only_definitions = False
        self._shell.tell_line = None
        return CellDone(question.number, outputs.items, outputs.failed, tuple(missing))

    def _begin_file(self, path: str, source: str) -> None:
        """A Python file lies where it runs: some code reads itself."""
        with open(path, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            file.write(source)
        self._shell.begin_file(path)

    def _read(self, question: Read) -> Response:
        value = self._shell.user_ns.get(question.name)
        cause = self._shell.failures.cause(question.name) if value is None else None
        if question.name not in self._shell.user_ns or cause is not None:
            return self._absent(question, cause=cause)
        return self._call(question, lambda: self._named(question.name))

    def _call_function(self, question: Call | CallEach) -> Response:
        function = self._shell.user_ns.get(question.name)
        if not callable(function):
            cause = self._shell.failures.cause(question.name)
            return self._absent(question, function, cause)

        def call(*given: Any) -> Any:
            return self._named(question.name)(*given)

        if isinstance(question, Call):
            return self._call(question, call, question.arguments)
        return self._call_each(question, call)

    def _named(self, name: str) -> Any:
        """A variable of the student's; the libraries that it may use are there, too."""
        self._shell.imports.before_use(name)
        return self._shell.user_ns[name]

    def _absent(
        self, question: Call | CallEach | Read, thing: Any = None, cause: Cause | None = None
    ) -> Absent:
        """What is there instead: the functions, or values, whose names are nearly the same."""
        functions = not isinstance(question, Read)
        close = [
            name
            for name, other in list(self._shell.user_ns.items())
            if type(name) is str
            and len(name) <= MAX_NAME
            and is_close(name, question.name)
            and callable(other) == functions
            and not name.startswith("_")
        ]
        return Absent(question.number, _found(thing), tuple(close[:MAX_CLOSE]), cause)

    def _call_method(self, question: CallMethod) -> Response:
        kind, thing = self._things.by_number(question.handle)
        method = kind.methods[question.method]
        return self._call(question, lambda *given: method(thing, *given), question.arguments)

    def _call_each(self, question: CallEach, function: Callable[..., Any]) -> ReturnedEach:
        results: list[Returned | Raised] = []
        for given in question.calls:
            results.append(self._call(question, function, given))
            if isinstance(results[-1], Raised):
                break
        return ReturnedEach(question.number, results)

    def _build(self, wanted: Build) -> Callable[..., Any]:
        kind = self._kits.kind(wanted.kind)

        def build(*state: Any) -> Any:
            thing = kind.build(wanted.recipe)
            if wanted.state is None:
                return thing
            kind.restore(thing, state)
            return self._things.number(kind, thing)

        return build

    def _put_file(self, question: PutFile) -> None:
        """It lies where the code begins to run, and so that is where we are again."""
        os.chdir(self._home)
        with open(question.name, "wb") as file:  # noqa: PTH123  (pathlib may be patched)
            file.write(question.content)

    def _define(self, source: str) -> None:
        """Our own functions in place of the student's, also where theirs were kept before, such as
        in a table of functions."""
        names = self._shell.user_ns
        before = dict(names)
        exec(compile(source, GIVEN_FILE, "exec"), names)  # our own, not the student's
        for name, new in list(names.items()):
            old = before.get(name)
            if new is old or type(new) is not FunctionType or type(old) is not FunctionType:
                continue
            if old.__globals__ is names and not old.__closure__:
                old.__code__, old.__defaults__ = new.__code__, new.__defaults__
                old.__kwdefaults__ = new.__kwdefaults__

    def _call(
        self, question: Request, function: Callable[..., Any], given: Sequence[Value] = ()
    ) -> Returned | Raised:
        with self._shell.uncaught.running():
            while True:
                self._shell.outputs.start(CALL_OUTPUT)
                self._shell.capture()
                try:
                    arguments = [unpack(value, self._things.resolve) for value in given]
                    value = self._pack(function(*arguments))
                    after = tuple(map(self._changed, given, arguments))
                except BaseException as error:  # SystemExit too: their code must not end us
                    if self._shell.uncaught.is_new(error):
                        continue
                    return Raised(question.number, self._shell.problem(error))
                printed = self._shell.outputs.printed
                return Returned(question.number, value, after, printed=printed)

    def _changed(self, given: Value, argument: Any) -> Value:
        """An argument as a call has left it; None where it is as it was, or cannot be changed."""
        if isinstance(given, Shared):
            before = self._things.resolve(given)
            return None if np.array_equal(before, argument) else self._pack(argument)
        if not isinstance(given, Array | Items | Mapping | Pairs | Set | Bytes):
            return None
        after = self._pack(argument)
        return None if after == given else after

    def _pack(self, thing: Any) -> Value:
        return pack(thing, self._things.special)


def _found(thing: Any) -> str:
    return "" if thing is None else clean(bare.class_name(thing), MAX_NAME)
