"""What cannot be read, and names that are not there."""

from __future__ import annotations

from autograder.checking.aid import ANY, Aid
from autograder.language import _
from autograder.protocol.names import CYRILLIC

# A name of Latin and Cyrillic letters, or only of such as look like Latin ones.
CYRILLIC_NAME = (
    rf"^name '(?=[^']*[A-Za-z]|[{CYRILLIC}_0-9]+')"
    r"[^'\u0400-\u04ff]*(?P<letter>[\u0400-\u04ff])[^']*' is not defined"
)


def words_aids() -> tuple[Aid, ...]:
    """For errors that come from how something is written or called."""
    return (*_unreadable(), *_names())


def _unreadable() -> tuple[Aid, ...]:
    indentation = _(
        "Look at the spaces at the start of the lines: the lines inside a function begin with four "
        "spaces, and lines that belong together begin with equally many."
    )
    return (
        Aid(
            "SyntaxError", "expected ':'", _("A line with def, if, for or while ends with a colon.")
        ),
        Aid("SyntaxError", "never closed", _("A bracket that was opened there is never closed.")),
        Aid("SyntaxError", "unterminated", _("The quotes of a text are never closed.")),
        Aid("SyntaxError", "forgot a comma", _("A comma or an operator such as * may be missing.")),
        Aid(
            "SyntaxError",
            "Maybe you meant '=='",
            _("A single = gives a value to the name on its left; == compares."),
        ),
        Aid(
            "SyntaxError",
            "leading zeros in decimal",
            _("A whole number does not begin with 0. The decimal mark is a point: 1.05, not 1,05."),
        ),
        Aid(
            "SyntaxError",
            "invalid character '(?P<letter>.)'",
            _(
                "Python does not know the character {letter}. Copied text often has dashes and "
                "quotes that only look like those of the keyboard: type them again."
            ),
        ),
        Aid(
            "SyntaxError",
            "invalid non-printable character",
            _(
                "A character that nobody can see stands in this line. It came with copied text: "
                "delete the line and type it again."
            ),
        ),
        Aid(
            "SyntaxError",
            "^f-string",
            _(
                "Something inside the braces of this f-string cannot be read. Your work is graded "
                "with Python {version}; before 3.12, quotes in there must be others than those "
                "around the text."
            ),
        ),
        Aid(
            "SyntaxError",
            ANY,
            _(
                "Python {version}, which your work is graded with, cannot read this line: look at "
                "it, and at the line before."
            ),
        ),
        Aid("IndentationError|TabError", ANY, indentation),
    )


def _names() -> tuple[Aid, ...]:
    of_none = _(
        "Something there is None, which is no number and no array. A function without `return` "
        "gives back None."
    )
    none = "'NoneType'|NoneType object"
    return (
        Aid(
            "NameError",
            CYRILLIC_NAME,
            _(
                "The letter {letter} in this name is a Cyrillic one: type the name on the English "
                "keyboard."
            ),
        ),
        Aid(
            "NameError",
            "is not defined",
            _(
                "Python does not know this name. Is it spelled the same everywhere, and does a "
                "cell above define or import it?"
            ),
        ),
        Aid(
            "UnboundLocalError",
            ANY,
            _("The function uses this variable before it gives it a value."),
        ),
        Aid(
            "ModuleNotFoundError",
            ANY,
            _(
                "Not every library is installed where your work is graded: write this with those "
                "that the lesson uses. If it is a file of your own, hand it in, too."
            ),
        ),
        Aid(
            "ImportError",
            " has no |cannot import name",
            _("The library is there, but has nothing of this name. Is it spelled right?"),
        ),
        Aid("AttributeError|TypeError", none, of_none),
        Aid(
            "AttributeError",
            "^'list' object has no attribute",
            _(
                "A list has nothing of this name behind the dot. Is an array meant? np.array(…) "
                "makes one of a list."
            ),
        ),
        Aid(
            "AttributeError",
            "^'(int|float)' object has no attribute",
            _("A single number of Python has nothing of this name behind the dot."),
        ),
        Aid(
            "AttributeError|ImportError",
            "has no attribute|cannot import name",
            _("There is nothing of this name there: check the spelling."),
        ),
        Aid(
            "FileNotFoundError",
            ANY,
            _("There is no file of this name: check the spelling and the folder."),
        ),
        Aid(
            "EOFError",
            "EOF when reading a line",
            _(
                "Nobody is there to answer input() while your work is graded: an answer gets all "
                "that it needs as arguments."
            ),
        ),
        Aid(
            "KeyError",
            ANY,
            _("Nothing is stored under this key: is it spelled the same everywhere?"),
        ),
    )
