"""What the service was told when it was started."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from autograder.course import Course
from autograder.course.served import HERE, ServiceSettings, check_service
from autograder.service.hub.settings import PUBLIC, Hub, hub_address, hub_of, listens_at

HOST, PORT = "127.0.0.1", 8000
DEFAULT_PORTS = {"http": 80, "https": 443}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`address` is what people type into a browser, where that is another than the host and port on
    which the service listens: behind a reverse proxy. `hub` is the JupyterHub whose service this
    is; `weak_isolation` says that other machines may ask even where students' code is not kept in
    fully. `scheduler` is the address of a Dask scheduler whose workers grade, empty for none. A
    student may ask about a grade from `ask_after_hours` to `ask_within_days` after it was given."""

    host: str = HOST
    port: int = PORT
    address: str = ""
    workers: int | None = None
    hub: Hub | None = None
    weak_isolation: bool = False
    scheduler: str = ""
    ask_after_hours: float = 24.0
    ask_within_days: float = 7.0

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
        """Whether only this machine can connect to it."""
        return _is_here(self.host)

    @property
    def is_asked_from_afar(self) -> bool:
        """Whether people at other machines ask it, perhaps by way of a proxy on this one."""
        return not self.is_local or not _is_here(urlsplit(self.shown).hostname or "")


def settings_for(
    course: Course,
    environment: Mapping[str, str],
    *,
    host: str | None = None,
    port: int | None = None,
    address: str = "",
    workers: int | None = None,
    weak_isolation: bool = False,
    scheduler: str = "",
    ask_after_hours: float = 24.0,
    ask_within_days: float = 7.0,
) -> Settings:
    """The settings of a course's service that is started with these options, in an environment in
    which a hub may have said more. `address` is empty where nobody has named one.

    Raises ServiceError and CourseError where they do not fit together.
    """
    told = hub_address(environment)
    shown = (address or told or course.service.address).rstrip("/")
    check_service(
        ServiceSettings(address=shown), Path(PUBLIC if told and not address else "--address")
    )
    listens = listens_at(environment) or (HOST, PORT)
    return Settings(
        host=host or listens[0],
        port=port if port is not None else listens[1],
        address=shown,
        workers=workers,
        hub=hub_of(environment, shown),
        weak_isolation=weak_isolation,
        scheduler=scheduler,
        ask_after_hours=ask_after_hours,
        ask_within_days=ask_within_days,
    )


def _is_here(host: str) -> bool:
    if host in HERE:
        return True
    try:
        return ip_address(host).is_loopback
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
