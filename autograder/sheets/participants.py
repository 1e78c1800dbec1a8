"""The numbers under which Moodle knows the participants of one assignment, and the folders in
which its feedback zip wants their files: `NAME_NUMBER_assignfeedback_file_`.

Moodle cuts a folder's name at its first four underscores and reads the second piece, so no name may
have one of its own. The last underscore is for Moodle before 4.1, which wants five pieces.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping

from autograder.errors import CourseError, UsageError
from autograder.files import MAX_NAME
from autograder.language import _
from autograder.roster import Person
from autograder.roster.names import readable
from autograder.sheets.columns import columns_called
from autograder.sheets.filled import Line
from autograder.sheets.matching import match, shown_name
from autograder.sheets.platforms import IDENTIFIER, layout_of_people
from autograder.sheets.table import Table

PLUGIN = "assignfeedback_file_"
MOST_NAMES = 100_000  # in a zip of Moodle's
_NUMBER = re.compile(r"[0-9]+$")
_IN_ZIP = re.compile(r"(?:.*/)?(?P<name>[^/_]+)_(?P<number>[0-9]+)_assignsubmission_[^/]*/?.*")
_FORBIDDEN = re.compile(r'[_/\\:*?"<>|]+')
LONGEST = MAX_NAME - len(PLUGIN) - 25  # bytes of a name


class Participants:
    """By id, the number and the name of each student in Moodle; and rows that nobody could be
    found for, or that may be several people's."""

    def __init__(
        self,
        folders: Mapping[str, str],
        unknown: Collection[Line] = (),
        unclear: Collection[Line] = (),
    ) -> None:
        self.folders = folders
        self.unknown = tuple(unknown)
        self.unclear = tuple(unclear)


def participants(
    data: bytes, people: Collection[Person], key: str = "", where: str = ""
) -> Participants:
    """Out of the grading worksheet of an assignment, or the zip of all that was handed in there.

    Raises CourseError or UsageError where it is neither.
    """
    table = _of_zip(data, where) if data.startswith(b"PK") else Table.read(data, where)
    columns = columns_called(table.headings, IDENTIFIER)
    if not columns:
        what = _("This sheet has no column “Identifier”, which says who is who in Moodle.")
        todo = _("Take the grading worksheet of the assignment, or the zip of its submissions.")
        raise UsageError(what, where=where or None, todo=todo)
    layout = layout_of_people(table, key, where)
    found = match(layout, people)
    folders, without = {}, []
    for place, id in found.ids.items():
        row = table.rows[place]
        number = _NUMBER.search(row.value(columns[0]))
        if number is None:
            without.append(place)
        else:
            folders[id] = _folder(shown_name(layout, row) or id, number[0])
    rows = [[Line(table.rows[i].line, shown_name(layout, table.rows[i])) for i in places]
            for places in (sorted({*found.unknown, *without}), found.unclear)]  # fmt: skip
    return Participants(folders, *rows)


def _folder(name: str, number: str) -> str:
    name = readable(_FORBIDDEN.sub(" ", readable(name))).strip(" .~") or "student"
    name = name.encode()[:LONGEST].decode(errors="ignore").strip()
    return f"{name}_{number}_{PLUGIN}"


def _of_zip(data: bytes, where: str) -> Table:
    """The names and numbers of a zip's folders, as a worksheet would have them. Nothing in it is
    unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            paths = archive.namelist()[:MOST_NAMES]
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        what = _("This zip cannot be read: {why}.").format(why=error)
        todo = _("Download it from Moodle once more.")
        raise CourseError(what, where=where or None, todo=todo) from error
    found = {
        (each["number"], readable(each["name"].replace('"', "")))
        for each in map(_IN_ZIP.fullmatch, paths)
        if each
    }
    lines = [f'"{number}","{name}"' for number, name in sorted(found)]
    return Table.read("\n".join(('"Identifier","Full name"', *lines)).encode(), where)
