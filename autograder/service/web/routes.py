"""Every route, with who may use it; and what each of them sees to before it is used."""

from __future__ import annotations

import errno
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from autograder.errors import (
    AutograderError,
    ClusterError,
    CourseError,
    HistoryError,
    ServiceError,
    SubmissionError,
    UsageError,
)
from autograder.language import _, speaking
from autograder.service.web.access import Level, Who, who_asks
from autograder.service.web.ask import Ask, said, see_other, see_that_they_are_still
from autograder.service.web.busy import StillBusy
from autograder.service.web.forms import read_form
from autograder.service.web.pages import trouble_page
from autograder.service.web.state import State, address_of, state_of

FULL = (errno.ENOSPC, errno.EDQUOT)
ELSEWHERE = (ServiceError, ClusterError)  # what we ask has failed: a platform, the other machines

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """A route: `level` is the least that it asks for. `is_api` says that programs use it: they get
    JSON, also where something is wrong. `waits` says that its handler is a coroutine. `takes` and
    `gives` are what stands in the bodies, for the document of the API; `query` are its fields.
    `from_elsewhere` says that a page of another address may send it; its handler sees to that.
    `most` is how many bytes a field of a form may have from somebody who need not be signed in, and
    `is_way_in` says that it is where they sign in: so often is it asked for apart from all else."""

    method: str
    path: str
    level: Level
    handler: Callable[[Ask], Any]
    is_api: bool = False
    waits: bool = False
    takes: Any = None
    gives: Any = None
    query: tuple[str, ...] = ()
    status: int = 200
    from_elsewhere: bool = False
    most: int = 10_000
    is_way_in: bool = False

    def route(self) -> Route:
        """For Starlette."""
        return Route(self.path, self.endpoint, methods=[self.method])

    async def endpoint(self, request: Request) -> Response:
        """See who asks and whether they may, and answer."""
        state = state_of(request)
        with speaking(state.course.language):
            try:
                return await self._answer(request, state)
            except ClientDisconnect:  # nobody hears this
                return self.refuse(
                    request, state, 400, _("The connection ended before everything had arrived.")
                )
            except AutograderError as error:
                return self._failed(request, state, error)
            except OSError as error:
                if error.errno not in FULL:
                    raise
                _log.error("%s %s: there is no room left on the disk", self.method, self.path)
                text = _("There is no room left on our disk, so this was not done.")
                return self.refuse(request, state, 507, f"{text} {_kept()}", {"retry-after": "60"})
            except HTTPException as error:
                return self.refuse(request, state, error.status_code, error.detail, error.headers)

    async def _answer(self, request: Request, state: State) -> Response:
        who = await run_in_threadpool(who_asks, request, state, is_api=self.is_api)
        asker = who.id if who is not None else address_of(request)
        asks, busy = (state.asks, state.under_way) if who else (state.strangers, state.coming)
        if who is None and self.is_way_in:
            asks = state.ways_in
        wait = asks.wait(asker, state.now())
        if wait:
            raise HTTPException(429, _too_often(wait), {"retry-after": str(int(wait) + 1)})
        level = who.level if who is not None else Level.ANYBODY
        if level < self.level:
            return self._turn_away(request, state, who)
        # Strangers are counted once all has come: whoever sends slowly keeps out no neighbour.
        form = await self._form(request) if who is None else FormData()
        try:
            with busy.one_more(asker):
                if who is not None and self.method != "GET":
                    form = await self._form(request)  # which may take its time
                    await run_in_threadpool(self._see_that_they_are_still, state, who)
                return await self._handled(request, state, who, form)
        except StillBusy as error:
            text = _("Several of your requests are still being answered. Please wait a moment.")
            raise HTTPException(429, text, {"retry-after": "1"}) from error
        finally:
            await form.close()

    async def _handled(
        self, request: Request, state: State, who: Who | None, form: FormData
    ) -> Response:
        if self.method != "GET" and not self.from_elsewhere:
            self._see_that_it_is_ours(request, state, who, form)
        ask = Ask(request, state, who, form)
        if self.waits:
            answer: Response = await self.handler(ask)
        else:
            answer = await run_in_threadpool(self.handler, ask)
        return answer

    def _see_that_they_are_still(self, state: State, who: Who) -> None:
        with state.history.database.reading() as connection:
            see_that_they_are_still(connection, state, who)

    async def _form(self, request: Request) -> FormData:
        if self.method == "GET" or self.is_api:  # whatever a program says that its body is
            return FormData()
        return await read_form(request, self.level, self.most)

    def _see_that_it_is_ours(
        self, request: Request, state: State, who: Who | None, form: FormData
    ) -> None:
        """What changes something was sent by a page of ours, or by a client with its token."""
        if who is not None and who.token is not None:
            return
        origin = request.headers.get("origin")
        if origin is not None and origin.lower() not in state.settings.origins:
            raise HTTPException(403, _("This was sent by a page of another address."))
        if who is None:
            return
        sent = form.get("csrf") or request.headers.get("x-csrf-token", "")
        if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), who.csrf.encode()):
            text = _("This page is too old. Load it anew, and send it once more.")
            raise HTTPException(403, text)

    def _turn_away(self, request: Request, state: State, who: Who | None) -> Response:
        if who is None and not self.is_api and self.method == "GET":
            wanted = request.scope["path"].removeprefix(state.settings.root)
            return see_other(state, f"/?next={quote(wanted, safe='')}")
        if who is None:
            headers = {"www-authenticate": "Bearer"} if self.is_api else None
            return self.refuse(request, state, 401, _("Please sign in first."), headers)
        return self.refuse(request, state, 403, _("This is not for you to see or change."))

    def _failed(self, request: Request, state: State, error: AutograderError) -> Response:
        """Where something is not there, or something of ours has failed: the log says where."""
        if isinstance(error, UsageError):
            return self.refuse(request, state, 404, error.what)
        if isinstance(error, SubmissionError):
            return self.refuse(request, state, 400, said(error))
        _log.error("%s %s: %s", self.method, self.path, error)
        text = error.what
        if isinstance(error, CourseError):  # no other minute will mend it
            tail = _("What you handed in before is kept. Please tell your teacher.")
            return self.refuse(request, state, 500, f"{text} {tail}")
        if isinstance(error, HistoryError):
            text = _("The database of this course cannot be used just now, so this was not done.")
            return self.refuse(request, state, 503, f"{text} {_kept()}", {"retry-after": "10"})
        status = 503 if isinstance(error, ELSEWHERE) else 500
        return self.refuse(request, state, status, f"{text} {_kept()}", {"retry-after": "60"})

    def refuse(
        self,
        request: Request,
        state: State,
        status: int,
        text: str,
        headers: Any = None,
    ) -> Response:
        """Say why not: as a page, or for a program."""
        if self.is_api:
            return JSONResponse({"error": text}, status, headers)
        own = request.path_params.get("exercise", "")
        return trouble_page(state, status, text, headers, exercise=own)


def _kept() -> str:
    return _("What you handed in before is kept. Please try again in a minute.")


def _too_often(wait: float) -> str:
    text = _("You have asked very often. Please wait {seconds} seconds.")
    return text.format(seconds=int(wait) + 1)
