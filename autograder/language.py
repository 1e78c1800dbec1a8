"""The two languages of the course: message catalogs, read with gettext.

Source texts are English. `autograder/locale/ru/LC_MESSAGES/autograder.mo` translates what the
engine says, and `messages.ru.mo` in an exercise's folder what that exercise says. Both are
compiled from the `.po` files beside them (`make messages`).
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ru")
SOURCE_LANGUAGE = LANGUAGES[0]
LOCALE = Path(__file__).parent / "locale"

_current: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)
_exercise: ContextVar[Callable[[str], str]] = ContextVar("exercise", default=str)


def current() -> str:
    """The language that `_` speaks now."""
    return _current.get()


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


@cache
def translator(folder: Path, language: str) -> Callable[[str], str]:
    """What an exercise says: the function that translates its English texts."""
    compiled = folder / f"messages.{language}.mo"
    if language == SOURCE_LANGUAGE or not compiled.is_file():
        return str
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file).gettext
