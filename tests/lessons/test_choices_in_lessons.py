"""Choice questions: their options, their cells, what the outcome of a prediction says."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout

import pytest
from toy_exercise import POINTS, cells, rewrite

from autograder.course import Course, Exercise
from autograder.errors import CourseError
from autograder.lessons.build import build_exercise, release

Make = Callable[[str], Course]

FENCES = """
```python predict tall
```

```python outcome tall
{code}
```

```python recall half
```
"""
CHOICES = """
[tall]
kind = "predict"
points = 0.25
right = 2
[tall.en]
question = "How tall is 7?"
options = ["one", "two", "three"]
sentences = ["One is low.", "Two it is.", 'Three is "high".']
[tall.ru]
question = "Высока ли семёрка?"
options = ["раз", "два", "три"]
sentences = ["Раз — низко.", "Да, два.", "Три — высоко."]
[half]
kind = "recall"
points = 0.1
right = 1
[half.en]
question = "Half of 2?"
options = ["1", "4"]
sentences = ["Yes: 2 / 2 = 1.", "That is twice."]
[half.ru]
question = "Половина от 2?"
options = ["1", "4"]
sentences = ["Да: 2 / 2 = 1.", "Это вдвое больше."]
"""
ALL = {**POINTS, "tall": 0.25, "half": 0.1}


def with_choices(exercise: Exercise, toml: str = CHOICES) -> None:
    for language, code in (("en", "print(x1)"), ("ru", "")):
        path = exercise.folder / f"lesson.{language}.md"
        path.write_text(path.read_text() + FENCES.format(code=code))
    (exercise.folder / "choices.toml").write_text(toml)


def outcome_of(exercise: Exercise, **names: object) -> str:
    """What the cell below the prediction prints."""
    files = build_exercise(exercise, ALL)
    source = cells(files[exercise.source_notebook])["outcome-tall"].source
    with redirect_stdout(io.StringIO()) as said:
        exec(source, {"x1": 7.5, **names})
    return said.getvalue()


def test_the_teachers_notebook_has_the_right_digit_and_the_students_none(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    with_choices(exercise)
    files = build_exercise(exercise, ALL)
    source = cells(files[exercise.source_notebook])
    assert source["predict-tall"].source == "tall = 2    # your guess: 1, 2 or 3"
    assert source["recall-half"].source == "half = 1    # your answer: 1 or 2"
    assert source["predict-tall"].metadata.nbgrader.points == 0.25
    asked = source["text-tall-question"].source
    assert asked == "**How tall is 7?**\n\n1. one\n2. two\n3. three"
    released = cells(release(exercise, files[exercise.source_notebook]))
    assert released["predict-tall"].source == "tall = 0    # your guess: 1, 2 or 3"
    assert "stub" not in released["predict-tall"].metadata.autograder
    assert released["outcome-tall"].metadata.autograder.kind == "display"
    assert released["outcome-tall"].metadata.jupyter.source_hidden  # what it says is still to come
    text = release(exercise, files[exercise.source_notebook]).decode()
    assert "Two it is." in text
    assert "That is twice." not in text


def test_in_the_python_file_options_are_comments(make_course: Make) -> None:
    exercise = make_course("ru").exercises[0]
    with_choices(exercise)
    stub = build_exercise(exercise, ALL)[exercise.stub].decode()
    assert "# Высока ли семёрка?\n# 1. раз\n# 2. два\n# 3. три\ntall = 0    # ваша догадка" in stub
    assert "Да, два." not in stub


@pytest.mark.parametrize("written", [2, "2", 2.0, " 2 "])
def test_the_outcome_is_shown_once_something_is_guessed(make_course: Make, written: object) -> None:
    exercise = make_course("en").exercises[0]
    with_choices(exercise)
    assert outcome_of(exercise, tall=written) == "7.5\nTwo it is.\n"
    assert outcome_of(exercise, tall=0) == "Write your guess above, then run this cell again.\n"


@pytest.mark.parametrize("written", [True, [1], 4, 1.5, None, "two", {1: 2}])
def test_what_is_no_option_is_said_and_stops_nothing(make_course: Make, written: object) -> None:
    exercise = make_course("en").exercises[0]
    with_choices(exercise)
    assert outcome_of(exercise, tall=written) == "7.5\nA guess is one of the digits 1 to 3.\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("right = 2", "right = 4", "says that option 4 is right"),
        ('kind = "recall"', 'kind = "guess"', "The question 'half': `kind`"),
        ('options = ["раз", "два", "три"]', 'options = ["раз"]', "same number of options"),
        ('sentences = ["Да: 2 / 2 = 1.", "Это вдвое больше."]', "", "The question 'half"),
        ("[half.ru]", "[half.rU]", "The question 'half"),
        ('"That is twice."', '" "', "The question 'half"),
        ("points = 0.1", "points = -1", "The question 'half': `points`"),
        ("[half]", "[halt]", "The question"),
        ("kind", "kind kind", "choices.toml"),
        ('"predict"', '"predikt"', "Did you mean 'predict'?"),
        ("right = 2\n", "", "Write it: right = ..."),
        ('"1", "4"', '"4", "4"', "'half.en' has the option '4' twice"),
        ("How tall is 7?", " ", "'tall.en': `question`: Expected a text that is not empty"),
        ("[half.en]\nquestion", "[half.en]\nqestion", "Did you mean 'question'?"),
    ],
)
def test_what_is_wrong_in_the_options(
    make_course: Make, before: str, after: str, said: str
) -> None:
    exercise = make_course("en").exercises[0]
    with_choices(exercise, CHOICES.replace(before, after))
    with pytest.raises(CourseError, match=said):
        build_exercise(exercise, ALL)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("python predict tall", "python recall tall", "not those of"),
        ("python recall half", "python recall other", "not those of"),
        ("```python outcome tall\nprint(x1)\n```", "", "needs one cell below it"),
        ("print(x1)", "", "is empty"),
        ("python recall half\n", "python recall half\nx = 1\n", "Code stands in"),
    ],
)
def test_what_is_wrong_in_the_lesson(make_course: Make, before: str, after: str, said: str) -> None:
    exercise = make_course("en").exercises[0]
    with_choices(exercise)
    rewrite(exercise, "lesson.en.md", before, after)
    with pytest.raises(CourseError, match=said):
        build_exercise(exercise, ALL)


def test_an_outcome_stands_below_its_prediction(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    with_choices(exercise)
    path = exercise.lesson("en")
    text = path.read_text()
    guess, outcome = "```python predict tall\n```\n", "```python outcome tall\nprint(x1)\n```\n"
    path.write_text(text.replace(guess, "").replace(outcome, outcome + "\n" + guess))
    with pytest.raises(CourseError, match="needs one cell below it"):
        build_exercise(exercise, ALL)


@pytest.mark.parametrize("name", ["np", "S", "class", "x1"])
def test_a_choice_has_a_name_of_its_own(make_course: Make, name: str) -> None:
    exercise = make_course("en").exercises[0]
    with_choices(exercise, CHOICES.replace("half", name))
    rewrite(exercise, "lesson.en.md", "recall half", f"recall {name}")
    with pytest.raises(CourseError, match=f"cannot be called '{name}'"):
        build_exercise(exercise, {**ALL, name: 0.1})
