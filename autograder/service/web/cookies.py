"""Cookies: for this service alone, and out of reach of scripts."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from autograder.service.store.sessions import SESSION_LASTS
from autograder.service.web.access import SESSION, cookie_name
from autograder.service.web.settings import Settings


def with_session(answer: Response, settings: Settings, session: str) -> Response:
    """The answer that also signs this browser in, with the secret of a session."""
    return with_cookie(answer, settings, SESSION, session, SESSION_LASTS)


def without_session(answer: Response, settings: Settings) -> Response:
    """The answer that also lets this browser forget its session."""
    return without_cookie(answer, settings, SESSION)


def with_cookie(
    answer: Response, settings: Settings, name: str, value: str, lasts: timedelta
) -> Response:
    """The answer that also gives this browser a secret to bring back."""
    answer.set_cookie(
        cookie_name(settings, name),
        value,
        max_age=int(lasts.total_seconds()),
        path=settings.cookie_path,
        httponly=True,
        secure=settings.secure,
        samesite="lax",
    )
    return answer


def without_cookie(answer: Response, settings: Settings, name: str) -> Response:
    """The answer that also lets this browser forget it."""
    answer.delete_cookie(
        cookie_name(settings, name),
        path=settings.cookie_path,
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
    return answer
