"""What browsers, mail programs and people do to the name of a file."""

from __future__ import annotations

import re

_ENDINGS = re.compile(r"(?:\.(?:ipynb|py|txt|json|zip|html?))+$", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\((?P<one>\d{1,4})\)$|(?<=.)-(?P<other>\d{1,2})$")
# Windows, macOS and Google, in English and Russian.
_COPY = re.compile(
    r"^(?:copy of|копия)\s+|[\s_–—-]+(?:copy|копия)(?:\s*\(?\d{1,4}\)?)?$", re.IGNORECASE
)


def bare(name: str) -> str:
    """The name without its endings, and without what saving it twice has added."""
    text = _ENDINGS.sub("", name).strip()
    while (shorter := _COPY.sub("", _NUMBER.sub("", text)).strip()) not in (text, ""):
        text = shorter
    return text


def copy_number(name: str) -> int:
    """Which of several of one name it is, where its name says so: a browser saves the second one as
    “(1)”, and Canvas calls it “-1”."""
    found = _NUMBER.search(_ENDINGS.sub("", name).strip())
    return int(found["one"] or found["other"]) if found is not None else 0
