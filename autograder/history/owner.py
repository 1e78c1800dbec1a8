"""Which course a database on a server belongs to: nothing else keeps two of them apart there."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select

from autograder.errors import HistoryError
from autograder.history.database import Database
from autograder.history.migrations import Part

METADATA = MetaData()
OWNER_VERSION = Table("owner_version", METADATA, Column("version", Integer, nullable=False))
OWNER = Table("owner", METADATA, Column("course", String, nullable=False))
OWNERS = Part("owner", METADATA, OWNER_VERSION)


def see_that_it_is_of(database: Database, course: str) -> None:
    """A database that was nobody's belongs to this course now; raises HistoryError where it is
    another's."""
    asked = select(OWNER.c.course)
    with database.reading() as connection:
        found = connection.scalar(asked)
    if found is None:
        with database.writing() as connection:
            found = connection.scalar(asked)
            if found is None:
                connection.execute(insert(OWNER).values(course=course))
                return
    if found != course:
        raise HistoryError(
            "This database belongs to another course, or to another folder of this one.",
            where=database.where,
            todo="Make a database for this course. Where it is the same course in a new folder, "
            "bring the file .autograder/secret there from the old one.",
        )
