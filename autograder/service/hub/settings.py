"""What a JupyterHub tells a service of its own when it starts it: by environment variables, which
an administrator sets by hand for a service that the hub does not start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from autograder.errors import ServiceError
from autograder.service.hub.variables import address_in

CALLBACK = "/oauth_callback"  # where the hub sends a browser back, below the service's own path
PUBLIC = "JUPYTERHUB_PUBLIC_URL"  # where browsers find the service
LISTENS = "JUPYTERHUB_SERVICE_URL"  # where the hub does
NAMES = "AUTOGRADER_HUB_NAMES"
NAMES_ARE_IDS = "ids"


class Hub(msgspec.Struct, frozen=True, kw_only=True):
    """The hub whose service this is.

    `api` is its address for programs, without a slash at the end; `authorize` the page at which a
    browser asks it who somebody is; `issuer` its address as it stands in identities. Whoever has
    one of the `scopes` may come here. `names_are_ids` says that the administrator, who makes the
    hub's users, has called them as people.csv does."""

    name: str
    api: str
    token: str
    client_id: str
    callback: str
    authorize: str
    issuer: str
    scopes: tuple[str, ...]
    names_are_ids: bool = False


def hub_address(environment: Mapping[str, str]) -> str:
    """What people type into a browser to come to this service, where its hub knows that."""
    return address_in(environment, PUBLIC).rstrip("/") if is_of(environment) else ""


def listens_at(environment: Mapping[str, str]) -> tuple[str, int] | None:
    """The host and port at which the hub looks for this service, where it has said one."""
    said = address_in(environment, LISTENS) if is_of(environment) else ""
    if not said:
        return None
    parts = urlsplit(said)
    if parts.scheme != "http" or not parts.port or parts.hostname is None:
        raise ServiceError(
            f"{LISTENS} is '{said}', and the service speaks HTTP at a port.",
            todo=f"Write it with both, as in {LISTENS}=http://127.0.0.1:10101, and the same as "
            "`url` into the service's entry in jupyterhub_config.py.",
        )
    return parts.hostname, parts.port


def is_of(environment: Mapping[str, str]) -> bool:
    """Whether this process is the service of a hub. A user's server has no name of a service."""
    return bool(environment.get("JUPYTERHUB_SERVICE_NAME"))


def hub_of(environment: Mapping[str, str], address: str) -> Hub | None:
    """The hub whose service this is; None where it is none's. `address` is that of the service.

    Raises ServiceError where what the hub has told does not fit together.
    """
    if not is_of(environment):
        return None
    name = environment["JUPYTERHUB_SERVICE_NAME"]
    for needed in ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_API_URL"):
        if not environment.get(needed):
            raise ServiceError(
                f"This is the service '{name}' of a JupyterHub, and {needed} is not set.",
                todo="The hub sets it for a service that it starts; for another one write it into "
                "its environment.",
            )
    api = address_in(environment, "JUPYTERHUB_API_URL").rstrip("/")
    if not urlsplit(api).path.endswith("/api"):
        raise ServiceError(
            f"JUPYTERHUB_API_URL is '{api}', and the address of a hub's API ends in /hub/api.",
            todo="Write it as in JUPYTERHUB_API_URL=http://127.0.0.1:8081/hub/api.",
        )
    base = environment.get("JUPYTERHUB_BASE_URL") or "/"
    if not base.startswith("/") or not base.endswith("/"):
        raise ServiceError(
            f"JUPYTERHUB_BASE_URL is '{base}'.",
            todo="Write a path that begins and ends with a slash: JUPYTERHUB_BASE_URL=/jupyter/.",
        )
    prefix = environment.get("JUPYTERHUB_SERVICE_PREFIX", f"{base}services/{name}/").rstrip("/")
    _see_that_it_fits(name, prefix, address)
    public = address_in(environment, "JUPYTERHUB_PUBLIC_HUB_URL")
    public = public or _beside(environment, base, address)
    callback = environment.get("JUPYTERHUB_OAUTH_CALLBACK_URL") or prefix + CALLBACK
    if re.sub("https?://[^/]+", "", callback, count=1) != prefix + CALLBACK:
        raise ServiceError(
            f"The hub would send browsers back to {callback}, and this service waits for them at "
            f"{prefix}{CALLBACK}.",
            todo="Leave oauth_redirect_uri out of the service's entry in jupyterhub_config.py.",
        )
    return Hub(
        name=name,
        api=api,
        token=environment["JUPYTERHUB_API_TOKEN"],
        client_id=environment.get("JUPYTERHUB_CLIENT_ID") or f"service-{name}",
        callback=callback,
        authorize=f"{public.rstrip('/')}/api/oauth2/authorize",
        issuer=public.rstrip("/"),
        scopes=_scopes(environment, name),
        names_are_ids=_names_are_ids(environment),
    )


def _see_that_it_fits(name: str, prefix: str, address: str) -> None:
    if not address:
        raise ServiceError(
            f"Nobody has said at which address browsers reach the hub of the service '{name}'.",
            todo='Write c.JupyterHub.public_url = "https://hub.example.org/" into '
            "jupyterhub_config.py, or start the service with --address, as in --address "
            f"https://hub.example.org{prefix}.",
        )
    if urlsplit(address).path.rstrip("/") != prefix:
        raise ServiceError(
            f"The hub sends to this service what comes to {prefix}/, and its address is {address}.",
            todo=f"Let {PUBLIC}, or --address, be one that ends in {prefix}.",
        )


def _beside(environment: Mapping[str, str], base: str, address: str) -> str:
    """The hub's own address, at the same host as the service where it names no other."""
    parts = urlsplit(address)
    host = (
        address_in(environment, "JUPYTERHUB_HOST").rstrip("/") or f"{parts.scheme}://{parts.netloc}"
    )
    return f"{host}{base}hub"


def _scopes(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    said = environment.get("JUPYTERHUB_OAUTH_ACCESS_SCOPES", "")
    try:
        told = tuple(msgspec.json.decode(said, type=list[str])) if said else ()
    except msgspec.DecodeError as error:
        raise ServiceError(
            f"JUPYTERHUB_OAUTH_ACCESS_SCOPES is no list of texts: {error}.",
            todo="Leave it as the hub sets it.",
        ) from error
    return told or ("access:services", f"access:services!service={name}")


def _names_are_ids(environment: Mapping[str, str]) -> bool:
    said = environment.get(NAMES, "")
    if said not in ("", NAMES_ARE_IDS):
        raise ServiceError(
            f"{NAMES} is '{said}'.",
            todo=f"Write {NAMES}={NAMES_ARE_IDS} where the names of the hub's users are the ids in "
            "people.csv, and leave it out where they are not.",
        )
    return bool(said)
