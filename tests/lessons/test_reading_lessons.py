"""Markdown becomes cells; the other languages follow the English lesson."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from toy_exercise import LESSON_RU

from autograder.course import Course, Exercise, load_course
from autograder.errors import CourseError
from autograder.lessons.lesson import read_cells, read_lesson


def write(folder: Path, text: str) -> Path:
    path = folder / "lesson.en.md"
    path.write_text(text)
    return path


def in_both_languages(course: Course) -> list[Exercise]:
    return [load_course(course.folder, language).exercises[0] for language in course.languages]


def test_headings_lines_and_fences_cut(make_course: Callable[[], Course]) -> None:
    cells = read_lesson(make_course().exercises[0])
    assert [(cell.kind, cell.name) for cell in cells] == [
        ("text", "1"),
        ("text", "2"),
        ("text", "3"),
        ("imports", "setup"),
        ("given", "numbers"),
        ("display", "picture"),
        ("answer", "by_hand"),
        ("check", "by_hand"),
        ("answer", "double"),
        ("check", "double"),
    ]
    assert cells[1].source.startswith("## By hand\n")
    assert cells[1].source.endswith("```text\n---\n## no heading\n```")
    assert cells[2].source == "Behind the line."
    assert cells[3].source == "import math"
    assert cells[3].place.line == 17


def test_russian_lesson_takes_the_english_code(make_course: Callable[[], Course]) -> None:
    english, russian = map(read_lesson, in_both_languages(make_course()))
    assert [c for c in english if c.kind != "text"] == [c for c in russian if c.kind != "text"]
    assert "Новый текст." in [cell.source for cell in russian]


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("```python answer double\n```\n", "", "check double"),
        ("display picture", "display other", "display other"),
        ("```python check double\n```\n", "", "check double"),
        ("```python given numbers\n", "```python given numbers\nx = 1\n", "given numbers"),
        ("Новый текст.", "```python code more\n```", "code more"),
    ],
)
def test_differing_fences_are_named(
    make_course: Callable[[], Course], before: str, after: str, named: str
) -> None:
    _english, russian = in_both_languages(make_course())
    assert before in LESSON_RU
    (russian.folder / "lesson.ru.md").write_text(LESSON_RU.replace(before, after))
    with pytest.raises(CourseError, match=named) as caught:
        read_lesson(russian)
    assert "lesson.ru.md" in str(caught.value.where)


@pytest.mark.parametrize(
    "text",
    [
        "No title\n",
        "# T\n```python shown x\n```\n",
        "# T\n```python code\n```\n",
        "# T\n```python code a b\n```\n",
        "# T\n```python code a/b\n```\n",
        "# T\n```python code a\nx = 1\n",
        "# T\n```python code a\n```\n```python code a\n```\n",
    ],
)
def test_mistakes_of_the_author(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CourseError) as caught:
        read_cells(path)
    assert str(caught.value.where).startswith(f"{path}:")
    assert caught.value.todo


def test_a_lesson_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "lesson.en.md"
    path.write_bytes(b"# T\n\nCaf\xe9\n")
    with pytest.raises(CourseError) as caught:
        read_cells(path)
    assert str(caught.value) == f"{path}:3: This is no text in UTF-8. Save the file as UTF-8."


def test_a_lesson_from_an_editor_that_marks_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "lesson.en.md"
    path.write_bytes(b"\xef\xbb\xbf# T\n")
    assert [cell.source for cell in read_cells(path)] == ["# T"]


def test_plain_python_fence_is_text(tmp_path: Path) -> None:
    (cell,) = read_cells(write(tmp_path, "# T\n```python\nx = 1\n```\n"))
    assert cell.kind == "text"


def test_missing_lesson(tmp_path: Path) -> None:
    with pytest.raises(CourseError):
        read_cells(tmp_path / "lesson.en.md")
