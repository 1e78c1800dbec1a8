"""What people give, and what the gradebook has of it, as plain data."""

from __future__ import annotations

import msgspec


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person gives for an answer: `points` is None where a mark is taken back. `holds` says
    that the answer is still the one that they have read; else it waits to be read again."""

    student: str
    question: str
    points: float | None
    comment: str = ""
    holds: bool = True


class InGradebook(msgspec.Struct, frozen=True, kw_only=True):
    """One question of one student in a gradebook: the points by hand and by themselves, each None
    where there are none; and whether a person has to look."""

    student: str
    question: str
    max_score: float
    by_hand: float | None = None
    automatic: float | None = None
    comment: str = ""
    waits: bool = False
