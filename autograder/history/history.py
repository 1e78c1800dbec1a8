"""The history of a course: hand-ins and gradings are written into it, and asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from autograder.closing import Closing
from autograder.history.database import in_words, open_database, reading, writing
from autograder.history.records import Entry, KeptGrading, KeptSubmission
from autograder.history.rows import grading_in, submission_in
from autograder.history.tables import CONTENTS, GRADINGS, SUBMISSIONS
from autograder.history.writing import Writing
from autograder.results import Report, from_json

FILE = ".autograder/history.db"


class History(Closing):
    """The history in a file, open inside a `with` block. Threads may share it, forks may not.

    Everything raises HistoryError where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file, as a rule FILE in the course's folder; makes it where there is none."""
        self.path = path
        self._engine = open_database(path)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction: all of it is on disk when the block ends, or nothing is."""
        with in_words(self.path), writing(self._engine) as connection:
            yield Writing(connection)

    def entries(self, *, exercise: str = "", student: str = "") -> list[Entry]:
        """Every submission with each of its gradings, in the order in which they came and were
        graded; of one exercise or one student, if these are named."""
        chosen = select(SUBMISSIONS)
        if exercise:
            chosen = chosen.where(SUBMISSIONS.c.exercise == exercise)
        if student:
            chosen = chosen.where(SUBMISSIONS.c.student == student)
        asked = [column for column in GRADINGS.columns if column is not GRADINGS.c.record]
        gradings = select(*asked).where(
            GRADINGS.c.submission.in_(chosen.with_only_columns(SUBMISSIONS.c.id))
        )
        with in_words(self.path), reading(self._engine) as connection:
            ordered = chosen.order_by(
                SUBMISSIONS.c.exercise, SUBMISSIONS.c.student, SUBMISSIONS.c.attempt
            )
            submissions = [submission_in(row) for row in connection.execute(ordered).mappings()]
            by_submission: dict[str, list[KeptGrading]] = {each.id: [] for each in submissions}
            for row in connection.execute(gradings.order_by(GRADINGS.c.id)).mappings():
                by_submission[row["submission"]].append(grading_in(row))
        return [
            Entry(each, grading)
            for each in submissions
            for grading in by_submission[each.id] or (None,)
        ]

    def submission(self, id: str) -> KeptSubmission | None:
        """The submission with this id."""
        with in_words(self.path), reading(self._engine) as connection:
            row = connection.execute(select(SUBMISSIONS).where(SUBMISSIONS.c.id == id))
            found = row.mappings().first()
            return None if found is None else submission_in(found)

    def report(self, grading: str) -> Report | None:
        """The record of the grading with this id; raises SubmissionError where it is of a version
        that is not known here."""
        with in_words(self.path), reading(self._engine) as connection:
            record = connection.scalar(select(GRADINGS.c.record).where(GRADINGS.c.id == grading))
            data = None if record is None else record.encode()
        return None if data is None else from_json(data)

    def content(self, digest: str) -> bytes | None:
        """The file with this SHA-256, if its bytes were kept."""
        with in_words(self.path), reading(self._engine) as connection:
            data = connection.scalar(select(CONTENTS.c.data).where(CONTENTS.c.digest == digest))
            return None if data is None else zlib.decompress(data)
