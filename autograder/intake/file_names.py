"""What browsers, mail programs and people do to the name of a file."""

from __future__ import annotations

import re

_ENDINGS = re.compile(r"(?:\.(?:ipynb|py|txt|json|zip|html?))+$", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\((?P<one>\d{1,4})\)$")
_OF_CANVAS = re.compile(r"(?<=.)-(?P<one>\d{1,2})$")  # of files only: a folder may be a checkout
# Windows, macOS and Google, in English and Russian.
_COPY = re.compile(
    r"^(?:copy of|копия)\s+|[\s_–—-]+(?:copy|копия)(?:\s*\(?\d{1,4}\)?)?$", re.IGNORECASE
)


def bare(name: str) -> str:
    """The name without its endings, and without what saving it twice has added."""
    text = _ENDINGS.sub("", name).strip()
    if text != name.strip():
        text = _OF_CANVAS.sub("", text)
    while (shorter := _COPY.sub("", _NUMBER.sub("", text)).strip()) not in (text, ""):
        text = shorter
    return text


def copy_number(name: str) -> int:
    """Which of several of one name it is, where its name says so: a browser saves the second one as
    “(1)”, and Canvas calls it “-1”."""
    text = _ENDINGS.sub("", name).strip()
    found = _NUMBER.search(text) or _OF_CANVAS.search(text)
    return int(found["one"]) if found is not None else 0
