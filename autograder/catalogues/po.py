"""The message catalogs: `.po` files, which people translate, and the `.mo` files made from them.

The texts of each exercise stand in `solutions/*/messages.<language>.po`, one for each language of
the course but its source language; those of the engine in catalogs of its own, in `locale/`,
whatever the languages of the course. Bringing them up to date keeps translations, and drops texts
that are no longer used.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from autograder.catalogues.extract import Message, engine_messages, exercise_messages
from autograder.course import load_course
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.language import LOCALE
from autograder.pysource.literals import placeholders

COMMAND = "autograder messages"


class StableCatalog(Catalog):
    """A catalog whose header has no dates and no versions, so that its bytes depend on its texts
    alone."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self.locale_identifier or ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


@dataclass(frozen=True)
class CatalogFile:
    """One catalog: its `.po` file, its language, and the texts that belong in it."""

    path: Path
    language: str
    messages: tuple[Message, ...]

    @property
    def compiled(self) -> Path:
        return self.path.with_suffix(".mo")

    def existing(self) -> Catalog:
        """What the `.po` file says now; an empty catalog where there is none."""
        if not self.path.is_file():
            return Catalog(locale=self.language)
        try:
            with self.path.open("rb") as file:
                return read_po(file, locale=self.language, abort_invalid=True)
        except (PoFileError, ValueError, LookupError) as error:
            raise CourseError(
                f"This catalog cannot be read: {error}.",
                where=self.path,
                todo="Correct the line, or take the file back from version control.",
            ) from error

    def updated(self) -> Catalog:
        """The catalog as it should be: all texts in order, with the translations that exist."""
        existing = self.existing()
        title = f"# Texts in the language '{self.language}'. Fill in each msgstr, then run"
        catalog = StableCatalog(
            locale=self.language,
            header_comment=f"{title}\n# {COMMAND}",
            fuzzy=False,
        )
        for message in self.messages:
            known = existing.get(message.text)
            entry = catalog.add(
                message.text,
                known.string if known is not None else "",
                auto_comments=[message.origin],
                user_comments=known.user_comments if known is not None else [],
            )
            entry.flags.clear()  # which formats are recognised depends on Babel's version
            if known is not None and known.fuzzy:
                entry.flags.add("fuzzy")  # a translator's guess, which is not compiled
        return catalog

    def files(self) -> dict[Path, bytes]:
        """The bytes of the `.po` and the `.mo` file as they should be."""
        catalog = self.updated()
        text, binary = io.BytesIO(), io.BytesIO()
        write_po(text, catalog, width=96, no_location=True, ignore_obsolete=True)
        write_mo(binary, catalog)
        return {
            self.path: text.getvalue().rstrip(b"\n") + b"\n",
            self.compiled: binary.getvalue(),
        }

    def problems(self) -> Iterator[str]:
        """What is left to do, one line each."""
        existing, updated = self.existing(), self.updated()
        marked = {message.text for message in self.messages if message.marked}
        known = {entry.id for entry in existing if entry.id}
        wanted = {entry.id for entry in updated if entry.id}
        for entry in updated:
            if not entry.id:
                continue
            if entry.id not in known:
                yield self._problem("not in the catalog yet", entry)
            elif not entry.string:
                yield self._problem("not translated", entry)
            elif entry.fuzzy:
                yield self._problem("marked as fuzzy", entry)
            elif entry.id in marked and (
                placeholders(str(entry.id)) != placeholders(str(entry.string))
            ):
                yield self._problem("has other {placeholders} in its translation", entry)
        for entry in existing:
            if entry.id and entry.id not in wanted:
                yield self._problem("no longer used", entry)
        for path, content in self.files().items():
            if not path.is_file() or path.read_bytes() != content:
                yield f"{path}: out of date; run `{COMMAND}`"

    def _problem(self, what: str, entry: Entry) -> str:
        return f"{self.path}: {what}: {str(entry.id)!r}"


def catalogs(course_folder: Path) -> list[CatalogFile]:
    """The catalogs of all exercises, and of the engine where it lies in the course's folder."""
    source, *languages = load_course(course_folder).languages
    found = []
    for folder in sorted(path for path in (course_folder / "solutions").glob("*") if path.is_dir()):
        messages = tuple(exercise_messages(folder, source)) if languages else ()
        if messages:
            paths = [(folder / f"messages.{language}.po", language) for language in languages]
            found += [CatalogFile(path, language, messages) for path, language in paths]
    package = LOCALE.parent
    if package.resolve().is_relative_to(course_folder.resolve()):
        messages = tuple(engine_messages(package))
        for place in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
            path = place / "LC_MESSAGES" / "autograder.po"
            found.append(CatalogFile(path, place.name, messages))
    return found


def problems(course_folder: Path) -> list[str]:
    """What is left to do in the catalogs of a course, one line each; nothing is written."""
    return [problem for catalog in catalogs(course_folder) for problem in catalog.problems()]


def update(course_folder: Path) -> list[str]:
    """Bring the catalogs of a course up to date and compile them; one line for each, with what is
    left to translate. Raises CourseError where a catalog cannot be read, and FileError."""
    lines = []
    for catalog in catalogs(course_folder):
        for path, content in catalog.files().items():
            if not path.is_file() or path.read_bytes() != content:
                write_atomically(path, content)
        left = sum(
            1 for entry in catalog.updated() if entry.id and (entry.fuzzy or not entry.string)
        )
        lines.append(f"{catalog.path}: {len(catalog.messages)} texts, {left} not translated")
    return lines
