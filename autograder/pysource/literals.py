"""String literals as messages: read `"…"` and `f"…"`, and write their translation.

The message of an f-string is its text with the placeholders as they stand: `the sum is {x:.2f}`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

WIDTH = 88
TAIL = 12  # of what follows in the line, as much has to fit beside the literal
SHORTEST = 30  # a wrapped literal gets at least this many columns, however deep it stands

_PIECE = re.compile(
    r"""\#[^\n]*
    |(?P<prefix>[A-Za-z]{0,2})(?P<quote>\"{3}|'{3}|\"|')
     (?P<body>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:N\{[^}]*\}|x..|u.{4}|U.{8}|[0-7]{1,3}|\n|[^\n])", re.DOTALL)
_TEXT = re.compile(r"\\N\{[^}]*\}|\{\{|\}\}|\\[^{}]|[^{}]", re.DOTALL)
_RAW_TEXT = re.compile(r"\{\{|\}\}|[^{}]", re.DOTALL)


def message(segment: str) -> tuple[str, bool]:
    """The message of one or several adjoining literals, and whether one is an f-string."""
    pieces = [found for found in _PIECE.finditer(segment) if found["quote"]]
    formatted = any("f" in piece["prefix"].lower() for piece in pieces)
    text = ""
    for piece in pieces:
        prefix, body = piece["prefix"].lower(), piece["body"]
        if "f" in prefix:
            for field, part in _split(body, raw="r" in prefix):
                text += part if field or "r" in prefix else _unescape(part)
        else:
            plain = str(ast.literal_eval(piece.group()))
            text += plain.replace("{", "{{").replace("}", "}}") if formatted else plain
    return text, formatted


def has_own_quotes(segment: str) -> bool:
    """Whether an f-string has its own quotes within a placeholder, as Python can read from 3.12 on:
    then it does not end where it seems to."""
    left = _PIECE.sub("", segment).replace("\\", "")
    bodies = [found for found in _PIECE.finditer(segment) if "f" in (found["prefix"] or "").lower()]
    fields = [
        part
        for found in bodies
        for field, part in _split(found["body"], raw="r" in found["prefix"].lower())
        if field
    ]
    return bool(left.strip()) or not all(part.endswith("}") for part in fields)


def count(segment: str) -> int:
    """How many literals stand side by side."""
    return sum(1 for found in _PIECE.finditer(segment) if found["quote"])


def placeholders(text: str) -> list[str]:
    """The placeholders of the message of an f-string, sorted."""
    return sorted(part for field, part in _split(text, raw=True) if field)


def write(
    text: str, formatted: bool, before: str, after: str = "", inside_call: bool = False
) -> str:
    """The message as source, where `before` and `after` are what else stands in its line.

    Where it is too long for the line, it becomes several literals below each other, between the
    brackets of a call where it is the only argument, and otherwise between its own.
    """
    atoms = list(_atoms(text, formatted))
    quote = _quote(text, formatted)
    whole = _literal(atoms, formatted, quote)
    if len(before) + len(whole) + min(len(after), TAIL) <= WIDTH:
        return whole
    indent = " " * (len(before) - len(before.lstrip()))
    if inside_call and not before.strip():
        return ("\n" + indent).join(_rows(atoms, formatted, quote, WIDTH - len(indent) - 1))
    inner = indent + "    "
    rows = _rows(atoms, formatted, quote, WIDTH - len(inner))
    hanging = "".join(f"\n{inner}{row}" for row in rows) + "\n" + indent
    alone = inside_call and before.endswith("(") and after.startswith(")")
    return hanging if alone else f"({hanging})"


def _rows(atoms: list[tuple[bool, str]], formatted: bool, quote: str, width: int) -> Iterator[str]:
    """The message cut into literals of at most that width, or of one word."""
    row: list[tuple[bool, str]] = []
    for word in _words(atoms):
        too_long = len(_literal(row + word, formatted, quote)) > max(width, SHORTEST)
        if row and (too_long or row[-1][1] == "\n"):
            yield _literal(row, formatted, quote)
            row = []
        row = row + word
    yield _literal(row, formatted, quote)


def _split(body: str, raw: bool) -> Iterator[tuple[bool, str]]:
    """The inside of an f-string as (is a placeholder, text)."""
    pattern = _RAW_TEXT if raw else _TEXT
    place, text = 0, ""
    while place < len(body):
        found = pattern.match(body, place)
        if found:
            text += found.group()
            place = found.end()
            continue
        if text:
            yield False, text
        end = _closing(body, place)
        yield True, body[place:end]
        place, text = end, ""
    if text:
        yield False, text


def _closing(body: str, start: int) -> int:
    """The end of the placeholder that starts here, also with brackets and quotes inside."""
    depth, quote = 0, ""
    for place in range(start, len(body)):
        char = body[place]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth <= 0:
                return place + 1
    return len(body)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: str(ast.literal_eval(f'"{found.group()}"')), text)


def _atoms(text: str, formatted: bool) -> Iterator[tuple[bool, str]]:
    """Single characters and whole placeholders."""
    parts = _split(text, raw=True) if formatted else iter([(False, text)])
    for field, part in parts:
        if field:
            yield True, part
        else:
            doubled = re.compile(r"\{\{|\}\}|.", re.DOTALL) if formatted else re.compile(r"(?s).")
            yield from ((False, found) for found in doubled.findall(part))


def _words(atoms: list[tuple[bool, str]]) -> Iterator[list[tuple[bool, str]]]:
    """The atoms in groups that end after white space."""
    word: list[tuple[bool, str]] = []
    for index, atom in enumerate(atoms):
        word.append(atom)
        following = atoms[index + 1][1] if index + 1 < len(atoms) else ""
        if atom[1] in (" ", "\n") and following not in (" ", "\n"):
            yield word
            word = []
    if word:
        yield word


def _quote(text: str, formatted: bool) -> str:
    fields = "".join(placeholders(text)) if formatted else ""
    first, second = ('"', "'") if '"' not in text or "'" in text else ("'", '"')
    for quote in (first, second, '"""', "'''"):
        if quote not in fields:
            return quote
    return '"""'


def _literal(atoms: list[tuple[bool, str]], formatted: bool, quote: str) -> str:
    has_field = any(field for field, _ in atoms)
    body = ""
    for field, text in atoms:
        if field:
            body += text
        elif formatted and not has_field and text in ("{{", "}}"):
            body += text[0]
        else:
            body += "".join(_escape(char, quote) for char in text)
    return ("f" if has_field else "") + quote + body + quote


def _escape(char: str, quote: str) -> str:
    if char == "\\" or char == quote[0]:
        return "\\" + char
    if char.isprintable():
        return char
    return char.encode("unicode_escape").decode("ascii")
