"""Which schedulers may be used: on this machine, or behind Dask's TLS.

Whoever can talk to a scheduler or a worker can run code on every worker, so nothing of ours talks
over an open network without certificates.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from autograder.errors import UsageError

if TYPE_CHECKING:
    from distributed.security import Security

TCP, TLS = "tcp", "tls"
EXAMPLE = "Write it like tcp://127.0.0.1:8786, or tls://HOST:8786."
USE_TLS = "Use tls:// and Dask's certificates, as docs/cluster.md shows."


def host_of(address: str) -> str:
    """The host of an address; raises UsageError where the address may not be used."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or port is None or parts.scheme not in (TCP, TLS):
        raise UsageError("This is no address of a scheduler.", where=address, todo=EXAMPLE)
    if parts.scheme == TCP and not is_loopback(host):
        raise UsageError(
            "This is not on this machine, and without TLS whoever reaches it could run code here.",
            where=address,
            todo=USE_TLS,
        )
    return host


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, and cannot be reached from another one."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def security_of(address: str, role: str) -> Security:
    """Dask's security settings (`distributed.comm.tls`), checked for an address and a role."""
    from distributed.security import Security

    host_of(address)
    if not address.startswith(f"{TLS}:"):
        return Security(require_encryption=False)
    security = Security(require_encryption=True)
    try:
        context = security.get_connection_args(role)["ssl_context"]
    except OSError as error:  # the SSL errors are some of these
        raise UsageError(
            f"Dask's certificates cannot be read: {error}.", where=address, todo=USE_TLS
        ) from error
    if context is None:
        raise UsageError(
            "Dask has no certificates to talk TLS with (distributed.comm.tls).",
            where=address,
            todo="docs/cluster.md shows how to set them.",
        )
    return security
