"""The catalogs: texts are found, translations kept, leftovers named."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

import pytest
from toy_exercise import RUSSIAN

from autograder.catalogues import messages
from autograder.catalogues.extract import engine_messages, exercise_messages
from autograder.course import Course
from autograder.errors import CourseError

Make = Callable[[], Course]


def test_all_texts_of_an_exercise_are_found(make_course: Make) -> None:
    folder = make_course().exercises[0].folder
    assert [message.text for message in exercise_messages(folder)] == list(RUSSIAN)


def test_texts_of_the_engine(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("one " "two")\ny = f(_("three"), "no")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html.jinja").write_text("<p>{{ _('four') }}</p>")
    assert [each.text for each in engine_messages(tmp_path)] == ["one two", "three", "four"]
    (tmp_path / "b.py").write_text('x = _(f"{y}")\n')
    with pytest.raises(CourseError, match="filled in"):
        list(engine_messages(tmp_path))


def check(course: Course, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    status = messages.main(["--course", str(course.folder), "--check"])
    return status, capsys.readouterr().out


def test_complete_catalog_passes(make_course: Make, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(make_course(), capsys) == (0, "")


def test_files_are_stable(make_course: Make) -> None:
    course = make_course()
    paths = [course.exercises[0].folder / f"messages.ru.{kind}" for kind in ("po", "mo")]
    before = [path.read_bytes() for path in paths]
    assert messages.main(["--course", str(course.folder)]) == 0
    assert [path.read_bytes() for path in paths] == before
    for word in (b"Date", b"Babel", b"fuzzy", b"#:"):
        assert word not in before[0]
    with paths[1].open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("adds") == "складывает"


def test_a_changed_text_loses_its_translation_only(
    make_course: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    course = make_course()
    checks = course.exercises[0].folder / "checks.py"
    checks.write_text(checks.read_text().replace('"""adds"""', '"""adds up"""'))
    status, said = check(course, capsys)
    assert status == 1
    assert "not in the catalog yet: 'adds up'" in said
    assert "no longer used: 'adds'" in said
    messages.main(["--course", str(course.folder)])
    status, said = check(course, capsys)
    assert (status, said.count("\n")) == (1, 1)
    assert "not translated: 'adds up'" in said
    text = (course.exercises[0].folder / "messages.ru.po").read_text()
    assert "удваивает числа" in text
    assert "складывает" not in text


def test_other_placeholders_are_named(
    make_course: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    course = make_course()
    path = course.exercises[0].folder / "messages.ru.po"
    path.write_text(path.read_text().replace("double даёт {x}", "double даёт {у}"))
    assert "other {placeholders}" in check(course, capsys)[1]


def test_uncompiled_is_named(make_course: Make, capsys: pytest.CaptureFixture[str]) -> None:
    course = make_course()
    path = course.exercises[0].folder / "messages.ru.po"
    path.write_text(path.read_text().replace("складывает", "вычитает"))
    status, said = check(course, capsys)
    assert status == 1
    assert "messages.ru.mo: out of date" in said


def test_broken_catalog_is_an_error(make_course: Make, capsys: pytest.CaptureFixture[str]) -> None:
    course = make_course()
    path = course.exercises[0].folder / "messages.ru.po"
    path.write_text(path.read_text() + '\nmsgid "open\n')
    assert messages.main(["--course", str(course.folder)]) == 1
    assert "messages.ru.po" in capsys.readouterr().err
