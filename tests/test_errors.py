"""Errors say what happened, where, and what to do next."""

from __future__ import annotations

import ast
import inspect
import os
from pathlib import Path

import msgspec
import pytest

from autograder import errors
from autograder.engine.messages import Failed
from autograder.errors import BY_NAME, AutograderError, CourseError, IsolationError, SandboxError

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


def test_a_name_steers_no_terminal() -> None:
    error = CourseError("“\x9b2J\u202e”\nis wrong.", where=Path("a\x1b]0;b\x07"))
    assert str(error) == "a\\x1b]0;b\\x07: “\\x9b2J\\u202e”\nis wrong."


def test_the_tree_is_drawn_as_it_is() -> None:
    assert issubclass(IsolationError, SandboxError)
    for kind in KINDS:
        assert issubclass(kind, AutograderError)
        assert kind.__doc__
        assert kind.__name__ in (errors.__doc__ or "")


def test_the_tree_is_closed() -> None:
    """An error that another process tells of is raised here by its name."""
    assert {kind.__name__: kind for kind in KINDS} == BY_NAME
    package = Path(errors.__file__).parent
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and path != Path(errors.__file__):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                assert not bases & set(BY_NAME), f"{path}: {node.name} belongs in errors.py"


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=BY_NAME)
def test_an_error_is_the_same_in_another_process(kind: type[AutograderError]) -> None:
    told = Failed.by(kind("It is wrong.", where=Path("a/b"), todo="Mend it.")).error()
    assert type(told) is kind
    assert str(told) == "a/b: It is wrong. Mend it."


def test_a_file_whose_name_is_no_text_can_be_told_to_another_process() -> None:
    told = Failed.by(CourseError("It is wrong.", where=Path(os.fsdecode(b"caf\xe9"))))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(told), type=Failed) == told
    assert str(told.error()) == "caf\\udce9: It is wrong."
