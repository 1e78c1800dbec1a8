"""Where tokens are kept: in a file that only its owner can read, each with its address. On a
JupyterHub a user's server has one of its own, which is kept nowhere."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple
from urllib.parse import urlsplit

from autograder_client.on_a_hub import of_the_hub

HERE = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"[\w.:-]+")


class NotSignedIn(Exception):
    """No token is known for this address, or the address is none that may have one."""


class ForAnother(NotSignedIn):
    """A token that is kept for another address."""


def plain_address(address: str) -> str:
    """The address without what does not matter. Raises NotSignedIn for one that a token must not
    be sent to: on the way to another machine everybody could read it."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        raise NotSignedIn(f"{address!r} is no address. It begins with https://")
    if parts.fragment:
        raise NotSignedIn("This is a personal link: open it in a browser, and make a token there.")
    if parts.scheme == "http" and host not in HERE:
        raise NotSignedIn(
            f"{address} begins with http: anybody on the way could read your token. "
            "Use the address that begins with https."
        )
    name = f"[{host}]" if ":" in host else host
    place = name if port is None else f"{name}:{port}"
    return f"{parts.scheme}://{place}{parts.path.rstrip('/')}"


def token_file() -> Path:
    """The file of tokens: AUTOGRADER_TOKENS, or one in the user's own configuration."""
    own = os.environ.get("AUTOGRADER_TOKENS")
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(own) if own else Path(base) / "autograder" / "tokens.json"


def keep(address: str, token: str) -> None:
    """Keep a token for one address; it becomes the one that is asked."""
    path = token_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = _read(path)
    known["tokens"][address] = token
    known["address"] = address
    _write(path, known)


def forget(address: str) -> None:
    """Keep it no longer."""
    known = _read(token_file())
    if known["tokens"].pop(address, None) is not None:
        _write(token_file(), known)


def signed_in() -> Tuple[str, str]:
    """The address that is asked, and its token. Raises NotSignedIn."""
    known = _known()
    address = known["address"]
    token = known["tokens"].get(address) or _colab_secret()
    if not address or not token:
        raise NotSignedIn("You are not signed in yet: %sign_in ADDRESS, as your teacher gave it.")
    return address, token


def addresses() -> List[str]:
    """Where somebody has signed in."""
    return list(_known()["tokens"])


def token_for(address: str) -> Tuple[str, str]:
    """The address that a notebook names, in plain form, and the token that is kept for it. Where it
    names none, those of `signed_in`; where there is no token for it, those of the hub, on a hub.
    Raises NotSignedIn where there are none: no token is for two addresses."""
    if not address.strip():
        return signed_in()
    hub = of_the_hub()
    try:
        plain = plain_address(address)
        return plain, _known()["tokens"][plain]
    except (KeyError, NotSignedIn):
        if hub is None:
            raise NotSignedIn(f"You are not signed in at {address} yet.") from None
        return plain_address(hub[0]), hub[1]


def see_that_it_may_go(address: str, token: str) -> None:
    """Raises ForAnother for a token that is kept for another address than this one."""
    for other, kept in _known()["tokens"].items():
        if kept == token and other != address:
            raise ForAnother(f"This token is for {other}, and is not sent to {address}.")


def _colab_secret() -> Optional[str]:
    """The secret AUTOGRADER_TOKEN of Colab, where the user lets this notebook have it."""
    try:
        from google.colab import userdata

        return str(userdata.get("AUTOGRADER_TOKEN") or "")
    except Exception:
        return None


def _known() -> Dict[str, Any]:
    """All tokens that may be used: those that were kept, and on a JupyterHub that of this server.
    The address that is asked is the hub's, where nobody has signed in at another one."""
    known = _read(token_file())
    hub = of_the_hub()
    if hub is not None:
        address = plain_address(hub[0])
        known["tokens"][address] = hub[1]
        known["address"] = known["address"] or address
    return known


def _write(path: Path, known: Dict[str, Any]) -> None:
    """At once or not at all; and into a new file, which nobody else has opened before."""
    new = path.with_name(f".{path.name}.new")
    with suppress(FileNotFoundError):
        new.unlink()
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(known, file, indent=1)
    new.replace(path)


def _read(path: Path) -> Dict[str, Any]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        return {"address": str(known["address"]), "tokens": dict(known["tokens"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"address": "", "tokens": {}}
