"""What there is to say of a file before, or while, it is handed in."""

from __future__ import annotations

from autograder.course import Course, Exercise
from autograder.language import _
from autograder.submissions import Look


def other_exercise(course: Course, own: Exercise, found: Look) -> Exercise | None:
    """The exercise that a file seems to be for, where that is another than its owner's choice."""
    return course.exercise(found.exercise) if found.exercise not in ("", own.name) else None


def remarks(course: Course, own: Exercise, found: Look) -> list[str]:
    """Sentences for the student to think about; they decide nothing."""
    if found.trouble:
        return [found.trouble]
    if found.is_foreign:
        text = _("This is another notebook: no cell of “{own}” is in it.")
        if found.is_python:
            text = _("This is another Python file: it has no name that “{own}” asks for.")
        hand_in = _("Hand in the file that was given out, with your answers in it.")
        return [f"{text.format(own=own.title)} {hand_in}"]
    said = []
    other = other_exercise(course, own, found)
    if other is not None:
        text = _("This is the work for “{found}”, and you hand it in for “{own}”.")
        said.append(text.format(found=other.title, own=own.title))
    elif not found.exercise:
        said.append(_("Nothing in this file says which exercise it is."))
    if found.questions:
        text = _("{answered} of {questions} questions are answered.")
        said.append(text.format(answered=found.answered, questions=len(found.questions)))
    if found.questions and not found.answered:
        said.append(_("Nothing has changed since the notebook was given out. Did you save it?"))
    elif found.unanswered:
        said.append(_("Not answered yet: {names}.").format(names=", ".join(found.unanswered)))
    return said
