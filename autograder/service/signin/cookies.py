"""The cookie of a session: for this service alone, and out of reach of scripts."""

from __future__ import annotations

from starlette.responses import Response

from autograder.service.access import cookie_name
from autograder.service.settings import Settings
from autograder.service.store.sessions import SESSION_LASTS


def with_session(answer: Response, settings: Settings, session: str) -> Response:
    """The answer that also signs this browser in, with the secret of a session."""
    answer.set_cookie(
        cookie_name(settings),
        session,
        max_age=int(SESSION_LASTS.total_seconds()),
        path=settings.cookie_path,
        httponly=True,
        secure=settings.secure,
        samesite="lax",
    )
    return answer


def without_session(answer: Response, settings: Settings) -> Response:
    """The answer that also lets this browser forget its session."""
    answer.delete_cookie(
        cookie_name(settings),
        path=settings.cookie_path,
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
    return answer
