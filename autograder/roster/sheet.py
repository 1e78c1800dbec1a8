"""A table as spreadsheets write it: read, changed and written back with nothing lost.

Columns that are not ours stay, and so do the order of everything, the separator, and the encoding;
a line that nobody has asked to change stays as it is, byte for byte.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from autograder.language import _
from autograder.roster.names import hidden_in, spaced
from autograder.roster.words import headings_of

SEPARATORS = (",", ";", "\t")
LIKE = 0.75  # how alike a heading and a known one are, where one is taken for the other
HARD_SPACE = "\xa0"  # comes along where a table was copied from a page
FORMULA = tuple(
    "=+-@＝＋－＠"
)  # how a cell begins that a spreadsheet computes; Excel takes wide signs
MOST_COLUMNS = 200
TEXTS = ("name", "section", "why")  # for people to read; all other columns are strict
_SAID = re.compile(r"\"?sep=(?P<one>[,;\t])\"?\r?\n", re.IGNORECASE)


class Mistake(NamedTuple):
    """What is wrong in a line (counted from 1, with the headings), and what to do."""

    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        where = _("Line {number}:").format(number=self.line)
        return f"{where} {self.what} {self.todo}".rstrip()


class Row(NamedTuple):
    """The cells of a row, and the line of the file in which it begins; `text` is how it stands
    there, empty where it has to be written anew."""

    line: int
    cells: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True)
class Sheet:
    """The headings and rows of a table, and how its file is written; `above` is what stands before
    the rows, as long as no column is added."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    separator: str = ","
    encoding: str = "utf-8"
    newline: str = "\n"
    said: str = ""
    above: str = ""

    @classmethod
    def read(cls, data: bytes, known: Sequence[str]) -> tuple[Sheet, list[Mistake]]:
        """The table in a file. Where it is none, the mistakes say so, and the table is empty."""
        encoding = _encoding(data)
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            todo = _("Save the table as “CSV UTF-8”.")
            return cls(tuple(known)), [Mistake(line, _("This is no text in UTF-8."), todo)]
        newline = "\r\n" if "\r\n" in text else "\n"
        said = _SAID.match(text)  # as Excel has it in front of a table
        text = text[said.end() :] if said is not None else text
        separator = said["one"] if said is not None else _separator(text, known)
        sheet = cls((), (), separator, encoding, newline, said[0] if said is not None else "")
        taken: list[str] = []
        lines = _noting(io.StringIO(text, newline=""), taken)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        first = 1 if said is None else 2
        rows, begins = list[Row](), first
        try:
            for cells in reader:
                rows.append(Row(begins, tuple(cells), "".join(taken)))
                taken.clear()
                begins = reader.line_num + first
        except csv.Error as error:
            what = _("This line cannot be read: {why}.").format(why=error)
            todo = _("Look for a quotation mark without its second one.")
            return replace(sheet, headings=tuple(known)), [Mistake(begins, what, todo)]
        headings = rows[0].cells if rows else tuple(known)
        above = rows[0].text if rows else ""
        sheet = replace(sheet, headings=headings, rows=tuple(rows[1:]), above=above)
        return sheet, sheet._wrong_headings(known)

    @cached_property
    def names(self) -> list[str]:
        """The columns that the headings mean."""
        return headings_of(self.headings)

    def write(self) -> bytes:
        """The file."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.separator, lineterminator=self.newline)
        out.write(self.said)
        for row in (Row(1, self.headings, self.above), *self.rows):
            if row.text:
                ended = row.text.endswith(("\n", "\r"))
                out.write(row.text if ended else row.text + self.newline)
            else:
                writer.writerow(row.cells)
        return out.getvalue().encode(self.encoding)

    def values(self, row: Row) -> dict[str, str]:
        """The cells of a row by their headings; what is missing at its end is empty."""
        cells = (*row.cells, *[""] * (len(self.headings) - len(row.cells)))
        pairs = zip(self.names, cells, strict=False)
        return {name: _cell(name, cell) for name, cell in pairs}

    def with_rows(
        self,
        wanted: Sequence[Mapping[str, str]],
        keys: Sequence[str],
        meant: Callable[[Mapping[str, str]], Mapping[str, str]],
    ) -> Sheet:
        """The table with the rows that are wanted and no others. A row that is there, by the cells
        that are the keys, keeps its place and its other cells; a new one comes to the end. What is
        `meant` by the cells of a row is as it would be written anew: only a cell that means
        something else is changed."""
        missing = [name for name in (wanted[0] if wanted else ()) if name not in self.names]
        names = [*self.names, *missing]
        left = {tuple(each[key] for key in keys): each for each in wanted}
        rows = []
        for row in self.rows:
            values = self.values(row)
            if not any(values.values()):
                rows.append(row)  # an empty line
                continue
            new = left.pop(tuple(values.get(key, "") for key in keys), None)
            if new is not None:
                now = meant(values)
                other = {name: cell for name, cell in new.items() if cell != now.get(name, "")}
                cells = tuple((values | other).get(name, "") for name in names)
                rows.append(Row(row.line, cells) if other else row)
        rows += [Row(0, tuple(each.get(name, "") for name in names)) for each in left.values()]
        above = "" if missing else self.above
        return replace(self, headings=(*self.headings, *missing), rows=tuple(rows), above=above)

    def wrong_cells(self, row: Row, known: Sequence[str]) -> list[Mistake]:
        """What is wrong in a row, whatever its columns mean."""
        found = []
        if any(cell.strip() for cell in row.cells[len(self.headings) :]):
            text = _("There are {cells} cells, and {columns} columns.")
            what = text.format(cells=len(row.cells), columns=len(self.headings))
            found.append(Mistake(row.line, what, _("Take out what is too much.")))
        cells = ((name, cell) for name, cell in self.values(row).items() if name in known)
        found += filter(None, (wrong_cell(row.line, name, cell) for name, cell in cells))
        return found

    def _wrong_headings(self, known: Sequence[str]) -> list[Mistake]:
        if len(self.headings) > MOST_COLUMNS:
            what = _("There are {number} columns.").format(number=len(self.headings))
            todo = _("A class list has {most} at most.").format(most=MOST_COLUMNS)
            return [Mistake(1, what, todo)]
        names = self.names
        found = []
        if known[0] not in names:
            todo = _("The first line holds the headings: {names}.").format(names=", ".join(known))
            what = _("There is no column `{name}`.").format(name=known[0])
            found.append(Mistake(1, what, todo))
        for name in dict.fromkeys(names):
            like = get_close_matches(name, [each for each in known if each not in names], 1, LIKE)
            if name in known and names.count(name) > 1:
                what = _("The column `{name}` is there twice.").format(name=name)
                found.append(Mistake(1, what, _("Rename one.")))
            elif name not in known and like:
                what = _("The column `{name}` is not known.").format(name=name)
                found.append(Mistake(1, what, _("Did you mean `{name}`?").format(name=like[0])))
        return found


def wrong_cell(line: int, name: str, cell: str) -> Mistake | None:
    """What is wrong with a cell of the column `name`, whatever it means."""
    if hidden_in(cell) if name in TEXTS else not cell.isprintable():
        text = _("In `{name}` there are signs that nobody can see.")
        return Mistake(line, text.format(name=name), _("Write it anew."))
    if cell.startswith(FORMULA):
        text = _("In `{name}`, “{cell}” begins as a formula does.")
        todo = _("Begin with something else than {sign}").format(sign=cell[0])
        return Mistake(line, text.format(name=name, cell=cell[:40]), todo)
    return None


def _cell(name: str, cell: str) -> str:
    return spaced(cell.strip()) if name in TEXTS else cell.replace(HARD_SPACE, " ").strip()


def _noting(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """The lines; each that was taken stands in the list."""
    for line in lines:
        taken.append(line)
        yield line


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"


def _separator(text: str, known: Sequence[str]) -> str:
    """The one that makes the most known headings of the first line."""
    first = text.partition("\n")[0]

    def fits(separator: str) -> int:
        cells = [cell.strip('"\r') for cell in first.split(separator)]
        return sum(name in known for name in headings_of(cells))

    return max(SEPARATORS, key=fits)
