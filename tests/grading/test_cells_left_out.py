"""A cell of the student's own that cannot be run: what is said of it."""

from __future__ import annotations

import toy_course as toy
from toy_course import GradeHere


def graded_with(grade_toy: GradeHere, source: str, double: str = "") -> tuple[float, str]:
    """The points of right answers with such a cell above them, and what is said of that cell."""
    cells = toy.cells({**toy.ANSWERS, **({"double": double} if double else {})})
    cells.insert(2, toy.code(source))
    report = grade_toy(toy.notebook(cells)).report
    (note,) = [note for note in report.notes if "was left out" in note]
    return report.score, note


def test_what_a_stopped_cell_would_have_made_is_named(grade_toy: GradeHere) -> None:
    source = "ONE, TWO = map(int, '12')\nwhile True:\n    pass\ndef half(x):\n    return x / 2"
    points, note = graded_with(grade_toy, source, "def double(x):\n    return TWO * x")
    assert points == 6
    assert note.endswith(" It would have made: ONE, TWO.")


def test_a_stopped_cell_that_makes_nothing(grade_toy: GradeHere) -> None:
    points, note = graded_with(grade_toy, "while True:\n    pass")
    assert points == 10
    assert "It would have made" not in note


def test_what_it_would_have_made_is_said_in_short(grade_toy: GradeHere) -> None:
    names = "\n".join(f"{letter * 2_000} = int(1)" for letter in "abcdefgh")
    _points, note = graded_with(grade_toy, f"while True:\n    pass\n{names}")
    _why, _made, named = note.partition("It would have made: ")
    assert named.startswith("aaa") and named.endswith("…, ….")
    assert len(named) < 320


def test_what_a_stopped_cell_imports_and_defines_is_there(grade_toy: GradeHere) -> None:
    double = "def double(x):\n    return twice(x) / ONE * math.cos(0)"
    source = "import math\nONE = 1.0\ndef twice(x):\n    return 2 * x\nwhile True:\n    x = 1"
    points, note = graded_with(grade_toy, source, double)
    assert points == 10
    assert note.endswith(" It would have made: x.")


def test_a_module_that_never_ends_is_tried_twice_at_most(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    source = "open('own.py', 'w').write('while True: pass')\nimport own"
    cells.insert(2, toy.code(source))
    cells.insert(2, toy.code("import os\nos._exit(3)"))
    assert grade_toy(toy.notebook(cells)).report.score == 10
