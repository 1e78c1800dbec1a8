"""Questions that mention each other are graded together."""

from __future__ import annotations

from pathlib import Path

from autograder.notebooks.solution import read_solution
from autograder.validation.related import related

SOLUTION = "".join(f'def {name}(x):\n    """Do it.\n    """\n    return x\n\n\n' for name in "abcd")
CHECKS = """\
import numpy as np

@value_check("a", points=1)
def test_a(student, reference):
    same(student.a, reference.b, 1)

@value_check("b", points=1)
def test_b(student, reference):
    same(student.b, reference.b, np.c(1))
"""


def groups(tmp_path: Path, checks: str, *answers: tuple[str, str]) -> set[str]:
    path = tmp_path / "solution.py"
    path.write_text(SOLUTION)
    found = related(read_solution(path), checks, answers)
    assert all(found[member] == group for group in found.values() for member in group)
    return {"".join(sorted(group)) for group in found.values()}


def test_questions_that_do_not_mention_each_other(tmp_path: Path) -> None:
    answers = [("def a(x):\n    return 'b c'", "a"), ("import d\ndef b(x):\n    return d.c", "b")]
    assert groups(tmp_path, CHECKS, *answers) == {"a", "bd", "c"}


def test_an_answer_that_calls_another_one(tmp_path: Path) -> None:
    answers = [("def c(x):\n    return a(x)", "c"), ("def d(x):\n    return c(x)", "d")]
    assert groups(tmp_path, CHECKS, *answers) == {"acd", "b"}


def test_a_check_that_uses_another_question(tmp_path: Path) -> None:
    through_a_helper = CHECKS + (
        '\n@value_check("c", points=1)\ndef test_c(student):\n    _helper(student)\n'
        "\ndef _helper(pupil):\n    return _other(pupil)\n"
        '\ndef _other(pupil):\n    return pupil.passed("d") or pupil.b(1)\n'
    )
    assert groups(tmp_path, through_a_helper) == {"a", "bcd"}
