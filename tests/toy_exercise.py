"""A toy course: one exercise with a value question, a function question and a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from autograder.catalogues import po
from autograder.course import Course, Exercise, load_course

COURSE = """\
id = "toy"
languages = ["en", "ru"]
language = "LANGUAGE"
title = {en = "Toy", ru = "Игра"}
[[exercises]]
name = "sums"
points = 5.5
title = {en = "Sums", ru = "Суммы"}
"""

SOLUTION = '''\
"""Sums."""

import numpy as np

# two numbers
x1, x2 = 7.5, -5.5

factor = 2


# question: by_hand
# Compute S and D.
# Each is one number.
S = x1 + x2
D = x1 - x2


def _secret_helper(x):
    """Multiply."""
    return factor * np.asarray(x)


def double(x, *, times=1):
    r"""Double x, times times.

    x: a number.
    Formula: double(x) = 2 \\cdot x
    """
    text = """not
indented"""
    assert len(text) == 12
    for _ in range(times):
        x = _secret_helper(x)
    return x
'''

LESSON = """\
# Sums

![two boxes](boxes.svg) and ![a dot](dot.png)

## By hand
It is worth {points:by_hand} points.

```text
---
## no heading
```

---
Behind the line.

```python imports setup
import math
```

```python given numbers
print(factor)
```

```python display picture
# Show
# the sum
total = x1 + x2
print(_(f"The sum is {total:.2f} of {{x1, x2}}"), end="")  # at once
```

```python answer by_hand
```

```python check by_hand
assert math.isclose(S, 2), _("S is the sum")
lines = \"\"\"
  left
alone\"\"\"
assert lines.split("\\n")[1:] == ["  left", "alone"]
```

```python answer double
```

```python check double
assert double(2) == 4, _("double(2) should be 4")
assert np.allclose(double(x1, times=2), 30)
```
"""

LESSON_RU = """\
# Суммы

![два ящика](boxes.svg) и ![точка](dot.png)

## Вручную
Баллы: {points:by_hand}.

```python imports setup
```

```python given numbers
```

```python display picture
```

```python answer by_hand
```

```python check by_hand
```

```python answer double
```

Новый текст.

```python check double
```
"""

CHECKS = '''\
from autograder.checking import _, require, value_check


@value_check("by_hand", points=1.5)
def test_sum(student, reference):
    """adds"""


@value_check("double", points=4)
def test_double(student, reference):
    """doubles numbers"""
    require(True, _("double gives {x}").format(x=3))


def helper():
    """Not for students."""
'''

RUSSIAN = {
    "two numbers": "два числа",
    "Compute S and D.\nEach is one number.": "Вычислите S и D.\nКаждое — одно число.",
    "Double x, times times.\n\nx: a number.\nFormula: double(x) = 2 \\cdot x": (
        "Удвойте x.\n\nx: число.\nФормула: double(x) = 2 \\cdot x"
    ),
    "Show\nthe sum": "Покажите\nсумму",
    "The sum is {total:.2f} of {{x1, x2}}": (
        'Сумма чисел {{x1, x2}}, посчитанная "вручную" и потому очень длинная, равна {total:.2f}'
    ),
    "at once": "сразу",
    "S is the sum": "S — это сумма",
    "double(2) should be 4": "double(2) должно быть равно 4",
    "adds": "складывает",
    "doubles numbers": "удваивает числа",
    "double gives {x}": "double даёт {x}",
}

POINTS = {"by_hand": 1.5, "double": 4.0}
PIXEL = b"\x89PNG\r\n\x1a\n"


def write_course(folder: Path, language: str = "en") -> Course:
    """Write the course in a language; its Russian catalog is complete."""
    (folder / "course.toml").write_text(COURSE.replace("LANGUAGE", language))
    place = folder / "solutions" / "sums"
    place.mkdir(parents=True)
    (place / "solution.py").write_text(SOLUTION)
    (place / "lesson.en.md").write_text(LESSON)
    (place / "lesson.ru.md").write_text(LESSON_RU)
    (place / "checks.py").write_text(CHECKS)
    (place / "boxes.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (place / "dot.png").write_bytes(PIXEL)
    po.update(folder)
    fill_in(place / "messages.ru.po", RUSSIAN)
    po.update(folder)
    return load_course(folder)


def fill_in(path: Path, translations: dict[str, str]) -> None:
    """Do a translator's work."""
    from babel.messages.pofile import read_po, write_po

    with path.open("rb") as file:
        catalog = read_po(file)
    for entry in catalog:
        if entry.id in translations:
            entry.string = translations[str(entry.id)]
    with path.open("wb") as file:
        write_po(file, catalog)


def cells(data: str | bytes) -> dict[str, Any]:
    """The cells of a notebook file, by their ids."""
    reads: Any = nbformat.reads
    return {cell["id"]: cell for cell in reads(data, as_version=4).cells}


def rewrite(exercise: Exercise, name: str, before: str, after: str) -> None:
    """Replace a text in a file of the exercise, which must stand there."""
    path = exercise.folder / name
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
