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

from autograder_client.addresses import typed_address
from autograder_client.asking import Service
from autograder_client.tokens import addresses, keep, see_that_it_may_go, token_for
from autograder_client.words import Trouble

Asked = Dict[str, Any]


def state(_asked: Asked) -> Asked:
    """The addresses at which somebody has signed in."""
    return {"addresses": addresses()}


def sign_in(asked: Asked) -> Asked:
    """Try the token at the address that came with it, and keep it for that address alone. Without
    one, it is the token that is kept for that address already."""
    address, token = typed_address(_text(asked, "address")), _text(asked, "token").strip()
    is_kept = not token and address in addresses()
    if is_kept:
        token = token_for(address)[1]
    if not token:
        raise Trouble("no_token")
    service = Service(address, token)
    see_that_it_may_go(address, token)
    service.exercises()
    if not is_kept:
        keep(address, token, service.language)
    return {"address": address}


def check(asked: Asked) -> Any:
    """The verdict on one question, from a notebook as text."""
    exercise, question = _text(asked, "exercise"), _text(asked, "question")
    service = Service(*token_for(_text(asked, "address")))
    return service.check(exercise, question, _text(asked, "notebook"))


def hand_in(asked: Asked, name: str, content: bytes) -> Any:
    """The receipt for a file."""
    service = Service(*token_for(_text(asked, "address")))
    return service.hand_in(_text(asked, "exercise"), name, content)


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
        """What the service says, or what is to be said of what went wrong."""
        asked = self.get_json_body()
        if not isinstance(asked, dict):
            raise web.HTTPError(400, "an object")
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(None, await self.prepared(asked))
        except web.HTTPError:
            raise
        except Trouble as trouble:
            found = self._said(trouble)
        except Exception as error:  # a fault of ours; the browser would take it for the server's
            self.log.exception("autograder_client")
            found = self._said(Trouble("failed", what=type(error).__name__))
        self.finish(json.dumps(found))

    def _said(self, trouble: Trouble) -> Asked:
        self.set_status(409)
        return {"kind": trouble.kind, "more": trouble.more, "values": trouble.values}

    async def prepared(self, asked: Asked) -> Callable[[], Any]:
        """What is left to do beside the server's own work."""
        return partial(self._answer, asked)


class HandingIn(Answering):
    """The same with a file that this Jupyter server has, as it is on disk."""

    async def prepared(self, asked: Asked) -> Callable[[], Any]:
        path = _text(asked, "path")
        if not path.endswith(".ipynb"):
            raise web.HTTPError(400, "path: that of a notebook")
        try:
            file = await ensure_async(
                self.contents_manager.get(path, content=True, type="file", format="text")
            )
        except web.HTTPError as error:
            kind = "file_missing" if error.status_code == 404 else "file_unreadable"
            raise Trouble(kind, "not_handed_in", path=path) from None
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
