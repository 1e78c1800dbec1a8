"""A new exercise builds and validates at once; nothing that was there is touched."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from test_commands import autograder

from autograder.catalogues import po
from autograder.cli import new
from autograder.course import load_course
from autograder.errors import UsageError
from autograder.lessons.build import build_exercise

NAME = "ex11_wall_paint"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    assert new.run(folder, NAME) == 0
    return folder


def test_it_is_there_in_both_languages(course: Path) -> None:
    for language in ("en", "ru"):
        exercise = load_course(course, language).exercise(NAME)
        assert exercise.title == "Wall paint"
        assert exercise.stub.is_file() and exercise.release_notebook.is_file()
    assert po.problems(course) == []
    done = autograder("build", "--check", cwd=course)
    assert done.returncode == 0, done.stderr
    done = autograder("build", "--language", "ru", cwd=course)
    assert "Считает, сколько краски" in (course / "exercises" / f"{NAME}.py").read_text()


def test_it_validates_at_once(course: Path) -> None:
    done = autograder("validate", cwd=course)
    assert done.returncode == 0, done.stdout + done.stderr
    mistakes = ast.parse((course / "solutions" / NAME / "mistakes" / "paint.py").read_text())
    written = sum(isinstance(node, ast.FunctionDef) for node in mistakes.body)
    hints = re.search(r"mistakes get their own hint +│ +(\d+) of (\d+) ", done.stdout)
    assert hints is not None and hints[1] == hints[2]
    assert int(hints[1]) > written  # and what any function can do wrong


def test_a_lesson_that_cannot_be_built_is_not_proved(course: Path) -> None:
    lesson = course / "solutions" / NAME / "lesson.en.md"
    lesson.write_text(lesson.read_text().replace("```", "", 2))
    built = autograder("build", cwd=course)
    proved = autograder("validate", cwd=course)
    assert built.returncode == proved.returncode == 2
    assert proved.stderr == built.stderr != ""


def test_what_comes_next_can_be_copied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a course"
    assert new.run(folder, NAME) == 0
    assert f"  autograder validate {NAME} --course '{folder}'\n" in capsys.readouterr().out


def test_it_is_added_to_the_exercises_that_are_there(course: Path) -> None:
    before = (course / "course.toml").read_text()
    assert new.run(course, "ex12") == 0
    assert (course / "course.toml").read_text().startswith(before)
    exercises = load_course(course).exercises
    assert [exercise.name for exercise in exercises] == [NAME, "ex12"]
    assert "Lesson 1 of 2" in exercises[0].release_notebook.read_text()  # built anew, too


@pytest.mark.parametrize("name", [NAME, "with space", "../up", "", "class", "time", "keras"])
def test_an_impossible_name_changes_nothing(course: Path, name: str) -> None:
    before = (course / "course.toml").read_bytes()
    with pytest.raises(UsageError):
        new.run(course, name)
    assert (course / "course.toml").read_bytes() == before


def test_without_a_course_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"no course\.toml here"):
        new.run(None, NAME)


@pytest.mark.parametrize(
    ("languages", "lessons", "catalogs"),
    [
        (["en"], ["lesson.en.md"], []),
        (["de"], ["lesson.de.md"], []),
        (["ru", "en"], ["lesson.en.md", "lesson.ru.md"], ["messages.en.mo", "messages.en.po"]),
        (["en", "xx"], ["lesson.en.md", "lesson.xx.md"], ["messages.xx.mo", "messages.xx.po"]),
    ],
)
def test_it_has_the_languages_of_the_course(
    tmp_path: Path, languages: list[str], lessons: list[str], catalogs: list[str]
) -> None:
    titles = ", ".join(f'{language} = "Mine"' for language in languages)
    manifest = f'id = "mine"\nlanguages = {json.dumps(languages)}\nlanguage = "{languages[-1]}"\n'
    (tmp_path / "course.toml").write_text(f"{manifest}title = {{{titles}}}\n")
    assert new.run(tmp_path, NAME) == 0
    for language in languages:
        exercise = load_course(tmp_path, language).exercise(NAME)
        assert exercise.title == "Wall paint"
        build_exercise(exercise, {"paint": 10.0})
    names = sorted(path.name for path in exercise.folder.iterdir())
    assert [name for name in names if name.startswith("lesson")] == lessons
    assert [name for name in names if name.startswith("messages")] == catalogs
