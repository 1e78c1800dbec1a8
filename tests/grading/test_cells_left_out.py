"""A cell of the student's own that cannot be run: what is said of it."""

from __future__ import annotations

import toy_course as toy
from toy_course import GradeHere


def test_what_a_stopped_cell_would_have_made_is_named(grade_toy: GradeHere) -> None:
    answers = {**toy.ANSWERS, "double": "def double(x):\n    return TWO * x"}
    cells = toy.cells(answers)
    cells.insert(
        2, toy.code("ONE, TWO = 1, 2\nwhile True:\n    pass\ndef half(x):\n    return x / 2")
    )
    report = grade_toy(toy.notebook(cells)).report
    assert report.score == 6
    (note,) = [note for note in report.notes if "was left out" in note]
    assert note.endswith(" It would have made: ONE, TWO, half.")


def test_a_stopped_cell_that_makes_nothing(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells.insert(2, toy.code("while True:\n    pass"))
    report = grade_toy(toy.notebook(cells)).report
    assert report.score == 10
    (note,) = [note for note in report.notes if "was left out" in note]
    assert "It would have made" not in note


def test_what_it_would_have_made_is_said_in_short(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    names = "\n".join(f"{letter * 2_000} = 1" for letter in "abcdefgh")
    cells.insert(2, toy.code(f"while True:\n    pass\n{names}"))
    report = grade_toy(toy.notebook(cells)).report
    (note,) = [note for note in report.notes if "was left out" in note]
    _why, _made, named = note.partition("It would have made: ")
    assert named.startswith("aaa") and named.endswith("…, ….")
    assert len(named) < 320
