"""What hand-ins would be given by the exercise as it is now; nothing of it counts until a teacher
says so."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, insert, select

from autograder.errors import SubmissionError
from autograder.results import Report, from_json
from autograder.service.store.tables import TRIALS


class Trial(msgspec.Struct, frozen=True):
    """A hand-in as it was graded for a look at what would change."""

    submission: str
    person: str
    report: Report

    @property
    def made_of(self) -> str:
        """The digest of the exercise that it was graded with."""
        return self.report.provenance.exercise if self.report.provenance is not None else ""


def write_trial(
    connection: Connection, submission: str, exercise: str, report: Report, now: datetime
) -> None:
    """Write down what came of it, in place of an earlier one."""
    connection.execute(delete(TRIALS).where(TRIALS.c.submission == submission))
    row = {"submission": submission, "exercise": exercise, "person": report.student}
    record = msgspec.json.encode(report).decode()
    connection.execute(insert(TRIALS).values(**row, graded_at=now, record=record))


def trials_of(connection: Connection, exercise: str) -> list[Trial]:
    """All of an exercise; those of an older version of records are left out."""
    columns = (TRIALS.c.submission, TRIALS.c.person, TRIALS.c.record)
    asked = select(*columns).where(TRIALS.c.exercise == exercise).order_by(TRIALS.c.submission)
    found = []
    for submission, person, record in connection.execute(asked):
        try:
            report = from_json(record.encode())
        except SubmissionError:
            continue
        found.append(Trial(submission, person, report))
    return found


def end_trials(connection: Connection, exercise: str) -> None:
    """They are no longer wanted."""
    connection.execute(delete(TRIALS).where(TRIALS.c.exercise == exercise))
