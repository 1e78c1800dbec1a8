"""The learning platforms that a course belongs to: lti.toml in its folder. No secret is in it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec

from autograder.course import Course
from autograder.course.served import HERE
from autograder.errors import ServiceError
from autograder.files import PRIVATE, write_atomically

FILE = "lti.toml"
MOST = 100_000  # bytes of the file
HEAD = "# The learning platforms of this course. `autograder lti` writes this; it may be edited.\n"


class Platform(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A registration at a platform. `issuer` is what it calls itself, and `client_id` what it calls
    us. `deployments` are the places where it has put us: launches from elsewhere are refused.
    `audience` is for whom our requests for a token are, where that is not `token_url` itself.
    `trusts_emails` says that people cannot change their e-mail there. `frames` are the addresses
    whose pages may show our first page in a frame, beside those that are here anyway."""

    issuer: str
    client_id: str
    login_url: str
    token_url: str
    keys_url: str
    deployments: tuple[str, ...] = ()
    audience: str = ""
    trusts_emails: bool = False
    frames: tuple[str, ...] = ()

    @property
    def embedders(self) -> tuple[str, ...]:
        """The origins that may show our first page in a frame."""
        places = (self.issuer, self.login_url, *self.frames)
        return tuple(dict.fromkeys(origin_of(each) for each in places if is_safe(each)))

    @property
    def hosts(self) -> set[str]:
        """Where it is, as far as whoever registered it has said so."""
        places = (self.issuer, self.login_url, self.token_url, self.keys_url)
        return {urlsplit(each).hostname or "" for each in places}

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, as in tests: only then it is asked without HTTPS."""
        return urlsplit(self.keys_url).hostname in HERE


class _File(msgspec.Struct, forbid_unknown_fields=True):
    platform: tuple[Platform, ...] = ()


def load_platforms(course: Course) -> tuple[Platform, ...]:
    """Those of a course; none where there is no file. Raises ServiceError where it is wrong."""
    path = course.folder / FILE
    try:
        data = path.read_bytes()[:MOST]
        found = msgspec.toml.decode(data, type=_File).platform
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise ServiceError(
            f"The learning platforms of this course cannot be read: {error}.",
            where=path,
            todo="Correct the file, or move it away and add them anew: autograder lti add.",
        ) from error
    try:
        for each in found:
            check_platform(each)
    except ServiceError as error:
        raise ServiceError(error.what, where=path, todo=error.todo) from error
    return found


def save_platforms(course: Course, platforms: Iterable[Platform]) -> None:
    """Let the file hold these platforms and no others."""
    tables = "".join(_table(each) for each in platforms)
    data = (HEAD + tables).encode()
    write_atomically(course.folder / FILE, data, PRIVATE, durable=True)


def check_platform(platform: Platform) -> None:
    """Raises ServiceError where an address is none that may be asked."""
    urls = (platform.login_url, platform.token_url, platform.keys_url, *platform.frames)
    for url in urls:
        if not is_safe(url):
            raise ServiceError(
                f"'{url}' cannot be an address of a learning platform.",
                todo="It begins with https://. Only on this machine itself http:// will do.",
            )
    if not platform.issuer or not platform.client_id:
        raise ServiceError(
            "A learning platform needs an issuer and a client id.",
            todo="Both stand in the platform's settings of this tool.",
        )
    if not _is_address(platform.issuer):
        raise ServiceError(
            f"'{platform.issuer}' cannot be what a learning platform calls itself: an address.",
            todo="Write it as the platform shows it, with https:// at the beginning.",
        )


def _is_address(issuer: str) -> bool:
    try:
        parts = urlsplit(issuer)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and issuer.isprintable()


def is_safe(url: str, *, here: bool = True) -> bool:
    """Whether an address may be asked: by HTTPS, or on this machine where `here` says so."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or not url.isprintable() or " " in url or parts.username or parts.password:
        return False
    return parts.scheme == "https" or (here and parts.scheme == "http" and host in HERE)


def origin_of(url: str) -> str:
    """What a browser calls the place of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _table(platform: Platform) -> str:
    lines = ["", "[[platform]]"]
    for name, value in msgspec.structs.asdict(platform).items():
        if value or name in ("issuer", "client_id"):
            lines.append(f"{name} = {msgspec.json.encode(value).decode()}")
    return "\n".join(lines) + "\n"
