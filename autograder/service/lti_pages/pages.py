"""The routes of learning platforms. They are there in every service; who has registered no platform
learns from them what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from autograder.language import _
from autograder.service.lti.addresses import CHOOSE, KEYS, LAUNCH, LOGIN
from autograder.service.lti_pages import desk
from autograder.service.lti_pages.frames import policy_headers
from autograder.service.web.access import Level
from autograder.service.web.ask import Ask
from autograder.service.web.routes import Page

if TYPE_CHECKING:  # what platforms sign is read by a library that not everybody has
    from autograder.service.lti.tool import Tool

MOST_SIGNED = 100_000  # bytes of what they sign


def _login(ask: Ask) -> Response:
    from autograder.service.lti_pages.login import login

    return _framed(ask, login)


def _launch(ask: Ask) -> Response:
    from autograder.service.lti_pages.launching import launch

    return _framed(ask, launch)


def _chosen(ask: Ask) -> Response:
    from autograder.service.lti_pages.choosing import chosen

    return _framed(ask, chosen)


def _keys(ask: Ask) -> Response:
    """Our public keys, also before a platform is known: it may want to see them first."""
    tool = ask.state.tool
    if tool is None:
        raise _none()
    public = tool.keys().public()
    return JSONResponse(public, headers={"cache-control": "public, max-age=3600"})


def _framed(ask: Ask, handler: Callable[[Ask, Tool], Response]) -> Response:
    """Where it is refused in a platform's frame, the browser has to show why."""
    tool = ask.state.tool
    if tool is None or not tool.platforms():
        raise _none()
    try:
        return handler(ask, tool)
    except HTTPException as error:
        error.headers = policy_headers(tool.platforms())
        raise


def _none() -> HTTPException:
    text = _("This course belongs to no learning platform. `autograder lti add` adds one.")
    return HTTPException(404, text)


ANYBODY, TEACHER = Level.ANYBODY, Level.TEACHER
PAGES = (
    Page("GET", LOGIN, ANYBODY, _login, from_elsewhere=True, is_way_in=True),
    Page("POST", LOGIN, ANYBODY, _login, from_elsewhere=True, is_way_in=True),
    Page("POST", LAUNCH, ANYBODY, _launch, from_elsewhere=True, most=MOST_SIGNED, is_way_in=True),
    Page("POST", CHOOSE, ANYBODY, _chosen, from_elsewhere=True, most=MOST_SIGNED),
    Page("GET", KEYS, ANYBODY, _keys),
    Page("GET", "/platforms", TEACHER, desk.platforms),
    Page("POST", "/platforms/grades", TEACHER, desk.send_again),
    Page("POST", "/platforms/members", TEACHER, desk.read_members),
    Page("POST", "/platforms/people", TEACHER, desk.join),
)
