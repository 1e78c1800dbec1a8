"""The class list in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.table import Table

from autograder.language import _, speaking
from autograder.reports.tables import name_cell, plain_table


class Line(NamedTuple):
    """A person; `role` is a value of roster.Role, `more_time` is as it is to be shown."""

    id: str
    name: str
    email: str
    role: str
    sections: str
    more_time: str


def people_table(lines: Iterable[Line], *, language: str) -> Table:
    """The table, in the order of the lines."""
    with speaking(language):
        roles = {"student": _("student"), "assistant": _("assistant"), "teacher": _("teacher")}
        headings = (_("Name"), _("E-mail"), _("Role"), _("Sections"), _("More time"))
        table = plain_table("id", *headings)
        for each in lines:
            table.add_row(*map(name_cell, each._replace(role=roles[each.role])))
    return table
