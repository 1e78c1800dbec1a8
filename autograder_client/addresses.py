"""Addresses of services, in one form: a token is kept for one, and is sent to no other."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from autograder_client.words import Trouble

HERE = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"[\w.:-]+")
_KEPT = "/%:@!$&'()*+,;=~-._"  # of a path


class NotSignedIn(Trouble):
    """No token is known for this address, or the address is none that may have one."""


def plain_address(address: str) -> str:
    """The address without what does not matter, and as it is sent. Raises NotSignedIn for one that
    a token must not be sent to: on the way to another machine everybody could read it."""
    bad = NotSignedIn("address_bad", address=address)
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
        if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
            raise bad
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:  # UnicodeError is one, too
        raise bad from None
    if "@" in parts.netloc:
        raise bad
    if parts.fragment:
        raise NotSignedIn("address_link")
    if parts.scheme == "http" and host not in HERE:
        raise NotSignedIn("address_http", address=address)
    name = f"[{host}]" if ":" in host else host
    place = name if port is None else f"{name}:{port}"
    return f"{parts.scheme}://{place}{quote(parts.path.rstrip('/'), safe=_KEPT)}"


def typed_address(text: str) -> str:
    """The same of what a person has typed, or copied from where tokens are made."""
    bare = text.strip().strip("'\"").rstrip("/")
    return plain_address(bare[:-3] if bare.endswith("/me") else bare)
