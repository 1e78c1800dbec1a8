"""A small exercise whose numbers are each student's own, built as a real one is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toy_course import write_mistakes

from autograder.catalogues import po
from autograder.classroom.build import generated_files
from autograder.course import Course, load_course
from autograder.lessons.build import write_all
from autograder.notebooks.fill import fill
from autograder.personal import personal_number

NAME = "own"
COURSE = """\
id = "toy"
languages = ["en", "ru"]
language = "LANGUAGE"
title = {en = "Toy", ru = "Игра"}
[limits]
cell_seconds = 5
[[exercises]]
name = "own"
points = 4
title = {en = "Own numbers", ru = "Свои числа"}
"""

SOLUTION = '''\
"""Own numbers."""

import numpy as np

from autograder.personal import personal_number

# Your id:
STUDENT_ID = "example"

five = 5
a = personal_number(STUDENT_ID, "a", 1.11, 9.99)
b = a + 1


# question: by_hand
# Compute S, one number.
S = b + five


# question: later
# Compute D from S.
D = 2 * S


def double(a):
    """Double a number.

    a: a number.
    """
    return 2 * a
'''

LESSON = """\
# Own numbers

```python imports setup
```

```python id my_id
```

```python given numbers
print("a =", a)
```

```python answer by_hand
```

```python check by_hand
assert STUDENT_ID != "example", _("Write your own id.")
```

```python answer later
```

```python check later
assert D > S
```

```python answer double
```

```python check double
assert double(2) == 4
```
"""
LESSON_RU = LESSON.replace("# Own numbers", "# Свои числа").replace('print("a =", a)\n', "")
for _asserted in ('STUDENT_ID != "example", _("Write your own id.")', "D > S", "double(2) == 4"):
    LESSON_RU = LESSON_RU.replace(f"assert {_asserted}\n", "")

CHECKS = '''\
from autograder.checking import equal, same, value_check


@value_check("by_hand", points=2)
def test_sum(student, reference):
    """computes S"""
    student.note("S", reference.S)
    equal(student.value("S"), reference.S, "S")


@value_check("later", points=1)
def test_later(student, reference):
    """computes D"""
    equal(student.value("D"), 2 * (student.value("S") or 1), "D")  # zeros say nothing


@value_check("double", points=1)
def test_double(student, reference):
    """doubles"""
    same(student.double, reference.double, 1.5)
'''

MISTAKES = {
    "by_hand": """\
from autograder.checking import mistake


@mistake
def adds_a():
    '''Add b, not a.'''
    S = a + five


@mistake(when=lambda seen: seen.values["S"] == 10 * seen.notes["S"])
def ten_times():
    '''Too large.'''
    S = 10 * (b + five)
""",
    "later": """\
from autograder.checking import mistake


@mistake
def not_doubled():
    '''Twice.'''
    D = S
""",
    "double": """\
from autograder.checking import mistake


@mistake
def squares(a):
    '''Not the square.'''
    return a * a
""",
}

ALTERNATIVES = """\
from autograder.checking import alternative


@alternative("by_hand")
def as_text():
    S = float(f"{b + five:.2f}")
"""

RIGHT = {
    "by_hand": "S = b + five",
    "later": "D = 2 * S",
    "double": "def double(a):\n    return a + a",
}


def write_course(
    folder: Path, language: str = "en", mistakes: Mapping[str, str] = MISTAKES, **files: str
) -> Course:
    """Write and build it; `solution=...` and the like replace the text of one file."""
    texts = {
        "solution.py": SOLUTION,
        "lesson.en.md": LESSON,
        "lesson.ru.md": LESSON_RU,
        "checks.py": CHECKS,
        "alternatives.py": ALTERNATIVES,
    }
    place = folder / "solutions" / NAME
    place.mkdir(parents=True)
    (folder / "course.toml").write_text(COURSE.replace("LANGUAGE", language), encoding="utf-8")
    for name, text in texts.items():
        (place / name).write_text(files.get(name.split(".")[0], text), encoding="utf-8")
    write_mistakes(place, mistakes)
    po.update(folder)
    course = load_course(folder)
    write_all(generated_files(course.exercise(NAME)))
    return course


def notebook(course: Course, student_id: str, **answers: str) -> bytes:
    """A notebook with right answers, but for those that are named, and an id written into it."""
    release = course.exercise(NAME).release_notebook.read_bytes()
    return fill(release, {**RIGHT, **answers}, student_id)


def right_sum(student_id: str) -> float:
    """The right S for an id."""
    number: float = personal_number(student_id, "a", 1.11, 9.99)
    return round(number + 6, 2)
