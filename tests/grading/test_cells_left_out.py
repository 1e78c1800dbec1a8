"""A cell of the student's own that cannot be run: what is said of it."""

from __future__ import annotations

import toy_course as toy
from toy_course import GradeHere


def test_what_a_stopped_cell_would_have_made_is_named(grade_toy: GradeHere) -> None:
    answers = {**toy.ANSWERS, "double": "def double(x):\n    return TWO * x"}
    cells = toy.cells(answers)
    cells.insert(
        2,
        toy.code(
            "ONE, TWO = map(int, '12')\nwhile True:\n    pass\ndef half(x):\n    return x / 2"
        ),
    )
    report = grade_toy(toy.notebook(cells)).report
    assert report.score == 6
    (note,) = [note for note in report.notes if "was left out" in note]
    assert note.endswith(" It would have made: ONE, TWO.")


def test_a_stopped_cell_that_makes_nothing(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells.insert(2, toy.code("while True:\n    pass"))
    report = grade_toy(toy.notebook(cells)).report
    assert report.score == 10
    (note,) = [note for note in report.notes if "was left out" in note]
    assert "It would have made" not in note


def test_what_it_would_have_made_is_said_in_short(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    names = "\n".join(f"{letter * 2_000} = int(1)" for letter in "abcdefgh")
    cells.insert(2, toy.code(f"while True:\n    pass\n{names}"))
    report = grade_toy(toy.notebook(cells)).report
    (note,) = [note for note in report.notes if "was left out" in note]
    _why, _made, named = note.partition("It would have made: ")
    assert named.startswith("aaa") and named.endswith("…, ….")
    assert len(named) < 320


def test_what_a_stopped_cell_imports_and_defines_is_there(grade_toy: GradeHere) -> None:
    answers = {**toy.ANSWERS, "double": "def double(x):\n    return twice(x) / ONE * math.cos(0)"}
    cells = toy.cells(answers)
    source = "import math\nONE = 1.0\ndef twice(x):\n    return 2 * x\nwhile True:\n    x = 1"
    cells.insert(2, toy.code(source))
    report = grade_toy(toy.notebook(cells)).report
    assert report.score == 10
    (note,) = [note for note in report.notes if "was left out" in note]
    assert note.endswith(" It would have made: x.")


def test_a_module_that_never_ends_is_tried_twice_at_most(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    source = "open('own.py', 'w').write('while True: pass')\nimport own"
    cells.insert(2, toy.code(source))
    cells.insert(2, toy.code("import os\nos._exit(3)"))
    assert grade_toy(toy.notebook(cells)).report.score == 10
