"""Requests to the service, with the standard library alone."""

from __future__ import annotations

import json
import uuid
from http.client import HTTPException
from typing import Any, Optional
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from autograder_client.tokens import HERE

SECONDS = 120


class Refused(Exception):
    """The service does not answer as wished, and says why."""


class Unknown(Refused):
    """The service does not know this token, or no longer."""


class Unreached(Refused):
    """Nobody answers at this address."""


class _NoRedirects(HTTPRedirectHandler):
    """A token goes to the address that it is for, and is not carried on."""

    def redirect_request(self, *_request: Any) -> None:
        return


class Service:
    """The service at one address, asked with the token for it."""

    def __init__(self, address: str, token: str) -> None:
        """Raises Refused for what is no token: an error of the library would show it."""
        if not token.isascii() or not token.isprintable() or " " in token:
            raise Refused("This is no token: it is one line of letters and digits.")
        self.address = address
        self._token = token
        is_here = urlsplit(address).hostname in HERE
        ways = [ProxyHandler({})] if is_here else []  # no proxy reads what stays on this machine
        self._opener = build_opener(_NoRedirects, *ways)

    def exercises(self) -> Any:
        """The exercises of the course, each with its questions."""
        return self._ask("GET", "/api/v1/exercises")

    def check(self, exercise: str, question: str, notebook: str, loose: bool = False) -> Any:
        """The verdict on one question, from a notebook as text; `loose` where it holds the cells
        that were run, whatever cells the file has."""
        body = {"exercise": exercise, "question": question, "source": notebook, "is_loose": loose}
        return self._ask("POST", "/api/v1/check", json.dumps(body).encode(), "application/json")

    def hand_in(self, exercise: str, name: str, content: bytes) -> Any:
        """Hand in a file. Sent again after a failure on the way, it is the same hand-in."""
        query = urlencode({"name": name, "key": uuid.uuid4().hex})
        path = f"/api/v1/exercises/{quote(exercise, safe='')}/hand-ins?{query}"
        kind = "application/octet-stream"
        for _try in range(2):
            try:
                return self._ask("POST", path, content, kind)
            except ConnectionError:
                pass
        return self._ask("POST", path, content, kind)

    def _ask(self, method: str, path: str, body: Optional[bytes] = None, kind: str = "") -> Any:
        request = Request(self.address + path, data=body, method=method)
        request.add_header("Authorization", f"Bearer {self._token}")
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                text = answer.read()
        except HTTPError as error:
            with error:
                if error.code == 401:
                    raise Unknown(_said(error)) from None
                raise Refused(_said(error)) from None
        except URLError as error:
            if isinstance(error.reason, ConnectionError):
                raise error.reason from None
            raise Unreached(f"{self.address} cannot be reached: {error.reason}.") from None
        except HTTPException as error:
            raise ConnectionError(f"{self.address} has broken off: {error!r}.") from None
        try:
            return json.loads(text)
        except ValueError:
            raise Refused(f"What answers at {self.address} is not the service.") from None


def _said(error: HTTPError) -> str:
    try:
        return str(json.loads(error.read())["error"])
    except (ValueError, KeyError, TypeError, HTTPException, OSError):
        return f"The service answers with {error.code} {error.reason}."
