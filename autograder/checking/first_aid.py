"""What to do about the exceptions that beginners meet, where no known mistake explains them.

Each line says what must be true: the exception, its text, and, where it needs that, the student's
line. Its sentence says no more than these show: better no hint than a false one.
"""

from __future__ import annotations

from autograder.checking.arrays_aid import arrays_aids
from autograder.checking.keras_aid import keras_aids
from autograder.checking.words_aid import words_aids


def first_aid(exception: str, said: str, line: str = "") -> str:
    """A hint for an exception by its name, its text and the line that raised it; empty where
    nothing is sure."""
    known = (*keras_aids(), *words_aids(), *arrays_aids())
    return next(filter(None, (aid.about(exception, said, line) for aid in known)), "")
