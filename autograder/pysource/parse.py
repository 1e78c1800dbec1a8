"""Python source as text: parsing with a place for each error, indenting, docstrings."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from inspect import cleandoc
from pathlib import Path

from autograder.errors import CourseError

STRING_STARTS = {"FSTRING_START"}  # Python 3.12 and later cut f-strings into several tokens
STRING_ENDS = {"FSTRING_END"}
# What Python 3.11 says of an f-string that 3.12 reads.
_BEFORE_3_12 = ("f-string", "unterminated string", "unexpected character after line continuation")
DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Place:
    """Where a piece of source stands: a file, and the line of the piece's first line."""

    path: Path
    line: int = 1

    def at(self, line: int) -> str:
        """`file:line` of a line of the piece, counted from 1."""
        return f"{self.path}:{self.line + line - 1}"


def read_text(path: Path) -> str:
    """The text of a file of an author's; a CourseError with the line that is not in UTF-8. Raises
    OSError where the file cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CourseError(
            "This is no text in UTF-8.", where=Place(path).at(line), todo="Save the file as UTF-8."
        ) from error


def parse_file(path: Path) -> ast.Module:
    """The syntax tree of a Python file of an author's; a CourseError with the line that is wrong.
    Raises OSError where the file cannot be read."""
    return parse(read_text(path), Place(path))


def parse(source: str, place: Place) -> ast.Module:
    """The syntax tree; a CourseError with the line where the source is no valid Python."""
    try:
        return ast.parse(source)
    except SyntaxError as error:
        todo = "Correct this line."
        if _is_for_later_python(source, error):
            todo = (
                "From Python 3.12 on it is. Before, the braces of an f-string hold no backslash, "
                "no comment, no line break and not the quotes around it: write f\"{row['x']}\"."
            )
        raise CourseError(
            f"This is no valid Python: {error.msg}.", where=place.at(error.lineno or 1), todo=todo
        ) from error


def _is_for_later_python(source: str, error: SyntaxError) -> bool:
    """Whether this is an f-string as Python 3.12 and later read it."""
    if not error.msg.startswith(_BEFORE_3_12):
        return False
    import libcst  # takes a while

    try:
        libcst.parse_module(source)
    except libcst.ParserSyntaxError:
        return False
    return True


class Offsets:
    """Positions of syntax nodes as offsets into the text. Columns of `ast` count UTF-8 bytes."""

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def of(self, line: int, column: int) -> int:
        """The offset of a line (from 1) and a column that counts characters."""
        return self._starts[line - 1] + column

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        """The offsets where a node starts and ends. Do not ask for parts of an f-string:
        before Python 3.12 their positions are wrong."""
        last, column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self._bytes(node.lineno, node.col_offset), self._bytes(last, column)

    def _bytes(self, line: int, column: int) -> int:
        text = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(text)


def tokens(source: str) -> list[tokenize.TokenInfo]:
    """The tokens of source that has been parsed before."""
    return list(tokenize.generate_tokens(io.StringIO(source).readline))


def indent(source: str, prefix: str) -> str:
    """Indent the code, but not the lines inside strings that span lines, except docstrings."""
    inside: set[int] = set()
    opened: list[int] = []
    for token in tokens(source):
        name = tokenize.tok_name[token.type]
        if name in STRING_STARTS:
            opened.append(token.start[0])
        elif name in STRING_ENDS:
            inside.update(range(opened.pop() + 1, token.end[0] + 1))
        elif token.type == tokenize.STRING:
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        found = docstring_node(node) if isinstance(node, DOCUMENTED) else None
        if found is not None:
            inside.difference_update(range(found.lineno, (found.end_lineno or 0) + 1))
    lines = source.split("\n")
    return "\n".join(
        line if number in inside or not line else prefix + line
        for number, line in enumerate(lines, start=1)
    )


def docstring_node(node: ast.AST) -> ast.Expr | None:
    """The statement that is the docstring of a function, class or module."""
    body = getattr(node, "body", None)
    if not isinstance(body, list) or not body:
        return None
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return first if isinstance(first.value.value, str) else None
    return None


def docstring(node: ast.AST) -> str:
    """The docstring without its indentation, or an empty text."""
    found = docstring_node(node)
    if found is None or not isinstance(found.value, ast.Constant):
        return ""
    return cleandoc(str(found.value.value))


def without_docstrings(tree: ast.Module) -> ast.Module:
    """The same tree, in which neither the module nor a class or function in it has a docstring."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, *DOCUMENTED)) and docstring_node(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def write_docstring(text: str, prefix: str) -> str:
    """The docstring as source; its first line comes without the indentation."""
    lines = text.split("\n")
    inner = "\n".join([lines[0]] + [prefix + line if line else "" for line in lines[1:]])
    if len(lines) > 1:
        inner += "\n" + prefix
    for candidate in (f'"""{inner}"""', f'r"""{inner}"""'):
        if _reads_as(candidate, text):
            return candidate
    escaped = inner.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{escaped}"""'


def _reads_as(literal: str, text: str) -> bool:
    if "\\" in literal and not literal.startswith("r"):
        return False
    try:
        return cleandoc(str(ast.literal_eval(literal))) == text
    except (SyntaxError, ValueError):
        return False


def loaded_names(node: ast.AST) -> set[str]:
    """All names that are read anywhere inside."""
    return {
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)
    }
