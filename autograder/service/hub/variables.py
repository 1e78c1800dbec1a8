"""Environment variables that hold an address: set by a hub, or by hand and perhaps wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from autograder.errors import ServiceError


def address_in(environment: Mapping[str, str], variable: str) -> str:
    """The address in a variable; empty where it is not set. Raises ServiceError where that is none
    that one can ask, which names the variable."""
    said = environment.get(variable, "")
    if said and not _is_address(said):
        raise ServiceError(
            f"{variable} is '{said}', which is no address.",
            todo="Write one that begins with http:// or https:// and a host, and with a port below "
            "65536 where it needs one.",
        )
    return said


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    is_plain = text.isprintable() and " " not in text and not parts.query and not parts.fragment
    return parts.scheme in ("http", "https") and bool(host) and is_plain
