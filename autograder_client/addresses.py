"""Addresses of services, in one form: a token is kept for one, and is sent to no other."""

from __future__ import annotations

import re
from typing import Sequence
from urllib.parse import quote, urlsplit

from autograder_client.words import Trouble

HERE = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"[\w.:-]+")
_HERE = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:/.*)?")  # as people type it
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,}")  # nothing else of an address is so long, in one piece
_KEPT = "/%:@!$&'()*+,;=~-._"  # of a path


class NotSignedIn(Trouble):
    """No token is known for this address, or the address is none that may have one."""


def plain_address(address: str) -> str:
    """The address without what does not matter, and as it is sent. Raises NotSignedIn for one that
    a token must not be sent to: on the way to another machine everybody could read it."""
    bad = NotSignedIn("address_bad")  # without the text: what is no address may be a token
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
        raise NotSignedIn("address_http", address=f"http://{host}")
    name = f"[{host}]" if ":" in host else host
    place = name if port is None else f"{name}:{port}"
    return f"{parts.scheme}://{place}{quote(parts.path.rstrip('/'), safe=_KEPT)}"


def typed_address(text: str) -> str:
    """The same of what a person has typed, or copied from where tokens are made."""
    bare = text.strip().strip("'\"").rstrip("/")
    bare = f"http://{bare}" if _HERE.fullmatch(bare) else bare
    return plain_address(bare[:-3] if bare.endswith("/me") else bare)


def without_a_token(words: Sequence[str]) -> str:
    """The one address among the words behind %sign_in; empty where there are none. Raises
    NotSignedIn, and repeats nothing of it, where a token stands there, by itself or in the address:
    what a cell shows is kept in the notebook, too, which is handed in."""
    if not words:
        return ""
    bare = [each.strip("'\"") for each in words]
    if len(bare) == 1 and not _SECRET.search(bare[0].partition("#")[0]):
        return bare[0]
    for each in bare:
        try:
            address = "" if _SECRET.search(each) else typed_address(each)
        except NotSignedIn:
            continue
        if address:
            raise NotSignedIn("token_written_at", address=address)
    raise NotSignedIn("token_written")
