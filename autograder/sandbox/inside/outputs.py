"""What a cell prints and shows, collected in order and bounded."""

from __future__ import annotations

import base64
import io
import re
from typing import Any, get_args

from autograder.wire.responses import (
    MAX_OUTPUTS,
    MAX_PROBLEMS,
    Display,
    ErrorOutput,
    KeptType,
    Output,
    Stream,
    StreamName,
)
from autograder.wire.values import clean

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
SoFar = tuple[int, int, int, bool]
CUT = "\n[the rest of the output was cut]\n"


def without_addresses(text: str) -> str:
    """The text without memory addresses, which are other ones on every run."""
    return ADDRESS.sub("", text)


class Growing:
    """What is being written on one stream: thousands of small pieces, joined when all is there."""

    def __init__(self, name: StreamName) -> None:
        self.name = name
        self.pieces: list[str] = []

    @property
    def stream(self) -> Stream:
        """The output that it has become."""
        return Stream(self.name, "".join(self.pieces))


class Outputs:
    """The outputs of one cell. After `limit` characters the rest is dropped, and said once."""

    def __init__(self) -> None:
        self._items: list[Growing | Display | ErrorOutput] = []
        self._left = 0
        self._cut = False

    @property
    def items(self) -> list[Output]:
        """All outputs, in order."""
        return [each.stream if isinstance(each, Growing) else each for each in self._items]

    def start(self, limit: int) -> None:
        """Forget everything, for the next cell."""
        self._items, self._left, self._cut = [], limit, False

    def so_far(self) -> SoFar:
        """How much there is, for `take_back`."""
        last = self._last
        return len(self._items), len(last.pieces) if last else 0, self._left, self._cut

    def take_back(self, before: SoFar) -> None:
        """Forget what has come since then: it comes once more."""
        items, pieces, self._left, self._cut = before
        del self._items[items:]
        if (last := self._last) is not None:
            del last.pieces[pieces:]

    def write(self, name: StreamName, text: str) -> None:
        """Text on stdout or stderr; neighbours on the same stream are joined."""
        text = self._take(text)
        if not text:
            return
        last = self._last
        if last is None or last.name != name:
            if not self._has_room():
                return
            last = Growing(name)
            self._items.append(last)
        last.pieces.append(text)

    def show(self, data: dict[str, Any], *, is_result: bool) -> None:
        """A rich output: the kinds that are kept, as text."""
        kept: dict[KeptType, str] = {}
        for kind in get_args(KeptType):
            content = data.get(kind)
            if isinstance(content, bytes):
                content = base64.b64encode(content).decode("ascii")
            if isinstance(content, str):
                text = self._take(content)
                if text and (kind == "text/plain" or text == content):
                    kept[kind] = text
        if kept and self._has_room():
            self._items.append(Display(kept, is_result))

    def fail(self, problem: ErrorOutput) -> None:
        """An exception that the cell shows. The first few are kept."""
        if self.problems < MAX_PROBLEMS:
            self._items.append(problem)

    @property
    def problems(self) -> int:
        """How many exceptions have been kept."""
        return sum(isinstance(item, ErrorOutput) for item in self._items)

    @property
    def printed(self) -> bool:
        """Whether something was written to stdout. A warning goes to stderr."""
        return any(isinstance(item, Growing) and item.name == "stdout" for item in self._items)

    @property
    def failed(self) -> bool:
        """Whether an exception was among the outputs."""
        return self.problems > 0

    @property
    def _last(self) -> Growing | None:
        """The last output, if that is one that may grow."""
        last = self._items[-1] if self._items else None
        return last if isinstance(last, Growing) else None

    def _has_room(self) -> bool:
        """Whether one more output may come; the exceptions have some room of their own."""
        return len(self._items) < MAX_OUTPUTS - MAX_PROBLEMS

    def _take(self, text: str) -> str:
        text = clean(text, self._left + 1)
        if len(text) <= self._left:
            self._left -= len(text)
            return text
        head, self._left = text[: self._left], 0
        if self._cut:
            return head
        self._cut = True
        return head + CUT


class Writer(io.TextIOBase):
    """A text stream, such as sys.stdout, that writes into `Outputs`."""

    encoding = "utf-8"

    def __init__(self, name: StreamName, outputs: Outputs) -> None:
        self.name = name
        self._outputs = outputs

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        return True
