"""What becomes of a submission on its way to a worker, and of its grading on the way back."""

from __future__ import annotations

import secrets

import msgspec

from autograder.backends.dask.messages import Work
from autograder.course import Exercise
from autograder.engine.context import open_context
from autograder.engine.digests import digest_of_exercise, digest_of_package
from autograder.grading import Graded, Submission, ungraded_report
from autograder.language import speaking


def order_for(exercise: Exercise, isolation: str = "") -> Work:
    """To get an exercise ready as it is now, at a level of isolation; empty for whatever there
    is."""
    return Work(
        exercise.name,
        exercise.device,
        exercise.language,
        digest_of_package(),
        digest_of_exercise(exercise),
        isolation,
    )


def work_for(exercise: Exercise, order: Work, submission: Submission) -> Work:
    """What travels: only where the numbers come from the student's id, that has to go along."""
    student = submission.student if exercise.is_personal else secrets.token_hex(8)
    nameless = msgspec.structs.replace(submission, id="", student=student)
    return msgspec.structs.replace(order, submission=nameless)


def under_real_name(submission: Submission, graded: Graded) -> Graded:
    """The grading of a submission that has travelled under a pseudonym."""
    report = msgspec.structs.replace(graded.report, student=submission.student)
    return msgspec.structs.replace(graded, report=report)


def no_verdict(exercise: Exercise, submission: Submission, why: str) -> Graded:
    """Workers have ended with it. The record needs the names of the checks, which are collected
    here."""
    with speaking(exercise.language):
        return ungraded_report(submission, open_context(exercise), why)
