"""One person taken out of the history: the points stay, under a pseudonym."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from autograder.history.tables import CONTENTS, GRADINGS, SUBMISSIONS

KEPT_OF_A_RECORD = ("version", "exercise", "status", "score", "max_score", "automatic", "seconds")
KEPT_OF_A_QUESTION = ("name", "sort", "status", "score", "max_score", "by_hand")


def pseudonymise(connection: Connection, student: str, pseudonym: str) -> int:
    """Let a student's hand-ins stand under another name. Their bytes go, unless somebody else has
    handed in the same, and so does all of the records but verdicts and points. How many they are.
    """
    own = SUBMISSIONS.c.student == student
    rows = connection.execute(select(SUBMISSIONS).where(own)).mappings().all()
    digests = {digest for row in rows for digest in (row["digest"], *row["files"].values())}
    new = {"student": pseudonym, "place": "", "digest": "", "files": {}}
    connection.execute(update(SUBMISSIONS).where(own).values(new))
    others = connection.execute(select(SUBMISSIONS.c.digest, SUBMISSIONS.c.files)).all()
    used = {digest for row in others for digest in (row[0], *row[1].values())}
    gone = CONTENTS.c.digest.in_(digests - used)
    connection.execute(delete(CONTENTS).where(gone))
    for row in rows:
        of_it = GRADINGS.c.submission == row["id"]
        for id, record in connection.execute(
            select(GRADINGS.c.id, GRADINGS.c.record).where(of_it)
        ).all():
            bare = msgspec.json.encode(_bare(msgspec.json.decode(record), pseudonym)).decode()
            connection.execute(
                update(GRADINGS).where(GRADINGS.c.id == id).values(record=bare, why="")
            )
    return len(rows)


def _bare(record: dict[str, Any], pseudonym: str) -> dict[str, Any]:
    """A record with nothing in it but verdicts and points."""
    kept = {name: record[name] for name in KEPT_OF_A_RECORD if name in record}
    questions = [
        {name: each[name] for name in KEPT_OF_A_QUESTION if name in each}
        for each in record.get("questions", [])
    ]
    return {**kept, "student": pseudonym, "questions": questions}
