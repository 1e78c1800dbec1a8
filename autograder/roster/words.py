"""The words of a class list that people write: headings and roles, also as our own tables show
them, in each language that autograder speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache

from autograder.language import ENGLISH, LOCALE, _, speaking
from autograder.roster.people import Role

PLAIN = {"e-mail": "email", "sections": "section"}
OF_OTHERS = {
    "логин": "id", "фио": "name", "почта": "email", "подгруппа": "section",
}  # as tables of schools have them  # fmt: skip


def headings_of(headings: Sequence[str]) -> list[str]:
    """The columns that headings mean, without what does not matter: capital letters, a hyphen, the
    plural. A word of another language means a column only where no heading is called so itself."""
    plain = [PLAIN.get(each, each) for each in (text.strip().casefold() for text in headings)]
    words = _columns()
    return [each if words.get(each, each) in plain else words.get(each, each) for each in plain]


def role_of(text: str) -> Role | None:
    """The role that a cell names; None where it names none."""
    return _roles().get(text.strip().casefold())


def role_names() -> list[str]:
    """What the roles are called in the current language."""
    return [_("student"), _("assistant"), _("teacher")]


def like_one_of(name: str, known: Iterable[str]) -> str:
    """“Did you mean …?”, or nothing where no known name is similar."""
    close = get_close_matches(name, list(known), n=1)
    return _("Did you mean `{name}`?").format(name=close[0]) if close else ""


@cache
def _columns() -> dict[str, str]:
    words = dict(OF_OTHERS)
    for language in _languages():
        with speaking(language):
            said = {
                "name": _("Name"),
                "email": _("E-mail"),
                "role": _("Role"),
                "section": _("Sections"),
                "exercise": _("Exercise"),
                "until": _("Until"),
                "why": _("Why"),
            }
        words |= {word.casefold(): name for name, word in said.items()}
    return words


@cache
def _roles() -> dict[str, Role]:
    words = {role.value: role for role in Role}
    for language in _languages():
        with speaking(language):
            words |= {name.casefold(): role for name, role in zip(role_names(), Role, strict=True)}
    return words


def _languages() -> list[str]:
    return [ENGLISH, *sorted(each.name for each in LOCALE.iterdir() if each.is_dir())]
