"""The digit that a student has written down for a choice question: read, and never run."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator

from autograder.notebooks.studied import MAX_READ, parsed

# Where the code cannot be read, as where the line was moved to the right.
_LINE = r"(?m)^[ \t]*{name}[ \t]*(?::[^=\n]*)?=(?!=)[ \t]*([^#\n]*)"
MOST_SHOWN = 40  # characters of what is no digit
TOO_DEEP = "..."  # what is shown of an expression in expressions without end


def chosen(sources: Iterable[str], name: str) -> str:
    """The last digit that the name was given at the outermost level of these sources; where it was
    given none, what it was given last, as it stands there. Empty where nothing, or nothing but 0,
    was written.

    `3`, `"3"`, `+3` and `3.0` are the same, and so are digits of another width, as some keyboards
    write them.
    """
    values = [value for source in sources for value in _values(source, name)]
    written = [value for value in reversed(values) if value not in ("", "0")]
    digits = [value for value in written if len(value) == 1 and value.isascii() and value.isdigit()]
    return next(iter(digits or written), "")


def _values(source: str, name: str) -> Iterator[str]:
    if name not in source:
        return
    tree = parsed(source) if len(source) <= MAX_READ else None
    if tree is None:
        lines = re.findall(_LINE.format(name=re.escape(name)), _in_plain_signs(source))
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
        for each in targets:
            yield from _given(each, value, name)


def _given(target: ast.expr, value: ast.expr, name: str) -> Iterator[str]:
    """What an assignment gives the name, also beside others: `a, b = 1, 2`."""
    match target, value:
        case ast.Name(id=found), _ if found == name:
            yield _value(value)
        case ast.Tuple(names) | ast.List(names), ast.Tuple(those) | ast.List(those):
            for one, other in zip(names, those, strict=False):
                yield from _given(one, other, name)


def _value(node: ast.expr) -> str:
    while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd):
        node = node.operand
    match node:
        case ast.Constant(bool() | None | bytes() | complex()):
            pass
        case ast.Constant(str() as text):
            return _text(text.strip())
        case ast.Constant(int() | float() as number):
            return str(int(number)) if number in range(-9, 100) else str(number)[:MOST_SHOWN]
    try:
        return ast.unparse(node)[:MOST_SHOWN]
    except RecursionError:
        return TOO_DEEP


def _in_plain_signs(text: str) -> str:
    """Without signs that nobody sees, and with digits and letters of the usual width."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", seen)


def _text(text: str) -> str:
    """A text as it was meant: without quotes, and `3.0` as `3`."""
    text = _in_plain_signs(text).strip()
    return text.strip("\"' ").removesuffix(".0")[:MOST_SHOWN]
