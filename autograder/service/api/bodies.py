"""What stands in the bodies of the API, both ways."""

from __future__ import annotations

from datetime import datetime

import msgspec

from autograder.results import QuestionResult


class Question(msgspec.Struct):
    """A question to be checked: the whole file in which the answer stands, as text. `is_loose` says
    that it holds some cells alone: then it is no news that others are not in it."""

    exercise: str
    question: str
    source: str
    is_python: bool = False
    is_loose: bool = False


class Verdict(msgspec.Struct):
    """What a check found. `text` is for a terminal, `html` for a page of ours; `left` says how many
    checks of this question are left, and `next_at` when there is one again."""

    question: str
    status: str
    words: str
    text: str
    html: str
    notes: list[str]
    left: int
    next_at: datetime | None = None


class Me(msgspec.Struct):
    """Who asks."""

    id: str
    name: str


class Seen(msgspec.Struct):
    """What a file seems to be: for which exercise, empty where nothing says so or several would
    fit; `remarks` are on what was found in it."""

    exercise: str
    remarks: list[str]


class HandedIn(msgspec.Struct):
    """A hand-in that is kept: the receipt's number, when it arrived (`arrived` is how its page says
    it), and where its verdict is; `remarks` are on what was found in the file, and on what the
    dates of the course make of it: late, closed, how many attempts are left."""

    id: str
    receipt: int
    exercise: str
    arrived_at: datetime
    arrived: str
    sha256: str
    again: bool
    address: str
    remarks: list[str]


class Graded(msgspec.Struct):
    """How far a hand-in is: `waiting` counts those before it, and is null when it is graded. The
    points are null where the course does not tell them. `version` is that of the exercise which
    has graded it, and `changed_since` says whether there is another one now."""

    id: str
    exercise: str
    attempt: int
    waiting: int | None
    status: str | None = None
    points: float | None = None
    max_points: float | None = None
    questions: list[QuestionResult] = []
    version: str | None = None
    changed_since: bool = False


class ExerciseState(msgspec.Struct):
    """An exercise of the course, and how far one is with it. Before it opens, no question is
    named."""

    name: str
    title: str
    questions: list[str]
    points: float
    due: datetime | None
    attempts: int
    counted: float | None


class Trouble(msgspec.Struct):
    """Why something could not be done."""

    error: str
