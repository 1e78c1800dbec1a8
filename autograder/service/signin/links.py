"""Personal links, made for people in the class list and given to them; it needs no web."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from autograder.reports.export import safe_cell
from autograder.roster import Person
from autograder.service.store.sessions import make_links

COLUMNS = ("id", "name", "email", "link")


def personal_links(
    connection: Connection, people: Sequence[Person], address: str, now: datetime
) -> list[tuple[Person, str]]:
    """A new one for each, for the service at an address; those before, if not used, end."""
    secrets = make_links(connection, [each.id for each in people], now)
    return [(each, link_to(address, secret)) for each, secret in zip(people, secrets, strict=True)]


def link_to(address: str, secret: str) -> str:
    """Where a personal link leads; what stands behind `#`, browsers send to no server."""
    return f"{address}/enter#{secret}"


def links_table(links: Iterable[tuple[Person, str]]) -> str:
    """People with their links as CSV, to be sent on, and safe to open in a spreadsheet."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for person, link in links:
        row = (person.id, person.name, person.email, link)
        writer.writerow([safe_cell(cell) for cell in row])
    return file.getvalue()
