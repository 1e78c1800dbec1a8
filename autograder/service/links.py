"""Personal links, made for people in the class list and given to them; it needs no web."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from autograder.reports.export import safe_cell
from autograder.roster import Person
from autograder.service.store.sessions import make_link

COLUMNS = ("id", "name", "email", "link")


def personal_link(connection: Connection, person: str, address: str, now: datetime) -> str:
    """A new one, for the service at an address; the one before, if it was not used, ends."""
    return f"{address}/enter#{make_link(connection, person, now)}"


def links_table(links: Iterable[tuple[Person, str]]) -> str:
    """People with their links as CSV, to be sent on, and safe to open in a spreadsheet."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for person, link in links:
        row = (person.id, person.name, person.email, link)
        writer.writerow([safe_cell(cell) for cell in row])
    return file.getvalue()
