"""The bytes of hand-ins that are of no more use go; what is known of the hand-ins stays."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from autograder.history.records import KeptSubmission
from autograder.history.tables import CONTENTS, SUBMISSIONS


def digests_of(some: Collection[KeptSubmission]) -> set[str]:
    """The SHA-256 of all files of some hand-ins."""
    return {digest for each in some for digest in (each.digest, *each.files.values())}


def drop_contents(connection: Connection, some: Collection[KeptSubmission]) -> None:
    """Remove the bytes of these hand-ins, but for files that others have handed in as well, or the
    same student in another hand-in."""
    ids, digests = {each.id for each in some}, digests_of(some)
    asked = select(SUBMISSIONS.c.id, SUBMISSIONS.c.digest, SUBMISSIONS.c.files)
    others = {
        digest
        for id, own, files in connection.execute(asked)
        if id not in ids
        for digest in (own, *files.values())
    }
    connection.execute(delete(CONTENTS).where(CONTENTS.c.digest.in_(digests - others)))
