"""Personal links, made for people in the class list and given to them; it needs no web."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from autograder.language import _, speaking
from autograder.reports.spreadsheet import spreadsheet
from autograder.roster import Person
from autograder.service.store.sessions import make_links


def personal_links(
    connection: Connection, people: Sequence[Person], address: str, now: datetime
) -> list[tuple[Person, str]]:
    """A new one for each, for the service at an address; those before, if not used, end."""
    secrets = make_links(connection, [each.id for each in people], now)
    return [(each, link_to(address, secret)) for each, secret in zip(people, secrets, strict=True)]


def link_to(address: str, secret: str) -> str:
    """Where a personal link leads; what stands behind `#`, browsers send to no server."""
    return f"{address}/enter#{secret}"


def links_table(links: Iterable[tuple[Person, str]], language: str) -> bytes:
    """People with their links, to be sent on, for a spreadsheet in a language."""
    rows = ((person.id, person.name, person.email, link) for person, link in links)
    with speaking(language):
        return spreadsheet((("id", _("name"), _("email"), _("link")), *rows))
