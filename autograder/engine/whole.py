r"""Notebooks with halves of signs in them: what a front end leaves of an emoji that it has cut off.

JSON can name half a sign (`\ud83d` alone), and no text can have one. Whatever it stands in, it says
nothing of the answers: it is read as the sign for what cannot be read.
"""

from __future__ import annotations

import hashlib
import re

import msgspec

from autograder.grading import ExerciseContext, Graded, Submission, grade
from autograder.grading.run import Done
from autograder.sandbox.control_channel import ControlChannel

_FIRST, _SECOND = rb"[dD][89abAB][0-9a-fA-F]{2}", rb"[dD][c-fC-F][0-9a-fA-F]{2}"
_HALF = re.compile(
    rb"(?<!\\)((?:\\\\)*)\\u"  # a backslash behind another one is itself what is written
    rb"(?:" + _FIRST + rb"(?!\\u" + _SECOND + rb")|(?<!\\u" + _FIRST + rb"\\u)" + _SECOND + rb")"
)


def whole(notebook: bytes) -> bytes:
    """The file of a notebook without halves of signs: the very same where it has none."""
    return _HALF.sub(rb"\1\\ufffd", notebook)


def grade_whole(
    submission: Submission,
    context: ExerciseContext,
    control: ControlChannel,
    on_question: Done | None = None,
) -> Graded:
    """Grade one submission, whatever halves of signs are in it. What was graded is called by the
    sum of the file as it was handed in."""
    content = submission.content if submission.is_python else whole(submission.content)
    if content == submission.content:
        return grade(submission, context, control, on_question)
    readable = msgspec.structs.replace(submission, content=content)
    graded = grade(readable, context, control, on_question)
    made_of = graded.report.provenance
    if made_of is None:
        return graded
    as_sent = hashlib.sha256(submission.content).hexdigest()
    made_of = msgspec.structs.replace(made_of, submission=as_sent)
    report = msgspec.structs.replace(graded.report, provenance=made_of)
    return msgspec.structs.replace(graded, report=report)
