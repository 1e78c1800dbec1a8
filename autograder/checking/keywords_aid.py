"""Words of Python itself, misspelt or in a place where they cannot stand."""

from __future__ import annotations

import keyword
import re

from autograder.checking.names_aid import cyrillic_word
from autograder.kits.aid import ANY, Aid, Found
from autograder.language import _
from autograder.wire.names import as_latin, cyrillic, is_close, is_same_but_for_case

FIRST_WORD = r"^(?P<word>[^\W\d]\w{0,40})(?=[\s:])(?!\s*=)"
# Words of other languages, and such as are too short to be told by a letter.
MEANT = {
    "iff": "if",
    "elseif": "elif",
    "elsif": "elif",
    "func": "def",
    "fun": "def",
    "fn": "def",
    "function": "def",
    "define": "def",
    "foreach": "for",
    "switch": "match",
}


def keywords_aids() -> tuple[Aid, ...]:
    """For lines that Python cannot read because of a word, those that know more first."""
    ends_with_a_colon = _("A line with def, if, for or while ends with a colon.")
    return (
        Aid("SyntaxError", ANY, _cyrillic_keyword, line="(?P<whole>.*)"),
        Aid(
            "SyntaxError",
            ANY,
            _("Python writes `elif` in place of `else if`."),
            line=r"^else\s+if\b",
        ),
        Aid("SyntaxError", "^invalid syntax", _misspelt_keyword, line=FIRST_WORD),
        Aid(
            "SyntaxError",
            "^invalid syntax",
            _("The line that imports NumPy reads: import numpy as np"),
            line=r"^import\s+numpy\b",
        ),
        Aid(
            "SyntaxError",
            "^expected 'else' after 'if' expression",
            _("An if in the middle of a line needs an else, too: a if a > 0 else 0."),
        ),
        Aid(
            "SyntaxError",
            "^expected ':'",
            ends_with_a_colon,
        ),
        Aid(
            "SyntaxError",
            "^invalid syntax",
            ends_with_a_colon,
            line="^(def|if|for|while)[^:]*$",
        ),
        Aid(
            "SyntaxError",
            "'return' outside function",
            _(
                "This return stands outside of every function. The lines inside one begin with "
                "four spaces."
            ),
        ),
        Aid(
            "SyntaxError",
            "'(?P<word>break|continue)' (outside loop|not properly in loop)",
            _("{word} stands outside of every loop."),
        ),
        Aid(
            "SyntaxError",
            "^expected 'except' or 'finally' block",
            _("A try needs an except below it."),
        ),
    )


def _cyrillic_keyword(found: Found) -> str:
    for word in re.findall(r"\w+", found["whole"]):
        if cyrillic(word) and keyword.iskeyword(as_latin(word)):
            return cyrillic_word(word)
    return ""


def _misspelt_keyword(found: Found) -> str:
    word = found["word"]
    meant = _keyword(word)
    if not meant:
        return ""
    if is_same_but_for_case(word, meant):
        text = _("Python writes `{meant}` in small letters.")
    else:
        text = _("Is `{word}`, at the start of the line, meant to be `{meant}`?")
    return text.format(meant=meant, word=word)


def _keyword(word: str) -> str:
    """The keyword that a word seems to be meant for."""
    if keyword.iskeyword(word):
        return ""
    close = [each for each in keyword.kwlist if is_close(word, each)]
    mixed = [each for each in close if sorted(each) == sorted(word)]  # form: from rather than for
    return next(iter([*mixed, *close]), MEANT.get(word.lower(), ""))
