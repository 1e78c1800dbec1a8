"""A table in which single cells are replaced: every other byte of its file stays as it is.

Not only what the other cells say stays, but how they are written: quotation marks, line ends, the
mark in front, blanks. So what a learning platform has exported, it reads again.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from autograder.errors import CourseError
from autograder.language import _, current

SEPARATORS = (",", ";", "\t")
MAX_BYTES = 10_000_000
_EIGHT_BITS = {"ru": "cp1251"}  # what a spreadsheet writes that knows no better; else cp1252
_MARK = "\ufeff"
_SAID = re.compile(r"\"?sep=(?P<one>[,;\t])\"?\r?\n", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")


class Cell(NamedTuple):
    """What a cell says, and where it stands in the text."""

    value: str
    start: int
    end: int
    quoted: bool


class Row(NamedTuple):
    """The cells of a row, and the line of the file in which it begins."""

    line: int
    cells: tuple[Cell, ...]

    def value(self, column: int) -> str:
        """What stands in a column, without blanks around it; a row may be too short."""
        return self.cells[column].value.strip() if 0 <= column < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.value.strip() for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """The text of a file, and where its cells are; the first row holds the headings."""

    text: str
    encoding: str
    separator: str
    rows: tuple[Row, ...]

    @classmethod
    def read(cls, data: bytes, where: str = "") -> Table:
        """The table in a file; raises CourseError where it is none."""
        text, encoding = _decoded(data, where)
        start = len(_MARK) if text.startswith(_MARK) else 0
        said = _SAID.match(text, start)
        first = text[start:].partition("\n")[0]
        separator = said["one"] if said else max(SEPARATORS, key=_outside_quotes(first).count)
        rows = tuple(_rows(text, said.end() if said else start, separator, where))
        if not rows or rows[0].is_empty:
            raise _no_sheet(_("This sheet is empty."), where)
        return cls(text, encoding, separator, rows)

    @property
    def headings(self) -> list[str]:
        """What stands above the columns."""
        return [cell.value.strip() for cell in self.rows[0].cells]

    def with_cells(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """The file with these texts in the cells, by row and column; the rest stays as it is."""
        pieces, before = [], 0
        for row, column in sorted(cells):
            start, end, new = self._written(self.rows[row], column, cells[row, column])
            pieces += [self.text[before:start], new]
            before = end
        return "".join((*pieces, self.text[before:])).encode(self.encoding, "surrogateescape")

    def _written(self, row: Row, column: int, value: str) -> tuple[int, int, str]:
        """Which part of the text to replace, and by what."""
        missing = column - len(row.cells) + 1
        quoted = missing <= 0 and row.cells[column].quoted
        if quoted or self.separator in value:
            value = f'"{value}"'
        if missing > 0:
            end = row.cells[-1].end
            return end, end, self.separator * missing + value
        return row.cells[column].start, row.cells[column].end, value


def _rows(text: str, at: int, separator: str, where: str) -> Iterator[Row]:
    line = text.count("\n", 0, at) + 1
    pattern = _cell(separator)
    while at < len(text):
        cells = []
        while True:
            found = pattern.match(text, at)
            if found is None:
                what = _("Line {number}: a quotation mark lacks its second one, or stands alone.")
                raise _no_sheet(what.format(number=line), where)
            quoted = found["quoted"] is not None
            value = found["quoted"].replace('""', '"') if quoted else found["plain"]
            cells.append(Cell(value, found.start(), found.end(), quoted))
            at = found.end()
            if not text.startswith(separator, at):
                break
            at += len(separator)
        yield Row(line, tuple(cells))
        ends = _LINE_END.match(text, at)
        line += len(_LINE_END.findall(text, cells[0].start, at)) + 1
        at = ends.end() if ends else len(text)


@cache
def _cell(separator: str) -> re.Pattern[str]:
    """A cell up to its separator, the end of the line, or that of the text."""
    ends = rf"(?=[{separator}\r\n]|\Z)"
    return re.compile(rf'(?:"(?P<quoted>(?:[^"]|"")*+)"|(?P<plain>(?!")[^{separator}\r\n]*)){ends}')


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _decoded(data: bytes, where: str) -> tuple[str, str]:
    """The text, its mark in front included, and the encoding that gives these very bytes back."""
    if len(data) > MAX_BYTES:
        what = _("This is too large for a sheet: {most} MB are possible.")
        raise _no_sheet(what.format(most=MAX_BYTES // 10**6), where)
    encoding = "utf-8"
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            encoding = name
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = _EIGHT_BITS.get(current(), "cp1252")
        text = data.decode(encoding, "surrogateescape")
    if "\0" in text:
        raise _no_sheet(_("This is no table in text form."), where)
    return text, encoding


def _no_sheet(what: str, where: str) -> CourseError:
    todo = _("Export the sheet anew, as CSV, and leave it as it comes.")
    return CourseError(what, where=where or None, todo=todo)
