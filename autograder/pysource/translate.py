"""Translate code: the texts in `_("…")`, the comments and the docstrings.

Everything else stays as the author wrote it, byte for byte, on every version of Python.
"""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from autograder.errors import CourseError
from autograder.pysource import literals
from autograder.pysource.parse import (
    DOCUMENTED,
    Offsets,
    Place,
    docstring,
    docstring_node,
    parse,
    tokens,
    write_docstring,
)

MARK = "_"
_DIRECTIVE = re.compile(r"(noqa|type: *ignore|ruff:|fmt:|pragma)\b")


@dataclass(frozen=True)
class Passage:
    """A piece of code that a student reads as text, from `start` up to `end`."""

    kind: Literal["text", "comment", "docstring"]
    start: int
    end: int
    line: int
    message: str
    literal: str = ""  # the source of a text, without the call round it
    formatted: bool = False
    argument: Argument | None = None  # a text that is one of a call needs no brackets


@dataclass(frozen=True)
class Argument:
    """An argument of a call, such as `label=…`: where it begins; and the column of the first one,
    where others stand before it in the same line."""

    start: int
    column: int | None = None


def passages(source: str, place: Place) -> tuple[Passage, ...]:
    """The passages of a piece of code in order."""
    tree = parse(source, place)
    offsets = Offsets(source)
    found = [*_texts(tree, source, offsets, place), *_docstrings(tree, offsets)]
    taken = [(passage.start, passage.end) for passage in found]
    for comment in _comments(source, offsets):
        if not any(start <= comment.start < end for start, end in taken):
            found.append(comment)
    return tuple(sorted(found, key=lambda passage: passage.start))


def translate_code(source: str, translate: Callable[[str], str], place: Place) -> str:
    """The code with its passages translated, and plain strings for the `_("…")` calls."""
    out, place_before = "", 0
    for passage in passages(source, place):
        out += source[place_before : passage.start]
        before = out[out.rfind("\n") + 1 :]
        column = len(before)
        translated = translate(passage.message) if passage.message else ""
        if passage.kind == "text":
            after = source[passage.end :].split("\n", 1)[0]
            text = _text(passage, translated, before, after, place)
            name = source[passage.argument.start : passage.start] if passage.argument else ""
            moved = _in_its_own_line(passage, name, translated, after) if "\n" in text else ""
            if moved and out.endswith(f", {name}"):
                out, text = out.removesuffix(f" {name}"), f"\n{moved}"
            out += text
        elif translated == passage.message:
            out += source[passage.start : passage.end]
        elif passage.kind == "comment":
            alone = not before.strip()
            out += write_comment(translated if alone else " ".join(translated.split()), column)
        else:
            out += write_docstring(translated, " " * column)
        place_before = passage.end
    return out + source[place_before:]


def write_comment(text: str, column: int = 0) -> str:
    """The text as comment lines, the first one without its indentation."""
    lines = [f"# {line}".rstrip() for line in text.split("\n")]
    return ("\n" + " " * column).join(lines)


def is_mark(node: ast.AST) -> bool:
    """Whether this is a call `_(…)`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == MARK


def _text(passage: Passage, translated: str, before: str, after: str, place: Place) -> str:
    as_it_stands = translated == passage.message and literals.count(passage.literal) == 1
    fits = len(before) + len(passage.literal) + len(after) <= literals.WIDTH
    if as_it_stands and (fits or "\n" in passage.literal):
        return passage.literal
    if passage.formatted and (
        literals.placeholders(translated) != literals.placeholders(passage.message)
    ):
        raise CourseError(
            f"The translation {translated!r} does not have the placeholders of the text.",
            where=place.at(passage.line),
            todo="Repeat each {…} in the translation exactly as it stands in the text.",
        )
    return _literal(passage, translated, before, after)


def _literal(passage: Passage, translated: str, before: str, after: str) -> str:
    is_argument = passage.argument is not None
    return literals.write(translated, passage.formatted, before, after, is_argument)


def _in_its_own_line(passage: Passage, name: str, translated: str, after: str) -> str:
    """A text as an argument below those that stand before it; empty where it does not fit there."""
    if passage.argument is None or passage.argument.column is None:
        return ""
    before = " " * passage.argument.column + name
    line = before + _literal(passage, translated, before, after)
    return "" if "\n" in line else line


def _texts(tree: ast.Module, source: str, offsets: Offsets, place: Place) -> Iterator[Passage]:
    inside_fstrings = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
    }
    arguments = {
        id(value): argument
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for value, argument in _arguments(node, offsets)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and is_mark(node)):
            continue
        if id(node) in inside_fstrings:
            raise CourseError(
                f"{MARK}(…) stands inside an f-string.",
                where=place.at(node.lineno),
                todo=f'Put the f-string inside instead: {MARK}(f"…").',
            )
        start, end = offsets.span(node)
        literal = source[slice(*offsets.span(marked_literal(node, place)))]
        text, formatted = literals.message(literal)
        argument = arguments.get(id(node))
        yield Passage("text", start, end, node.lineno, text, literal, formatted, argument)


def _arguments(call: ast.Call, offsets: Offsets) -> Iterator[tuple[ast.expr, Argument]]:
    """The values of a call's arguments, each with what there is to know of its place."""
    given: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    given.sort(key=lambda each: (each.lineno, each.col_offset))
    for i, each in enumerate(given):
        start, _end = offsets.span(each)
        beside = i > 0 and given[i - 1].end_lineno == each.lineno
        column = given[0].col_offset if beside else None
        value = each.value if isinstance(each, ast.keyword) else each
        yield value, Argument(start, column)


def marked_literal(node: ast.Call, place: Place) -> ast.expr:
    """The one string inside `_(…)`."""
    argument = node.args[0] if len(node.args) == 1 and not node.keywords else None
    if isinstance(argument, ast.JoinedStr):
        return argument
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument
    raise CourseError(
        f"{MARK}(…) holds something else than one text.",
        where=place.at(node.lineno),
        todo=f'Write the text itself between the brackets: {MARK}("…").',
    )


def _docstrings(tree: ast.Module, offsets: Offsets) -> Iterator[Passage]:
    for node in ast.walk(tree):
        if not isinstance(node, DOCUMENTED):
            continue
        statement = docstring_node(node)
        if statement is not None:
            start, end = offsets.span(statement)
            yield Passage("docstring", start, end, statement.lineno, docstring(node))


def _comments(source: str, offsets: Offsets) -> Iterator[Passage]:
    """Each comment; neighbouring lines that hold nothing but a comment are one."""
    found = [
        token
        for token in tokens(source)
        if token.type == tokenize.COMMENT and not _DIRECTIVE.match(_words(token.string))
    ]
    block: list[tokenize.TokenInfo] = []
    for token, following in pairwise([*found, None]):
        assert token is not None
        block.append(token)
        if following is not None and _continues(token, following):
            continue
        text = "\n".join(_words(comment.string) for comment in block)
        start, end = offsets.of(*block[0].start), offsets.of(*block[-1].end)
        line = block[0].start[0]
        block = []
        if any(char.isalpha() for char in text):
            yield Passage("comment", start, end, line, text)


def _continues(token: tokenize.TokenInfo, following: tokenize.TokenInfo) -> bool:
    alone = all(not each.line[: each.start[1]].strip() for each in (token, following))
    below = following.start == (token.start[0] + 1, token.start[1])
    return alone and below


def _words(comment: str) -> str:
    text = comment[1:].rstrip()
    return text.removeprefix(" ")
