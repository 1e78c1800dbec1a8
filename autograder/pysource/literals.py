"""String literals as messages: read `"…"` and `f"…"`, and write their translation.

The message of an f-string is its text with the placeholders as they stand: `the sum is {x:.2f}`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

WIDTH = 88
TAIL = 12  # of what follows in the line, as much has to fit beside the literal
SHORTEST = 30  # a wrapped literal gets at least this many columns, however deep it stands

_ESCAPE = re.compile(r"\\(?:N\{[^}]*\}|x..|u.{4}|U.{8}|[0-7]{1,3}|\n|[^\n])", re.DOTALL)
_QUOTES = ('"', "'", '"""', "'''")


def message(segment: str) -> tuple[str, bool]:
    """The message of one or several adjoining literals, and whether one is an f-string."""
    pieces = list(_pieces(segment))
    formatted = any(is_fstring for is_fstring, _ in pieces)
    texts = [
        text.replace("{", "{{").replace("}", "}}") if formatted and not is_fstring else text
        for is_fstring, text in pieces
    ]
    return "".join(texts), formatted


def count(segment: str) -> int:
    """How many literals stand side by side."""
    return sum(1 for _ in _pieces(segment))


def placeholders(text: str) -> list[str]:
    """The placeholders of the message of an f-string, sorted."""
    return sorted(part for field, part in _split(text) if field)


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


def _pieces(segment: str) -> Iterator[tuple[bool, str]]:
    """The literals of a segment one by one: whether it is an f-string, and its message."""
    import libcst  # takes a while, and only those who write lessons need it

    module, rest = libcst.Module([]), libcst.parse_expression(f"({segment})")
    pieces = []
    while isinstance(rest, libcst.ConcatenatedString):
        pieces.append(rest.left)
        rest = rest.right
    for piece in (*pieces, rest):
        if isinstance(piece, libcst.FormattedString):
            raw = "r" in piece.prefix.lower()
            texts = [
                _unescape(part.value)
                if isinstance(part, libcst.FormattedStringText) and not raw
                else module.code_for_node(part)
                for part in piece.parts
            ]
            yield True, "".join(texts)
        else:
            yield False, str(libcst.ensure_type(piece, libcst.SimpleString).evaluated_value)


def _split(text: str) -> Iterator[tuple[bool, str]]:
    """The message of an f-string as (is a placeholder, text)."""
    place, plain = 0, ""
    while place < len(text):
        size = 2 if text.startswith(("{{", "}}"), place) else 1
        if size == 2 or text[place] not in "{}":
            plain += text[place : place + size]
            place += size
            continue
        if plain:
            yield False, plain
        end = _closing(text, place)
        yield True, text[place:end]
        place, plain = end, ""
    if plain:
        yield False, plain


def _closing(text: str, start: int) -> int:
    """The end of the placeholder that starts here. Of what is none, the end of the brackets."""
    ends = [place + 1 for place in range(start, len(text)) if text[place] == "}"]
    whole = (end for end in ends if _is_placeholder(text[start:end]))
    return next(whole, [*ends, len(text)][0])


@cache
def _is_placeholder(source: str) -> bool:
    """Whether this is the whole of a `{…}` in some f-string."""
    import libcst

    for quote in _QUOTES:
        try:
            read = libcst.parse_expression(f"f{quote}{source}{quote}")
        except libcst.ParserSyntaxError:
            continue
        parts = read.parts if isinstance(read, libcst.FormattedString) else ()
        return len(parts) == 1 and isinstance(parts[0], libcst.FormattedStringExpression)
    return False


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: str(ast.literal_eval(f'"{found.group()}"')), text)


def _atoms(text: str, formatted: bool) -> Iterator[tuple[bool, str]]:
    """Single characters and whole placeholders."""
    parts = _split(text) if formatted else iter([(False, text)])
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
