"""Run one check for one student: give it what it asks for, and keep what it raised."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator
from typing import Any

import msgspec

from autograder.checking.collect import Check, Checks
from autograder.checking.drawings import Drawing
from autograder.checking.load import student_side_only
from autograder.checking.ranges import require_right
from autograder.checking.words import Kind
from autograder.responder import ChildDied
from autograder.results import Picture
from autograder.student import Student


def raised_by(check: Check, student: Student, checks: Checks) -> BaseException | None:
    """Run one check for one student: what it raised, or None if it passed."""
    try:
        with _quiet():
            made = check.function(**given(check, student, checks))
            if check.note.kind is Kind.RANGE:
                require_right(student, check.note, checks.reference, made)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever it is, it is the check's answer
        return error
    return None


def made_by(check: Check, student: Student, checks: Checks) -> Any:
    """What the function of a check gives back: for a check of a range, the calls."""
    with _quiet():
        return check.function(**given(check, student, checks))


def drawn_by(drawing: Drawing, student: Student, checks: Checks) -> Picture | None:
    """The picture that a function of pictures.py makes of a student's answer; None where it makes
    none, whatever stops it: a picture is no verdict. Raises ChildDied."""
    try:
        with _quiet():
            made = drawing.function(**given(drawing, student, checks))
    except (KeyboardInterrupt, ChildDied):
        raise
    except Exception:
        return None
    if not isinstance(made, Picture):
        return None
    picture: Picture = msgspec.structs.replace(made, caption=drawing.caption)
    return picture


def given(check: Check | Drawing, student: Student, checks: Checks) -> dict[str, Any]:
    """What a check asks for by the names of its arguments; only that is made."""
    exercise = checks.exercise
    makers = {
        "student": lambda: student,
        "reference": lambda: checks.reference,
        "setting": lambda: exercise.setting,
        "datasets": lambda: exercise.datasets,
        "secret_rng": lambda: student.secret_rng(check.name),
    }
    return {name: makers[name]() for name in check.asks_for}


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """A check has nothing to say to people, and what has a kit is not on this side."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        student_side_only(),
    ):
        warnings.simplefilter("ignore")
        yield
