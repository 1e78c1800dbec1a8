"""What the tables in the terminal have in common."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from autograder.reports.plain import one_line

NAME_LIMIT = 80


def plain_table(*headings: str) -> Table:
    """A table without lines; a long cell goes on in the next line."""
    table = Table(title_justify="left", title_style="bold", box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def name_cell(name: str) -> Text:
    """A name that somebody else has given, on one short line."""
    return Text(one_line(name, NAME_LIMIT))
