"""Python files, unreadable files, faults of our own; and what a grading leaves behind."""

from __future__ import annotations

import json

import jsonschema
import nbformat
import pytest
import toy_course as toy
from toy_course import GradeHere

from autograder.grading import Graded
from autograder.results import ReportStatus, Status, from_json, json_schema, to_json
from autograder.sandbox.control_channel import ControlChannel

PROGRAM = "import numpy as np\nx1 = 0.5\n" + "\n\n".join(toy.ANSWERS.values())


def statuses(graded: Graded) -> set[Status]:
    return {each.status for each in graded.report.questions}


def assert_well_formed(graded: Graded) -> None:
    """The report follows the schema, and the notebook can be opened."""
    sent = to_json(graded.report)
    jsonschema.validate(json.loads(sent), json_schema())
    assert from_json(sent) == graded.report
    nbformat.validate(nbformat.reads(graded.notebook.decode(), as_version=4))


def test_a_python_file(grade_toy: GradeHere) -> None:
    graded = grade_toy(PROGRAM.encode(), is_python=True)
    assert graded.report.score == 10
    assert_well_formed(graded)


@pytest.mark.parametrize(
    ("program", "score"),
    [
        (PROGRAM.replace("return 2 * x", "return 3 * x"), 6.0),
        (PROGRAM.replace("A = 2.5", ""), 8.0),
        (PROGRAM + "\n1 / 0\n", 10.0),
        ("1 / 0\n" + PROGRAM, 10.0),
        (PROGRAM + "\ndef broken(:\n", 10.0),
        (PROGRAM.replace("return 2 * x", "return 2 * x)"), 6.0),
        ("exit()\n" + PROGRAM, 0.0),
        (PROGRAM + "\nwhile True: pass\n", 0.0),
        (PROGRAM + "\nif __name__ == '__main__':\n    print(double(4))\n", 10.0),
    ],
)
def test_python_files(grade_toy: GradeHere, program: str, score: float) -> None:
    graded = grade_toy(program.encode(), is_python=True)
    assert graded.report.score == score
    assert graded.report.status is ReportStatus.GRADED
    if not score:
        assert statuses(graded) <= {Status.ERROR, Status.TIMEOUT}


@pytest.mark.parametrize(
    ("content", "is_python", "note"),
    [
        (b"", False, "empty"),
        (b"", True, "empty"),
        (b"no notebook", False, "not a notebook, or it is damaged"),
        (b"\xff", True, "UTF-8"),
        (b'{"nbformat": 3, "worksheets": []}', False, "format 4"),
    ],
)
def test_a_file_that_cannot_be_read(
    grade_toy: GradeHere, content: bytes, is_python: bool, note: str
) -> None:
    graded = grade_toy(content, is_python=is_python)
    assert graded.report.status is ReportStatus.UNREADABLE
    assert (graded.report.score, graded.report.max_score) == (0, 10)
    # Of a file with something in it nobody says that it has no answers.
    assert statuses(graded) == {Status.SKIPPED if content else Status.MISSING}
    assert note in graded.report.notes[0]
    assert_well_formed(graded)


def test_a_fault_of_ours_is_no_zero(grade_toy: GradeHere) -> None:
    checks = toy.CHECKS.replace('    """adds a row up"""', '    """adds"""\n    1 / 0')
    graded = grade_toy(toy.notebook(**toy.ANSWERS), checks=checks)
    assert graded.report.status is ReportStatus.INTERNAL
    assert [each.status for each in graded.report.questions] == [
        Status.PASSED,
        Status.PASSED,
        Status.INTERNAL,
    ]
    assert_well_formed(graded)


def test_a_student_side_that_is_gone_is_a_fault_of_ours(
    grade_toy: GradeHere, control: ControlChannel
) -> None:
    control.close()
    graded = grade_toy(toy.notebook(**toy.ANSWERS))
    assert graded.report.status is ReportStatus.INTERNAL
    assert statuses(graded) == {Status.INTERNAL}
    assert "ended unexpectedly" in graded.report.notes[0]
    assert_well_formed(graded)


@pytest.mark.parametrize(
    "source",
    [
        "def double(x):\n    return float('nan')",
        "def double(x):\n    return {1, 2}",
        "def double(x):\n    return 'x' * 10**6",
        "def double(x):\n    return np.zeros((1000, 1000))",
        "def double(x):\n    return [[1, None], {'a': (x, x > 1)}]",
        "def double(x):\n    raise ValueError('<script>\\ud800' * 1000)",
        "def double(x):\n    return type('x' * 10**6, (), {})()",
        "double = type('<b>', (), {})()",
        "print('\\x1b[31m' * 10**6)",
    ],
)
def test_every_answer_leaves_a_well_formed_report(grade_toy: GradeHere, source: str) -> None:
    graded = grade_toy(toy.notebook(**{**toy.ANSWERS, "double": source}))
    assert graded.report.score == 6
    assert_well_formed(graded)
    assert len(to_json(graded.report)) < 20_000


def test_outputs_stand_in_the_notebook(grade_toy: GradeHere) -> None:
    graded = grade_toy(toy.notebook(**{**toy.ANSWERS, "double": "print('seen')\nunknown"}))
    cell = json.loads(graded.notebook)["cells"][4]
    assert [output["output_type"] for output in cell["outputs"]] == ["stream", "error"]
    assert cell["outputs"][0]["text"] == "seen\n"


def test_all_outputs_together_are_bounded(grade_toy: GradeHere) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells += [toy.code("print('x' * 10**6)") for _cell in range(40)]
    graded = grade_toy(toy.notebook(cells))
    assert graded.report.score == 10
    assert len(graded.notebook) < 10_000_000


READS = "def double(x):\n    return float(open('factor.txt').read()) * x"


@pytest.mark.parametrize(
    ("attached", "notes"),
    [
        ({}, 0),
        ({"factor.txt": b"2"}, 0),
        ({"factor.txt": b"3", "own.txt": b""}, 1),
    ],
)
def test_the_data_of_the_exercise_lie_beside_the_code(
    grade_toy: GradeHere, attached: dict[str, bytes], notes: int
) -> None:
    notebook = toy.notebook(**{**toy.ANSWERS, "double": READS})
    graded = grade_toy(notebook, attached=attached, data={"factor.txt": b"2"})
    assert graded.report.score == 10
    assert len(graded.report.notes) == notes
    assert all("“factor.txt” had been changed" in note for note in graded.report.notes)


def test_a_file_that_is_not_there_is_missed(grade_toy: GradeHere) -> None:
    graded = grade_toy(toy.notebook(**{**toy.ANSWERS, "double": READS}))
    assert graded.report.score == 6


def test_one_grading_is_like_another(grade_toy: GradeHere, control: ControlChannel) -> None:
    source = "def double(x):\n    return (v for v in x) if x.ndim > 1 else object()"
    graded = grade_toy(toy.notebook(**{**toy.ANSWERS, "double": source}))
    assert "0x" not in to_json(graded.report).decode()
