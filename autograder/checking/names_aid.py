"""Names that are not there, and what may be meant by them."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Sequence
from functools import partial

import numpy as np

from autograder.checking.numpy_names import import_line, may_have, nearest, of_numpy
from autograder.kits.aid import ANY, NAME, WHOLE, Aid, Found
from autograder.language import _
from autograder.wire.names import CYRILLIC, cyrillic, is_close, is_same_but_for_case

# A word of Latin and Cyrillic letters, or only of such as look like Latin ones, behind what the
# texts of errors say before the names that they do not know.
CYRILLIC_WORD = (
    rf"(?=\w*[A-Za-z]|[{CYRILLIC}_0-9]+\b)"
    r"(?P<word>[^\W\u0400-\u04ff]*[\u0400-\u04ff]\w*)"
)
UNKNOWN = (
    r"(^name '|^(?=\S+ is not installed)|has no attribute '|unexpected keyword argument '"
    r"|^No module named '([\w.]+\.)?|cannot import name '|identifier: "
    r"|^Unrecognized keyword arguments passed to \w+: \{'"
    r"|^Argument\(s\) not recognized: \{')"
)
MISSPELT = (
    "NameError|AttributeError|TypeError|ValueError|ImportError|ModuleNotFoundError|"
    "UnboundLocalError"
)
SHORT = 3  # letters
WORDS = {"true": "True", "false": "False", "none": "None", "null": "None", "nil": "None"}
NUMBERS = {
    "pi": "np.pi",
    "PI": "np.pi",
    "Pi": "np.pi",
    "e": "np.e",
    "inf": "np.inf",
    "nan": "np.nan",
}


def cyrillic_aids() -> tuple[Aid, ...]:
    """For names of which a letter only looks like one of the English keyboard."""
    return (Aid(MISSPELT, UNKNOWN + CYRILLIC_WORD, _is_cyrillic),)


def _is_cyrillic(found: Found) -> str:
    return cyrillic_word(found["word"])


def cyrillic_word(word: str) -> str:
    """The sentence for a word some letters of which only look like English ones."""
    letters = cyrillic(word)
    if "," in letters:
        text = _("In {word} the letters {letters} are Cyrillic: type it on the English keyboard.")
    else:
        text = _("In {word} the letter {letters} is Cyrillic: type it on the English keyboard.")
    return text.format(word=word, letters=letters)


def names_aids(names: Sequence[str] = ()) -> tuple[Aid, ...]:
    """For names that are not there; `names` are those that the task gives to its arguments."""
    return (*_variables(names), *_elsewhere())


def _variables(names: Sequence[str]) -> tuple[Aid, ...]:
    unknown = rf"^name '{NAME}' is not defined"
    return (
        Aid(
            "NameError",
            "^name 'e' is not defined",
            _("In NumPy, e^x is the function np.exp(x). So e^(-x) is np.exp(-x)."),
            line=r"(?<![\w.])e\s*(\*\*|\^)",
        ),
        Aid("NameError", unknown, _not_imported, line=WHOLE),
        Aid("NameError", unknown, _python_word),
        Aid("NameError", unknown, partial(_argument, names)),
        Aid("NameError", unknown, _numpys, line=WHOLE),
        Aid("NameError", unknown, _near, line=WHOLE),
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
            _(
                "This variable has no value at that place of the function. Does the line that "
                "gives it one run before?"
            ),
        ),
    )


def _elsewhere() -> tuple[Aid, ...]:
    return (
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
            "KeyError|IndexError",
            r"^'?pop from (an )?empty|^'?popitem\(\): dictionary is empty",
            _("There is nothing left to take away: it is empty."),
        ),
        Aid(
            "KeyError",
            ANY,
            _("What is looked for is not there: is it spelled the same everywhere?"),
        ),
    )


def _not_imported(found: Found) -> str:
    name, line = found["name"], import_line(found["name"])
    asked = re.findall(rf"(?<![\w.]){re.escape(name)}\s*\.\s*(\w+)", found["whole"])
    if not line or not any(may_have(name, part) for part in asked):
        return ""
    text = _("{name} must be imported before it is used: {line}")
    return text.format(name=name, line=line)


def _python_word(found: Found) -> str:
    meant = WORDS.get(found["name"])
    return _("Python writes it {meant}.").format(meant=meant) if meant else ""


def _argument(names: Sequence[str], found: Found) -> str:
    name = found["name"]
    if name in names:
        text = _("The task has an argument called {name}: is it called so in your function, too?")
        return text.format(name=name)
    close = nearest(name, names)
    return _("Did you mean {close}?").format(close=close) if close else ""


def _numpys(found: Found) -> str:
    name = found["name"]
    if name in NUMBERS:
        return _("Is NumPy's number meant? It is {right}.").format(right=NUMBERS[name])
    right = of_numpy(name) if _is_called(name, found["whole"]) else ""
    text = _("Is NumPy's function meant? It needs np. in front: {right}.")
    return text.format(right=right) if right else ""


def _near(found: Found) -> str:
    """Words of Python itself: functions that are called, and the word at the start of the line."""
    name, line = found["name"], found["whole"]
    uses = _is_called(name, line) or re.search(rf"\braise\s+{name}\b", line)
    words = [each for each in dir(builtins) if is_close(each, name)] if uses else []
    if line.startswith(name):
        words += [each for each in keyword.kwlist if _is_like(name, each)]
    close = nearest(name, words)
    if uses and not close:
        close = nearest(name, [each for each in dir(np) if _is_like(name, each)])
        close = f"np.{close}" if close else ""
    return _("Did you mean {close}?").format(close=close) if close else ""


def _is_like(name: str, word: str) -> bool:
    """Whether a word of Python may be meant; two short ones are like each other by chance."""
    return is_same_but_for_case(name, word) or (len(word) > SHORT and is_close(name, word))


def _is_called(name: str, line: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}\s*\(", line) is not None
