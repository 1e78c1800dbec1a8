"""Sentences about a name that is not there because something else had failed before."""

from __future__ import annotations

import re

from autograder.language import _
from autograder.wire.responses import Cause

MAX_SHOWN = 300
UNREADABLE = ("SyntaxError", "IndentationError", "TabError")  # nothing of it has run


def is_sure(cause: Cause) -> bool:
    """Whether it is known that the line would have made the name: `import *` makes any names."""
    return re.search(r"\bimport\s*\*$", cause.line) is None


def sentence(cause: Cause) -> str:
    """Why a name is not there."""
    if cause.name in UNREADABLE:
        text = _("{missing} is not there, because Python cannot read the line `{line}`: {said}")
    elif is_sure(cause):
        text = _(
            "{missing} is not there, because the line `{line}` had stopped with an error: {said}"
        )
    else:
        text = _(
            "{missing} may be one of the names from the line `{line}`, which had stopped with an "
            "error: {said}"
        )
    return text.format(missing=cause.missing, line=cause.line, said=said(cause.name, cause.text))


def said(name: str, text: str) -> str:
    """What an exception says, with the name of its class in front."""
    text = re.sub(r" \(line (\d+)\)$", _in_words, text) if name in UNREADABLE else text
    return f"{name}: {text}"[:MAX_SHOWN] if text else name


def _in_words(line: re.Match[str]) -> str:
    return " " + _("(line {number})").format(number=line[1])
