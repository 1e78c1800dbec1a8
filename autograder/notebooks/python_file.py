"""A Python file that was handed in: one cell, and every question examined after it."""

from __future__ import annotations

import ast
import codecs
import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import replace

from autograder.errors import SubmissionError
from autograder.language import _
from autograder.notebooks.cells import Cell, Work, is_choice, is_written
from autograder.notebooks.chosen import chosen
from autograder.notebooks.kinds import CHOICE, FREE, WRITTEN
from autograder.notebooks.raw import MAX_SOURCE, RawCell, RawNotebook, empty
from autograder.notebooks.studied import parsed
from autograder.notebooks.unwritten import holds_nothing

# What a coding line may name, as Python calls it: plain text, whose length its bytes bound.
ENCODINGS = {
    "ascii", "utf-8", "utf-8-sig", "cp1251", "cp1252", "cp866", "koi8-r", "koi8-u", "mac-cyrillic",
    *(f"iso8859-{part}" for part in range(1, 17)),
}  # fmt: skip
DIGITS = frozenset("123456789")
_TEXT_OF = r'(?sm)^{name}[ \t]*=[ \t]*("""|\'\'\')(.*?)\1'  # where the file cannot be read


def read_python(data: bytes, questions: Iterable[str], release: RawNotebook) -> Work:
    """A plain Python file: one cell, and every question examined after it.

    An answer in words is the text of a variable; it gets a cell of its own, for the teacher.
    """
    source = _decode(data)
    if not source.strip():
        raise empty()
    if len(source) > MAX_SOURCE:
        raise SubmissionError(
            _("The file is longer than {n} characters.").format(n=MAX_SOURCE),
            todo=_("Take out what is data, not code, and hand it in again."),
        )
    cells = [Cell(FREE, RawCell("code", source), examine=tuple(questions))]
    written = [released for released in release.cells if is_written(released)]
    tree = parsed(source) if written else None
    for released in written:
        texts = _texts_in(source, tree, released.grade_id)
        own = [text for text in texts if not holds_nothing(text, released)]
        text = own[-1] if own else released.source
        cells.append(Cell(WRITTEN, replace(released, source=text.strip()), released.grade_id))
    for released in release.cells:
        if is_choice(released):
            digit = chosen([source], released.grade_id)
            line = f"{released.grade_id} = {digit}" if digit in DIGITS else released.source
            cells.append(Cell(CHOICE, replace(released, source=line), released.grade_id))
    return Work(cells)


def _decode(data: bytes) -> str:
    """The text of a file, in the encoding that it says it has, as Python reads it."""
    try:
        said, _lines = tokenize.detect_encoding(io.BytesIO(data).readline)
        name = codecs.lookup(said).name
        if name not in ENCODINGS:
            raise LookupError(name)
        return data.decode(name)
    except (SyntaxError, LookupError, ValueError):
        raise SubmissionError(
            _("The file is not text in UTF-8."), todo=_("Save it as UTF-8 and hand it in again.")
        ) from None


def _texts_in(source: str, tree: ast.Module | None, name: str) -> list[str]:
    """The texts that a variable gets at the outermost level, in order."""
    if tree is None:
        return [text for _quotes, text in re.findall(_TEXT_OF.format(name=name), source)]
    found: list[str] = []
    known: dict[str, str | None] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets, value):
                pass
            case ast.AnnAssign(target, _, ast.expr() as value):
                targets = [target]
            case _:
                continue
        text = _text(value, known)
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        known.update(dict.fromkeys(names, text))
        if name in names and text is not None:
            found.append(text)
    return found


def _text(value: ast.expr, known: dict[str, str | None]) -> str | None:
    """The text that an expression is, where that is plain to see."""
    match value:
        case ast.Constant(str() as text):
            return text
        case ast.Name(name):
            return known.get(name)
        case ast.JoinedStr(parts) if all(isinstance(part, ast.Constant) for part in parts):
            return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return None
