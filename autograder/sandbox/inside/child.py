"""A child of the warm process: serves one submission's questions over one socket.

Everything that it answers is a claim: the student's code runs in the same process.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import Any

from autograder.protocol.channel import Channel, ChannelClosed, decoder
from autograder.protocol.messages import (
    Absent,
    Answer,
    Call,
    CallMethod,
    CellDone,
    PutFile,
    Question,
    Raised,
    Read,
    Returned,
    RunCell,
    Seed,
    Share,
    Stock,
)
from autograder.protocol.values import MAX_NAME, Value, clean, pack, unpack
from autograder.sandbox.inside.genuine import Genuine
from autograder.sandbox.inside.models import build_stock
from autograder.sandbox.inside.shell import StudentShell, describe, set_seeds
from autograder.sandbox.inside.things import Things

CALL_OUTPUT = 10_000
Answerable = RunCell | Call | Read | CallMethod | Stock | Seed | PutFile
decoder(Question)  # made here, before any child is forked
MODEL_METHODS: dict[str, Callable[..., Any]] = {
    "predict": lambda model, x: model.predict(x, verbose=0),
    "get_weights": lambda model: model.get_weights(),
    "set_weights": lambda model, weights: model.set_weights(weights),
    "look": lambda model: model,
    "fit": lambda model, x, y, epochs, batch_size: _fit(model, x, y, epochs, batch_size),
}


def serve(sock: socket.socket, shell: StudentShell, genuine: Genuine) -> None:
    """Answer questions until the other side closes the socket."""
    channel: Channel[Question] = Channel(sock, Question)
    set_seeds()
    child = Child(shell, genuine)
    try:
        while True:
            question = channel.receive()
            if isinstance(question, Share):
                channel.send(child.keep(question, channel.receive_descriptor()))
            else:
                channel.send(child.answer(question))
    except ChannelClosed:
        return


class Child:
    """The student's namespace, and the models that it has handed out."""

    def __init__(self, shell: StudentShell, genuine: Genuine) -> None:
        self._shell = shell
        self._things = Things(genuine)

    def keep(self, share: Share, descriptor: int) -> Answer:
        """Keep an array for later calls."""
        self._things.keep(share, descriptor)
        return Returned(share.number, None)

    def answer(self, question: Answerable) -> Answer:
        """Do what is asked; an exception in the student's code is an answer too."""
        if isinstance(question, RunCell):
            return self._run(question)
        if isinstance(question, Read):
            return self._read(question)
        if isinstance(question, Call):
            function = self._shell.user_ns.get(question.name)
            if not callable(function):
                return Absent(question.number, _found(function))
            return self._call(question, function, question.arguments, echo=question.echo)
        if isinstance(question, CallMethod):
            return self._call_method(question)
        if isinstance(question, Stock):
            return self._call(question, lambda: build_stock(question))
        if isinstance(question, Seed):
            return self._call(question, lambda: set_seeds(question.seed))
        return self._call(question, lambda: _put_file(question))

    def _run(self, question: RunCell) -> CellDone:
        outputs = self._shell.outputs
        outputs.start(question.output_limit)
        self._shell.run(question.source)
        return CellDone(question.number, outputs.items, outputs.failed)

    def _read(self, question: Read) -> Answer:
        if question.name not in self._shell.user_ns:
            return Absent(question.number)
        return Returned(question.number, self._pack(self._shell.user_ns[question.name]))

    def _call_method(self, question: CallMethod) -> Answer:
        model = self._things.by_handle(question.handle)
        method = MODEL_METHODS[question.method]
        return self._call(question, lambda *given: method(model, *given), question.arguments)

    def _call(
        self,
        question: Question,
        function: Callable[..., Any],
        given: Sequence[Value] = (),
        *,
        echo: bool = False,
    ) -> Answer:
        arguments = [unpack(value, self._things.resolve) for value in given]
        outputs = self._shell.outputs
        outputs.start(CALL_OUTPUT)
        self._shell.capture()
        try:
            value = self._pack(function(*arguments))
        except BaseException as error:  # SystemExit too: the student's code must not end us
            return Raised(question.number, describe(error))
        after = [self._pack(argument) for argument in arguments] if echo else None
        return Returned(question.number, value, after, printed=outputs.printed)

    def _pack(self, thing: Any) -> Value:
        return pack(thing, self._things.special)


def _fit(model: Any, x: Any, y: Any, epochs: int, batch_size: int) -> None:
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)


def _put_file(question: PutFile) -> None:
    with open(question.name, "wb") as file:  # noqa: PTH123  (the student may have patched pathlib)
        file.write(question.content)


def _found(thing: Any) -> str:
    return "" if thing is None else clean(type(thing).__name__, MAX_NAME)
