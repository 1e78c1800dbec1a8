"""What a question has shown so far: the diagnosis reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.kits.things import Told
from autograder.responder import StudentFailure


@dataclass(frozen=True)
class SeenCall:
    """A call of a student's function: its arguments, and what came back (or the failure).

    `after` is how it has left its arguments: those that it left alone are the same objects.
    """

    function: str
    arguments: tuple[Any, ...]
    value: Any = None
    failure: StudentFailure | None = None
    printed: bool = False
    after: tuple[Any, ...] | None = None

    @property
    def changed(self) -> bool:
        """Whether an argument is another one after the call."""
        pairs = zip(self.arguments, self.after or (), strict=False)
        return any(before is not now for before, now in pairs)


@dataclass
class Inquiry:
    """What was asked of a student's code while one question was examined: by name, of variables and
    functions; which of these, or of those in turn, were not there; and which earlier questions were
    built on."""

    names: set[str] = field(default_factory=set)
    lacking: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)


@dataclass
class Seen:
    """What one question has shown so far. `notes` are facts that a check has found out.

    `by_check` says which of the calls each check has made. `with_right_parts` is what was seen
    where right functions stood in for others that have lost points: a hint is looked for there, and
    nothing of it is shown.
    """

    calls: list[SeenCall] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    by_check: dict[str, range] = field(default_factory=dict)
    with_right_parts: Seen | None = None

    @property
    def things(self) -> list[Told]:
        """The objects that came back and stay on the student side, in order."""
        return [call.value for call in self.calls if isinstance(call.value, Told)]

    @property
    def models(self) -> list[Any]:
        """The models among them."""
        return [thing for thing in self.things if thing.word == "model"]
