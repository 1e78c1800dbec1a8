"""What a grading was made of: what is known of its exercise, and what came with the submission."""

from __future__ import annotations

import hashlib

import msgspec

from autograder.grading.records import ExerciseContext, Submission
from autograder.results import Provenance
from autograder.visible import visible


def provenance(
    submission: Submission, context: ExerciseContext, isolation: str
) -> Provenance | None:
    """The provenance of one grading; None where nothing is known of the exercise's.

    The secret is no part of it, and neither is the student's name.
    """
    if context.provenance is None:
        return None
    return msgspec.structs.replace(
        context.provenance,
        submission=_sum(submission.content),
        files={visible(name): _sum(content) for name, content in submission.files.items()},
        isolation=isolation,
    )


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
