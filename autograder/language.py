"""The language that is spoken: what the engine says, and what the exercise at hand says.

The engine's texts are English, and `locale/*/LC_MESSAGES/autograder.mo` translate them, whatever
the languages of a course: in a language that has no catalog there, the engine speaks English. The
catalogs of an exercise are its own (`course/languages.py`).
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

ENGLISH = "en"
WITH_COMMA = ("ru",)  # languages that write 5,5 for five and a half
LOCALE = Path(__file__).parent / "locale"

_current: ContextVar[str] = ContextVar("language", default=ENGLISH)
_exercise: ContextVar[Callable[[str], str]] = ContextVar("exercise", default=str)


def current() -> str:
    """The language that `_` speaks now."""
    return _current.get()


def decimal(digits: str) -> str:
    """A number in a sentence, as the current language writes it; in code a point stays a point."""
    return digits.replace(".", ",") if current() in WITH_COMMA else digits


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let `_` speak this language inside the `with` block."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def within_exercise(translate: Callable[[str], str]) -> Iterator[None]:
    """Let `exercise_text` use the catalog of one exercise inside the `with` block."""
    token = _exercise.set(translate)
    try:
        yield
    finally:
        _exercise.reset(token)


def exercise_text(message: str) -> str:
    """What the exercise at hand says, in the current language: the `_` of `checks.py`."""
    return _exercise.get()(message)


@cache
def _engine(language: str) -> gettext.NullTranslations:
    return gettext.translation("autograder", LOCALE, languages=[language], fallback=True)


def _(message: str) -> str:
    """What the engine says, in the current language."""
    return _engine(_current.get()).gettext(message)


def percent(share: float, digits: int = 0) -> str:
    """A share in percent, as the current language writes it: 95%, or 95 %."""
    return _("{number}%").format(number=decimal(f"{100 * share:.{digits}f}"))
