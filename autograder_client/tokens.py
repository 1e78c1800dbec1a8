"""Where tokens are kept: in a file that only its owner can read, each with its address.

On a JupyterHub a user's server has one of its own, and Colab keeps secrets: those are written down
nowhere.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Dict, List, Tuple

from autograder_client.addresses import NotSignedIn, plain_address
from autograder_client.in_colab import colab_secrets
from autograder_client.on_a_hub import of_the_hub
from autograder_client.words import Trouble


class ForAnother(NotSignedIn):
    """A token that is kept for another address."""


def token_file() -> Path:
    """The file of tokens: AUTOGRADER_TOKENS, or one in the user's own configuration."""
    own = os.environ.get("AUTOGRADER_TOKENS")
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(own) if own else Path(base) / "autograder" / "tokens.json"


def keep(address: str, token: str, language: str = "") -> None:
    """Keep a token for one address, and the language of its course; it becomes the one that is
    asked. Raises Trouble where that cannot be written, or what is there cannot be read."""
    path = token_file()
    known = _read(path)
    known["tokens"][address] = token
    known["languages"][address] = language
    known["address"] = address
    _write(path, known)


def signed_in() -> Tuple[str, str]:
    """The address that was signed in to last, and its token. Raises NotSignedIn."""
    known = _known()
    address = known["address"]
    token = known["tokens"].get(address)
    if not address or not token:
        raise _not_signed_in("")
    return address, token


def addresses() -> List[str]:
    """Where somebody has signed in."""
    return list(_known()["tokens"])


def language_of(address: str) -> str:
    """The language of the course at an address; empty where that is not known."""
    return str(_known()["languages"].get(address, ""))


def token_for(address: str) -> Tuple[str, str]:
    """The address that a notebook names, in plain form, and the token that is kept for it. Where it
    names none, the only ones there are; where there is no token for it, those of the hub, on a hub.
    Raises NotSignedIn where there are none, or several: no token is for two addresses."""
    if not address.strip():
        several = addresses()
        if len(several) > 1:
            raise NotSignedIn("choose_address", addresses=", ".join(several), address=several[0])
        return signed_in()
    known = _known()["tokens"]
    with suppress(KeyError, NotSignedIn):
        plain = plain_address(address)
        return plain, known[plain]
    hub = of_the_hub()
    if hub is None:
        raise _not_signed_in(address)
    return plain_address(hub[0]), hub[1]


def see_that_it_may_go(address: str, token: str) -> None:
    """Raises ForAnother for a token that is kept for another address than this one."""
    for other, kept in _known()["tokens"].items():
        if kept == token and other != address:
            raise ForAnother("other_token")


def _not_signed_in(address: str) -> NotSignedIn:
    secret_address, secret = colab_secrets()
    if secret and not secret_address:
        return NotSignedIn("colab_no_address")
    return NotSignedIn("not_signed_in_at" if address else "not_signed_in", address=address)


def _known() -> Dict[str, Any]:
    """All tokens that may be used: those that were kept, that of a hub for this server, and the
    secret of Colab. The address that is asked is one of these where nobody has signed in."""
    known = _read(token_file())
    hub = of_the_hub()
    if hub is not None:
        try:
            address = plain_address(hub[0])
        except NotSignedIn as error:
            raise NotSignedIn("hub_bad", error.kind, **error.values) from None
        known["tokens"][address] = hub[1]
        known["address"] = known["address"] or address
    secret_address, secret = colab_secrets()
    if secret_address and secret:
        address = plain_address(secret_address)
        known["tokens"].setdefault(address, secret)
        known["address"] = known["address"] or address
    return known


def _write(path: Path, known: Dict[str, Any]) -> None:
    """At once or not at all; and into a new file, which nobody else has opened before."""
    new = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            new.unlink()
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(known, file, indent=1)
        new.replace(path)
    except OSError:
        raise Trouble("tokens_unwritable", path=str(path)) from None


def _read(path: Path) -> Dict[str, Any]:
    """What the file keeps. One that cannot be read is not taken for empty: it would be lost."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        return {
            "address": str(known["address"]),
            "tokens": dict(known["tokens"]),
            "languages": dict(known.get("languages", {})),
        }
    except FileNotFoundError:
        return {"address": "", "tokens": {}, "languages": {}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Trouble("tokens_damaged", path=str(path)) from None
