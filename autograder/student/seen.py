"""What a question has shown so far: the diagnosis reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox.session import StudentFailure
from autograder.student.model import Model


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
    """What one question has shown so far. `notes` are facts that a check has found out; `answers`
    counts what has come back from the student's side, of whatever kind."""

    calls: list[SeenCall] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    answers: int = 0

    @property
    def models(self) -> list[Model]:
        """The Keras models that came back, in order."""
        return [call.value for call in self.calls if isinstance(call.value, Model)]
