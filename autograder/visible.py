"""What a submission wrote, without what steers a terminal or hides what stands there."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# No part that is repeated holds a character with which a match can begin, so nothing is read twice.
_ESCAPES = re.compile(
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c\x9d]*(?:\x07|\x1b\\|\x9c)"  # titles, links of a terminal
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and movements of the cursor
)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_PRINTABLE = str.maketrans("", "", "\n\t")
# Control characters; invisible ones, among them those that turn the direction of writing.
_REMOVED = ("Cc", "Cf", "Cs")


def visible(text: str) -> str:
    """The text without escapes and invisible characters; ends of lines and tabs stay."""
    if text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", _ESCAPES.sub("", text))
    if text.translate(_PRINTABLE).isprintable():  # what is printable is visible, and common
        return text
    return "".join(character for character in text if _is_visible(character))


def visible_data(data: Any) -> Any:
    """The same for all texts in lists and dictionaries."""
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, dict):
        return {visible_data(key): visible_data(item) for key, item in data.items()}
    if isinstance(data, list | tuple):
        return type(data)(map(visible_data, data))
    return data


def printed(text: str) -> str:
    """What is left to be seen of printed lines: a line that begins anew, such as a progress bar,
    takes the place of what stood there."""
    if "\r" in text:
        lines = (line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
        text = "\n".join(lines)
    return visible(text)


def _is_visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in _REMOVED
