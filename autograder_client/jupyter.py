"""What the buttons in JupyterLab ask of their own Jupyter server, which then asks the service.

The browser never has the token, and the service never answers to another origin. A token goes to
the address for which its owner has given it: a notebook may name any address, and gets none there.
"""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import Any, Callable, Dict, List, Tuple

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import ensure_async, url_path_join
from tornado import web

from autograder_client.asking import Refused, Service, Unknown, Unreached
from autograder_client.tokens import (
    ForAnother,
    NotSignedIn,
    addresses,
    keep,
    plain_address,
    see_that_it_may_go,
    token_for,
)

Asked = Dict[str, Any]


class Trouble(Exception):
    """Why not: `kind` is what the extension has words for, `text` what the service has said."""

    def __init__(self, kind: str, address: str = "", text: str = "") -> None:
        super().__init__(kind)
        self.said = {"kind": kind, "address": address, "text": text}


def state(_asked: Asked) -> Asked:
    """The addresses at which somebody has signed in."""
    return {"addresses": addresses()}


def sign_in(asked: Asked) -> Asked:
    """Try the token at the address that came with it, and keep it for that address alone."""
    try:
        address = plain_address(_text(asked, "address"))
    except NotSignedIn:
        raise Trouble("address_bad") from None
    token = _text(asked, "token").strip()
    try:
        see_that_it_may_go(address, token)
    except ForAnother:
        raise Trouble("other_token") from None
    try:
        _answered(Service(address, token), lambda service: service.exercises())
    except Unknown:
        raise Trouble("unknown_token", address) from None
    keep(address, token)
    return {"address": address}


def check(asked: Asked) -> Any:
    """The verdict on one question, from a notebook as text."""
    exercise, question = _text(asked, "exercise"), _text(asked, "question")
    notebook = _text(asked, "notebook")
    return _signed_in(asked, lambda service: service.check(exercise, question, notebook))


def hand_in(asked: Asked, name: str, content: bytes) -> Any:
    """The receipt for a file."""
    exercise = _text(asked, "exercise")
    return _signed_in(asked, lambda service: service.hand_in(exercise, name, content))


def _signed_in(asked: Asked, ask: Callable[[Service], Any]) -> Any:
    """Ask the service at the address of a notebook, with the token for it."""
    try:
        return _answered(Service(*token_for(_text(asked, "address"))), ask)
    except (NotSignedIn, Unknown):
        raise Trouble("sign_in") from None


def _answered(service: Service, ask: Callable[[Service], Any]) -> Any:
    try:
        return ask(service)
    except Unknown:
        raise
    except (Unreached, OSError):
        raise Trouble("unreachable", service.address) from None
    except Refused as error:
        raise Trouble("refused", service.address, str(error)) from None


def _text(asked: Asked, name: str) -> str:
    value = asked.get(name, "")
    if not isinstance(value, str):
        raise web.HTTPError(400, f"{name}: a text")
    return value


class Answering(APIHandler):
    """Answers whoever is signed in to this Jupyter server, and pages of this server alone."""

    def initialize(self, answer: Callable[[Asked], Any]) -> None:
        """`answer` makes the answer of what was asked; it may take its time."""
        self._answer = answer

    @web.authenticated
    async def post(self) -> None:
        """What the service says, or `kind` and `text` of what went wrong."""
        asked = self.get_json_body()
        if not isinstance(asked, dict):
            raise web.HTTPError(400, "an object")
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(None, await self.prepared(asked))
        except Trouble as trouble:
            self.set_status(409)
            found = trouble.said
        self.finish(json.dumps(found))

    async def prepared(self, asked: Asked) -> Callable[[], Any]:
        """What is left to do beside the server's own work."""
        return partial(self._answer, asked)


class HandingIn(Answering):
    """The same with a file that this Jupyter server has, as it is on disk."""

    async def prepared(self, asked: Asked) -> Callable[[], Any]:
        path = _text(asked, "path")
        if not path.endswith(".ipynb"):
            raise web.HTTPError(400, "path: that of a notebook")
        file = await ensure_async(
            self.contents_manager.get(path, content=True, type="file", format="text")
        )
        return partial(hand_in, asked, path.rpartition("/")[2], file["content"].encode())


def _jupyter_server_extension_points() -> List[Dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the routes below /autograder."""
    base = server.web_app.settings["base_url"]
    routes: List[Tuple[Any, ...]] = [
        (url_path_join(base, "autograder", "state"), Answering, {"answer": state}),
        (url_path_join(base, "autograder", "sign-in"), Answering, {"answer": sign_in}),
        (url_path_join(base, "autograder", "check"), Answering, {"answer": check}),
        (url_path_join(base, "autograder", "hand-in"), HandingIn, {"answer": hand_in}),
    ]
    server.web_app.add_handlers(".*$", routes)
