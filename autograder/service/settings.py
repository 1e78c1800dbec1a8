"""What the service was told when it was started."""

from __future__ import annotations

from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec

from autograder.course.served import HERE

PORT = 8000
DEFAULT_PORTS = {"http": 80, "https": 443}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`address` is what people type into a browser, where that is another than the host and port on
    which the service listens: behind a reverse proxy."""

    host: str = "127.0.0.1"
    port: int = PORT
    address: str = ""
    workers: int | None = None

    @property
    def origin(self) -> str:
        """What a browser calls this service, as in the header Origin."""
        return f"{urlsplit(self.shown).scheme}://{_netloc(self.shown)}"

    @property
    def shown(self) -> str:
        """The address for people, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.address or f"http://{host}:{self.port}").rstrip("/")

    @property
    def root(self) -> str:
        """The path below which all pages stand: empty, or as "/services/autograder" of a hub."""
        return urlsplit(self.shown).path

    @property
    def cookie_path(self) -> str:
        """Where browsers send our cookies: not to what else stands at the same host."""
        return self.root or "/"

    @property
    def secure(self) -> bool:
        """Whether browsers come by HTTPS."""
        return self.shown.startswith("https:")

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the header Host that are ours. A page elsewhere whose name was made to
        lead here sends another one."""
        own = {_netloc(self.shown)}
        if self.is_local:
            here = ("127.0.0.1", "localhost", "[::1]")
            own |= {_netloc(f"http://{host}:{self.port}") for host in here}
        return frozenset(own)

    @property
    def origins(self) -> frozenset[str]:
        """The values of the header Origin that are ours."""
        scheme = urlsplit(self.shown).scheme
        return frozenset(f"{scheme}://{host}" for host in self.hosts)

    @property
    def is_local(self) -> bool:
        """Whether only this machine can ask it."""
        if self.host in HERE:
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def _netloc(address: str) -> str:
    """The host and port of an address as browsers send them: without the port that the scheme has
    anyway, and a name of other letters than a to z as it is called in the network."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name
    if not name.isascii():
        with suppress(UnicodeError):  # else no browser can come by it
            host = name.encode("idna").decode()
    port = "" if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{host}{port}"
