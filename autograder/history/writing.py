"""What is written into the history, inside one transaction."""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from autograder.errors import SubmissionError
from autograder.history.database import rows_of_ours
from autograder.history.ids import new_id
from autograder.history.records import Clock, HandIn, KeptSubmission
from autograder.history.rows import submission_in
from autograder.history.tables import CONTENTS, GRADINGS, SUBMISSIONS
from autograder.results import Report, from_json

COMPRESSION = 1  # the fastest: notebooks become a fifth even so


class Writing:
    """What is written in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hand_in(self, work: HandIn, *, keep: bool = True) -> KeptSubmission:
        """Write down what came; with `keep`, its bytes, too.

        The same bytes as in the student's newest attempt are that attempt: it is given back, with a
        better date where there is one now. So are those of an earlier one that a clock of ours has
        seen come at that very moment: it counts, so it was laid out again.
        """
        files = {name: _sha256(data) for name, data in work.files.items()}
        digest = _sha256(work.content)
        before = self.attempts(work.exercise, work.student)
        newest = before[-1] if before else None
        if newest is not None and (newest.digest, newest.files) == (digest, files):
            return self._dated(newest, work)
        for each in before:
            same = (each.digest, each.files, each.received_at, each.clock)
            if same == (digest, files, work.received_at, Clock.RECEIVER):
                return each
        made = KeptSubmission(
            id=new_id(),
            exercise=work.exercise,
            student=work.student,
            attempt=newest.attempt + 1 if newest else 1,
            received_at=work.received_at,
            clock=work.clock,
            digest=digest,
            files=files,
            place=work.place,
        )
        self._connection.execute(insert(SUBMISSIONS), [msgspec.structs.asdict(made)])
        if keep:
            self._keep({digest: work.content, **{files[n]: work.files[n] for n in files}})
        return made

    def attempts(self, exercise: str, student: str) -> list[KeptSubmission]:
        """All that a student has handed in for an exercise, the first attempt first."""
        ours = (SUBMISSIONS.c.exercise == exercise, SUBMISSIONS.c.student == student)
        asked = select(SUBMISSIONS).where(*ours).order_by(SUBMISSIONS.c.attempt)
        with rows_of_ours():
            return [submission_in(row) for row in self._connection.execute(asked).mappings()]

    def grading(
        self,
        submission: KeptSubmission,
        report: Report,
        *,
        counted: float | None = None,
        why: str = "",
    ) -> str:
        """Write down a grading, now; its id. One that says the same as the newest, and was
        made of the same, is that one."""
        made_of = report.provenance
        row = {
            "package_version": made_of.version if made_of else "",
            "package_digest": made_of.package if made_of else "",
            "exercise_digest": made_of.exercise if made_of else "",
            "status": report.status,
            "score": report.score,
            "max_score": report.max_score,
            "counted": counted,
            "why": why,
        }
        same = self._same(submission.id, row, report)
        if same is not None:
            return same
        row |= {"id": new_id(), "submission": submission.id, "graded_at": datetime.now(UTC)}
        row["record"] = msgspec.json.encode(report).decode()
        self._connection.execute(insert(GRADINGS), [row])
        return str(row["id"])

    def _dated(self, kept: KeptSubmission, work: HandIn) -> KeptSubmission:
        """A date that came with the work is mended by another one; what a clock of ours has said
        stays."""
        mended = work.clock is Clock.STAMP and kept.clock is not Clock.RECEIVER
        if not mended or kept.received_at == work.received_at:
            return kept
        date = {"received_at": work.received_at, "clock": work.clock}
        own = SUBMISSIONS.c.id == kept.id
        self._connection.execute(update(SUBMISSIONS).where(own).values(date))
        return msgspec.structs.replace(kept, **date)

    def _keep(self, contents: dict[str, bytes]) -> None:
        known = select(CONTENTS.c.digest).where(CONTENTS.c.digest.in_(contents))
        there = set(self._connection.scalars(known))
        rows = [
            {"digest": digest, "data": zlib.compress(data, COMPRESSION)}
            for digest, data in contents.items()
            if digest not in there
        ]
        if rows:
            self._connection.execute(insert(CONTENTS), rows)

    def _same(self, submission: str, row: dict[str, Any], report: Report) -> str | None:
        """The id of the newest grading of a submission, if it says the same as this one."""
        of_it = select(func.max(GRADINGS.c.id)).where(GRADINGS.c.submission == submission)
        newest = select(GRADINGS).where(GRADINGS.c.id == of_it.scalar_subquery())
        with rows_of_ours():
            found = self._connection.execute(newest).mappings().first()
            if found is None or any(found[name] != value for name, value in row.items()):
                return None
            record = found["record"].encode()
        try:
            before = from_json(record)
        except SubmissionError:  # of another version
            return None
        timed = msgspec.structs.replace(before, seconds=report.seconds)
        return str(found["id"]) if timed == report else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
