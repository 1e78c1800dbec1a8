"""A student's code without a process: plain functions and values, for tests of what asks them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np

from autograder.responder import ChildDied, Expected
from autograder.results import Status
from autograder.wire.packing import pack
from autograder.wire.requests import Call, CallEach, PutFile, Read, Request, Seed
from autograder.wire.responses import (
    Absent,
    ErrorOutput,
    Raised,
    Response,
    Returned,
    ReturnedEach,
)
from autograder.wire.unpacking import unpack
from autograder.wire.values import Shared, Value


class Ends(BaseException):
    """Raised by a function of the fake student, it ends the child."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.name)
        self.status = status


class FakeResponder:
    """Answers with these names; `asked` are the requests so far."""

    def __init__(self, **names: Any) -> None:
        self.alive = True
        self.asked: list[Request] = []
        self._names = names
        self._shared: list[np.ndarray[Any, Any]] = []
        self._number = 0

    def next_number(self) -> int:
        self._number += 1
        return self._number

    def share(self, array: np.ndarray[Any, Any]) -> int:
        self._shared.append(array)
        return len(self._shared) - 1

    def ask(self, request: Request, expected: type[Expected]) -> Expected:
        if not self.alive:
            raise ChildDied(Status.CRASHED, "It had ended before this request.")
        self.asked.append(request)
        try:
            answer = self._answer(request)
        except Ends as end:
            self.alive = False
            raise ChildDied(end.status, f"It ended: {end}.") from None
        assert isinstance(answer, expected)
        return answer

    def close(self) -> None:
        self.alive = False

    def _answer(self, request: Request) -> Response:
        number = request.number
        if isinstance(request, Seed | PutFile):
            return Returned(number, None)
        assert isinstance(request, Read | Call | CallEach)
        if request.name not in self._names:
            return Absent(number)
        if isinstance(request, Read):
            return Returned(number, pack(self._names[request.name]))
        if isinstance(request, Call):
            return self._call(number, request.name, request.arguments)
        results: list[Returned | Raised] = []
        for arguments in request.calls:
            results.append(self._call(number, request.name, arguments))
            if isinstance(results[-1], Raised):
                break
        return ReturnedEach(number, results)

    def _call(self, number: int, name: str, arguments: list[Value]) -> Returned | Raised:
        given = [deepcopy(unpack(argument, self._opened)) for argument in arguments]
        try:
            value = self._names[name](*given)
        except Exception as error:
            return Raised(number, ErrorOutput(type(error).__name__, str(error)))
        return Returned(number, pack(value), tuple(map(pack, given)))

    def _opened(self, other: Any) -> Any:
        assert isinstance(other, Shared)
        return self._shared[other.number]
