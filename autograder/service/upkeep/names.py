"""Names of files in a backup: of any bytes, though an archive takes only text.

A byte that is no part of a text in UTF-8 stands there as a sign that nobody types and its two
hexadecimal digits; the sign itself stands there with an `E` after it.
"""

from __future__ import annotations

import os
import re

SIGN = "\ue000"
FIRST = 0xDC00  # a byte that is no text is this code and the byte, as Python reads names
ODD = re.compile(f"{SIGN}|[\udc80-\udcff]")
WRITTEN = re.compile(f"{SIGN}(?:(E)|([89a-f][0-9a-f]))")


def in_archive(name: str) -> str:
    """What a file with this name in our folder is called in an archive."""
    text = os.fsencode(name).decode(errors="surrogateescape")
    return ODD.sub(_written, text)


def in_folder(name: str) -> str:
    """And back: the name of a file in our folder."""
    text = WRITTEN.sub(_read, name)
    return os.fsdecode(text.encode(errors="surrogateescape"))


def is_text(name: str) -> bool:
    """Whether a name or an id can stand in a database, and be read by people."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in name


def _written(found: re.Match[str]) -> str:
    return SIGN + ("E" if found[0] == SIGN else f"{ord(found[0]) - FIRST:02x}")


def _read(found: re.Match[str]) -> str:
    return SIGN if found[1] else chr(FIRST + int(found[2], 16))
