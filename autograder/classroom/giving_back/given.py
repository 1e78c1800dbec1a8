"""What an export gives: a file, and what there is to say of it."""

from __future__ import annotations

import msgspec


class Given(msgspec.Struct, frozen=True):
    """A file, the name it might have, and sentences in the current language."""

    name: str
    content: bytes
    said: tuple[str, ...] = ()
