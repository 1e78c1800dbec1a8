"""The figure by which an exercise ranks those who have joined its leaderboard.

A check called `test_leaderboard`, which is worth no points, tells a sentence with one share in it.
It is computed where no student's code runs, on data that decide no points.
"""

from __future__ import annotations

import re

import msgspec
from sqlalchemy import Connection, select

from autograder.classroom.dates import applied
from autograder.course import Course, Exercise
from autograder.errors import CourseError
from autograder.history import KeptSubmission
from autograder.history.tables import GRADINGS
from autograder.history.writing import Writing
from autograder.results import Status
from autograder.roster import Roster
from autograder.service.store.leaderboards import is_on_board, set_figure

CHECK = "leaderboard"
CHECKS = "checks.py"
_SHARE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]+)?)\s?%")  # as any language writes it


class _Check(msgspec.Struct):
    name: str
    status: str
    message: str = ""


class _Question(msgspec.Struct):
    checks: list[_Check] = []


class _Record(msgspec.Struct):
    questions: list[_Question] = []


def see_that_boards_have_figures(course: Course) -> None:
    """Raises CourseError where an exercise is to have a leaderboard, and has nothing for it."""
    for exercise in course.exercises:
        if course.policies[exercise.name].leaderboard and not _names_a_figure(exercise):
            raise CourseError(
                f"{exercise.name} has no figure for a leaderboard.",
                where=exercise.file(CHECKS),
                todo=f"Write a check test_{CHECK} that tells one (docs/authors.md), or take "
                "`leaderboard` out of course.toml.",
            )


def rank_anew(
    connection: Connection, course: Course, roster: Roster, exercise: str, person: str
) -> None:
    """Write down the best figure of a person's hand-ins, if they are on the leaderboard, inside a
    transaction that is about them."""
    policy = course.policies.get(exercise)
    if policy is None or not policy.leaderboard or not is_on_board(connection, exercise, person):
        return
    attempts = Writing(connection).attempts(exercise, person)
    taken = [each for each in attempts if _is_taken(course, roster, each, attempts)]
    found = filter(None, map(figure_in, _records(connection, taken)))
    set_figure(connection, exercise, person, max(found, default=None))


def figure_in(record: str) -> float | None:
    """The share that a record of a grading has for a leaderboard."""
    for question in msgspec.json.decode(record, type=_Record).questions:
        for check in question.checks:
            told = _SHARE.search(check.message)
            if check.name == CHECK and check.status == Status.PASSED and told:
                return float(told[1].replace(",", ".")) / 100
    return None


def _names_a_figure(exercise: Exercise) -> bool:
    path = exercise.file(CHECKS)
    return path.is_file() and f"def test_{CHECK}(" in path.read_text(encoding="utf-8")


def _is_taken(
    course: Course, roster: Roster, kept: KeptSubmission, attempts: list[KeptSubmission]
) -> bool:
    """Whether the dates of the course take it: what came after the end has no place."""
    decision = applied(course, roster, kept, attempts)
    return decision is None or decision.taken


def _records(connection: Connection, attempts: list[KeptSubmission]) -> list[str]:
    """The newest record of each."""
    ids = [each.id for each in attempts]
    asked = select(GRADINGS.c.submission, GRADINGS.c.record).order_by(GRADINGS.c.id)
    rows = connection.execute(asked.where(GRADINGS.c.submission.in_(ids)))
    newest = {row.submission: row.record for row in rows}  # it comes last
    return list(newest.values())
