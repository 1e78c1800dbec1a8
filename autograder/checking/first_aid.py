"""What to do about the exceptions that beginners meet, where no known mistake explains them.

Each line says what must be true: the exception, its text, and, where it needs that, the student's
line. Its sentence says no more than these show: better no hint than a false one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.checking.arrays_aid import arrays_aids
from autograder.checking.kinds_aid import kinds_aids
from autograder.checking.names_aid import cyrillic_aids, names_aids
from autograder.checking.parts_aid import parts_aids
from autograder.checking.syntax_aid import syntax_aids
from autograder.kits.registry import kits


def first_aid(exception: str, said: str, line: str = "", names: Sequence[str] = ()) -> str:
    """A hint for an exception by its name, its text and the line that raised it; empty where
    nothing is sure. `names` are those that the task gives to its arguments."""
    if re.search(rf"\braise\s+{re.escape(exception)}\b", line):
        return ""  # the student's own text
    known = (
        *cyrillic_aids(),
        *(aid for kit in kits().values() for aid in kit.aids()),
        *syntax_aids(),
        *names_aids(names),
        *parts_aids(),
        *kinds_aids(names),
        *arrays_aids(),
    )
    return next(filter(None, (aid.about(exception, said, line) for aid in known)), "")
