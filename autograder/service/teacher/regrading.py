"""An exercise has changed: hand-ins are graded again for a look, and then for good.

Nothing moves by itself. A teacher lets it be tried, sees whose points would change, and applies it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from autograder.classroom.counted import counted_for
from autograder.classroom.regrading.merging import RULE, changes_told, explained, raised
from autograder.classroom.regrading.moves import Move as CheckMoves
from autograder.classroom.regrading.moves import move_of
from autograder.classroom.versions import pin_versions
from autograder.course import Course, Exercise
from autograder.history import Entry, KeptGrading
from autograder.history.writing import Writing
from autograder.results import Report, ReportStatus
from autograder.roster import Roster
from autograder.service.queue.versions import graded_by_older, version_now
from autograder.service.store.audit import note
from autograder.service.store.bookings import put_booking
from autograder.service.store.jobs import Job, end_trial_jobs, put_job, trials_waiting
from autograder.service.store.trials import Trial, end_trials, trials_of
from autograder.service.web.state import State

WHY = "graded again after a change of the exercise"
CLOSE = 1e-9  # two numbers of points that are the same


class Move(NamedTuple):
    """Points of one student that would be others."""

    person: str
    before: float
    after: float


class Preview(NamedTuple):
    """How far the trial is, and what would come of it. `older` counts the hand-ins that an earlier
    version has graded, `waiting` those that wait for their trial, `tried` those that were tried
    with the version of now; `moves` are in the order of what is lost, and `by_attempt` has what
    moves in each hand-in that was tried."""

    older: int
    waiting: int
    tried: int
    moves: list[Move]
    by_attempt: list[CheckMoves]

    @property
    def gain(self) -> int:
        """How many students would have more points."""
        return sum(each.after > each.before for each in self.moves)

    @property
    def open(self) -> int:
        """How many could not be graded, and keep what they have."""
        return 0 if self.waiting else self.older - self.tried

    @property
    def is_ready(self) -> bool:
        """Whether it can be applied."""
        return self.tried > 0 and not self.waiting


def try_again(state: State, exercise: Exercise, who: str) -> int:
    """Let every hand-in be tried that an earlier version has graded; how many those are."""
    history, now = state.history, state.now()
    entries = history.entries(exercise=exercise.name)
    found = graded_by_older(history, entries, version_now(exercise))
    older = [each.submission for each in found]
    with history.database.writing() as connection:
        end_trial_jobs(connection, exercise.name)
        end_trials(connection, exercise.name)
        for each in older:
            put_job(
                connection, Job(each.id, each.exercise, each.student, now, 0, "", is_trial=True)
            )
        note(connection, who, "had hand-ins tried again", exercise.name, number=len(older))
    state.queue.wake()
    return len(older)


def preview(state: State, exercise: Exercise) -> Preview:
    """What is known of it now."""
    now, entries = version_now(exercise), state.history.entries()
    own = [each for each in entries if each.submission.exercise == exercise.name]
    with state.history.database.reading() as connection:
        waiting = trials_waiting(connection, exercise.name)
        tried = _usable(connection, exercise, now)
    return Preview(
        older=len(graded_by_older(state.history, own, now)),
        waiting=waiting,
        tried=len(tried),
        moves=_moves(state.course, state.class_list.now(), exercise, entries, tried),
        by_attempt=_by_attempt(state, own, tried),
    )


def apply(
    state: State, exercise: Exercise, who: str, why: str = "", *, also_lower: bool = False
) -> int:
    """Let what was tried count from now on; how many hand-ins that are. 0 where somebody has begun
    to try them anew: nothing is applied by halves. Students have seen their points, so nobody has
    fewer in any question, unless that is asked for."""
    now = version_now(exercise)
    before = _newest_records(state, state.history.entries(exercise=exercise.name))
    with state.history.database.writing() as connection:
        if trials_waiting(connection, exercise.name):
            return 0
        tried = _usable(connection, exercise, now)
        if not tried:
            return 0
        writing = Writing(connection)
        for each in tried:
            attempts = writing.attempts(exercise.name, each.person)
            for kept in attempts:
                if kept.id == each.submission:
                    report = _counting(each, before.get(kept.id), why, exercise, lower=also_lower)
                    writing.grading(kept, report, why=why or WHY)
            put_booking(connection, exercise.name, each.person, state.now())
        end_trials(connection, exercise.name)
        note(connection, who, "applied what was tried", exercise.name, number=len(tried))
    pin_versions(state.course, exercise, anew=True)
    state.queue.wake()
    return len(tried)


def _counting(
    trial: Trial, before: Report | None, why: str, exercise: Exercise, *, lower: bool
) -> Report:
    """What is to count of a trial, with what it tells its student."""
    if before is None:
        return trial.report
    told = tuple(rule for rule in changes_told(before) if rule.name == RULE)
    after: Report = msgspec.structs.replace(
        trial.report, policy=(*(trial.report.policy or ()), *told) or None
    )
    return explained(before, after if lower else raised(before, after), why, exercise.language)


def _by_attempt(state: State, entries: list[Entry], tried: list[Trial]) -> list[CheckMoves]:
    """What moves in each hand-in that was tried, by its checks."""
    before = _newest_records(state, entries)
    pairs = [(before[each.submission], each.report) for each in tried if each.submission in before]
    moves = [move_of(old, old, new) for old, new in pairs]
    return [each for each in moves if each is not None]


def _newest_records(state: State, entries: list[Entry]) -> dict[str, Report]:
    """By hand-in, the record of its newest grading."""
    newest = {each.submission.id: each.grading.id for each in entries if each.grading is not None}
    records = state.history.records(newest.values(), Report)
    return {id: records[grading] for id, grading in newest.items() if grading in records}


def _usable(connection: Connection, exercise: Exercise, now: str) -> list[Trial]:
    """What was tried with the version of now: where the exercise has changed since, it is tried
    once more."""
    return [
        each
        for each in trials_of(connection, exercise.name)
        if each.made_of == now and each.report.status is not ReportStatus.INTERNAL
    ]


def _moves(
    course: Course, roster: Roster, exercise: Exercise, entries: list[Entry], tried: list[Trial]
) -> list[Move]:
    """Whose points would be others, after late days; days in hand are of the whole course."""
    by_person = defaultdict[str, list[Entry]](list)
    for entry in entries:
        by_person[entry.submission.student].append(entry)
    new = {each.submission: each.report for each in tried}
    moves = []
    for person in dict.fromkeys(each.person for each in tried):
        own = by_person[person]
        after = [_with(entry, new.get(entry.submission.id)) for entry in own]
        points = [_points(course, roster, exercise, person, some) for some in (own, after)]
        if not math.isclose(*points, abs_tol=CLOSE):
            moves.append(Move(person, *points))
    return sorted(moves, key=lambda each: (each.after - each.before, each.person))


def _points(
    course: Course, roster: Roster, exercise: Exercise, person: str, entries: list[Entry]
) -> float:
    counted = counted_for(course, roster, person, entries).get(exercise.name)
    return counted.points if counted is not None else 0.0


def _with(entry: Entry, report: Report | None) -> Entry:
    """The hand-in with the points of its trial."""
    if report is None or entry.grading is None:
        return entry
    grading: KeptGrading = msgspec.structs.replace(
        entry.grading, score=report.score, status=report.status, counted=None
    )
    return Entry(entry.submission, grading)
