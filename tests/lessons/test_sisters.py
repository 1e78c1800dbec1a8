"""Sister sections: what has none is said, and what has changed since they were read together."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from toy_exercise import rewrite

from autograder.classroom.build import build, read_side_by_side
from autograder.cli.build import run
from autograder.course import Course, Exercise, load_course
from autograder.errors import CourseError, UsageError
from autograder.lessons.sisters import FILE, notes, sections

Make = Callable[[], Course]


@pytest.fixture
def exercise(make_course: Make) -> Exercise:
    """The toy exercise, whose lessons were read side by side."""
    exercise = make_course().exercises[0]
    assert notes(exercise) == []
    assert read_side_by_side([exercise]) == [exercise.folder / FILE]
    assert notes(exercise) == []
    return exercise


def test_sections(exercise: Exercise) -> None:
    first, second = sections(exercise.lesson("en"))
    assert (first.heading, first.where, first.shape) == ("Sums", "lesson.en.md:1", ("#",))
    assert second.heading == "By hand"
    assert second.shape[:2] == ("##", "python imports setup")


def test_one_line_for_each_section(exercise: Exercise) -> None:
    lines = [json.loads(line) for line in (exercise.folder / FILE).read_text().splitlines()]
    assert [line["section"] for line in lines] == ["Sums", "By hand"]
    assert all(line.keys() == {"section", "en", "ru"} for line in lines)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [("en", "Behind the line.", "Another.")],
            "“Вручную” (lesson.ru.md:5): its sister, “By hand” (lesson.en.md:5), has changed since",
        ),
        (
            [("ru", "Новый текст.", "Иной.")],
            "“By hand” (lesson.en.md:5): its sister, “Вручную” (lesson.ru.md:5), has changed since",
        ),
        (
            [("en", "Behind the line.", "Another."), ("ru", "Новый текст.", "Иной.")],
            "“By hand” (lesson.en.md:5) and “Вручную” (lesson.ru.md:5) have not been read side by",
        ),
    ],
)
def test_who_changes_one_is_told_of_the_other(
    exercise: Exercise, changes: list[tuple[str, str, str]], said: str
) -> None:
    for language, before, after in changes:
        rewrite(exercise, f"lesson.{language}.md", before, after)
    (note,) = notes(exercise)
    assert note.startswith(said)
    assert build(load_course(exercise.course_folder)).notes == (f"sums: {note}",)
    read_side_by_side([exercise])
    assert notes(exercise) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("Behind the line.", "Behind\nthe  line."), ("# the sum\n", "# their sum\n")],
)
def test_other_lines_and_other_code_are_no_change(
    exercise: Exercise, before: str, after: str
) -> None:
    rewrite(exercise, "lesson.en.md", before, after)
    assert notes(exercise) == []


def test_what_is_put_between_touches_no_other(exercise: Exercise) -> None:
    for language in ("en", "ru"):
        path = exercise.lesson(language)
        path.write_text(path.read_text().replace("\n## ", "\n## 0\n\n## ", 1))
    (note,) = notes(exercise)
    assert note.startswith("“0” (lesson.en.md:5) and “0” (lesson.ru.md:5) have not been read")


@pytest.mark.parametrize(
    ("language", "before", "after", "said"),
    [
        ("en", "Behind", "## More\n\nBehind", "“Вручную” (lesson.ru.md:5) is not like “By hand”"),
        ("ru", "## Вручную", "### Вручную", "is not like “By hand” (lesson.en.md:5): its heading"),
        ("en", "double(2) should be 4", "", None),
        ("en", "END", "## More", "“More” (lesson.en.md:50) has no sister in lesson.ru.md."),
        ("ru", "END", "## Ещё", "“Ещё” (lesson.ru.md:31) has no sister in lesson.en.md."),
    ],
)
def test_headings_without_a_sister(
    exercise: Exercise, language: str, before: str, after: str, said: str | None
) -> None:
    path = exercise.lesson(language)
    if before == "END":
        path.write_text(path.read_text() + "\n" + after + "\n")
    else:
        rewrite(exercise, path.name, before, after)
    found = notes(exercise)
    assert len(found) == (said is not None)
    if said is not None:
        assert said in found[0]
        with pytest.raises(CourseError) as caught:
            read_side_by_side([exercise])
        assert found[0] in str(caught.value)


def test_without_the_file_nothing_is_said(exercise: Exercise) -> None:
    (exercise.folder / FILE).unlink()
    rewrite(exercise, "lesson.en.md", "Behind the line.", "Another.")
    assert notes(exercise) == []


def test_a_line_that_cannot_be_read(exercise: Exercise) -> None:
    path = exercise.folder / FILE
    path.write_text(path.read_text() + "<<<<<<< HEAD\n")
    with pytest.raises(CourseError) as caught:
        notes(exercise)
    assert f"{FILE}:3" in str(caught.value.where)


def test_a_course_in_one_language_has_no_sisters(exercise: Exercise) -> None:
    manifest = exercise.course_folder / "course.toml"
    manifest.write_text(manifest.read_text().replace('["en", "ru"]', '["en"]'))
    (exercise.folder / FILE).unlink()
    alone = load_course(exercise.course_folder).exercises[0]
    assert (notes(alone), read_side_by_side([alone])) == ([], [])


def test_it_is_in_no_notebook(exercise: Exercise) -> None:
    build(load_course(exercise.course_folder))
    digest = sections(exercise.lesson("en"))[1].digest
    assert digest in (exercise.folder / FILE).read_text()
    assert digest not in exercise.source_notebook.read_text()


def test_the_command(exercise: Exercise, capsys: pytest.CaptureFixture[str]) -> None:
    folder: Path = exercise.course_folder
    rewrite(exercise, "lesson.ru.md", "Новый текст.", "Иной.")
    assert run(folder, None, None, check=False) == 0
    assert "note: sums: “By hand” (lesson.en.md:5): its sister" in capsys.readouterr().out
    assert run(folder, None, None, check=True) == 0
    assert "note: sums: " in capsys.readouterr().out
    assert run(folder, "sums", None, check=False, read=True) == 0
    said = capsys.readouterr().out
    assert f"written: solutions/sums/{FILE}" in said and "note: " not in said


@pytest.mark.parametrize(("name", "check"), [(None, False), ("sums", True)])
def test_one_lesson_is_read_at_a_time(exercise: Exercise, name: str | None, check: bool) -> None:
    with pytest.raises(UsageError, match="one lesson"):
        run(exercise.course_folder, name, None, check=check, read=True)
