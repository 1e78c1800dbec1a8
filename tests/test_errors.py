"""Errors say what happened, where, and what to do next."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from autograder import errors
from autograder.errors import AutograderError, CourseError, IsolationError, SandboxError

KINDS = [
    kind
    for _name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, Exception)
]


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (CourseError("It is wrong."), "It is wrong."),
        (CourseError("It is wrong.", where=Path("a/b")), "a/b: It is wrong."),
        (CourseError("It is wrong.", todo="Mend it."), "It is wrong. Mend it."),
        (CourseError("It is wrong.", where="a:3", todo="Mend it."), "a:3: It is wrong. Mend it."),
    ],
)
def test_the_three_parts(error: CourseError, text: str) -> None:
    assert str(error) == text


def test_the_tree_is_drawn_as_it_is() -> None:
    assert issubclass(IsolationError, SandboxError)
    for kind in KINDS:
        assert issubclass(kind, AutograderError)
        assert kind.__doc__
        assert kind.__name__ in (errors.__doc__ or "")
