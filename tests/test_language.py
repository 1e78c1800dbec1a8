"""Two languages: the engine's catalog and an exercise's own."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from autograder import language
from autograder.course.languages import translator
from autograder.language import _, current, exercise_text, speaking, within_exercise

SENTENCE = "{what} is None: is the `return` missing?"


def test_english_is_spoken_unless_told_otherwise() -> None:
    assert current() == "en"
    assert _(SENTENCE) == SENTENCE


def test_speaking_ends_with_the_block() -> None:
    with speaking("ru"):
        assert current() == "ru"
        assert _(SENTENCE) != SENTENCE
        assert "{what}" in _(SENTENCE)
        with speaking("en"):
            assert _(SENTENCE) == SENTENCE
        assert _(SENTENCE) != SENTENCE
    assert _(SENTENCE) == SENTENCE


def test_an_unknown_sentence_stays_english() -> None:
    with speaking("ru"):
        assert _("No catalog holds this.") == "No catalog holds this."


def test_every_sentence_of_the_engine_is_translated() -> None:
    with (language.LOCALE / "ru" / "LC_MESSAGES" / "autograder.po").open("rb") as file:
        catalog = read_po(file)
    assert len(catalog) > 50
    untranslated = [entry.id for entry in catalog if entry.id and not entry.string]
    assert untranslated == []
    assert [entry.id for entry in catalog if entry.fuzzy and entry.id] == []


def test_what_a_check_is_about_stands_in_no_case_but_the_first() -> None:
    """A name, a call, or words of the exercise's own: one, many, of whatever gender."""
    with (language.LOCALE / "ru" / "LC_MESSAGES" / "autograder.po").open("rb") as file:
        catalog = read_po(file)
    found = [
        str(entry.string)
        for entry in catalog
        if any(origin.startswith(("checking/", "kits/")) for origin in entry.auto_comments)
        and "{what}" in entry.id.replace("({what})", "")
    ]
    fitting = re.compile(r"\{what\}(: | — это |, | меняет | что-то печатает)")  # a call does these
    assert len(found) > 20
    assert [text for text in found if not fitting.match(text)] == []


def test_the_texts_of_an_exercise(tmp_path: Path) -> None:
    write_catalog(tmp_path, "складывает")
    translate = translator(tmp_path, "ru")
    assert translate("adds") == "складывает"
    assert translate("unknown") == "unknown"
    assert translator(tmp_path, "en")("adds") == "adds"
    assert exercise_text("adds") == "adds"
    with within_exercise(translate):
        assert exercise_text("adds") == "складывает"
    assert exercise_text("adds") == "adds"


def test_a_catalog_that_has_changed_is_read_again(tmp_path: Path) -> None:
    """A grader process lives long, and what it says belongs to the exercise as it is."""
    assert translator(tmp_path, "ru")("adds") == "adds"
    for text in ("складывает", "суммирует"):
        write_catalog(tmp_path, text)
        assert translator(tmp_path, "ru")("adds") == text


def write_catalog(folder: Path, text: str) -> None:
    """The compiled Russian catalog of an exercise with a single text, "adds"."""
    catalog = Catalog()
    catalog.add("adds", text)
    with (folder / "messages.ru.mo").open("wb") as target:
        write_mo(target, catalog)


def test_an_exercise_without_a_catalog(tmp_path: Path) -> None:
    assert translator(tmp_path, "ru")("adds") == "adds"
