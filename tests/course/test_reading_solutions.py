"""solution.py is read without running it."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy_exercise import SOLUTION

from autograder.course.questions import FunctionQuestion, ValueQuestion
from autograder.course.solution import read_solution
from autograder.errors import CourseError


def write(folder: Path, source: str) -> Path:
    path = folder / "solution.py"
    path.write_text(source)
    return path


def test_toy(tmp_path: Path) -> None:
    solution = read_solution(write(tmp_path, SOLUTION))
    assert solution.imports == ("import numpy as np",)
    assert solution.given == "# two numbers\nx1, x2 = 7.5, -5.5\n\nfactor = 2"
    assert solution.given_names == ("x1", "x2", "factor")
    by_hand, double = solution.questions
    assert by_hand == ValueQuestion(
        name="by_hand",
        line=11,
        contract="Compute S and D.\nEach is one number.",
        names=("S", "D"),
        body="S = x1 + x2\nD = x1 - x2",
    )
    assert isinstance(double, FunctionQuestion)
    assert double.signature == "def double(x, *, times=1):"
    assert double.docstring.endswith("2 \\cdot x")
    assert double.body.startswith("    def _secret_helper(x):\n        ")
    assert '"""not\nindented"""' in double.body


def test_helpers_of_helpers_come_along(tmp_path: Path) -> None:
    source = (
        "def _a():\n    return _b()\n\ndef _b():\n    return 1\n\ndef _unused():\n    return 2\n\n"
        '# question: q\n# Q.\nQ = _a()\n\ndef f():\n    """F."""\n    return 0\n'
    )
    first, second = read_solution(write(tmp_path, source)).questions
    assert "def _a" in first.body
    assert "def _b" in first.body
    assert "_unused" not in first.body
    assert "def" not in second.body


FINE = 'def f():\n    """F."""\n    return 1\n'


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (FINE + "from math import pi\n", 4),
        (FINE + "import os, sys\n", 4),
        (FINE + "print(1)\n", 4),
        (FINE + "@cache\ndef g():\n    '''G.'''\n    return 1\n", 5),
        ("def f():\n    return 1\n", 1),
        ('def f(): "F."; return 1\n', 1),
        ('def f():\n    "F."\n', 1),
        ("x = 1\n", 1),
        (FINE + "\n# question: q\nQ = 1\n", 5),
        (FINE + "\n# question: q\n# Say Q.\n\nQ = 1\n", 5),
        (FINE + "\n# question: q\n# Q.\nQ = 1\n# and\nR = 2\n", 8),
        (FINE + "\n# question: q\n# Q.\nQ = (\n\n1)\n", 7),
        (FINE + "\n# question: f\n# Q.\nQ = 1\n", 5),
        (FINE + "\n# question: a b\n# Q.\nQ = 1\n", 5),
        (FINE + "x = = 1\n", 4),
    ],
)
def test_mistakes_of_the_author_name_the_line(tmp_path: Path, source: str, line: int) -> None:
    path = write(tmp_path, source)
    with pytest.raises(CourseError) as caught:
        read_solution(path)
    assert caught.value.todo
    if "question: f" not in source:  # two questions of one name: either line will do
        assert caught.value.where == f"{path}:{line}"
