"""What has no more use goes by itself: sessions and links that have ended, old checks."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete

from autograder.service.store.marking_tables import OPENED
from autograder.service.store.tables import CHECKS, LINKS, SESSIONS, VISITS

CHECKS_STAY = timedelta(days=180)  # a term: what a class was stuck on


def tidy(connection: Connection, now: datetime) -> None:
    """Remove it."""
    for table in (SESSIONS, LINKS, VISITS, OPENED):
        connection.execute(delete(table).where(table.c.until <= now))
    connection.execute(delete(CHECKS).where(CHECKS.c.asked_at <= now - CHECKS_STAY))
