"""The message catalogs: `python -m autograder.catalogues.messages [--course DIR] [--check]`.

Writes the texts of each exercise into `solutions/*/messages.ru.po`, and those of the engine into
its own catalog where the engine lies inside the course's folder. Translations stay, texts that
are no longer used go, and `.mo` files are compiled beside them. Translate by filling in `msgstr`.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from autograder.catalogues.extract import Message, engine_messages, exercise_messages
from autograder.course import find_course
from autograder.errors import AutograderError, CourseError
from autograder.language import LANGUAGES, LOCALE, SOURCE_LANGUAGE
from autograder.pysource.literals import placeholders


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
        except (PoFileError, UnicodeDecodeError, ValueError) as error:
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
            header_comment=f"{title}\n# python -m autograder.catalogues.messages",
            fuzzy=False,
        )
        for message in self.messages:
            known = existing.get(message.text)
            entry = catalog.add(
                message.text,
                known.string if known is not None and not known.fuzzy else "",
                auto_comments=[message.origin],
                user_comments=known.user_comments if known is not None else [],
            )
            entry.flags.clear()  # which formats are recognised depends on Babel's version
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
            elif entry.id in marked and (
                placeholders(str(entry.id)) != placeholders(str(entry.string))
            ):
                yield self._problem("has other {placeholders} in its translation", entry)
        for entry in existing:
            if entry.id and entry.id not in wanted:
                yield self._problem("no longer used", entry)
        for path, content in self.files().items():
            if not path.is_file() or path.read_bytes() != content:
                yield f"{path}: out of date; run python -m autograder.catalogues.messages"

    def _problem(self, what: str, entry: Entry) -> str:
        return f"{self.path}: {what}: {str(entry.id)!r}"


def catalogs(course_folder: Path) -> list[CatalogFile]:
    """The catalogs of all exercises, and of the engine where it lies in the course's folder."""
    languages = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
    found = []
    for folder in sorted(path for path in (course_folder / "solutions").glob("*") if path.is_dir()):
        messages = tuple(exercise_messages(folder))
        if messages:
            paths = [(folder / f"messages.{language}.po", language) for language in languages]
            found += [CatalogFile(path, language, messages) for path, language in paths]
    package = LOCALE.parent
    if package.resolve().is_relative_to(course_folder.resolve()):
        messages = tuple(engine_messages(package))
        for language in languages:
            path = LOCALE / language / "LC_MESSAGES" / "autograder.po"
            found.append(CatalogFile(path, language, messages))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Update and compile the catalogs, or check that nothing is left to do."""
    parser = argparse.ArgumentParser(prog="python -m autograder.catalogues.messages")
    parser.add_argument("--course", type=Path, help="the folder with course.toml")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if something is left"
    )
    options = parser.parse_args(arguments)
    try:
        folder = options.course or find_course(Path.cwd())
        found = catalogs(folder)
        lines = _check(found) if options.check else _update(found)
    except AutograderError as error:
        print(error, file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    return 1 if options.check and lines else 0


def _check(found: Iterable[CatalogFile]) -> list[str]:
    return [problem for catalog in found for problem in catalog.problems()]


def _update(found: Iterable[CatalogFile]) -> list[str]:
    lines = []
    for catalog in found:
        for path, content in catalog.files().items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)
        left = sum(1 for entry in catalog.updated() if entry.id and not entry.string)
        lines.append(f"{catalog.path}: {len(catalog.messages)} texts, {left} not translated")
    return lines


if __name__ == "__main__":
    sys.exit(main())
