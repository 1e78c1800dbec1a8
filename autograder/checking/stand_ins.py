"""Right functions in place of a student's wrong ones, so that one mistake costs one question."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from autograder.checking.answers import CheckFailed
from autograder.language import _
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


def fairly(
    student: Student,
    source: str,
    parts: Iterable[str],
    attempt: Callable[[Student], None],
    excused: Callable[[], bool] = lambda: False,
) -> None:
    """Make an attempt that must not pay for what is wrong in the functions that it calls.

    `parts` are the questions of these functions, which `source` defines: what is wrong, slow or
    endless there has cost points there. So where not all of them are right, the attempt is made
    with those of `source` first. If that fails, the hint is for what was seen there, and what is
    raised is what the student's own functions do, unless `excused`, which is asked last, knows of a
    reason why this has cost points already.
    """
    own_are_right = all(map(student.passed, parts))
    if not own_are_right and passes_with(student, source, attempt):
        return
    seen = None if own_are_right else student.with_stand_ins(source).seen
    try:
        attempt(student)
    except ChildDied:
        raise
    except (CheckFailed, StudentFailure) as failure:
        if seen is None:
            raise
        if excused():
            return
        student.seen.with_right_parts = seen
        text = _(
            "With right functions in place of those that have lost points, this is still wrong. "
            "With yours: {said}"
        )
        failure.message = text.format(said=failure.message)
        raise
