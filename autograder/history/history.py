"""The history of a course: hand-ins and gradings are written into it, and asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import msgspec
from msgspec import DecodeError
from sqlalchemy import Connection, select

from autograder.closing import Closing
from autograder.history.database import Database, rows_of_ours
from autograder.history.migrations import HISTORY, Part
from autograder.history.owner import OWNERS, see_that_it_is_of
from autograder.history.place import Place
from autograder.history.records import Entry, KeptGrading, KeptSubmission
from autograder.history.rows import grading_in, submission_in
from autograder.history.tables import CONTENTS, GRADINGS, SUBMISSIONS
from autograder.history.writing import Writing
from autograder.results import Report, from_json

MOST_NAMED = 500  # ids in one statement
T = TypeVar("T")


class History(Closing):
    """The history of a course, open inside a `with` block. Threads may share it, forks may not.

    Everything raises HistoryError where the database cannot be used.
    """

    def __init__(self, place: Place, *beside: Part, course: str = "") -> None:
        """Opens the database, where `place_of` says as a rule; makes what is not there yet.
        Other parts may stand beside the history, to be written in the same transactions.
        The database belongs to the first `course` that has named itself, where one does."""
        parts = (HISTORY, *beside, OWNERS) if course else (HISTORY, *beside)
        self.database = Database(place, parts)
        if course:
            try:
                see_that_it_is_of(self.database, course)
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.database.reading() as connection, rows_of_ours():
            yield connection

    @contextmanager
    def writing(self, *about: str) -> Iterator[Writing]:
        """One transaction: all of it is on disk when the block ends, or nothing is. `about` is what
        `Database.writing` says."""
        with self.database.writing(*about) as connection:
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
        with self._reading() as connection:
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
        with self._reading() as connection:
            row = connection.execute(select(SUBMISSIONS).where(SUBMISSIONS.c.id == id))
            found = row.mappings().first()
            return None if found is None else submission_in(found)

    def report(self, grading: str) -> Report | None:
        """The record of the grading with this id; raises SubmissionError where it is of a version
        that is not known here."""
        with self._reading() as connection:
            record = connection.scalar(select(GRADINGS.c.record).where(GRADINGS.c.id == grading))
            data = None if record is None else record.encode()
        return None if data is None else from_json(data)

    def records(self, gradings: Iterable[str], kind: type[T]) -> dict[str, T]:
        """Of several gradings, by id, that part of the record which `kind` names; whose record is
        of a version that does not fit is left out."""
        wanted, found = list(gradings), dict[str, T]()
        with self._reading() as connection:
            for start in range(0, len(wanted), MOST_NAMED):
                some = GRADINGS.c.id.in_(wanted[start : start + MOST_NAMED])
                asked = select(GRADINGS.c.id, GRADINGS.c.record).where(some)
                for id, record in connection.execute(asked):
                    with suppress(DecodeError):
                        found[id] = msgspec.json.decode(record, type=kind)
        return found

    def kept(self, digests: Iterable[str]) -> set[str]:
        """Of these SHA-256 those of files whose bytes are kept."""
        wanted, found = list(digests), set[str]()
        with self._reading() as connection:
            for start in range(0, len(wanted), MOST_NAMED):
                some = CONTENTS.c.digest.in_(wanted[start : start + MOST_NAMED])
                found.update(connection.scalars(select(CONTENTS.c.digest).where(some)))
        return found

    def content(self, digest: str) -> bytes | None:
        """The file with this SHA-256, if its bytes were kept."""
        with self._reading() as connection:
            data = connection.scalar(select(CONTENTS.c.data).where(CONTENTS.c.digest == digest))
            return None if data is None else zlib.decompress(data)
