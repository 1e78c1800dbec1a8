"""Questions that mention each other are graded together."""

from __future__ import annotations

from pathlib import Path

from toy_course import MakeCourse

from autograder.notebooks.solution import read_solution
from autograder.validation.candidates import Sort, candidates
from autograder.validation.related import is_slow, related

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


def test_only_slow_exercises_leave_the_others_out(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")

    def answered() -> dict[str, set[str]]:
        known = candidates(exercise, with_mutants=True)
        return {each.question: set(each.answers) for each in known if each.sort is Sort.MUTANT}

    everything = {"by_hand", "double", "total"}
    assert not is_slow(exercise)
    assert answered() == dict.fromkeys(everything, everything)
    exercise.warm = ("numpy", "tensorflow.keras")
    assert is_slow(exercise)
    assert answered() == {"by_hand": {"by_hand"}, "double": {"double"}, "total": {"total"}}
