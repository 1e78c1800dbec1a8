"""The digit that a student has written down for a choice question: read, and never run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from autograder.notebooks.studied import MAX_READ, parsed

_LINE = r"(?m)^{name}[ \t]*(?::[^=\n]*)?=(?!=)[ \t]*([^#\n]*)"  # where the code cannot be read
MOST_SHOWN = 40  # characters of what is no digit


def chosen(sources: Iterable[str], name: str) -> str:
    """What the name was given last at the outermost level of these sources: a digit, or something
    else as it stands there; empty where nothing, or nothing but 0, was written.

    `3`, `"3"` and `3.0` are the same.
    """
    values = [value for source in sources for value in _values(source, name)]
    return next((value for value in reversed(values) if value not in ("", "0")), "")


def _values(source: str, name: str) -> Iterator[str]:
    if name not in source:
        return
    tree = parsed(source) if len(source) <= MAX_READ else None
    if tree is None:
        lines = re.findall(_LINE.format(name=re.escape(name)), source)
        yield from (_text(line.strip()) for line in lines)
        return
    for statement in tree.body:
        match statement:
            case ast.Assign(targets, value):
                pass
            case ast.AnnAssign(target, _, ast.expr() as value):
                targets = [target]
            case _:
                continue
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            yield _value(value)


def _value(node: ast.expr) -> str:
    match node:
        case ast.Constant(bool() | None | bytes() | complex()):
            pass
        case ast.Constant(str() as text):
            return _text(text.strip())
        case ast.Constant(int() | float() as number):
            return str(int(number)) if number in range(-9, 100) else str(number)[:MOST_SHOWN]
    return ast.unparse(node)[:MOST_SHOWN]


def _text(text: str) -> str:
    """A text as it was meant: without quotes, and `3.0` as `3`."""
    return text.strip("\"' ").removesuffix(".0")[:MOST_SHOWN]
