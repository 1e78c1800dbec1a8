"""Connections that end in time: one moment stands for all of a request, from the first try to reach
the other side to the last byte of its answer, however slowly each of them comes."""

from __future__ import annotations

import io
import ipaddress
import socket
import time
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, Request

STEP = 10.0  # seconds for each step of it


class Terms:
    """Until when (by `time.monotonic`) a request has to be done, and whether its host may be one
    that only people inside of a network can reach."""

    def __init__(self, url: str, seconds: float, *, inside: bool) -> None:
        self.end = time.monotonic() + seconds
        self._host = None if inside else urlsplit(url).hostname

    def left(self) -> float:
        """Seconds for the next step; raises TimeoutError where there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError("it answers too slowly")
        return min(left, STEP)

    def reach(self, address: tuple[str, int], *_more: object) -> socket.socket:
        """A connection; raises OSError where none of the addresses of a host can be had."""
        host, port = address
        reason = OSError("it has no address")
        for family, kind, number, _name, place in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        ):
            if host == self._host and not ipaddress.ip_address(place[0]).is_global:
                reason = OSError("it is inside of a network, and not where the platform is")
                continue
            one = socket.socket(family, kind, number)
            try:
                one.settimeout(self.left())
                one.connect(place)
            except OSError as error:
                one.close()
                reason = error
            else:
                return one
        raise reason


class Plain(HTTPHandler):
    """Opens http:// on such terms."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self._terms = terms

    def http_open(self, asked: Request) -> HTTPResponse:
        """For `urllib`."""
        return self.do_open(_hurried(HTTPConnection, self._terms), asked)


class Secure(HTTPSHandler):
    """Opens https:// on such terms."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self._terms = terms

    def https_open(self, asked: Request) -> HTTPResponse:
        """For `urllib`."""
        return self.do_open(_hurried(HTTPSConnection, self._terms), asked)


def _hurried(kind: type[HTTPConnection], terms: Terms) -> Any:
    """A kind of connection for `urllib`, which makes one of it."""

    class Hurried(kind):  # type: ignore[misc, valid-type]
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self._create_connection = terms.reach

        def connect(self) -> None:
            super().connect()
            own: Any = self
            own.sock = _Socket(own.sock, terms)

    return Hurried


class _Socket:
    """What `http.client` does with a socket. The answer goes on reading after it was closed."""

    def __init__(self, own: socket.socket, terms: Terms) -> None:
        self._own, self._terms = own, terms
        self._is_read = False

    def sendall(self, data: Any) -> None:
        self._own.settimeout(self._terms.left())
        self._own.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        self._is_read = True
        return io.BufferedReader(_Bytes(self._own, self._terms))

    def close(self) -> None:
        if not self._is_read:
            self._own.close()


class _Bytes(io.RawIOBase):
    """What comes, as long as there is time."""

    def __init__(self, own: socket.socket, terms: Terms) -> None:
        self._own, self._terms = own, terms

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        self._own.settimeout(self._terms.left())
        return self._own.recv_into(into)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._own.close()
