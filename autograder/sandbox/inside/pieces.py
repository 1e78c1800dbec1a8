"""Code that Python cannot read as a whole: only the piece that cannot be read is lost."""

from __future__ import annotations

import ast
import codeop
import re
import warnings
from collections.abc import Callable, Iterator

from IPython.core.compilerop import CachingCompiler

MOST_CHUNKS = 40  # that one statement may reach over, such as a long text that begins at the margin
TO_CLEAN = re.compile(r"(?m)\A\s|^[ \t]+$|>>>|\.\.\.|In \[|\[(?:nav|ins)\]")
UNREADABLE = (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError)
# A line at the margin goes on with the statement above it.
GOES_ON = re.compile(r"[)\]}]|(else|elif|except|finally)\b")
NOT_OF_A_CELL = "<unknown>"  # the file name where a magic such as %%timeit reads its body
# With these, Python says of a bracket that is never closed that more input is to come.
INTERACTIVE = codeop.Compile().flags
Parse = Callable[[str], ast.Module]


def is_clean(cell: str) -> bool:
    """Whether IPython's rules for pasted cells change nothing: no prompt stands anywhere, no blank
    in front of the cell, and none in a line of blanks alone."""
    return TO_CLEAN.search(cell) is None


def has_plain_lines(cell: str) -> bool:
    """Whether IPython can find no magic in a cell that is Python: of a single line a name may mean
    one, and it ends a line, also in a text or a comment, where Python sees none end."""
    return len(cell.splitlines()) == cell.count("\n") > 1


class Unread(ast.Pass):
    """Stands in a cell's statements for a piece that cannot be read."""

    def __init__(self, text: str, error: Exception, line: int) -> None:
        super().__init__(lineno=line, col_offset=0, end_lineno=line, end_col_offset=0)
        self.text = text
        self.error = error


class Compiler(CachingCompiler):
    """IPython's compiler, which reads what can be read of a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.transform: Callable[[str], str] = lambda text: text  # magics to calls
        self._read: dict[str, ast.Module] = {}  # what is to be run next

    def reads(self, source: str) -> bool:
        """Whether a source is Python as it stands. What was read is what `ast_parse` gives next."""
        self._read.clear()
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # one that is to be shown is shown when it is read anew
            try:
                self._read[source] = self._parse(source, NOT_OF_A_CELL, "exec")
            except (*UNREADABLE, Warning):
                return False
        return True

    def _parse(self, text: str, filename: str, symbol: str) -> ast.Module:
        flags = (self.flags & ~INTERACTIVE) | ast.PyCF_ONLY_AST
        tree: ast.Module = compile(text, filename, symbol, flags, True)
        return tree

    def ast_parse(
        self, source: str, filename: str = NOT_OF_A_CELL, symbol: str = "exec"
    ) -> ast.Module:
        """The statements of a cell, with an `Unread` in place of each unreadable piece."""
        if symbol == "exec" and source in self._read:
            return self._read.pop(source)

        def parse(text: str) -> ast.Module:
            return self._parse(text, filename, symbol)

        try:
            return parse(source)
        except UNREADABLE:
            if filename == NOT_OF_A_CELL:
                raise
        return ast.Module(list(Pieces(source, parse, self.transform)), [])


class Pieces:
    """The statements of a source that can be read, in order, at the lines where they stand.

    A statement may begin at the margin. It takes as many of the chunks that begin there as it
    needs; a chunk that no such choice makes readable is left out, alone.
    """

    def __init__(self, source: str, parse: Parse, transform: Callable[[str], str]) -> None:
        self._lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._starts = [*_starts(self._lines), len(self._lines)]
        self._parse = parse
        self._transform = transform

    def __iter__(self) -> Iterator[ast.stmt]:
        chunk = 0
        while chunk < len(self._starts) - 1:
            statements, chunk = self._next(chunk)
            yield from statements

    def _next(self, chunk: int) -> tuple[list[ast.stmt], int]:
        """The statements that begin at a chunk, and the chunk behind them."""
        first = self._starts[chunk]
        wrong: Exception = SyntaxError("invalid syntax")
        for end in range(chunk + 1, min(chunk + MOST_CHUNKS, len(self._starts))):
            try:
                return self._read(first, self._starts[end]), end
            except UNREADABLE as error:
                wrong = error if end == chunk + 1 else wrong
        return self._head(first, self._starts[chunk + 1], wrong), chunk + 1

    def _head(self, first: int, last: int, error: Exception) -> list[ast.stmt]:
        """What is left of a chunk that cannot be read. A simple statement at its head is, if only
        the lines that are indented below it are wrong; of a definition nothing is, since half a
        function is none."""
        try:
            statements, begin = self._read(first, first + 1), first + 1
        except UNREADABLE:
            statements, begin = [], first
        text = "\n".join(self._lines[begin:last])
        return [*statements, Unread(text, error, begin + 1)]

    def _read(self, first: int, last: int) -> list[ast.stmt]:
        above, text = "\n" * first, "\n".join([*self._lines[first:last], ""])
        try:
            return self._parse(above + text).body
        except UNREADABLE:
            transformed = self._transform(text)  # a magic, in a cell that could not be transformed
            if transformed == text:
                raise
        return self._parse(above + transformed).body


def _starts(lines: list[str]) -> Iterator[int]:
    """The lines at which a statement may begin; a decorator begins the definition below it."""
    decorated = False
    for number, line in enumerate(lines):
        at_margin = line[:1].strip() and not line.startswith("#") and not GOES_ON.match(line)
        if number == 0 or (at_margin and not decorated):
            yield number
        if at_margin:
            decorated = line.startswith("@")
