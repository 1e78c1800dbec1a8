"""How Canvas and Moodle lay out the sheets that they export: by what their own programs write, and
read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from autograder.errors import UsageError
from autograder.language import _
from autograder.sheets.columns import column_asked, column_of, columns_called, plain
from autograder.sheets.numbers import number_in
from autograder.sheets.table import Row, Table

EXCUSED = ("ex", "n/a")  # of Canvas: excused, and not this student's exercise
_MANUAL = re.compile(r"\s*(?:muted|manual posting.*)?\s*", re.IGNORECASE)
_POSSIBLE = "points possible"
_COMPUTED = re.compile(r"(?:current|final|override) (?:score|points|grade|status)")

_CANVAS_KEYS = ("sis login id", "sis user id", "integration id", "email", "student id")
_CANVAS_NAMES = (("student",), ("firstname", "lastname"))
_CANVAS_OWN = (*_CANVAS_KEYS, "student", "lastname", "firstname", "id", "root account", "section")
_MOODLE_KEYS = (
    "email address", "id number", "username",
    "адрес электронной почты", "индивидуальный номер", "логин",
)  # fmt: skip
_MOODLE_NAMES = (
    ("full name",), ("first name", "last name"), ("first name", "surname"),
    ("полное имя",), ("имя", "фамилия"),
)  # fmt: skip
_MOODLE_OWN = (
    *_MOODLE_KEYS, *(name for names in _MOODLE_NAMES for name in names), "institution",
    "department", "учреждение (организация)", "отдел", "last downloaded from this course",
)  # fmt: skip
IDENTIFIER = ("identifier", "идентификатор")
_GRADE = ("grade", "оценка")
_HIGHEST = ("maximum grade", "максимальная оценка")
_CHANGEABLE = ("grade can be changed", "оценка может быть изменена")
_NO = ("no", "нет")


@dataclass(frozen=True)
class Layout:
    """A sheet as it lies there: the rows about students, by their places; the columns that say who
    a student is, by id or e-mail, or else by name; and the one that gets the points. `most` is what
    the exercise is worth there; None where the sheet does not say it. `is_closed` tells of a row
    that the platform takes no points for. `numbers` are cells that show the decimal sign."""

    table: Table
    students: tuple[int, ...]
    keys: tuple[int, ...]
    names: tuple[int, ...]
    column: int
    most: float | None
    is_closed: Callable[[Row], bool]
    numbers: tuple[str, ...]


def canvas(table: Table, titles: Sequence[str], asked: str, key: str, where: str) -> Layout:
    """The gradebook that Canvas exports. Raises UsageError where a person has to say more."""
    headings = table.headings
    own = columns_called(headings, _CANVAS_OWN)
    rows = list(enumerate(table.rows))[1:]
    above = [i for i, row in rows if _POSSIBLE in plain(row.value(0))]
    possible = table.rows[above[0]] if above else Row(0, ())
    _see_that(bool(columns_called(headings, ("student", "lastname"))), "Canvas", where)
    free = [
        i
        for i, each in enumerate(headings)
        if i not in own and not _COMPUTED.search(plain(each)) and not _is_read_only(possible, i)
    ]
    column = _chosen(headings, titles, free, asked, where)
    students = [i for i, row in rows if i not in above and not _is_no_student(row)]
    return Layout(
        table=table,
        students=tuple(students),
        keys=_keys(headings, _CANVAS_KEYS, key, where),
        names=_names(headings, _CANVAS_NAMES),
        column=column,
        most=number_in(possible.value(column)),
        is_closed=lambda row: plain(row.value(column)) in EXCUSED,
        numbers=(possible.value(column), *_column(table, column)),
    )


def moodle(table: Table, titles: Sequence[str], asked: str, key: str, where: str) -> Layout:
    """Moodle's grades, as its gradebook exports them, or the grading worksheet of an assignment.
    Raises UsageError where a person has to say more."""
    headings = table.headings
    own = columns_called(headings, _MOODLE_OWN)
    _see_that(bool(own or columns_called(headings, IDENTIFIER)), "Moodle", where)
    grades = columns_called(headings, _GRADE)
    is_worksheet = bool(columns_called(headings, IDENTIFIER)) and len(grades) == 1
    if is_worksheet and not asked:
        column = grades[0]
    else:
        free = [i for i in range(len(headings)) if i not in own]
        column = _chosen(headings, titles, free, asked, where)
    highest = columns_called(headings, _HIGHEST)[:1] if is_worksheet else ()
    most = [value for each in highest for value in _column(table, each) if value]
    changeable = columns_called(headings, _CHANGEABLE)
    return Layout(
        table=table,
        students=tuple(i for i, row in enumerate(table.rows) if i and not row.is_empty),
        keys=_keys(headings, _MOODLE_KEYS, key, where),
        names=_names(headings, _MOODLE_NAMES),
        column=column,
        most=number_in(most[0]) if most else None,
        is_closed=lambda row: any(plain(row.value(each)) in _NO for each in changeable),
        numbers=(*_column(table, column), *most),
    )


def layout_of_people(table: Table, key: str, where: str) -> Layout:
    """A sheet of Moodle's that is only asked who is who; no column gets points."""
    headings = table.headings
    return Layout(
        table=table,
        students=tuple(i for i, row in enumerate(table.rows) if i and not row.is_empty),
        keys=_keys(headings, _MOODLE_KEYS, key, where),
        names=_names(headings, _MOODLE_NAMES),
        column=-1,
        most=None,
        is_closed=lambda row: False,
        numbers=(),
    )


def _chosen(
    headings: Sequence[str], titles: Sequence[str], free: Sequence[int], asked: str, where: str
) -> int:
    if not asked:
        return column_of(headings, titles, free, where)
    column = column_asked(headings, asked, where)
    if column not in free:
        what = _("The column “{name}” of this sheet takes no points.")
        todo = _("Name the column of an assignment (--column).")
        raise UsageError(what.format(name=headings[column]), where=where or None, todo=todo)
    return column


def _keys(headings: Sequence[str], known: Sequence[str], asked: str, where: str) -> tuple[int, ...]:
    return (column_asked(headings, asked, where),) if asked else columns_called(headings, known)


def _names(headings: Sequence[str], known: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The columns that make up a name."""
    for each in known:
        found = columns_called(headings, each)
        if len(found) == len(each):
            return found
    return ()


def _column(table: Table, column: int) -> Iterator[str]:
    return (row.value(column) for row in table.rows[1:])


def _is_read_only(possible: Row, column: int) -> bool:
    """Canvas says so in the row of the points, in the language of whoever exports."""
    return possible.value(column).startswith("(")


def _is_no_student(row: Row) -> bool:
    """A row that says how points are posted, and Canvas' own test student."""
    is_posting = all(_MANUAL.fullmatch(cell.value) for cell in row.cells)
    return is_posting or row.is_empty or plain(row.value(0)) == "student, test"


def _see_that(is_so: bool, platform: str, where: str) -> None:
    if not is_so:
        what = _("This is no sheet of {platform}: its first line has other headings.")
        todo = _("Export the sheet there, as CSV, and name that file (--sheet).")
        raise UsageError(what.format(platform=platform), where=where or None, todo=todo)
