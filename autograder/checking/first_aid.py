"""What to do about the exceptions that beginners meet, where no known mistake explains them."""

from __future__ import annotations

import re

from autograder.language import _


def first_aid(exception: str, said: str) -> str:
    """A hint for an exception by its name and its text; empty where nothing is sure."""
    for name, pattern, hint in _known():
        if exception == name and re.search(pattern, said):
            return hint
    return ""


def _known() -> tuple[tuple[str, str, str], ...]:
    indentation = _(
        "Look at the spaces at the start of the lines: the lines inside a function begin with four "
        "spaces, and lines that belong together begin with equally many."
    )
    shapes = _("The shapes do not fit together. Print x.shape of both arrays and compare them.")
    return (
        ("SyntaxError", "expected ':'", _("A line with def, if, for or while ends with a colon.")),
        ("SyntaxError", "never closed", _("A bracket that was opened there is never closed.")),
        ("SyntaxError", "unterminated", _("The quotes of a text are never closed.")),
        ("SyntaxError", "forgot a comma", _("A comma or an operator such as * may be missing.")),
        ("SyntaxError", "", _("Python cannot read this line: look at it, and at the line before.")),
        ("IndentationError", "", indentation),
        ("TabError", "", indentation),
        (
            "NameError",
            "",
            _(
                "Python does not know this name. Is it spelled the same everywhere, and does a "
                "cell above define or import it?"
            ),
        ),
        (
            "UnboundLocalError",
            "",
            _("The function uses this variable before it gives it a value."),
        ),
        (
            "ModuleNotFoundError",
            "",
            _(
                "Not every library is installed where your work is graded: write this with those "
                "that the lesson uses. If it is a file of your own, hand it in, too."
            ),
        ),
        (
            "ImportError",
            " has no |cannot import name",
            _("The library is there, but has nothing of this name. Is it spelled right?"),
        ),
        (
            "TypeError",
            "positional argument",
            _("The function must take exactly the arguments that the task names."),
        ),
        ("TypeError", "not callable", _("Something is called with ( ) that is no function.")),
        (
            "TypeError",
            "NoneType",
            _("A function that you use gives back None: is its `return` missing?"),
        ),
        ("ValueError", "broadcast|aligned|mismatch|incompatible", shapes),
        (
            "IndexError",
            "",
            _("An index is too large: counting starts at 0, so the last one is n - 1."),
        ),
        ("RecursionError", "", _("The function calls itself without end.")),
        ("ZeroDivisionError", "", _("Something is divided by zero.")),
        (
            "AttributeError",
            "",
            _("There is nothing of this name behind the dot: check the spelling."),
        ),
    )
