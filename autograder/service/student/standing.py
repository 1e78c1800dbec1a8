"""How far a student is: the attempts at each exercise, and which of them counts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from autograder.classroom.counted import as_booked, counted_for, in_hand_for
from autograder.classroom.dates import applied
from autograder.course import Exercise
from autograder.history import Entry, KeptGrading, KeptSubmission
from autograder.policies import Counted, Decision, Keep, Policy, Tells
from autograder.policies.decide import closing
from autograder.reports.rule_words import decided_words
from autograder.results import ReportStatus
from autograder.service.store.receipts import Receipt, receipts_for
from autograder.service.web.state import State


class Row(NamedTuple):
    """An attempt as its student sees it. Of the one that counts, the decision is what was done:
    with the days in hand that it has taken."""

    submission: KeptSubmission
    grading: KeptGrading | None
    decision: Decision | None
    counts: bool
    receipt: Receipt | None

    def dates_said(self, *, tells_which: bool) -> str:
        """What the dates make of it, in words, for who may know which attempt counts or not."""
        has_points = self.grading is not None and self.grading.status is not ReportStatus.INTERNAL
        is_settled = self.counts and has_points and tells_which
        return decided_words(self.decision, is_settled=is_settled)


class Standing(NamedTuple):
    """How far a student is with an exercise. Of the `days_in_hand` that the course gives,
    `in_hand_left` are not taken yet, and `in_hand` could go to this exercise."""

    exercise: Exercise
    policy: Policy
    until: datetime | None
    rows: list[Row]
    counted: Counted | None
    days_in_hand: int
    in_hand: int
    in_hand_left: int

    @property
    def closes(self) -> datetime | None:
        """From when on nothing counts any more, for this student."""
        return closing(self.policy, self.until)

    @property
    def taken(self) -> int:
        """How many attempts are used up."""
        return sum(row.decision is not None and row.decision.taken for row in self.rows)

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
    counted = {
        name: as_booked(each, entries)
        for name, each in counted_for(course, roster, person, entries).items()
    }
    in_hand = course.rules.days_in_hand
    left = in_hand - sum(each.decision.days_in_hand for each in counted.values())
    wanted = course.exercises if only is None else (only,)
    return [
        Standing(
            each,
            course.policies[each.name],
            roster.until(person, each.name),
            _rows_of(state, [e for e in entries if e.submission.exercise == each.name], counted),
            counted.get(each.name),
            in_hand,
            in_hand_for(course, counted, each.name),
            left,
        )
        for each in wanted
    ]


def _rows_of(state: State, entries: list[Entry], counted: dict[str, Counted]) -> list[Row]:
    """The attempts, the newest first, each with its newest grading."""
    newest = {each.submission.id: each for each in entries}
    attempts = [each.submission for each in newest.values()]
    if not attempts:
        return []
    roster = state.class_list.now()
    rows = []
    first = attempts[0]
    with state.history.database.reading() as connection:  # the newest come first
        papers = receipts_for(connection, first.exercise, first.student)
    receipts = {each.submission: each for each in papers}
    for entry in reversed(newest.values()):
        kept = entry.submission
        counting = counted.get(kept.exercise)
        counts = counting is not None and counting.attempt.id == kept.id
        decision = applied(state.course, roster, kept, attempts)
        if counting is not None and counts and decision is not None:
            decision = counting.decision
        rows.append(Row(kept, entry.grading, decision, counts, receipts.get(kept.id)))
    return rows
