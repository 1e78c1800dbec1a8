"""What `autograder` says in a course that is given in Russian."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import commands
import pytest
import toy_exercise
from typer.main import get_command

from autograder.cli.app import app
from autograder.cli.build import run as build
from autograder.cli.spoken import language_for
from autograder.cli.told import of_our_rooms, retold, retold_lines
from autograder.language import speaking
from tools.house import PACKAGE

ENGLISH_WORDS = re.compile(r"\b(?:the|this|is|it|not|your|name|and|which|written|for)\b", re.I)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in Russian, with the work of two students."""
    folder = tmp_path_factory.mktemp("course")
    toy_exercise.write_course(folder, "ru")
    build(folder, None, None, check=False)
    (folder / "other.py").write_text("x = 1\n")
    (folder / "notes.txt").write_text("hi\n")
    for student, work in (("anna", (folder / "exercises/sums.py").read_text()), ("boris", "{")):
        place = folder / "submitted" / student / "sums"
        place.mkdir(parents=True)
        (place / "sums.py").write_text(work)
    return folder


def autograder(command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return commands.run("autograder", *command.split(), cwd=cwd, env={**os.environ, **env})


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("check other.py", "Непонятно, какая это работа. Назовите файл так же, как работу: sums."),
        ("check nothing.py", "nothing.py: Такого файла нет."),
        ("check notes.txt", "Это не блокнот (.ipynb) и не файл Python (.py)."),
        ("check exercises", "Это папка."),
        ("check exercises/test_sums.py", "а ответов в нём нет"),
        ("check", "Ошибка: Не хватает аргумента FILE."),
        ("check other.py another.py", "Ошибка: Лишние аргументы: another.py."),
        ("check other.py --fast", "Нет параметра --fast."),
        ("check other.py --student", "После параметра --student нужно значение."),
        ("check other.py --student a/b", "'a/b' не может быть идентификатором студента."),
        ("check exercises/sums.py --device x", "Нет такого устройства: «x»."),
        ("check exercises/sums.py --json nowhere/x", "nowhere: Такой папки нет."),
        ("check other.py --course submitted", "Здесь нет курса: нет такого файла или папки."),
        ("chek other.py", "Нет команды «chek». Может быть, 'check'?"),
        ("check --help", "Проверить один файл и показать результат; журнал не меняется."),
        ("--help", "Показать, как справилась группа"),
    ],
)
def test_a_mistake_and_a_question_are_answered_in_russian(
    course: Path, command: str, said: str
) -> None:
    done = autograder(command, course)
    assert done.returncode == (0 if "--help" in command else 2)
    text = done.stdout + done.stderr
    assert said in text
    assert not ENGLISH_WORDS.findall(text)
    assert not re.search(r"\b(Error|Usage|Options|Try|required)\b", text)


def test_tables_and_what_stands_around_them_are_russian(course: Path) -> None:
    for command in ("check submitted/boris/sums/sums.py", "grade sums", "report sums"):
        done = autograder(command, course)
        assert not ENGLISH_WORDS.findall(done.stdout + done.stderr), command
    assert "Изоляция: " in autograder("grade sums --force", course).stderr
    assert "записано: exercises/sums.py" in _built_anew(course)
    gone = autograder("grade sums --student nobody", course)
    assert "По sums от «nobody» ничего не сдано." in gone.stderr


def _built_anew(course: Path) -> str:
    (course / "exercises/sums.py").unlink()
    return autograder("build", course).stdout


def test_an_english_course_is_answered_in_english_whatever_the_environment(tmp_path: Path) -> None:
    toy_exercise.write_course(tmp_path, "en")
    done = autograder("check nothing.py", tmp_path, LANGUAGE="ru")
    assert "There is no such file." in done.stderr
    assert "Usage: " in autograder("check --help", tmp_path, LANGUAGE="ru").stdout


def test_where_there_is_no_course_the_environment_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language_for(["check", "x.py"]) == "en"
    for value, language in {
        "ru_RU.UTF-8": "ru", "ru": "ru", "C.UTF-8": "en", "de_DE.UTF-8": "en", "../..": "en",
    }.items():  # fmt: skip
        monkeypatch.setenv("LANG", value)
        assert language_for(["check", "x.py"]) == language
    done = autograder("check x.py", tmp_path, LANGUAGE="ru")
    assert "Ни здесь, ни в папках выше нет course.toml." in done.stderr


def test_the_course_is_the_one_that_was_named_else_that_of_the_file_else_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("ru", "en"):
        (tmp_path / language / "deep").mkdir(parents=True)
        (tmp_path / language / "course.toml").write_text(f'language = "{language}"\n')
    monkeypatch.chdir(tmp_path / "en" / "deep")
    assert language_for(["--help"]) == "en"
    assert language_for(["check", "../../ru/deep/x.ipynb"]) == "ru"
    assert language_for(["check", "x.py", "--course", "../../ru"]) == "ru"
    assert language_for(["check", "x.py", "--course=../../ru"]) == "ru"
    assert language_for(["check", "x.py", "--course"]) == "en"
    (tmp_path / "ru" / "course.toml").write_text("language = [")
    assert language_for(["check", "../../ru/deep/x.ipynb", "--course", "nowhere"]) in ("en", "ru")


def test_each_command_and_what_check_may_be_given_have_a_russian_help() -> None:
    group = get_command(app)
    inner = group.commands  # type: ignore[attr-defined]
    described = [group, *inner.values(), *group.params, *inner["check"].params]
    texts = [" ".join(each.help.split()) for each in described if getattr(each, "help", None)]
    with speaking("ru"):
        assert [text for text in texts if retold(text) == text] == []
        assert retold_lines("Options:\n  x  [required]") == "Параметры:\n  x  [обязательно]"


# There it is put together: "This cannot be {done}: …".
PUT_TOGETHER = re.compile(r"This cannot be \w+: |.* It said: ")


def test_what_other_rooms_say_is_still_said_there() -> None:
    """A sentence that is changed there is changed here, too: else it would be English again."""
    texts = set[str]()
    for path in PACKAGE.rglob("*.py"):
        if path.name != "told.py":
            texts |= {" ".join(each.split()) for each in _texts(path)}
    all_of_them = "\0".join(texts)
    for sentence in of_our_rooms():
        pieces = re.split(r"\{\w+\}", sentence)
        if not PUT_TOGETHER.match(sentence):
            assert all(piece.strip() in all_of_them for piece in pieces), sentence


def _texts(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_help_loads_no_course() -> None:
    code = (
        "import sys\nfrom autograder.cli.main import main\nsys.argv = ['autograder', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted(m for m in sys.modules if m.startswith('autograder.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert "autograder.cli.told" in loaded
    assert {name.split(".")[1] for name in loaded} <= {"cli", "errors", "language"}
