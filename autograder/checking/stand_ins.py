"""Right functions in place of a student's wrong ones, so that one mistake costs one question."""

from __future__ import annotations

from collections.abc import Callable

from autograder.checking.answers import CheckFailed
from autograder.responder import ChildDied, StudentFailure
from autograder.student import Student


def passes_with(student: Student, source: str, attempt: Callable[[Student], None]) -> bool:
    """Whether an attempt succeeds where the functions that `source` defines stand in for theirs.

    `attempt` gets the student with the other functions, in a child that is asked about no other
    question. What comes back from there may show the right functions, so nobody sees more of it
    than this answer: where it is False, let the check fail with what the student's own functions
    have done.
    """
    try:
        attempt(student.with_stand_ins(source))
    except ChildDied as death:  # that child, not the student's: what comes next can be asked
        raise StudentFailure(death.status, death.message) from None
    except (CheckFailed, StudentFailure, AssertionError):
        return False
    return True
