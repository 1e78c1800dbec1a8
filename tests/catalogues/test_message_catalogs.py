"""The catalogs: texts are found, translations kept, leftovers named."""

from __future__ import annotations

import gettext
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from toy_exercise import RUSSIAN

from autograder.catalogues import po
from autograder.catalogues.extract import engine_messages, exercise_messages
from autograder.course import Course
from autograder.errors import CourseError

Make = Callable[[], Course]


def test_all_texts_of_an_exercise_are_found(make_course: Make) -> None:
    folder = make_course().exercises[0].folder
    assert [message.text for message in exercise_messages(folder, "en")] == list(RUSSIAN)


def test_texts_of_the_engine(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("one " "two")\ny = f(_("three"), "no")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html.jinja").write_text("<p>{{ _('four') }}</p>")
    assert [each.text for each in engine_messages(tmp_path)] == ["one two", "three", "four"]
    (tmp_path / "b.py").write_text('x = _(f"{y}")\n')
    with pytest.raises(CourseError, match="filled in"):
        list(engine_messages(tmp_path))


def left(course: Course) -> str:
    return "\n".join(po.problems(course.folder))


def test_complete_catalog_passes(make_course: Make) -> None:
    assert left(make_course()) == ""


def test_files_are_stable(make_course: Make) -> None:
    course = make_course()
    paths = [course.exercises[0].folder / f"messages.ru.{kind}" for kind in ("po", "mo")]
    before = [path.read_bytes() for path in paths]
    po.update(course.folder)
    assert [path.read_bytes() for path in paths] == before
    for word in (b"Date", b"Babel", b"fuzzy", b"#:"):
        assert word not in before[0]
    with paths[1].open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("adds") == "складывает"


def test_a_fuzzy_translation_is_kept_and_not_used(make_course: Make) -> None:
    course = make_course()
    path = course.exercises[0].folder / "messages.ru.po"
    fuzzy = path.read_text().replace('msgid "adds"', '#, fuzzy\nmsgid "adds"')
    path.write_text(fuzzy)
    (line,) = (each for each in po.update(course.folder) if str(path) in each)
    assert line.endswith(" 1 not translated")
    assert path.read_text() == fuzzy
    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("adds") == "adds"
    assert "marked as fuzzy: 'adds'" in left(course)


def test_a_changed_text_loses_its_translation_only(make_course: Make) -> None:
    course = make_course()
    checks = course.exercises[0].folder / "checks.py"
    checks.write_text(checks.read_text().replace('"""adds"""', '"""adds up"""'))
    said = left(course)
    assert "not in the catalog yet: 'adds up'" in said
    assert "no longer used: 'adds'" in said
    po.update(course.folder)
    (said,) = po.problems(course.folder)
    assert "not translated: 'adds up'" in said
    text = (course.exercises[0].folder / "messages.ru.po").read_text()
    assert "удваивает числа" in text
    assert "складывает" not in text


def test_other_placeholders_are_named(make_course: Make) -> None:
    course = make_course()
    path = course.exercises[0].folder / "messages.ru.po"
    path.write_text(path.read_text().replace("double даёт {x}", "double даёт {у}"))
    assert "other {placeholders}" in left(course)


def test_uncompiled_is_named(make_course: Make) -> None:
    course = make_course()
    path = course.exercises[0].folder / "messages.ru.po"
    path.write_text(path.read_text().replace("складывает", "вычитает"))
    assert "messages.ru.mo: out of date" in left(course)


def test_broken_catalog_is_an_error(make_course: Make) -> None:
    course = make_course()
    path = course.exercises[0].folder / "messages.ru.po"
    path.write_text(path.read_text() + '\nmsgid "open\n')
    with pytest.raises(CourseError, match="cannot be read") as caught:
        po.problems(course.folder)
    assert caught.value.where == path


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", "messages", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command(make_course: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = make_course().folder
    done = run("--check", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    path = folder / "solutions" / "sums" / "messages.ru.po"
    path.unlink()
    done = run("--check", "--course", str(folder), cwd=tmp_path_factory.mktemp("elsewhere"))
    assert (done.returncode, path.exists()) == (1, False)
    assert "not in the catalog yet: 'adds'" in done.stdout
    done = run(cwd=folder)
    assert done.returncode == 0
    assert f"{len(RUSSIAN)} texts, {len(RUSSIAN)} not translated" in done.stdout
    assert "# autograder messages\n" in path.read_text()
    path.write_text('msgid "open\n')
    done = run(cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"autograder: {path}: This catalog cannot be read")
