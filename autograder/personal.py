"""Numbers of each student's own, made from the student's id.

`plain_id` and `personal_number` are public: they stand in the notebook and in the Python file as
they stand here, without their docstrings. Both use what never changes from one computer or version
of Python to another: SHA-256, and Unicode's stable normal form and case folding. Python's own
functions are called as `builtins.…`: after `from numpy import *` in a cell above, `round` is
NumPy's, which gives other numbers.
"""

from __future__ import annotations

import builtins
import hashlib
import re
import unicodedata
from typing import no_type_check

ID_NAME = "STUDENT_ID"  # the name of the id in solution.py and in what students get
_ASSIGNMENT = re.compile(rf"^{ID_NAME} *=.*$", re.MULTILINE)


@no_type_check  # beginners read it, so it has no type hints
def plain_id(student_id):
    """The id without what does not matter: capital letters, extra spaces, ways to write é."""
    text = unicodedata.normalize("NFKC", builtins.str(student_id))
    return " ".join(text.casefold().split())


@no_type_check
def personal_number(student_id, name, low, high, step=0.01):
    """One of the numbers low, low + step, …, high; which one depends on the id and the name.

    `low`, `high` and `step` have two decimals at most, and so has the result.
    """
    digest = hashlib.sha256(f"{plain_id(student_id)}/{name}".encode()).hexdigest()
    first, last, stride = (builtins.round(100 * number) for number in (low, high, step))
    choices = (last - first) // stride + 1
    return (first + builtins.int(digest, 16) % choices * stride) / 100


def with_id(source: str, student_id: str) -> str:
    """The source with this id in the line that holds the id."""
    return _ASSIGNMENT.sub(lambda _line: f"{ID_NAME} = {student_id!r}", source)
