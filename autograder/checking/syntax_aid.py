"""What Python cannot read."""

from __future__ import annotations

import unicodedata

from autograder.checking.keywords_aid import keywords_aids
from autograder.kits.aid import ANY, Aid, Found
from autograder.language import _

# What only a newer Python reads: type aliases, parameters of types, and t-strings.
NEWER = r"^type\s+\w+|^(class|def)\s+\w+\[|(?<!\w)[tT]r?['\"]"
# 1e-7 with a blank somewhere.
POWER_OF_TEN = (
    r"(?<![\w.])(?=[\d.]+(\s+[eE]|[eE]\s|[eE][-+]\s))"
    r"(?P<digits>\d[\d.]*)\s*[eE]\s*(?P<sign>[-+]?)\s*(?P<power>\d+)\b"
)
INDENTATION = "IndentationError|TabError"
# Signs of a calculation on paper.
SIGNS = {
    "×": "*",
    "·": "*",
    "÷": "/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "²": "**2",
    "³": "**3",
    "√": "np.sqrt(…)",
}


def syntax_aids() -> tuple[Aid, ...]:
    """For what is written so that Python cannot read it, those that know more first."""
    return (*_newer(), *_brackets(), *keywords_aids(), *_signs(), *_texts(), *_places(), *_rest())


def _newer() -> tuple[Aid, ...]:
    return (
        Aid(
            "SyntaxError",
            "^(invalid syntax|expected|multiple exception types)",
            _(
                "Python {version}, which your work is graded with, cannot read this line: is it "
                "written for a newer one?"
            ),
            line=NEWER,
        ),
    )


def _brackets() -> tuple[Aid, ...]:
    return (
        Aid(
            "SyntaxError",
            r"^'(?P<bracket>[(\[{])' was never closed",
            _("A bracket {bracket} is opened and never closed: find where it has to be closed."),
        ),
        Aid(
            "SyntaxError",
            r"^unmatched '(?P<bracket>[)\]}])'",
            _("One bracket {bracket} is too many there, or the one that opens it is missing."),
        ),
        Aid(
            "SyntaxError",
            r"^closing parenthesis '(?P<close>.)' does not match opening parenthesis '(?P<open>.)'",
            _("A bracket that is opened with {open} is closed with {close}."),
        ),
        Aid(
            "SyntaxError",
            r"^expected '\('",
            _("Behind the name of a function come its arguments in brackets: def f(x):"),
            line=r"^def\b",
        ),
        Aid(
            "SyntaxError",
            "^Missing parentheses in call to",
            _("What is printed stands in brackets: print(x)."),
            line=r"\bprint\b",
        ),
    )


def _signs() -> tuple[Aid, ...]:
    return (
        Aid(
            "SyntaxError",
            "^invalid syntax",
            _("Python has no bars for a length: that of a vector is np.linalg.norm(…)."),
            line=r"(^|[=(,\[+*/-]|\breturn)\s*\|\|[^|]+\|\|",
        ),
        Aid(
            "SyntaxError",
            "^invalid syntax",
            _("Python has no bars for an absolute value. |x| is written np.abs(x)."),
            line=r"(^|[=(,\[+*/-]|\breturn)\s*\|[^|]+\|",
        ),
        Aid(
            "SyntaxError",
            "^invalid syntax",
            _("Python writes these signs as words: `and` for &&, `or` for ||."),
            line=r"\w\)?\s*(&&|\|\|)\s*\(?\w",
        ),
        Aid(
            "SyntaxError",
            "^invalid syntax",
            _("Python has no ++ and no --: x += 1 adds one, x -= 1 takes one away."),
            line=r"\w(\+\+|--)\s*;?$",
        ),
        Aid(
            "SyntaxError",
            "^invalid (decimal literal|syntax)",
            _(
                "The number {digits}e{sign}{power} is written without blanks. To multiply by "
                "something called e, write * in front of it."
            ),
            line=POWER_OF_TEN,
        ),
        Aid(
            "SyntaxError",
            "^invalid decimal literal",
            _("A name cannot begin with a digit."),
            line=r"^(def\s+)?\d\w*\s*(=(?!=)|\()",
        ),
        Aid(
            "SyntaxError",
            "^invalid decimal literal",
            _(
                "A number and a name stand side by side there. To multiply, write * between them: "
                "2 * x."
            ),
            line=r"(?<![\w.])\d[\d.]*[^\W\d_]",
        ),
        Aid("SyntaxError", "^invalid syntax", _("Not equal is written !=."), line="=!|<>"),
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
            "(non-default argument follows default|positional argument follows keyword)",
            _("Arguments with = come last, behind those without."),
        ),
    )


def _another_sign(found: Found) -> str:
    letter = found["letter"]
    if letter in SIGNS:
        text = _("Python has no sign {letter}: write {plain}.")
        return text.format(letter=letter, plain=SIGNS[letter])
    plain = unicodedata.normalize("NFKC", letter)
    if plain == letter or not plain.isascii():
        return ""
    text = _("{letter} only looks like {plain}: type it on the English keyboard.")
    return text.format(letter=letter, plain=plain)


def _texts() -> tuple[Aid, ...]:
    return (
        Aid("SyntaxError", "unterminated", _("The quotes of a text are never closed.")),
        Aid("SyntaxError", "invalid character '(?P<letter>.)'", _another_sign),
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
                "A character that nobody can see stands in this line, as it may come with copied "
                "text: delete the line and type it again."
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
    )


def _places() -> tuple[Aid, ...]:
    return (
        Aid(
            INDENTATION,
            "inconsistent use of tabs and spaces",
            _(
                "Some of these lines begin with spaces, others with what the Tab key has typed: "
                "that looks alike, and Python tells it apart. Delete it, and type spaces only."
            ),
        ),
        Aid(
            INDENTATION,
            "^expected an indented block",
            _(
                "Below a line that ends with a colon, the next one begins with four more spaces. "
                "A comment alone does not count."
            ),
        ),
        Aid(
            INDENTATION,
            ANY,
            _(
                "Look at the spaces at the start of the lines: the lines inside a function begin "
                "with four spaces, and lines that belong together begin with equally many. The Tab "
                "key may have typed something that only looks like them."
            ),
        ),
    )


def _rest() -> tuple[Aid, ...]:
    return (
        Aid(
            "SyntaxError",
            "^invalid syntax",
            _(
                "Python cannot read this line. Is a sign or a bracket missing or too many, or a "
                "word misspelt, here or in the line before?"
            ),
        ),
        Aid("SyntaxError", ANY, _("Python cannot read this: look at it, and at the line before.")),
    )
