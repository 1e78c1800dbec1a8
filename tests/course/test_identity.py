"""An exercise whose numbers are each student's own: what is read, built and proved."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import toy_course
import toy_personal as toy

from autograder.checking.load import load
from autograder.course import Course, Exercise
from autograder.course.solution import read_solution
from autograder.engine.engine import Engine
from autograder.errors import CourseError
from autograder.notebooks.raw import read_notebook
from autograder.validation.candidates import IDS, Sort, candidates
from autograder.validation.prove import prove


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return toy.write_course(tmp_path_factory.mktemp("course"))


def solution(folder: Path, text: str) -> Any:
    path = folder / "solution.py"
    path.write_text(text)
    return read_solution(path)


def cells(data: bytes) -> dict[str, dict[str, Any]]:
    return {cell["id"]: cell for cell in json.loads(data)["cells"]}


def test_what_depends_on_the_id(tmp_path: Path) -> None:
    found = solution(tmp_path, toy.SOLUTION)
    assert found.own_id == '# Your id:\nSTUDENT_ID = "example"'
    assert found.personal == {"by_hand", "later"}
    assert found.given_names == ("STUDENT_ID", "five", "a", "b")
    assert found.imports == ("import numpy as np",)
    assert "STUDENT_ID = " not in found.given


def test_a_function_may_depend_on_it(tmp_path: Path) -> None:
    helper = "def _helper(x):\n    return b * x\n\n\ndef double("
    text = toy.SOLUTION.replace("def double(", helper).replace("return 2 * a", "return _helper(a)")
    assert "double" in solution(tmp_path, text).personal


def test_an_exercise_without_an_id(tmp_path: Path) -> None:
    found = solution(tmp_path, toy_course.SOLUTION)
    assert (found.own_id, found.personal, found.has_generator) == ("", frozenset(), False)


@pytest.mark.parametrize(
    "line",
    [
        'STUDENT_ID = "a"\nSTUDENT_ID = "b"',
        "STUDENT_ID = 7",
        "STUDENT_ID = five = 'a'",
        "STUDENT_ID, x = 'a', 1",
        'STUDENT_ID = """a\nb"""',
        'STUDENT_ID: str = "a"',
    ],
)
def test_the_id_is_one_plain_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(CourseError, match="STUDENT_ID") as caught:
        solution(tmp_path, toy.SOLUTION.replace('STUDENT_ID = "example"', line))
    assert "solution.py:" in str(caught.value.where)


@pytest.mark.parametrize(
    "text", ["from os import path", "from autograder.personal import plain_id"]
)
def test_no_other_import_from_somewhere(tmp_path: Path, text: str) -> None:
    with pytest.raises(CourseError, match="Only `import name`"):
        solution(tmp_path, toy.SOLUTION.replace("import numpy as np", text))


def test_the_cell_of_the_id_is_the_students(course: Course) -> None:
    exercise = course.exercise(toy.NAME)
    for notebook in (exercise.source_notebook, exercise.release_notebook):
        cell = cells(notebook.read_bytes())["id-my_id"]
        assert cell["metadata"] == {"autograder": {"kind": "id", "name": "my_id"}}
        assert "".join(cell["source"]) == '# Your id:\nSTUDENT_ID = "example"'
    order = list(cells(exercise.release_notebook.read_bytes()))
    assert order.index("id-my_id") < order.index("given-numbers")
    given = "".join(cells(exercise.release_notebook.read_bytes())["given-numbers"]["source"])
    assert given.index("def personal_number(") < given.index("five = 5") < given.index("print(")


def test_the_id_is_filled_in_and_nothing_else(course: Course) -> None:
    release = course.exercise(toy.NAME).release_notebook.read_bytes()
    filled = toy.fill(release, {}, "Ann O'Neill")
    before, after = read_notebook(release).cells, read_notebook(filled).cells
    changed = [new.source for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ['# Your id:\nSTUDENT_ID = "Ann O\'Neill"']
    assert read_notebook(toy.fill(release, {})) == read_notebook(release)


def test_the_python_file_and_its_checks_run(course: Course, tmp_path: Path) -> None:
    exercise = course.exercise(toy.NAME)
    stub = exercise.stub.read_text()
    ast.parse(stub)
    assert stub.index("STUDENT_ID = ") < stub.index("def personal_number") < stub.index("a = ")
    stub = stub.replace("S = None", "S = b + five").replace("D = None", "D = 2 * S")
    stub = stub.replace("raise NotImplementedError", "return 2 * a")
    (tmp_path / exercise.visible_checks.name).write_text(exercise.visible_checks.read_text())

    def passed(text: str) -> bool:
        (tmp_path / exercise.stub.name).write_text(text)
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "3 passed" in done.stdout or "Write your own id." in done.stdout
        return done.returncode == 0

    assert not passed(stub)
    assert passed(stub.replace('"example"', '"ann"'))


def byte_code(exercise: Exercise) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in exercise.folder.rglob("*.pyc")}


def test_the_reference_of_one_student(course: Course) -> None:
    exercise = course.exercise(toy.NAME)
    kept = byte_code(exercise)
    found = {name: load(exercise, "solution.py", name) for name in ("ann", "ben", "Ann")}
    assert {name: round(each.S, 2) for name, each in found.items()} == {
        "ann": toy.right_sum("ann"),
        "ben": toy.right_sum("ben"),
        "Ann": toy.right_sum("ann"),
    }
    # With somebody's id in it, it would be found by the next.
    assert byte_code(exercise).items() <= kept.items()
    assert round(load(exercise, "solution.py").S, 2) == toy.right_sum("example")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("```python id my_id\n```\n\n", ""),
        ("```python id my_id\n", '```python id my_id\nSTUDENT_ID = "b"\n'),
        ("```python answer by_hand\n", "```python id again\n```\n\n```python answer by_hand\n"),
    ],
)
def test_the_lesson_has_the_cell_once_and_early(tmp_path: Path, old: str, new: str) -> None:
    assert toy.LESSON.count(old) == 1
    with pytest.raises(CourseError, match="id"):
        toy.write_course(tmp_path, lesson=toy.LESSON.replace(old, new))


def test_an_exercise_without_an_id_has_no_such_cell(tmp_path: Path) -> None:
    text = toy.SOLUTION.replace('# Your id:\nSTUDENT_ID = "example"\n', "")
    with pytest.raises(CourseError, match="STUDENT_ID"):
        toy.write_course(tmp_path, solution=text.replace("STUDENT_ID", "'x'"))


def test_answers_with_personal_numbers_are_proved_for_several_ids(
    course: Course, engine: Engine
) -> None:
    exercise = course.exercise(toy.NAME)
    known = list(candidates(exercise))
    turns = {(each.sort, each.question): 0 for each in known}
    for each in known:
        turns[each.sort, each.question] = max(turns[each.sort, each.question], each.turn + 1)
    assert turns[Sort.REFERENCE, ""] == IDS
    assert turns[Sort.MISTAKE, "by_hand"] == turns[Sort.ALTERNATIVE, "by_hand"] == IDS
    assert turns[Sort.MISTAKE, "double"] == 1
    proofs = prove(exercise, known, engine)
    assert [(proof.candidate.name, proof.faults) for proof in proofs if proof.faults] == []


def test_a_mistake_that_one_id_hides_is_found(tmp_path: Path, engine: Engine) -> None:
    hidden = '\n\n@mistake\ndef hidden():\n    "No."\n    S = HIDDEN\n'
    hidden = hidden.replace("HIDDEN", f"{toy.right_sum('1')}")
    course = toy.write_course(
        tmp_path, mistakes={**toy.MISTAKES, "by_hand": toy.MISTAKES["by_hand"] + hidden}
    )
    exercise = course.exercise(toy.NAME)
    ours = [each for each in candidates(exercise, "by_hand") if each.name == "hidden"]
    faults = {each.candidate.turn: each.faults for each in prove(exercise, ours, engine)}
    assert faults[0] == faults[2] == ()
    assert "loses nothing" in faults[1]
