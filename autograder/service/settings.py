"""What the service was told when it was started."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec

from autograder.course.served import HERE

PORT = 8000


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
        parts = urlsplit(self.shown)
        return f"{parts.scheme}://{parts.netloc}"

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
        own = {urlsplit(self.shown).netloc}
        if self.is_local:
            own |= {f"{host}:{self.port}" for host in ("127.0.0.1", "localhost", "[::1]")}
        return frozenset(each.lower() for each in own)

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
