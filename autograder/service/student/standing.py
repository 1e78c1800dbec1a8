"""How far a student is: the attempts at each exercise, and which of them counts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from autograder.classroom.counted import counted_for
from autograder.classroom.dates import applied
from autograder.course import Exercise
from autograder.history import Entry, KeptGrading, KeptSubmission
from autograder.policies import Counted, Decision, Keep, Policy, Tells
from autograder.service.store.receipts import Receipt, receipt_of
from autograder.service.web.state import State


class Row(NamedTuple):
    """An attempt as its student sees it; `points` is None until there is a verdict."""

    submission: KeptSubmission
    grading: KeptGrading | None
    decision: Decision | None
    counts: bool
    receipt: Receipt | None


class Standing(NamedTuple):
    """How far a student is with an exercise."""

    exercise: Exercise
    policy: Policy
    until: datetime | None
    rows: list[Row]
    counted: Counted | None

    @property
    def due(self) -> datetime | None:
        """This student's own due date."""
        due = self.policy.due
        return max(due, self.until) if due is not None and self.until is not None else due

    @property
    def tells_points(self) -> bool:
        """Whether the student is told what an attempt has earned."""
        return self.policy.hand_in is Tells.FULL

    @property
    def tells_which(self) -> bool:
        """Whether the student is told which attempt counts: of the best one, that is what the
        others have not earned."""
        return self.tells_points or self.policy.keep is Keep.LAST

    @property
    def best(self) -> Row | None:
        """The attempt that counts."""
        return next((row for row in self.rows if row.counts), None)


def standings(state: State, person: str, only: Exercise | None = None) -> list[Standing]:
    """How far a person is, with every exercise or one."""
    course, roster = state.course, state.class_list.now()
    entries = state.history.entries(student=person)
    counted = counted_for(course, roster, person, entries)
    wanted = course.exercises if only is None else (only,)
    return [
        Standing(
            each,
            course.policies[each.name],
            roster.until(person, each.name),
            _rows_of(state, [e for e in entries if e.submission.exercise == each.name], counted),
            counted.get(each.name),
        )
        for each in wanted
    ]


def attempts_at(state: State, person: str, exercise: str) -> list[KeptSubmission]:
    """All that a person has handed in for an exercise."""
    entries = state.history.entries(exercise=exercise, student=person)
    return list({each.submission.id: each.submission for each in entries}.values())


def _rows_of(state: State, entries: list[Entry], counted: dict[str, Counted]) -> list[Row]:
    """The attempts, the newest first, each with its newest grading."""
    newest = {each.submission.id: each for each in entries}
    attempts = [each.submission for each in newest.values()]
    roster = state.class_list.now()
    rows = []
    for entry in reversed(newest.values()):
        kept = entry.submission
        counting = counted.get(kept.exercise)
        with state.history.database.reading() as connection:
            receipt = receipt_of(connection, kept.id)
        rows.append(
            Row(
                kept,
                entry.grading,
                applied(state.course, roster, kept, attempts),
                counting is not None and counting.attempt.id == kept.id,
                receipt,
            )
        )
    return rows
