"""Choice questions and skeletons in the proof: options, what is none, one digit everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from toy_exercise import POINTS, rewrite

from autograder.course import Course, load_course
from autograder.engine.in_process import InProcess
from autograder.lessons.build import build_exercise, release, write_all
from autograder.validation.candidates import Candidate, Sort, candidates
from autograder.validation.choices import badly_spread
from autograder.validation.prove import prove
from autograder.validation.seal import seal_of

Make = Callable[[str], Course]

QUESTION = """
[{name}]
kind = "{kind}"
points = 0.25
right = {right}
[{name}.en]
question = "Which?"
options = ["one", "two"]
sentences = ["It is one.", "It is two."]
[{name}.ru]
question = "Что?"
options = ["раз", "два"]
sentences = ["Раз.", "Два."]
"""
ASKED = {"guessed": ("predict", 2), "known": ("recall", 1), "kept": ("recall", 1)}
LADDER = "```ladder double\nWhat?\n---\nOne in, one out.\n---\nreturn ... * x\n```\n\n"


@pytest.fixture(name="course")
def _course(make_course: Make) -> Course:
    course = make_course("en")
    rewrite_manifest(course.folder)
    exercise = load_course(course.folder).exercises[0]
    toml = [QUESTION.format(name=n, kind=kind, right=right) for n, (kind, right) in ASKED.items()]
    (exercise.folder / "choices.toml").write_text("".join(toml))
    fences = "".join(f"\n```python {kind} {name}\n```\n" for name, (kind, _right) in ASKED.items())
    fences += "\n```python outcome guessed\n{}\n```\n"
    for language, code in (("en", "print(x1)"), ("ru", "")):
        path = exercise.lesson(language)
        path.write_text(path.read_text() + fences.format(code))
        answer = "```python answer double"
        rewrite(exercise, path.name, answer, LADDER + answer)
    (exercise.folder / "alternatives.py").write_text("")
    (exercise.folder / "mistakes").mkdir()
    files = build_exercise(exercise, {**POINTS, **dict.fromkeys(ASKED, 0.25)})
    write_all(files)
    content = release(exercise, files[exercise.source_notebook])
    write_all({exercise.release_notebook: content})
    return load_course(course.folder)


def rewrite_manifest(folder: Path) -> None:
    path = folder / "course.toml"
    path.write_text(path.read_text().replace("points = 5.5", "points = 6.25"))


def of_sort(course: Course, sort: Sort) -> list[Candidate]:
    return [each for each in candidates(course.exercises[0]) if each.sort is sort]


def test_each_option_and_what_is_none_is_handed_in(course: Course) -> None:
    exercise = course.exercises[0]
    asked = of_sort(course, Sort.CHOICE)
    assert {each.question for each in asked} == set(ASKED)
    earned = {(each.question, each.name): each.earns for each in asked}
    assert earned["guessed", "1"] == earned["guessed", "2"] == 0.25
    assert (earned["known", "1"], earned["known", "2"]) == (0.25, 0)
    assert earned["known", "3"] == earned["guessed", "True"] == 0
    proofs = prove(exercise, asked, InProcess())
    assert [proof.faults for proof in proofs] == [()] * len(asked)


def test_what_is_judged_wrongly_is_a_fault(course: Course) -> None:
    asked = [each for each in of_sort(course, Sort.CHOICE) if each.question == "known"]
    right, *others = asked
    wrong = [replace(right, earns=0.0), replace(right, says="Another sentence.")]
    wrong += [replace(each, earns=0.25) for each in others if not each.earns]
    proofs = prove(course.exercises[0], wrong, InProcess())
    assert proofs[0].faults == ("earns 0.25, and has to earn 0",)
    assert proofs[1].faults == ("does not get its sentence",)
    assert all(proof.faults == ("earns 0, and has to earn 0.25",) for proof in proofs[2:])


def test_skeletons_are_handed_in(course: Course) -> None:
    (skeleton,) = [each for each in of_sort(course, Sort.BLIND) if each.name == "skeleton"]
    assert skeleton.answers == {"double": "def double(x, *, times=1):\n    return ... * x"}


def test_one_digit_everywhere(course: Course) -> None:
    assert badly_spread(course.exercises[0]) == [
        "the digit 1 is right in 2 of 2 questions that look back: spread the right options, at "
        "most 1 of one digit"
    ]


def test_words_break_no_seal_and_what_decides_does(course: Course) -> None:
    exercise = course.exercises[0]
    path = exercise.folder / "choices.toml"
    text, before = path.read_text(), seal_of(exercise)
    path.write_text(text.replace("It is one.", "One it is."))
    assert seal_of(load_course(course.folder).exercises[0]) == before
    path.write_text(text.replace("right = 2", "right = 1"))
    assert seal_of(load_course(course.folder).exercises[0]) != before
