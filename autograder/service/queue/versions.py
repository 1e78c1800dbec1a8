"""Which version of an exercise has graded a hand-in, and whether there is a newer one now."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from pathlib import Path

from autograder.classroom.devices import choose_device
from autograder.course import Exercise
from autograder.engine.digests import digest_of_exercise
from autograder.errors import AutograderError
from autograder.history import Entry, History, KeptGrading

SHOWN = 8  # characters of a digest that people see
LASTS = 2.0  # seconds for which a page need not ask again: hundreds of files are looked at

_known: dict[tuple[Path, str], tuple[float, str]] = {}


def version_now(exercise: Exercise) -> str:
    """The digest of all that gradings depend on, as it is now; empty where nobody can say."""
    try:
        return digest_of_exercise(choose_device(exercise)).hex()
    except (AutograderError, OSError):
        return ""


def version_lately(exercise: Exercise) -> str:
    """The same, as it was a moment ago: for pages that are asked for again and again."""
    key, now = (exercise.course_folder, exercise.name), time.monotonic()
    when, known = _known.get(key, (-math.inf, ""))
    if now - when > LASTS:
        known = version_now(exercise)
        _known[key] = time.monotonic(), known
    return known


def is_older(grading: KeptGrading, now: str) -> bool:
    """Whether a grading was made by another version than the one of now."""
    return bool(now and grading.exercise_digest) and grading.exercise_digest != now


def graded_by_older(history: History, entries: Iterable[Entry], now: str) -> list[Entry]:
    """The hand-ins whose newest grading was, each with that one; where its file is still kept."""
    newest = {each.submission.id: each for each in entries}
    older = [
        each for each in newest.values() if each.grading is not None and is_older(each.grading, now)
    ]
    kept = history.kept(each.submission.digest for each in older)
    return [each for each in older if each.submission.digest in kept]
