"""How much may be handed in, and which files lie beside the student's code.

The bound keeps a submission to what somebody has written: no trained network fits in.
"""

from __future__ import annotations

from autograder.errors import SubmissionError
from autograder.files import is_plain
from autograder.grading.records import ExerciseContext, Submission
from autograder.language import _
from autograder.notebooks.cells import Work, own_code

KILOBYTE = 1024
MAX_SHOWN = 80  # of a name that is none


def room_left(work: Work, context: ExerciseContext) -> int:
    """How many bytes may come along with the student's code. Raises SubmissionError where the code
    alone is too long."""
    most = context.limits.handed_in_kilobytes * KILOBYTE
    left = most - sum(len(source.encode(errors="replace")) for source in own_code(work))
    if left < 0:
        text = _("The code is longer than {n} kB. Code that somebody has written is far shorter.")
        todo = _("Take out what is data, not code, and hand it in again.")
        raise SubmissionError(text.format(n=context.limits.handed_in_kilobytes), todo=todo)
    return left


def files_beside(work: Work, submission: Submission, context: ExerciseContext) -> dict[str, bytes]:
    """The exercise's own files and those of the student that fit; the notes of `work` say which do
    not, or had been changed. Raises SubmissionError where the code alone is too long."""
    left = room_left(work, context)
    given = context.exercise.data
    files: dict[str, bytes] = {}
    for name, content in submission.files.items():
        if name in given:
            if content != given[name]:
                text = _("The file “{name}” had been changed: the original was used.")
                work.notes.append(text.format(name=name))
        elif not is_plain(name):  # a path leads out of the folder that is the student's
            text = _(
                "The file “{name}” was left out, since a file cannot be called so here: give it a "
                "simple name, such as table.csv."
            )
            work.notes.append(text.format(name=name[:MAX_SHOWN]))
        elif len(content) > left:
            text = _("The file “{name}” is too large for this exercise: it was left out.")
            work.notes.append(text.format(name=name))
        else:
            files[name] = content
            left -= len(content)
    return {**files, **given}
