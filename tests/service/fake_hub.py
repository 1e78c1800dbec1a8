"""A hub that answers as JupyterHub does, on this machine."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import ClassVar
from urllib.parse import parse_qs

ROOT = "/services/autograder"
SCOPE = "access:services!service=autograder"


class Hub(BaseHTTPRequestHandler):
    """Knows the tokens of some users, and to whom a code belongs."""

    users: ClassVar[dict[str, dict[str, object]]] = {}
    asked: ClassVar[list[str]] = []
    status = 0
    refusal: ClassVar[tuple[int, object] | None] = None  # of a code, whatever it is

    def do_GET(self) -> None:
        token = self.headers["Authorization"].removeprefix("token ")
        self.asked.append(token)
        self._answer(self.users.get(token), 403)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["client_id"] == ["service-autograder"]
        assert form["client_secret"] == ["s" * 32]
        token = form["code"][0].removeprefix("code of ")
        if type(self).refusal is not None:
            self._answer(type(self).refusal[1], type(self).refusal[0])
            return
        known = {"access_token": token}
        self._answer(known if token in self.users else None, 400)

    def _answer(self, value: object, otherwise: int) -> None:
        is_right = value is not None and "error" not in value  # type: ignore[operator]
        self.send_response(type(self).status or (200 if is_right else otherwise))
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_said: object) -> None:
        pass


def user(name: str, kind: str = "user", scope: str = SCOPE) -> dict[str, object]:
    return {"name": name, "kind": kind, "scopes": ["self", scope], "admin": True}
