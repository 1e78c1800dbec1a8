"""The languages of a course, as course.toml lists them, and the translations of an exercise.

The first one is the source language: the texts in code are written in it, and its lesson holds the
code. For each other language an exercise has a lesson and a catalog of its own.
"""

from __future__ import annotations

import gettext
import re
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from autograder.course.remembered import remembered
from autograder.errors import CourseError

_CODE = re.compile("[a-z]{2,3}")  # ISO 639


def check_languages(
    languages: tuple[str, ...], language: str, title: Mapping[str, str], path: Path
) -> None:
    """The languages are there, each once, and the one of the course is among them; raises
    CourseError. `title` is the course's: a list that is missing is proposed from it."""
    if not languages:
        texts = sorted({language, *title}, key=lambda code: (code != "en", code))
        listed = ", ".join(f'"{code}"' for code in texts)
        raise CourseError(
            "There is no list of the languages in which this course can be given.",
            where=path,
            todo=f"Add languages = [{listed}]: first the one in which the texts in its code are "
            "written.",
        )
    for code in languages:
        if not _CODE.fullmatch(code):
            raise CourseError(
                f"'{code}' in `languages` is no code of a language.",
                where=path,
                todo="Write two or three small letters, such as en for English.",
            )
        if languages.count(code) > 1:
            what = f"'{code}' stands twice in `languages`."
            raise CourseError(what, where=path, todo="Take one of them out.")
    if language not in languages:
        raise CourseError(
            f"The language '{language}' is none of the course's.",
            where=path,
            todo=f"Take one of {', '.join(languages)}, or add it to `languages` and translate the "
            "course.",
        )


def check_titles(
    titles: Iterable[tuple[str, Mapping[str, str]]], languages: tuple[str, ...], path: Path
) -> None:
    """Each title, given with its owner, is there in every language; raises CourseError."""
    for owner, title in titles:
        for language in languages:
            if language not in title:
                raise CourseError(
                    f"The title of {owner} is missing in the language '{language}'.",
                    where=path,
                    todo=f'Add {language} = "…" below its title.',
                )


def translator(folder: Path, language: str) -> Callable[[str], str]:
    """What turns a text of an exercise into a language: by its messages.<language>.mo, where there
    is one. Raises CourseError where that file cannot be read."""
    compiled = folder / f"messages.{language}.mo"
    try:
        return _catalog(compiled)
    except FileNotFoundError:
        return str
    except (OSError, ValueError, LookupError, struct.error) as error:
        raise CourseError(
            f"This compiled catalog cannot be read: {error}.",
            where=compiled,
            todo="Run `autograder messages`, which makes it anew.",
        ) from error


@remembered
def _catalog(path: Path) -> Callable[[str], str]:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file).gettext
