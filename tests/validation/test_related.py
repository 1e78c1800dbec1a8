"""Questions that mention each other are graded together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from toy_course import MakeCourse

from autograder.course.questions import Solution
from autograder.course.solution import read_solution
from autograder.errors import CourseError
from autograder.validation.candidates import Sort, candidates
from autograder.validation.related import is_slow, mentioned, on_the_setting, related, touched

Groups = Callable[..., set[str]]
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


@pytest.fixture
def solution(tmp_path: Path) -> Solution:
    path = tmp_path / "solution.py"
    path.write_text(SOLUTION)
    return read_solution(path)


@pytest.fixture
def groups(solution: Solution, tmp_path: Path) -> Groups:
    def found(checks: str, **shown: str) -> set[str]:
        path = tmp_path / "checks.py"
        path.write_text(checks)
        found = related(solution, path, shown)
        assert all(found[member] == group for group in found.values() for member in group)
        return {"".join(sorted(group)) for group in found.values()}

    return found


def test_checks_that_cannot_be_read(groups: Groups) -> None:
    with pytest.raises(CourseError, match=r"checks\.py:2"):
        groups("import numpy\n)")


def test_questions_that_do_not_mention_each_other(groups: Groups) -> None:
    right = {"a": "def a(x):\n    return 'b c'", "b": "def b(x):\n    return x.c(d)"}
    assert groups(CHECKS, **right) == {"a", "bd", "c"}


def test_an_answer_that_calls_another_one(groups: Groups) -> None:
    right = {"c": "def c(x):\n    return a(x)", "d": "def d(x):\n    return c(x)"}
    assert groups(CHECKS, **right) == {"acd", "b"}


def test_what_an_answer_can_touch(solution: Solution, tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    path.write_text(CHECKS.replace("same(student.b, ", "same(student.d(student.b), "))
    right = {"c": "def c(x):\n    return b(x)"}
    assert touched(solution, path, right) == {
        "a": {"a"},
        "b": {"b", "c"},
        "c": {"c"},
        "d": {"d", "b", "c"},
    }


def test_what_an_answer_uses(solution: Solution) -> None:
    assert mentioned(solution, "def d(x):\n    return x.a() + b(x)") == ["b"]


def test_a_check_that_uses_another_question(groups: Groups) -> None:
    through_a_helper = CHECKS + (
        '\n@value_check("c", points=1)\ndef test_c(student):\n    _helper(student)\n'
        "\ndef _helper(pupil):\n    return _other(pupil)\n"
        '\ndef _other(pupil):\n    return pupil.passed("d") or pupil.b(1)\n'
    )
    assert groups(through_a_helper) == {"a", "bcd"}


def test_questions_that_the_setting_decides(solution: Solution, tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    asks = "\n@value_check('c', points=1)\ndef test_c(student, setting):\n    _reach(setting)\n"
    path.write_text(CHECKS + asks + "\ndef _reach(wanted):\n    pass\n")
    assert on_the_setting(solution, path) == {"c"}
    path.write_text(CHECKS)
    assert on_the_setting(solution, path) == frozenset()


def test_only_slow_exercises_leave_the_others_out(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")

    def answered() -> dict[str, set[str]]:
        known = candidates(exercise, with_mutants=True)
        return {each.question: set(each.answers) for each in known if each.sort is Sort.MUTANT}

    def two_at_once() -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
        pairs = [each for each in candidates(exercise) if each.sort is Sort.PAIR]
        assert len(pairs) == 3
        return {(tuple(sorted(each.answers)), each.graded) for each in pairs}

    everything = {"by_hand", "double", "total"}
    assert not is_slow(exercise)
    assert answered() == dict.fromkeys(everything, everything)
    assert two_at_once() == {(tuple(sorted(everything)), ())}
    exercise.warm = ("numpy", "tensorflow.keras")
    assert is_slow(exercise)
    assert answered() == {"by_hand": {"by_hand"}, "double": {"double"}, "total": {"total"}}
    both = {("by_hand", "double"), ("by_hand", "total"), ("double", "total")}
    assert two_at_once() == {(names, ()) for names in both}  # nothing else was answered
