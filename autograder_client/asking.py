"""Requests to the service, with the standard library alone."""

from __future__ import annotations

import json
import socket
import ssl
import time
import uuid
from contextlib import suppress
from http.client import HTTPException, InvalidURL
from typing import Any, Dict, Optional, Tuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from autograder_client.addresses import HERE
from autograder_client.words import Trouble

SECONDS = 120
WAITS = (0.5, 1.0, 2.0, 4.0)  # seconds before a hand-in is sent once more
VERDICT = ("question", "words", "text", "html", "notes", "left", "next_at")
LOOKED = ("exercise", "remarks")
RECEIPT = ("receipt", "exercise", "arrived", "sha256", "again", "address", "remarks")


class Refused(Trouble):
    """The service does not answer as wished, and says why."""


class Unknown(Refused):
    """The service does not know this token, or no longer."""


class Passing(Trouble):
    """What may be over in a moment; `was_sent` where the request may have arrived."""

    def __init__(self, kind: str, address: str, was_sent: bool) -> None:
        super().__init__(kind, address=address)
        self.was_sent = was_sent


class _NoRedirects(HTTPRedirectHandler):
    """A token goes to the address that it is for, and is not carried on."""

    def redirect_request(self, *_request: Any) -> None:
        return


class Service:
    """The service at one address, asked with the token for it. `language` is that of its course,
    once it has answered. Whatever does not work is a Trouble."""

    def __init__(self, address: str, token: str = "") -> None:
        """Raises Trouble for what is no token: an error of the library would show it."""
        if not token.isascii() or not token.isprintable() or " " in token:
            raise Trouble("token_bad", address=address)
        self.address = address
        self.language = ""
        self._token = token
        is_here = urlsplit(address).hostname in HERE
        ways = [ProxyHandler({})] if is_here else []  # no proxy reads what stays on this machine
        self._opener = build_opener(_NoRedirects, *ways)

    def see_that_it_is_there(self) -> None:
        """Before anybody makes a token for it. Raises Trouble where nothing answers."""
        with suppress(Unknown):
            self._ask("GET", "/api/v1/exercises")

    def person(self) -> str:
        """Whose token this is; empty where a service does not say that yet."""
        try:
            found = self._ask("GET", "/api/v1/me")
        except Refused:
            return ""
        return str(found.get("name") or found.get("id") or "") if isinstance(found, dict) else ""

    def exercises(self) -> Any:
        """The exercises of the course, each with its questions."""
        found = self._ask("GET", "/api/v1/exercises")
        if not isinstance(found, list):
            raise self._not_the_service()
        for each in found:
            self._has(each, ("name", "questions"))
        return found

    def check(self, exercise: str, question: str, notebook: str, loose: bool = False) -> Any:
        """The verdict on one question, from a notebook as text; `loose` where it holds the cells
        that were run, whatever cells the file has."""
        asked = {"exercise": exercise, "question": question, "source": notebook, "is_loose": loose}
        body = json.dumps(asked).encode()
        return self._has(self._ask("POST", "/api/v1/check", body, "application/json"), VERDICT)

    def look(self, name: str, content: bytes) -> Any:
        """Which exercise a file is for, empty where nothing says so; and what there is to say of
        it. It is not handed in."""
        path = f"/api/v1/look?{urlencode({'name': name})}"
        return self._has(self._ask("POST", path, content, "application/octet-stream"), LOOKED)

    def hand_in(self, exercise: str, name: str, content: bytes) -> Any:
        """Hand in a file. Sent again after a failure on the way, it is the same hand-in; where all
        of that fails, what is raised says whether it may have arrived."""
        query = urlencode({"name": name, "key": uuid.uuid4().hex})
        path = f"/api/v1/exercises/{quote(exercise, safe='')}/hand-ins?{query}"
        was_sent, slow = False, 0
        for wait in (*WAITS, None):
            try:
                found = self._ask("POST", path, content, "application/octet-stream")
                return self._has(found, RECEIPT)
            except Passing as error:
                was_sent = was_sent or error.was_sent
                slow += error.kind == "slow"
                if wait is None or slow > 1:
                    more = "maybe_handed_in" if was_sent else "not_handed_in"
                    raise Trouble(error.kind, more, **error.values) from None
                time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _ask(self, method: str, path: str, body: Optional[bytes] = None, kind: str = "") -> Any:
        request = Request(self.address + path, data=body, method=method)
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                text = answer.read()
                self.language = answer.headers.get("Content-Language") or self.language
        except HTTPError as error:
            with error:
                raise self._refusal(error) from None
        except URLError as error:
            raise self._not_reached(error.reason) from None
        except socket.timeout:
            raise Passing("slow", self.address, True) from None
        except (InvalidURL, UnicodeError):
            raise Trouble("address_bad") from None
        except (HTTPException, OSError):
            raise Passing("broken_off", self.address, True) from None
        try:
            return json.loads(text)
        except ValueError:
            raise self._not_the_service() from None

    def _refusal(self, error: HTTPError) -> Trouble:
        """Why the service does not answer as wished: in its own words, where it has some."""
        try:
            text = str(json.loads(error.read())["error"])
        except (ValueError, KeyError, TypeError, HTTPException, OSError):
            text = ""
        if error.code == 401:
            return Unknown("unknown_token", address=self.address)
        if 300 <= error.code < 400:
            parts = urlsplit(error.headers.get("Location") or "")
            place = f"{parts.scheme}://{parts.netloc}" if parts.netloc else parts.path
            return Trouble("moved", address=self.address, place=place)
        if text:
            return Refused("refused", text=text)
        if error.code in (502, 503, 504):  # as of a proxy or a hub before it
            return Passing("restarting", self.address, error.code != 503)
        return self._not_the_service()

    def _not_reached(self, why: Any) -> Trouble:
        if isinstance(why, socket.timeout):
            return Passing("slow", self.address, False)
        if isinstance(why, ssl.SSLCertVerificationError):
            return Trouble("untrusted", address=self.address)
        if isinstance(why, ConnectionRefusedError):
            return Passing("unreachable", self.address, False)
        if isinstance(why, ConnectionError):
            return Passing("broken_off", self.address, True)
        return Trouble("unreachable", address=self.address)

    def _not_the_service(self) -> Trouble:
        return Trouble("not_the_service", address=self.address)

    def _has(self, found: Any, names: Tuple[str, ...]) -> Dict[str, Any]:
        """What has all these fields, as the service answers. Raises Trouble for anything else."""
        if not isinstance(found, dict) or not all(name in found for name in names):
            raise self._not_the_service()
        return found
