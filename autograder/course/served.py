"""[service] of course.toml: where the course can be asked on the web, and what is kept there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from autograder.errors import CourseError

HERE = ("localhost", "127.0.0.1", "::1")  # where nobody can listen on the way


class ServiceSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`address` is what students type into a browser; without one, released notebooks name none.
    Of each student's attempts at an exercise, the files of the newest `attempts_kept` stay, and of
    the one that counts; of the others only their digests."""

    address: str = ""
    attempts_kept: Annotated[int, msgspec.Meta(ge=1)] = 50


def check_service(settings: ServiceSettings, where: Path) -> None:
    """Raises CourseError where the address is none that a browser takes."""
    address = settings.address
    if not address:
        return
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    beside = parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in ("http", "https") or not host or beside or not address.isprintable():
        raise CourseError(
            f"'{address}' cannot be the address of the service.",
            where=where,
            todo='Write address = "https://grading.example.org" below [service].',
        )
    if parts.scheme == "http" and host not in HERE:
        raise CourseError(
            f"The address of the service, {address}, begins with http: on the way to another "
            "machine anybody could read what students send.",
            where=where,
            todo="Write https://, and let a reverse proxy answer there.",
        )
