"""A course in one language, and one in three: built, graded, and its page made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import toy_exercise
from gradings import grade_here

from autograder.catalogues import po
from autograder.checking.collect import points_of
from autograder.course import Course, load_course
from autograder.errors import CourseError
from autograder.grading import Submission
from autograder.lessons.build import build_exercise, release, write_all
from autograder.outputs import student_page
from autograder.results import Report, Status

COURSE = """\
id = "tiny"
languages = {languages}
language = "{language}"
title = {{{titles}}}
[[exercises]]
name = "tiny"
points = 4
title = {{{titles}}}
"""

SOLUTION = '''\
def double(x):
    """DOUBLE a number.

    x: a float.
    """
    return 2.0 * x
'''

CHECKS = '''\
from autograder.checking import _, require, value_check


@value_check("double", points=2.5)
def test_double(student, reference):
    """DOUBLES 1.5"""
    value = student.double(1.5)
    require(value == 3.0, _("YOURS is {value}").format(value=value))
'''

MISTAKES = '''\
from autograder.checking import mistake


@mistake
def fives(x):
    """FIVE times, not twice."""
    return 5.0 * x
'''

FENCES = """\
# LESSON

It is worth {points:double} points.

```python imports setup
```

```python answer double
```

```python check double
```

```markdown written why
WORDS
```
"""
LESSON = FENCES.replace("check double\n", 'check double\nassert double(1) == 2, _("NOT two")\n')
TEXTS = (
    "DOUBLE a number.\n\nx: a float.",
    "NOT two",
    "DOUBLES 1.5",
    "YOURS is {value}",
    "FIVE times, not twice.",
)


def write(folder: Path, *languages: str, language: str) -> Course:
    """The course in its languages, of which the first is the source. What is said in a language
    begins with its code, but for the source language."""
    titles = ", ".join(f'{each} = "{each}: TINY"' for each in languages)
    listed = json.dumps(languages)
    manifest = COURSE.format(languages=listed, language=language, titles=titles)
    (folder / "course.toml").write_text(manifest)
    place = folder / "solutions" / "tiny"
    place.mkdir(parents=True)
    (place / "solution.py").write_text(SOLUTION)
    (place / "checks.py").write_text(CHECKS)
    (place / "mistakes").mkdir()
    (place / "mistakes" / "double.py").write_text(MISTAKES)
    (place / "alternatives.py").write_text("")
    rubrics = "\n".join(f'{each} = "{each}: RUBRIC"' for each in languages)
    (place / "written.toml").write_text(f"[why]\npoints = 1.5\n[why.rubric]\n{rubrics}\n")
    source, *others = languages
    (place / f"lesson.{source}.md").write_text(LESSON)
    for each in others:
        lesson = FENCES.replace("LESSON", f"{each}: LESSON").replace("WORDS", f"{each}: WORDS")
        (place / f"lesson.{each}.md").write_text(lesson)
    return load_course(folder)


def translate(course: Course, language: str) -> None:
    """Do a translator's work."""
    po.update(course.folder)
    path = course.exercises[0].folder / f"messages.{language}.po"
    toy_exercise.fill_in(path, {text: f"{language}: {text}" for text in TEXTS})
    po.update(course.folder)
    assert not [line for line in po.problems(course.folder) if line.startswith(str(path))]


def built(course: Course) -> dict[str, Any]:
    """Build the only exercise; gives the released notebook's cells by their id."""
    (exercise,) = course.exercises
    files = build_exercise(exercise, points_of(exercise))
    files[exercise.release_notebook] = release(exercise, files[exercise.source_notebook])
    write_all(files)
    cells = json.loads(files[exercise.release_notebook])["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in cells}


def graded(course: Course) -> Report:
    """The report on a wrong answer."""
    submission = Submission("ann", "tiny", b"def double(x):\n    return 5.0 * x\n", is_python=True)
    (found,) = grade_here(course.exercises[0], [submission])
    return found.report


@pytest.mark.parametrize("language", ["en", "de"])
def test_one_language_needs_no_other_files(tmp_path: Path, language: str) -> None:
    course = write(tmp_path, language, language=language)
    assert po.update(tmp_path) == []
    assert po.problems(tmp_path) == []
    cells = built(course)
    assert 'assert double(1) == 2, "NOT two"' in cells["check-double"]
    assert ("2,5 points" if language == "de" else "2.5 points") in cells["text-1"]
    names = {path.name for path in course.exercises[0].folder.iterdir() if path.is_file()}
    assert {f"lesson.{language}.md"} == {name for name in names if name.startswith("lesson")}
    assert not any(name.startswith("messages") for name in names)
    report = graded(course)
    assert [question.status for question in report.questions] == [Status.FAILED, Status.MISSING]
    (check,) = report.questions[0].checks
    assert (check.message, check.hint) == ("YOURS is 7.5", "FIVE times, not twice.")
    page = student_page(course, report, {})
    assert f'<html lang="{language}">' in page
    assert f"{language}: TINY" in page and "DOUBLES 1.5" in page
    assert "not answered" in page  # the engine does not speak German


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in English, Russian and a third language, which nobody speaks but this test."""
    course = write(tmp_path_factory.mktemp("three"), "en", "ru", "xx", language="xx")
    translate(course, "xx")
    return course


def test_the_third_language_is_built(three: Course) -> None:
    cells = built(three)
    assert cells["text-1"].startswith("# xx: LESSON")
    assert "2.5 points" in cells["text-1"]  # as in English: nobody knows how xx writes numbers
    assert '"""xx: DOUBLE a number.' in cells["answer-double"]
    assert 'assert double(1) == 2, "xx: NOT two"' in cells["check-double"]
    assert cells["written-why"].strip() == "xx: WORDS"
    source = three.exercises[0].source_notebook.read_text()
    assert "xx: RUBRIC" in source and "ru: RUBRIC" not in source
    assert "xx: TINY" in three.exercises[0].stub.read_text()


def test_the_third_language_is_graded_in(three: Course) -> None:
    built(three)
    report = graded(three)
    (check,) = report.questions[0].checks
    assert (check.description, check.message) == ("xx: DOUBLES 1.5", "xx: YOURS is 7.5")
    assert check.hint == "xx: FIVE times, not twice."
    page = student_page(three, report, {})
    assert '<html lang="xx">' in page
    assert "xx: DOUBLES 1.5" in page and "xx: YOURS is 7.5" in page
    assert "not answered" in page


def test_the_other_languages_are_there_too(three: Course) -> None:
    for language, expected in (("en", "# LESSON"), ("ru", "# ru: LESSON")):
        cells = built(load_course(three.folder, language))
        assert cells["text-1"].startswith(expected)
        assert '"""DOUBLE a number.' in cells["answer-double"]  # not translated into Russian yet
    assert "Пишите код" in load_course(three.folder, "ru").exercises[0].stub.read_text()


def test_a_lesson_that_is_missing_in_a_language_is_named(tmp_path: Path) -> None:
    course = write(tmp_path, "en", "xx", language="xx")
    (course.exercises[0].folder / "lesson.xx.md").unlink()
    with pytest.raises(CourseError, match="lesson cannot be read") as caught:
        built(course)
    assert str(caught.value.where).endswith("lesson.xx.md")


def test_a_compiled_catalog_that_is_broken_is_named(tmp_path: Path) -> None:
    course = write(tmp_path, "en", "xx", language="xx")
    translate(course, "xx")
    compiled = course.exercises[0].folder / "messages.xx.mo"
    compiled.write_bytes(compiled.read_bytes()[:-40])
    with pytest.raises(CourseError, match="compiled catalog cannot be read") as caught:
        built(course)
    assert caught.value.where == compiled
    assert "autograder messages" in caught.value.todo
    po.update(course.folder)
    built(load_course(course.folder))
