"""Words to search for: in italics where they stand, and all of them in a glossary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from toy_exercise import POINTS, cells, rewrite

from autograder.classroom.build import build
from autograder.course import Course, load_course
from autograder.errors import CourseError
from autograder.lessons.build import build_exercise
from autograder.lessons.lesson import read_cells
from autograder.lessons.terms import Term, terms_of

Make = Callable[[str], Course]


def read(folder: Path, text: str) -> list[Term]:
    path = folder / "lesson.en.md"
    path.write_text(text)
    return terms_of(read_cells(path))


def with_terms(course: Course) -> Course:
    """The toy course with a word in each language, and another exercise with the English one."""
    exercise = course.exercises[0]
    rewrite(exercise, "lesson.en.md", "Behind the line.", "Others say {term:sum}. So do we.")
    rewrite(
        exercise, "lesson.ru.md", "Новый текст.", "Ёлка {term:ёлки|ёлка}, {term:еда}, {term:ёж}."
    )
    (course.folder / "solutions" / "more").mkdir()
    more = course.folder / "solutions" / "more" / "lesson.en.md"
    more.write_text("# More\n\nA {term:Sum} again, and a {term:product}.\n")
    entry = '\n[[exercises]]\nname = "more"\npoints = 1\ntitle = {en = "More", ru = "Ещё"}\n'
    manifest = course.folder / "course.toml"
    manifest.write_text(manifest.read_text() + entry)
    return load_course(course.folder)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Others say *sum*. So do we."),
        ("ru", "Ёлка *ёлки*, *еда*, *ёж*."),
    ],
)
def test_a_word_is_in_italics(make_course: Make, language: str, said: str) -> None:
    exercise = with_terms(make_course(language)).exercises[0]
    files = build_exercise(exercise, POINTS)
    assert said in "\n".join(c.source for c in cells(files[exercise.source_notebook]).values())
    assert b"{term" not in b"".join(files.values())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two {term:x} at 1.5 km. Three", "One. Two *x* at 1.5 km."),
        (
            "One!\n{term:x\ny}, e.g. Keras,\nis 1, 2 (or 3) words. Four",
            "*x y*, e.g. Keras, is 1, 2 (or 3) words.",
        ),
        ("- One.\n- Two {term:x}; two\n  and a half.\n", "Two *x*; two and a half."),
        ("| a | b |\n| --- | --- |\n| One. | {term:xs|x} here |\n", "*xs* here"),
        (
            "**Task 1.** Do [the *x*](y.md) {term:x} of $N_1$ if you have the time.",
            "Do the *x* *x* of $N_1$ if you have the time.",
        ),
        ("![a. B](a.svg) So «{term:x}». Вот так.", "So «*x*»."),
        ("## What {term:x} is\n\nText.", "What *x* is"),
        ("A {term:x} and {term:y} stand here.", "A *x* and *y* stand here."),
    ],
)
def test_the_sentence_in_which_it_stands(tmp_path: Path, text: str, sentence: str) -> None:
    assert read(tmp_path, f"# Title\n\n{text}\n")[0].sentence == sentence


def test_the_section_in_which_it_stands(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "# T\n\nAn {term:a}\n\n## One\n\nA {term:b}\n\n---\nA {term:c}\n\n### Two `f`\nA {term:d}",
    )
    assert [(term.entry, term.section) for term in found] == [
        ("a", ""),
        ("b", "One"),
        ("c", "One"),
        ("d", "Two `f`"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Once {term:sum}.\n\n## Two\n\nand\nTwice {term:sums|Sum}.", "lesson.en.md:8"),
        ("A {term: }.", "is no word"),
        ("A {term:sum of the numbers", "begins no mark"),
        ("A {trem:sum} of the numbers.", "begins no mark"),
        ("What is\n\n{term:sum}\n", "stands in no sentence"),
    ],
)
def test_what_is_wrong_in_the_marks(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CourseError) as caught:
        read(tmp_path, f"# T\n\n{text}\n")
    assert said in str(caught.value) + str(caught.value.where)


def test_building_says_so(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    rewrite(exercise, "lesson.en.md", "Behind the line.", "{term:sum} and {term:sum}")
    with pytest.raises(CourseError, match="for the second time"):
        build_exercise(exercise, POINTS)


def test_the_glossary_is_built_in_every_language(make_course: Make) -> None:
    course = with_terms(make_course("en"))
    chosen = course.exercises[:1]
    english, russian = (course.folder / "docs" / f"glossary.{each}.md" for each in ("en", "ru"))
    assert {english, russian} <= {*build(course, chosen, check=True).changed}
    assert not english.exists()
    build(course, chosen)
    assert english.read_text() == (
        "<!-- `autograder build` makes this page from the lessons; make changes there -->\n\n"
        "# Glossary\n\nWords to search for, each as it stands in its lesson.\n\n"
        "**product**\n\n> A *Sum* again, and a *product*.\n>\n> Lesson 2. More\n\n"
        "**sum**\n\n> Others say *sum*.\n>\n> Lesson 1. Sums, “By hand”\n\n"
        "> A *Sum* again, and a *product*.\n>\n> Lesson 2. More\n"
    )
    entries = [line for line in russian.read_text().splitlines() if line.startswith("**")]
    assert entries == ["**еда**", "**ёж**", "**ёлка**"]
    assert "«Вручную»" in russian.read_text()
    assert build(course, chosen, check=True).changed == ()
    russian.write_text("changed")
    assert build(course, chosen, check=True).changed == (russian,)


def test_without_words_there_is_no_glossary(make_course: Make) -> None:
    course = make_course("en")
    build(course)
    assert not [*(course.folder / "docs").glob("glossary*")]
