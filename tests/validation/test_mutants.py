"""Mutants are small faults in what a student writes, each once, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from autograder.course.solution import read_solution
from autograder.validation.mutants import mutants

SOLUTION = '''\
"""Numbers."""

import numpy as np

x1 = 0.5


# question: by_hand
# Compute A.
A = 5 * x1


def rows(x, axis=1):
    """Add up the rows.

    x: 1 + 1 is 2.
    """
    # 2 + 2 is a comment
    return np.sum(x, axis=axis) + _rest(
        x,
    )


def _rest(x):
    """Nothing: 0 + 0."""
    return 0.0


def twice(x):
    """Return the numbers twice."""
    x = x + 1
    x = x - 1
    y = x + 1
    x = x + 1
    return x, y
'''


def changes(tmp_path: Path, question: str) -> list[str]:
    path = tmp_path / "solution.py"
    path.write_text(SOLUTION, encoding="utf-8")
    return [mutant.change for mutant in mutants(read_solution(path)[question])]


def test_values_are_changed(tmp_path: Path) -> None:
    assert set(changes(tmp_path, "by_hand")) == {
        "- A = 5 * x1\n+ A = None",
        "- A = 5 * x1\n+ A = 6 * x1",
        "- A = 5 * x1\n+ A = 5 / x1",
    }


def test_functions_are_changed_below_their_contract(tmp_path: Path) -> None:
    found = changes(tmp_path, "rows")
    line = "return np.sum(x, axis=axis) + _rest(x)"
    assert f"- {line}\n+ return np.sum(x, axis=axis) - _rest(x)" in found
    assert f"- {line}\n+ return np.sum(x) + _rest(x)" in found
    assert "- return 0.0\n+ return 1.0" in found  # the hidden helper is the student's work, too
    removed = {change.partition("\n")[0] for change in found}
    assert removed == {f"- {line}", "- return 0.0"}


def test_mutants_are_whole_answers_and_different(tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text(SOLUTION, encoding="utf-8")
    found = list(mutants(read_solution(path)["twice"]))
    sources = [mutant.source for mutant in found]
    assert all(source.startswith("def twice(x):") for source in sources)
    assert len(set(sources)) == len(sources)
    assert len({mutant.change for mutant in found}) == len(found)


def test_a_change_that_stands_at_two_places_is_numbered(tmp_path: Path) -> None:
    twice = [change for change in changes(tmp_path, "twice") if "+ x = x - 1" in change]
    assert twice == ["- x = x + 1\n+ x = x - 1", "- x = x + 1\n+ x = x - 1\n(2)"]
