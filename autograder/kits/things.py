"""Objects that stay on the student side, as checks see them here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Self, TypeVar

import msgspec

from autograder.errors import CourseError
from autograder.wire.channel import decoder
from autograder.wire.values import BadValue, Wire

CallMethod = Callable[[int, str, tuple[Any, ...]], Any]  # handle, name of the method, arguments
Build = Callable[[str, Wire], Any]  # kind, recipe: what was built over there, as it is seen here
Schema = TypeVar("Schema", bound=Wire)


class Thing:
    """An object over there. It can be an argument for a student's function.

    `kind` is the name of its kind on the wire, `word` what it is called in a call that is shown.
    """

    kind: ClassVar[str]
    word: ClassVar[str]

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """A copy of it would stand for the same object."""
        return self

    def shown(self) -> str:
        """What is shown of it, in a few words."""
        raise NotImplementedError

    def outline(self) -> str:
        """All that is plain about it, by which it is told from others: no weights, no handle."""
        return self.shown()

    def alike(self, other: Any) -> bool:
        """Whether something else is the same for a reader."""
        return self is other

    def difference(self, actual: Any, what: str) -> str:
        """Where this is expected: a sentence for the student whose `what` is something else; empty
        where it is the same. Raises CourseError where the kind cannot be compared as a whole."""
        raise CourseError(
            f"{self.shown()} cannot be what is expected of {what}: this kind is not compared.",
            todo="Compare what matters of it: numbers, names, text.",
        )


class Told(Thing):
    """One that has come back from the student's code. What it says of itself is a claim.

    Two of them with the same `handle` are the same object over there, perhaps at another time.
    """

    handle: int
    call_method: CallMethod

    @classmethod
    def opened(cls, description: bytes, handle: int, call: CallMethod) -> Self:
        """One from its description; raises BadValue where nothing of its kind could be so.

        Whatever it takes up has to be bounded before it is made.
        """
        raise NotImplementedError


class Chosen(Thing):
    """One that a check has chosen, and that is computed here.

    It is built over there when it is first handed over: by the `recipe`, then put into the `state`.
    Nothing about that one is ever asked: whatever becomes of it there, this one stays what it is.
    """

    recipe: Wire

    @property
    def state(self) -> Sequence[Any]:
        """Plain data."""
        raise NotImplementedError

    def changed(self) -> str:
        """A sentence for the student whose code keeps it from being built."""
        raise NotImplementedError


def described(description: bytes, schema: type[Schema]) -> Schema:
    """A description, if it follows the schema; raises BadValue where it does not."""
    try:
        found: Schema = decoder(schema).decode(description)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadValue("a description that makes no sense") from error
    return found
