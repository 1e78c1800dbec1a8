"""Why a student's code gave no answer, in a sentence."""

from __future__ import annotations

import re

from autograder.language import _
from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.student.causes import is_sure, said, sentence
from autograder.wire.names import first_cyrillic
from autograder.wire.responses import Absent, ErrorOutput

STUB = re.compile(r"\braise\s+NotImplementedError\b")  # libraries raise it, too: that is no stub


class NotMade(StudentFailure):
    """A name is not there, because the statement that would have made it had failed."""


class NoFunction(StudentFailure):
    """A value has the name that a function should have."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(Status.FAILED, message)
        self.name = name


def missing(name: str, absent: Absent, close: str = "") -> StudentFailure:
    """There is no such name, or it is no function. `close` is one that is nearly the same."""
    found, cause = absent.found, absent.cause
    place, letter = first_cyrillic(close)
    if cause is not None and is_sure(cause):
        return NotMade(Status.ERROR, sentence(cause), cause.name, cause.text, cause.line)
    if found:
        text = _("{name} should be a function, but it is of type {found}.")
    elif place:
        text = _(
            "{name} is not there yet, but there is {close}, whose letter {letter} (number {place}) "
            "is a Cyrillic one: type it on the English keyboard."
        )
    elif close and name.lower() == close.lower():
        text = _(
            "{name} is not there yet, but there is {close}: Python tells large letters from small "
            "ones. Give it the name {name}."
        )
    elif close:
        text = _("{name} is not there yet, but there is {close}: is it spelled as in the task?")
    else:
        text = _("{name} is not there yet.")
    message = text.format(name=name, found=found, close=close, letter=letter, place=place)
    message = f"{message} {sentence(cause)}" if cause else message
    return NoFunction(name, message) if found else StudentFailure(Status.MISSING, message)


def raised(name: str, problem: ErrorOutput) -> StudentFailure:
    """A function of the student raised an exception."""
    if problem.name == "NotImplementedError" and STUB.search(problem.line):
        text = _(
            "Python stops at the line with `raise`. Write your answer in its place; if it stands "
            "below already, take that line away."
        )
        if problem.function.isidentifier() and problem.function != name:
            text = _(
                "{name} calls {other}, and there Python stops at the line with `raise`. Write "
                "{other} in its place; if it stands below already, take that line away."
            )
        message = text.format(name=name, other=problem.function)
        return StudentFailure(Status.MISSING, message)
    if problem.name == "MemoryError":
        text = _("{name} needs more memory than there is.").format(name=name)
        return StudentFailure(Status.MEMORY, text)
    if problem.line:
        text = _("{name} stopped with an error in the line `{line}`: {said}")
        if problem.function.isidentifier() and problem.function != name:
            text = _("{name} calls {other}, which stopped in the line `{line}`: {said}")
    else:
        text = _("{name} stopped with an error: {said}")
    told = said(problem.name, problem.text)
    message = text.format(name=name, other=problem.function, line=problem.line, said=told)
    cause = problem.cause
    if cause is not None:
        message = f"{message}. {sentence(cause)}"
        return NotMade(Status.ERROR, message, cause.name, cause.text, cause.line)
    return StudentFailure(Status.ERROR, message, problem.name, problem.text, problem.line)
