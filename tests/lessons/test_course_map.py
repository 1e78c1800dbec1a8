"""The map of a course: lessons in order, what builds on what, and what each holds."""

from __future__ import annotations

from collections.abc import Callable

from toy_exercise import rewrite

from autograder.classroom.build import build
from autograder.course import Course, load_course
from autograder.lessons.course_map import direct, picture
from tools.house import ROOT

Make = Callable[[str], Course]

CHOICES = "".join(
    f'[{name}]\nkind = "{kind}"\npoints = 0\nright = 1\n'
    + "".join(
        f'[{name}.{language}]\nquestion = "?"\noptions = ["a", "b"]\nsentences = ["a", "b"]\n'
        for language in ("en", "ru")
    )
    for name, kind in (("guess", "predict"), ("first", "recall"), ("second", "recall"))
)
FENCES = "".join(
    f"\n```python {kind} {name}\n```\n"
    for kind, name in (
        ("predict", "guess"),
        ("outcome", "guess"),
        ("recall", "first"),
        ("recall", "second"),
    )
)


def with_another(course: Course) -> Course:
    """The toy course, whose exercise needs one that is not written yet."""
    exercise = course.exercises[0]
    manifest = course.folder / "course.toml"
    start, _, own = manifest.read_text().partition("[[exercises]]\n")
    titles = """{en = 'To "begin", again', ru = "А"}"""
    before = f'[[exercises]]\nname = "first"\npoints = 1\ntitle = {titles}\n'
    manifest.write_text(f'{start}{before}[[exercises]]\nneeds = ["first"]\n{own}')
    (exercise.folder / "choices.toml").write_text(CHOICES)
    for language in course.languages:
        lesson = exercise.lesson(language)
        shown = "print(1)\n" if language == "en" else ""
        fences = FENCES.replace("outcome guess\n", f"outcome guess\n{shown}")
        lesson.write_text(lesson.read_text() + fences)
    rewrite(exercise, "lesson.en.md", "Behind the line.", "A {term:sum} of {term:terms|term}.")
    return load_course(course.folder)


def test_the_page(make_course: Make) -> None:
    course = with_another(make_course("en"))
    build(course, [course.exercise("sums")])
    assert (course.folder / "docs" / "course.en.md").read_text() == (
        "<!-- `autograder build` makes this page from the lessons; make changes there -->\n\n"
        "# Toy\n\n"
        "The lessons, and what builds on what.\n\n"
        "```mermaid\nflowchart TD\n"
        '    first["1. To #quot;begin#quot;, again"]\n    sums["2. Sums"]\n'
        "    first --> sums\n```\n\n"
        "The words to search for stand in the [glossary](glossary.en.md), too.\n\n"
        '## 1. To "begin", again\n\n- 1 point\n\n'
        "## 2. Sums\n\n"
        "- 15 to 30 minutes, 5.5 points\n"
        '- builds on: [1. To "begin", again](#1-to-begin-again)\n'
        "- tasks: `by_hand`, `double`\n"
        "- guesses: `guess`\n"
        "- quick questions: `first`, `second`\n"
        "- words: sum, term\n"
    )
    russian = (course.folder / "docs" / "course.ru.md").read_text()
    assert "## 2. Суммы\n\n- 15–30 минут, баллов: 5,5\n" in russian
    assert "glossary" not in russian and "слова" not in russian.lower()


def test_it_is_held(make_course: Make) -> None:
    course = with_another(make_course("ru"))
    chosen = [course.exercise("sums")]
    build(course, chosen)
    page = course.folder / "docs" / "course.en.md"
    page.write_text("changed")
    assert build(course, chosen, check=True).changed == (page,)


def test_one_lesson_needs_no_map(make_course: Make) -> None:
    course = make_course("en")
    build(course)
    assert not (course.folder / "docs").exists()


def test_an_arrow_that_a_longer_way_implies_is_left_out() -> None:
    needs = {"a": (), "b": ("a",), "c": ("a", "b"), "d": ("a", "c"), "e": ("a",)}
    assert direct(needs) == {"a": [], "b": ["a"], "c": ["b"], "d": ["c"], "e": ["a"]}


def test_the_picture_of_this_course_has_every_lesson() -> None:
    exercises = load_course(ROOT).exercises
    drawn = picture(exercises)
    assert all(f'{each.name}["{each.number}. ' in drawn for each in exercises)
